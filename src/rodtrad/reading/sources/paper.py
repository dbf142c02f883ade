"""Where the characters of a text stand on paper, and the rectangles that cover a stretch of it and nothing else."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple, Protocol

from rodtrad.reading.record import Box

FEW: Final = 0.05  # of a stretch's characters: so many others its one rectangle may hold


class Turned(Protocol):
    """What tells where on a page that lay askew a box stands that was measured on it put straight."""

    def askew(self, box: Box) -> Box: ...


class Piece(NamedTuple):
    """Characters that follow each other in the text and on one line of paper: from `start` up to `end`."""

    page: int
    start: int
    end: int
    box: Box


class Rectangle(NamedTuple):
    """A box on a page and the characters that it was drawn around."""

    page: int
    box: Box
    offsets: Sequence[int]


@dataclass(frozen=True)
class Paper:
    """`pieces`: in the order of the text. `corners`: four numbers a character of the text, its left, top, right and
    bottom in points from the top left of its page; NaN where nothing is drawn, as for a blank. `tilts`: of the pages,
    by their numbers, that were put straight to be read."""

    pieces: tuple[Piece, ...] = ()
    corners: array[float] = field(default_factory=lambda: array("f"))
    tilts: Mapping[int, Turned] = field(default_factory=dict)

    def box(self, offset: int) -> Box | None:
        """Where the character at `offset` stands on its page; None for one that is not drawn."""
        left, top, right, bottom = self.corners[4 * offset : 4 * offset + 4]
        return (left, top, right, bottom) if left == left else None  # NaN equals nothing

    def page(self, offset: int) -> int | None:
        """The page, from 1, on which the character at `offset` is drawn."""
        piece = self._piece(offset)
        return piece.page if piece else None

    def rectangles(self, offsets: Sequence[int]) -> Iterator[Rectangle]:
        """The fewest rectangles, in reading order, that hold these characters and the middle of no other.

        One where that is enough, or nearly: a few letters more, as the "att" that leads a clause, are better than
        three boxes. Else what is left of the first line, the lines between, the start of the last line; new ones on
        every page and in every column.
        """
        for found in self._straight(offsets):
            tilt = self.tilts.get(found.page)
            yield found._replace(box=tilt.askew(found.box)) if tilt else found

    def _straight(self, offsets: Sequence[int]) -> Iterator[Rectangle]:
        parts = list(self._parts(offsets))
        if len(parts) > 1 and (whole := self._whole(parts)):
            yield whole
            return
        held: Rectangle | None = None
        for part in parts:
            if held and (both := self._together([held, part])):
                held = both
                continue
            if held:
                yield held
            held = part
        if held:
            yield held

    def _whole(self, parts: Sequence[Rectangle]) -> Rectangle | None:
        return self._together(parts, foreign=FEW * sum(len(part.offsets) for part in parts))

    def _parts(self, offsets: Sequence[int]) -> Iterator[Rectangle]:
        """The stretch cut at the ends of lines on paper, and where it leaves something out within a line."""
        held, boxes, piece = list[int](), list[Box](), None
        for offset in offsets:
            box = self.box(offset)
            if box is None:
                continue
            if not piece or not (held[-1] < offset < piece.end):
                if piece:
                    yield Rectangle(piece.page, around(boxes), held)
                held, boxes, piece = [], [], self._piece(offset)
            if piece:
                held.append(offset)
                boxes.append(box)
        if piece:
            yield Rectangle(piece.page, around(boxes), held)

    def _together(self, parts: Sequence[Rectangle], *, foreign: float = 0) -> Rectangle | None:
        """Rectangles as one, unless that would take in more than so many characters of none of them."""
        page = parts[0].page
        if any(part.page != page for part in parts):
            return None
        box = around([part.box for part in parts])
        offsets = [offset for part in parts for offset in part.offsets]
        own = set(offsets)
        for offset in self._within(page, box):
            foreign -= offset not in own
            if foreign < 0:
                return None
        return Rectangle(page, box, offsets)

    def _within(self, page: int, box: Box) -> Iterator[int]:
        """The characters of a page whose middle lies in a box."""
        for piece in self._on_page.get(page, ()):
            if not _touch(piece.box, box):
                continue
            for offset in range(piece.start, piece.end):
                at = self.box(offset)
                if at and box[0] <= (at[0] + at[2]) / 2 <= box[2] and box[1] <= (at[1] + at[3]) / 2 <= box[3]:
                    yield offset

    def _piece(self, offset: int) -> Piece | None:
        i = bisect_right(self._starts, offset) - 1
        return self.pieces[i] if i >= 0 and offset < self.pieces[i].end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _on_page(self) -> dict[int, list[Piece]]:
        found: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            found.setdefault(piece.page, []).append(piece)
        return found


def around(boxes: Sequence[Box]) -> Box:
    """The box around all."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
