"""LibreOffice, where it is installed: old Word and RTF as the Word file that is read, and all of them as pages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final, Literal

from rodtrad.reading.programs import ProgramFailedError, made_by
from rodtrad.reading.sources.errors import Unreadable, no_office
from rodtrad.reading.sources.formats import CONVERTED, format_of

__all__ = ["PRINTED", "as_read", "converted", "missing_part", "office"]

MODULE: Final = "rodtrad.reading._office"
# What can be shown as pages, by the endings of names.
PRINTED: Final = (".docx", ".doc", ".odt", ".rtf")
# It takes a second or two to start; a machine that has much else to do lets it wait for its turn.
STARTS_WITHIN: Final = 30.0
WAITS: Final = 3  # times as long as the work takes
MOST_SECONDS: Final = 60  # of work on one document
# For the Word file of a document that is read, whose reader takes some too: what it takes to start and to open a short
# one, and twice what a page takes.
AT_LEAST: Final = 4
A_PAGE: Final = 0.07
MOST_TO_READ: Final = 30
NO_LETTERS: Final = bytes(n for n in range(256) if not bytes([n]).isalpha() and n < 0xC0)
LETTERS_A_PAGE: Final = 2_500
CONTROL: Final = re.compile(rb"\\[a-z]+")  # "\\pard" of RTF
OPEN_AND_SAVE: Final = "Öppna filen i Word eller LibreOffice, spara den som Word-dokument (.docx) och försök igen."


def office() -> str | None:
    """The path of LibreOffice, or None where it is not on the machine.

    Of the program itself where it lies beside the script that starts it, and so needs no other process.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    script = Path(found).resolve()
    program = script.with_name("soffice.bin")
    return str(program if program.is_file() else script)


# What it needs beside the part that word processors' files are opened by: the library of it, and Debian's package.
PARTS: Final = {
    **dict.fromkeys(("xlsx", "ods"), ("libsclo.so", "libreoffice-calc-nogui")),
    **dict.fromkeys(("pptx", "odp"), ("libsdlo.so", "libreoffice-impress-nogui")),
}


def missing_part(form: str) -> str | None:
    """The package that LibreOffice on this machine lacks to open a form; None where it has all, as far as one sees."""
    program = office()
    if program is None or form not in PARTS or not program.endswith(".bin"):
        return None
    library, package = PARTS[form]
    return None if Path(program).with_name(library).exists() else package


def converted(data: bytes, form: str, to: Literal["pdf", "docx"], *, work: int = MOST_SECONDS, wall: float) -> bytes:
    """A document of a form that `_office` reads ("docx", "xlsx") in another. `work` and `wall`: its seconds, of
    work and all.

    Raises ProgramFailedError where LibreOffice is missing or makes nothing, OSError where the machine has no room.
    """
    program = office()
    if program is None:
        raise ProgramFailedError("LibreOffice is not installed", too_heavy=False)
    return made_by(
        MODULE, program, form, to, str(work), data=data, given=f"document.{form}", wanted=f"document.{to}", seconds=wall
    )


def as_read(name: str, data: bytes) -> tuple[str, bytes, int]:
    """The file that is read for a document: itself, or the Word file that LibreOffice makes of an RTF or old Word file;
    and how many seconds less its reader may take.

    Word and not PDF: headings, lists and merged cells are told in it, where pages would only show them. Raises
    Unreadable for a file of neither, and for one that LibreOffice makes nothing of.
    """
    form = format_of(name, data) if data else "text"
    if form not in CONVERTED:
        return name, data, 0
    if office() is None:
        raise no_office()
    work = AT_LEAST + int(min(A_PAGE * _pages(data), MOST_TO_READ))
    try:
        made = converted(data, form, "docx", work=work, wall=STARTS_WITHIN + WAITS * work)
        return f"{name}.docx", made, max(0, 2 * AT_LEAST - work)
    except ProgramFailedError as error:
        if error.too_heavy:
            raise Unreadable("too-heavy", f"Filen är för tung för LibreOffice. {OPEN_AND_SAVE}") from error
        raise Unreadable("broken", f"LibreOffice kunde inte öppna filen. {OPEN_AND_SAVE}") from error
    except OSError as error:
        raise Unreadable(
            "crashed", "LibreOffice kunde inte startas: disken är full eller för mycket annat körs. Försök igen."
        ) from error


def _pages(data: bytes) -> float:
    """About how many pages of text a file may hold: words that only control how it looks take no room on paper."""
    return len(CONTROL.sub(b"", data).translate(None, NO_LETTERS)) / LETTERS_A_PAGE
