"""Papers of meetings, as anyone may have made them: told apart by what they hold, made pages of, and joined in one PDF.

Nothing is opened here. A child process with limits opens each paper by itself, so that one that is damaged leaves the
others alone, and another joins what came of them; LibreOffice, shut in, makes pages of texts, spreadsheets and slides.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath
from threading import Lock
from typing import Any, Final

from rodtrad.reading._slot import Slot
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.limits import Limits
from rodtrad.reading.pictures import NoPicture
from rodtrad.reading.preview import print_document
from rodtrad.reading.sources import Unreadable
from rodtrad.reading.sources.errors import encrypted
from rodtrad.reading.sources.formats import LOCKED, found_in

__all__ = ["KINDS", "TAKES", "Joined", "Pages", "PaperMaker", "check_paper"]

TASK: Final = "rodtrad.reading._papers:prepare"
# What a paper may be, by the ending of its name: what its bytes must show, and what that is called.
KINDS: Final = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".doc": "äldre Word",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".png": "bild (PNG)",
    ".jpg": "bild (JPEG)",
    ".jpeg": "bild (JPEG)",
    ".xlsx": "Excel",
    ".pptx": "PowerPoint",
    ".ods": "OpenDocument (inte text)",
    ".odp": "OpenDocument (inte text)",
}
DRAWN: Final = (".png", ".jpg", ".jpeg")
PRINTED: Final = {ending: ending[1:] for ending in KINDS if ending not in (".pdf", *DRAWN)}
TAKES: Final = "Handlingar kan vara PDF, Word, OpenDocument, RTF, bilder (PNG och JPEG), Excel och PowerPoint."
MOST_PAGES: Final = 1_000  # of one paper
MOST_TOGETHER: Final = 100_000_000  # bytes of what is joined
SECONDS: Final = 30.0  # of LibreOffice for one paper
PATIENCE: Final = 60.0  # of who waits for another's bundle
# A few times what is joined: it is sent, opened, written and told.
LIMITS: Final = Limits(
    max_bytes=MOST_TOGETHER, memory=2_000_000_000, cpu=30, wall=90.0, answer_at_least=2 * MOST_TOGETHER
)

WHY: Final = {
    "locked": "filen är låst med lösenord",
    "damaged": "filen är skadad",
    "layers": "filen har dolda lager, som skulle synas",
    "too-many": f"filen har fler än {MOST_PAGES} sidor",
}
TOO_HEAVY: Final = "filen är för tung"
CRASHED: Final = "filen kunde inte öppnas"
BUSY: Final = "servern gör redan flera sådana filer, försök igen om en stund"


@dataclass(frozen=True, slots=True)
class Pages:
    """A paper as a PDF that holds nothing but pages, and how many."""

    pdf: bytes
    number: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A paper among others. `item`: the bookmark that it stands under; `title`: its own; `label`: what is stamped on
    its pages before their number, "Handling 3"."""

    item: str
    title: str
    label: str


def check_paper(name: str, data: bytes) -> None:
    """Raises Unreadable, whose message is Swedish, for a file that no paper may be or that is not what it is called."""
    ending = PurePath(name).suffix.lower()
    expected, found = KINDS.get(ending), found_in(data)
    if not data:
        raise Unreadable("empty", "Filen är tom.")
    if expected is None:
        raise Unreadable("unsupported-format", f"Filer av det slaget tas inte emot. {TAKES}")
    if found != expected and LOCKED in data:
        raise encrypted()
    if found != expected:
        real = f"är i själva verket {found}" if found else f"innehåller inte {expected}"
        raise Unreadable("wrong-ending", f"Filen heter {ending} men {real}. {TAKES}")


class PaperMaker:
    """Makes pages and joins them, one at a time, for any number of threads; to be made after any fork."""

    def __init__(self, *, limits: Limits = LIMITS, _task: str = TASK) -> None:
        self._slot = Slot(limits, Knowledge(), _task)
        self._turn = Lock()

    def close(self) -> None:
        """End what is being made, and the server."""
        self._slot.let_go()
        self._slot.close()

    def pages_of(self, name: str, data: bytes) -> Pages:
        """A paper as pages. Raises NoPicture, whose message is the end of a Swedish sentence that says why not."""
        ending = PurePath(name).suffix.lower()
        if ending not in KINDS:
            raise NoPicture("filer av det slaget kan inte bli sidor")
        pdf = print_document(data, PRINTED[ending], SECONDS) if ending in PRINTED else data
        told = self._told(name, {"do": "draw" if ending in DRAWN else "pages"}, [pdf])
        number = told.get("pages")
        if type(number) is not int or not 0 < number <= MOST_PAGES:
            raise NoPicture(CRASHED)
        return Pages(_pdf_in(told), number)

    def joined(
        self, cover: bytes, papers: Sequence[tuple[Joined, bytes]], *, title: str, outline: Sequence[str]
    ) -> bytes:
        """One PDF of a cover, which is ours, and the pages of papers behind it. `outline`: the bookmarks of items in
        their order; one that no paper stands under leads to the cover. Raises NoPicture as `pages_of`."""
        asked = {"do": "join", "title": title, "outline": list(outline), "papers": [asdict(one) for one, _ in papers]}
        return _pdf_in(self._told("handlingar.pdf", asked, [cover, *(pdf for _, pdf in papers)]))

    def _told(self, name: str, asked: dict[str, Any], files: Sequence[bytes]) -> dict[str, Any]:
        if not self._turn.acquire(timeout=PATIENCE):
            raise NoPicture(BUSY, lasting=False)
        try:
            told = self._slot.ask(name, request(asked, files))
        except Unreadable as error:
            raise NoPicture(TOO_HEAVY if error.code == "too-heavy" else CRASHED) from error
        finally:
            self._turn.release()
        if (why := told.get("why")) is not None:
            raise NoPicture(WHY.get(str(why), CRASHED))
        return told


def request(asked: dict[str, Any], files: Sequence[bytes]) -> bytes:
    """What a child is sent: a line that says what to do and how long the files are, and the files."""
    return json.dumps({**asked, "sizes": [len(file) for file in files]}).encode() + b"\n" + b"".join(files)


def _pdf_in(told: dict[str, Any]) -> bytes:
    """The PDF that a child told; a child that tells anything else has crashed."""
    try:
        pdf = b64decode(told["pdf"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise NoPicture(CRASHED) from error
    if not pdf.startswith(b"%PDF-"):
        raise NoPicture(CRASHED)
    return pdf
