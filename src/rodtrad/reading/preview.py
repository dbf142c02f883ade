"""Word documents as pages: a DOCX has none of its own, but where LibreOffice is installed it can be printed.

    with PreviewMaker() as maker:
        preview = maker.make(name, data, text, [(first, end), …])

`preview.pdf` is an ordinary PDF, for `pictures.PictureMaker` to draw and for the web to keep beside the version;
`preview.page_sizes` are its pages in points, and `preview.places[i]` are the rectangles on it that hold the characters
`text[first:end]` of the i-th stretch: pairs of page and box, in reading order, none for what could not be found there.
`text` is the text of the document's `Source`, a stretch the `chars` of a `Place`. The preview's pages need not be those
of Word, whose own fonts and layout LibreOffice lacks: they are for looking at, and `Place.page` stays what it was.

What is found later is placed by `maker.places(name, text, pdf, stretches)`, without printing again. `office()` tells
whether there is anything to print with. Printing takes a second or two, and a heavy document all the time that it is
given; one is printed at a time, and who would have to wait long for that is told so instead.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, Self

from rodtrad.reading._align import request
from rodtrad.reading._slot import Slot
from rodtrad.reading.json_form import LONGEST_SIDE, page_sizes_from_json
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.limits import Limits
from rodtrad.reading.office import converted, missing_part, office
from rodtrad.reading.pictures import BUSY, NoPicture
from rodtrad.reading.programs import ProgramFailedError
from rodtrad.reading.record import Box
from rodtrad.reading.sources import Unreadable
from rodtrad.reading.sources.formats import format_of

__all__ = ["Preview", "PreviewMaker"]

logger = logging.getLogger("rodtrad.reading")

TASK: Final = "rodtrad.reading._align:prepare"
SECONDS: Final = 90.0
# How long one waits for another's document, in seconds: most are printed in that time, and a server has few threads.
PATIENCE: Final = 2.0
Rectangles = tuple[tuple[int, Box], ...]

NO_OFFICE: Final = "LibreOffice finns inte på servern (sudo apt install libreoffice-writer-nogui)"
TOO_HEAVY: Final = "dokumentet är för tungt att göra sidor av"
FAILED: Final = "LibreOffice kunde inte göra sidor av dokumentet"


@dataclass(frozen=True, slots=True)
class Preview:
    """A document as a PDF, its pages' widths and heights in points, and the rectangles of each stretch asked for."""

    pdf: bytes
    page_sizes: tuple[tuple[float, float], ...]
    places: tuple[Rectangles, ...]


class PreviewMaker:
    """Makes previews, one at a time; a context manager, for any number of threads, to be made after any fork."""

    def __init__(self, *, limits: Limits | None = None, seconds: float = SECONDS) -> None:
        self._slot = Slot(limits or Limits(), Knowledge(), TASK)
        self._seconds = seconds
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what is being placed, and the server."""
        self._slot.let_go()
        self._slot.close()

    def make(self, name: str, data: bytes, text: str, stretches: Iterable[tuple[int, int]]) -> Preview:
        """A document as pages, with the places of its stretches.

        Raises NoPicture where there is no LibreOffice, it takes too long or fails, or the file is none of Word's; and
        where another document takes its time: then not for long.
        """
        with self._turn():
            try:
                pdf = print_document(data, format_of(name, data), self._seconds)
            except Unreadable as error:
                raise NoPicture(FAILED) from error
            except OSError as error:  # no room on the disk, no processes left
                logger.exception("%s could not be printed", name)
                raise NoPicture(FAILED) from error
            return self._placed(name, text, pdf, stretches)

    def places(self, name: str, text: str, pdf: bytes, stretches: Iterable[tuple[int, int]]) -> Preview:
        """Where stretches of a text stand on the pages that were made of it. Raises NoPicture as `make` does."""
        with self._turn():
            return self._placed(name, text, pdf, stretches)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=PATIENCE):
            raise NoPicture(BUSY, lasting=False)
        try:
            yield
        finally:
            self._lock.release()

    def _placed(self, name: str, text: str, pdf: bytes, stretches: Iterable[tuple[int, int]]) -> Preview:
        wanted = list(stretches)
        try:
            told = self._slot.ask(f"{name}.pdf", request(text, wanted, pdf))
        except Unreadable as error:
            raise NoPicture(TOO_HEAVY if error.code == "too-heavy" else FAILED) from error
        return _checked(pdf, told, len(wanted))


def print_document(data: bytes, form: str = "docx", seconds: float = SECONDS) -> bytes:
    """A document as a tagged PDF. Raises NoPicture, whatever is wrong with the file."""
    if office() is None:
        raise NoPicture(NO_OFFICE)
    if package := missing_part(form):
        raise NoPicture(f"LibreOffice på servern saknar en del (sudo apt install {package})")
    try:
        return converted(data, form, "pdf", wall=seconds)
    except ProgramFailedError as error:
        raise NoPicture(TOO_HEAVY if error.too_heavy else FAILED) from error


def _checked(pdf: bytes, told: dict[str, Any], wanted: int) -> Preview:
    """What a child told, each value of the type it should have."""
    try:
        sizes = page_sizes_from_json(told["page_sizes"])
        places = tuple(tuple(_rectangle(one, len(sizes)) for one in place) for place in told["places"])
        if len(places) != wanted:
            raise ValueError("not a place a stretch")
    except (KeyError, TypeError, ValueError) as error:
        raise NoPicture(FAILED) from error
    return Preview(pdf, sizes, places)


def _rectangle(told: Sequence[object], pages: int) -> tuple[int, Box]:
    page, left, top, right, bottom = told
    if not isinstance(page, int) or not 1 <= page <= pages:
        raise ValueError("not a page")
    box = (_corner(left), _corner(top), _corner(right), _corner(bottom))
    return page, box


def _corner(told: object) -> float:
    if not isinstance(told, int | float) or not -LONGEST_SIDE < told < LONGEST_SIDE:
        raise ValueError("not a place on paper")
    return round(float(told), 2)
