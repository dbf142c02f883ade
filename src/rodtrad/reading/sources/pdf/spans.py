"""Characters → spans: the pieces of visual lines, with blanks where words part, each character with its box."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import nan
from statistics import median
from typing import Final

from rodtrad.reading.record import Box
from rodtrad.reading.sources.pdf.glyphs import Glyph

# In sizes of the type: from here on a gap parts words where no blank is drawn, and is a tab or the space of a column.
WORD_GAP: Final = 0.22
TAB_GAP: Final = 1.5
SHADOW: Final = 0.15  # of its height: so near the first a letter is drawn again
OVERLAP: Final = 0.5  # of the lower of two heights: so much of it is shared by what stands on one line
BLANK: Final = (nan, nan, nan, nan)


@dataclass(slots=True)
class Span:
    """A piece of one visual line, without a wide gap. `boxes`: four numbers a character of `text`, NaN for a blank."""

    page: int
    text: str
    boxes: array[float]
    box: Box
    size: float
    bold: bool
    mark: int | None = None
    artifact: bool = False
    upright: bool = True

    @property
    def left(self) -> float:
        return self.box[0]

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def right(self) -> float:
        return self.box[2]

    @property
    def bottom(self) -> float:
        return self.box[3]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    def beside(self, other: Span) -> bool:
        """Whether both stand on one visual line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return self.page == other.page and shared > OVERLAP * min(self.bottom - self.top, other.bottom - other.top)

    def cut(self, start: int, end: int) -> Span | None:
        """The part from one character to another, without blanks at its ends; None where only blanks are left."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if start == end:
            return None
        boxes = self.boxes[4 * start : 4 * end]
        return Span(
            self.page, self.text[start:end], boxes, _around(boxes), self.size, self.bold, self.mark, self.artifact,
            self.upright,
        )  # fmt: skip


def spans_of(glyphs: Sequence[Glyph], page: int) -> Iterator[Span]:
    """The spans of a page in the order they are drawn; a new one where the line, the mark or the direction changes."""
    last: Span | None = None
    for run in _runs(glyphs):
        span = _of_run(run, page)
        if span and not (last and _is_shadow(last, span)):
            last = span
            yield span


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        if not (run and _is_drawn_again(run, glyph)):
            run.append(glyph)
    yield run


def _follows(before: Glyph, glyph: Glyph) -> bool:
    if (before.mark, before.artifact, before.upright) != (glyph.mark, glyph.artifact, glyph.upright):
        return False
    if not glyph.upright:
        return True
    one, other = before.box, glyph.box
    shared = min(one[3], other[3]) - max(one[1], other[1])
    low, high = sorted((before.size, glyph.size))
    if shared <= OVERLAP * low:
        return False
    return -0.5 * high <= other[0] - one[2] <= TAB_GAP * high


def _is_drawn_again(run: Sequence[Glyph], glyph: Glyph) -> bool:
    """The same letter on nearly the same spot: how some programs draw bold type."""
    return any(before.text == glyph.text != " " and _near(before.box, glyph.box) for before in run[-2:])


def _is_shadow(last: Span, span: Span) -> bool:
    """The same for a whole line: drawn again, a little to the side."""
    return last.text == span.text and _near(last.box, span.box)


def _near(one: Box, other: Box) -> bool:
    most = SHADOW * (one[3] - one[1])
    return abs(one[0] - other[0]) < most and abs(one[1] - other[1]) < most


def _of_run(run: Sequence[Glyph], page: int) -> Span | None:
    drawn = [glyph for glyph in run if glyph.text != " "]
    if not drawn:
        return None
    letters, boxes = list[str](), array("f")
    gap = _word_gap(run)
    before: Glyph | None = None
    for glyph in run:
        if glyph.text == " ":
            _add_blank(letters, boxes)
            continue
        if before and glyph.upright and glyph.box[0] - before.box[2] > gap * glyph.size:
            _add_blank(letters, boxes)
        _add(letters, boxes, glyph)
        before = glyph
    first = drawn[0]
    bold = sum(glyph.bold for glyph in drawn) > 0.9 * len(drawn)
    size = median(glyph.size for glyph in drawn)
    text = "".join(letters)
    return Span(page, text, boxes, _around(boxes), size, bold, first.mark, first.artifact, first.upright)


def _word_gap(run: Sequence[Glyph]) -> float:
    """From which gap on words part, in sizes: more where all letters stand apart, as in a spaced-out title."""
    gaps = [(glyph.box[0] - before.box[2]) / glyph.size for before, glyph in pairwise(run) if glyph.size > 0]
    return max(WORD_GAP, median(gaps) + WORD_GAP) if len(gaps) > 2 else WORD_GAP


def _add_blank(letters: list[str], boxes: array[float]) -> None:
    if not letters or letters[-1] != " ":
        letters.append(" ")
        boxes.extend(BLANK)


def _add(letters: list[str], boxes: array[float], glyph: Glyph) -> None:
    """The characters of a glyph, each with its share of the width; an accent drawn apart joins its letter."""
    if letters and unicodedata.combining(glyph.text[0]):
        whole = unicodedata.normalize("NFC", letters[-1] + glyph.text)
        if len(whole) == 1:
            letters[-1] = whole
            return
    text = unicodedata.normalize("NFC", glyph.text)
    left, top, right, bottom = glyph.box
    width = (right - left) / len(text)
    for i, letter in enumerate(text):
        letters.append(letter)
        boxes.extend(BLANK if letter == " " else (left + i * width, top, left + (i + 1) * width, bottom))


def _around(boxes: array[float]) -> Box:
    """The box around all characters."""
    seen = [value for value in boxes if value == value]  # NaN equals nothing
    return (min(seen[0::4]), min(seen[1::4]), max(seen[2::4]), max(seen[3::4]))
