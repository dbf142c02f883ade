"""Findings as rectangles on the picture of a page, in points from its top left corner.

Of rectangles that lie within each other the smaller is on top, so that each can be pointed at. Where several findings
stand at the very same place, each is drawn a little outside the next.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.web.documents.places import Box

# Between the letters and the line around them, and between two lines around the same letters.
GAP = 1.5


@dataclass(frozen=True, slots=True)
class Rect:
    """Ready to be written: a template would put a Swedish decimal comma in a number."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding on one page. `number`: its key. `group`: its colour. `doubt`: not looked at and not sure."""

    number: int
    group: str
    label: str
    doubt: bool
    rects: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What to mark on a page: a finding and its boxes there."""

    number: int
    group: str
    label: str
    doubt: bool
    boxes: tuple[Box, ...]

    @property
    def area(self) -> float:
        return sum((right - left) * (bottom - top) for left, top, right, bottom in self.boxes)


def marks_on(findings: Iterable[Marked], width: float, height: float) -> list[Mark]:
    """The marks of a page of that size in the order to draw them; boxes outside the page are left out."""
    drawn = sorted(findings, key=lambda one: -one.area)
    left_there = Counter(box for one in drawn for box in one.boxes)
    marks = []
    for one in drawn:
        rects = []
        for box in one.boxes:
            rects.append(_rect(box, GAP * left_there[box], width, height))
            left_there[box] -= 1
        if seen := tuple(rect for rect in rects if rect):
            marks.append(Mark(one.number, one.group, one.label, one.doubt, seen))
    return marks


def _rect(box: Box, gap: float, width: float, height: float) -> Rect | None:
    left, top = max(box[0] - gap, 0), max(box[1] - gap, 0)
    right, bottom = min(box[2] + gap, width), min(box[3] + gap, height)
    if left >= right or top >= bottom:
        return None
    return Rect(*(f"{length:.1f}" for length in (left, top, right - left, bottom - top)))
