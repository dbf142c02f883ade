"""Running headers and footers: what stands in the same place at the top or the bottom of the pages.

Artifacts that a tagged file declares are left out before this. A line is running where its words, apart from numbers,
come back on the pages around at the same height, or where it is the page's number; and only with nothing else beyond
it, towards the edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rodtrad.reading.flow import PAGE_NUMBER
from rodtrad.reading.record import Box
from rodtrad.reading.sources.pdf.glyphs import Page
from rodtrad.reading.sources.pdf.lines import VisualLine, box_of

BAND: Final = 0.2  # of the page's height: so far from its edge a running line stands at most
MOST_LINES: Final = 8  # in one band
SAME_HEIGHT: Final = 4.0  # points
# On so many pages of those around, itself included, a line stands to be running; in a short file on half of them.
REPEATS: Final = 3
AROUND: Final = 4  # pages before and after: headers may differ on left and right pages, and by chapter
LONE_NUMBER: Final = re.compile(r"[-–—]?\s*(\d{1,4})\s*[-–—]?$")

Lines = Mapping[int, Sequence[VisualLine]]
_Key = tuple[bool, str]


def running_apart(
    pages: Sequence[Page], lines: Lines, tables: Mapping[int, Sequence[Box]]
) -> tuple[dict[int, list[VisualLine]], list[VisualLine]]:
    """The lines of each page less the running ones, and those. `tables`: where tables stand; the head of a tall one is
    no running line."""
    bands = {page.number: list(_bands(page, lines.get(page.number, ()), tables.get(page.number, ()))) for page in pages}
    heights: dict[_Key, list[tuple[int, float]]] = {}
    for number, both in bands.items():
        for top, band in both:
            for line in band:
                heights.setdefault((top, _words(line)), []).append((number, line[0].middle))
    needed = max(2, min(REPEATS, len(pages) // 2))
    kept: dict[int, list[VisualLine]] = {}
    apart: list[VisualLine] = []
    for page in pages:
        gone = {id(line) for top, band in bands[page.number] for line in _running(page, top, band, heights, needed)}
        kept[page.number] = [line for line in lines.get(page.number, ()) if id(line) not in gone]
        apart += [line for line in lines.get(page.number, ()) if id(line) in gone]
    return kept, apart


def once(lines: Iterable[VisualLine]) -> list[VisualLine]:
    """Running lines, each once, where it stands first; pages' numbers left out."""
    found: dict[str, VisualLine] = {}
    for line in lines:
        text = " ".join(span.text for span in line)
        if not (PAGE_NUMBER.match(text) or LONE_NUMBER.match(text)):
            found.setdefault(_words(line), line)
    return list(found.values())


def _bands(page: Page, lines: Sequence[VisualLine], tables: Sequence[Box]) -> Iterator[tuple[bool, list[VisualLine]]]:
    """The lines near the top and near the bottom, each from the edge inwards."""
    tall = [box for box in tables if box[3] - box[1] > BAND * page.height]
    free = [line for line in lines if not any(_inside(line, box) for box in tall)]
    yield True, [line for line in free if line[0].bottom < BAND * page.height][:MOST_LINES]
    low = [line for line in free if line[0].top > (1 - BAND) * page.height]
    yield False, low[::-1][:MOST_LINES]


def _inside(line: VisualLine, box: Box) -> bool:
    left, top, right, bottom = box_of(line)
    return box[0] <= (left + right) / 2 <= box[2] and box[1] <= (top + bottom) / 2 <= box[3]


def _running(
    page: Page, top: bool, band: Sequence[VisualLine], heights: Mapping[_Key, Sequence[tuple[int, float]]], needed: int
) -> Iterator[VisualLine]:
    for line in band:
        text, words = " ".join(span.text for span in line), _words(line)
        at = line[0].middle
        alike = {
            n for n, height in heights[top, words] if abs(n - page.number) <= AROUND and abs(height - at) <= SAME_HEIGHT
        }
        number = LONE_NUMBER.match(text)
        its_own = number is not None and int(number[1]) == page.number
        if not (len(alike) >= needed or its_own or PAGE_NUMBER.match(text)):
            return
        yield line


def _words(line: VisualLine) -> str:
    return re.sub(r"\d+", "#", " ".join(span.text for span in line))
