"""Scanned pages, read by Tesseract where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import Final

from rodtrad.reading.programs import ProgramFailedError, made_by
from rodtrad.reading.sources.errors import Unreadable

__all__ = ["recognised", "tesseract"]

MODULE: Final = "rodtrad.reading._ocr"
LANGUAGE: Final = "swe"
SECONDS_A_PAGE: Final = 6.0
MOST_PAGES: Final = 300
BYTES_A_PAGE: Final = 3_000  # no scanned page weighs less; a file that says it has more pages than that lies
STARTS_WITHIN: Final = 30.0
WAITS: Final = 5  # times as long as the work takes: a machine may have much else to do


def tesseract() -> str | None:
    """The path of Tesseract, or None where it is not on the machine or has not learnt Swedish."""
    program = shutil.which("tesseract")
    return program if program and LANGUAGE in _languages(program) else None


@cache
def _languages(program: str) -> frozenset[str]:
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=STARTS_WITHIN)  # noqa: S603  # nothing in the command comes from outside
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(told.stdout.split())


def recognised(data: bytes) -> bytes | None:
    """A PDF with the letters that stand on its scanned pages as text; None where there is nobody to read them, no page
    is scanned, or no letter is found. Raises Unreadable where it takes too much, or could not be begun.
    """
    program = tesseract()
    if program is None:
        return None
    pages = max(1, min(MOST_PAGES, len(data) // BYTES_A_PAGE))
    try:
        return made_by(
            MODULE, program, data=data, given="document.pdf", wanted="read.pdf",
            seconds=STARTS_WITHIN + WAITS * SECONDS_A_PAGE * pages,
        )  # fmt: skip
    except ProgramFailedError as error:
        if error.too_heavy:
            text = "Filens sidor är bilder och för tunga att tolka. Dela upp den, eller skanna om den med 200–300 dpi."
            raise Unreadable("too-heavy", text) from error
        return None
    except OSError as error:
        text = "Textigenkänningen kunde inte startas: disken är full eller för mycket annat körs. Försök igen."
        raise Unreadable("crashed", text) from error
