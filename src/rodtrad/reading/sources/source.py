"""What every format becomes before it is read: one text, and lines of cleaned text that know where each character lies.

A `Stretch` is cleaned text (no mark-up, white space squeezed) whose every character remembers its offset in
`Source.text`. Rules work on stretches and cut them; `Source.place` turns any stretch into a `Place`. A PDF or Word
reader makes one `Line` a paragraph or table row and gives the page of each character and, in a PDF, its box.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from rodtrad.reading.record import Evidence, Issue, Place
from rodtrad.reading.sources.line_ends import seam
from rodtrad.reading.sources.paper import Paper, Rectangle

COLUMN_GAP: Final = 3  # blanks: as many separate columns, fewer separate words
OTHERS = 1  # word: no more stands between two lines of one statement, a hyphen or a bullet


# Stretches and lines are made by the thousand, and what is frozen takes three times as long to make: that they never
# change is for the type checker to see to.
@dataclass(slots=True)
class Stretch:
    """Cleaned text; `offsets[i]` is where in `Source.text` the character `text[i]` stands."""

    text: Final[str]
    offsets: Final[Sequence[int]]

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, cut: slice) -> Stretch:
        return Stretch(self.text[cut], self.offsets[cut])

    def strip(self, characters: str | None = None) -> Stretch:
        """Less the white space, or the characters, around it."""
        if characters is None and self.text and not (self.text[0].isspace() or self.text[-1].isspace()):
            return self
        start = len(self.text) - len(self.text.lstrip(characters))
        end = len(self.text.rstrip(characters))
        return self[start : max(start, end)]

    def group(self, match: re.Match[str], name: str | int = 0) -> Stretch:
        """What a pattern matched in `self.text`, stripped; empty where the group took no part."""
        start, end = match.span(name)
        return self[start:end].strip() if start >= 0 else self[0:0]

    def columns(self, gap: int) -> Iterator[Stretch]:
        """The pieces that stand at least `gap` blanks apart in the source: columns aligned with spaces."""
        start = 0
        for i in range(1, 0 if isinstance(self.offsets, range) else len(self.text)):  # a range has no gaps
            if self.text[i - 1] == " " and self.offsets[i] - self.offsets[i - 1] >= gap:
                yield self[start : i - 1]
                start = i
        yield self[start:] if start else self

    def going_on(self, rest: Stretch) -> Stretch:
        """This line's text and the next one's as one, a word whole again that the line end divided."""
        lost, between = seam(self.text, rest.text)
        return Stretch.join([self[: len(self) - lost], rest], between)

    @staticmethod
    def join(stretches: Iterable[Stretch], separator: str = " ") -> Stretch:
        """Several stretches as one; a separator takes the offset of the character before it."""
        text, offsets = "", list[int]()
        for stretch in stretches:
            if not stretch:
                continue
            if text and separator:
                text += separator
                offsets.extend([offsets[-1]] * len(separator))
            text += stretch.text
            offsets.extend(stretch.offsets)
        return Stretch(text, offsets)


EMPTY: Final = Stretch("", ())


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its paragraphs."""

    paragraphs: tuple[Stretch, ...]

    @property
    def stretch(self) -> Stretch:
        """All of it as one stretch."""
        return Stretch.join(self.paragraphs)

    @property
    def text(self) -> str:
        return " ".join(p.text for p in self.paragraphs)


@dataclass(slots=True)
class Line:
    """One line of a text file, one paragraph or table row of a PDF or Word file.

    `number`: from 1. `content`: without bullet, heading marks, bold or links' targets. `bullet`: the mark that led
    it ("-", "•"), or "". `indent`: leading blanks. `level`: of a heading that the mark-up declares, else 0.
    `bold`: the whole line is. `cells`: of a table row (tab-separated in text), else empty; `content` then joins them.
    `own_label`: what words of the body's own house style open here, and how many characters they are.
    `text`: that of the `content`.
    """

    number: Final[int]
    content: Final[Stretch]
    page: Final[int] = 1
    bullet: Final[str] = ""
    indent: Final[int] = 0
    level: Final[int] = 0
    bold: Final[bool] = False
    cells: Final[tuple[Cell, ...]] = ()
    own_label: Final[tuple[str, int] | None] = None
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.text = self.content.text  # which every finder asks for, of every line

    @property
    def blank(self) -> bool:
        return not self.text and not self.bullet


@dataclass(frozen=True)
class Source:
    """A document as text. `line_starts[i]` is the offset of line i + 1 in `text`; `page_starts` likewise.

    Of a format with positions on paper also `paper`, where each character of `text` stands on its page, and
    `page_sizes`, width and height of each page; all in points. `shortcomings`: what could not be read of a file that
    was, as issues of the record. `edges`: headers and footers, where the format keeps them apart from the `lines`; None
    where only their repetition tells them. `trust`: what its letters are to be trusted, from 0 to 1.
    """

    name: str
    text: str
    lines: tuple[Line, ...]
    line_starts: tuple[int, ...]
    page_starts: tuple[int, ...] = (0,)
    paper: Paper | None = None
    page_sizes: tuple[tuple[float, float], ...] = ()
    shortcomings: tuple[Issue, ...] = ()
    edges: tuple[Line, ...] | None = None
    trust: float = 1.0

    @cached_property
    def page_count(self) -> int:
        return len(self.page_starts)

    def line_at(self, offset: int) -> int:
        """The number, from 1, of the line that holds the character at `offset`."""
        return bisect_right(self.line_starts, offset)

    def places(self, stretch: Stretch) -> tuple[Place, ...]:
        """Where a stretch stands, in reading order: one place, or as many as it takes to cover it and nothing else.

        A text has one place, save where its lines are parted by other words, as in a cell that goes on below itself.
        On paper a place is a rectangle on one page, so a stretch that begins or ends within a
        line of a paragraph, or goes on over a page or a column, has several. Raises ValueError for an empty one: no
        anchor, no fact.
        """
        if not stretch:
            raise ValueError("an empty stretch has no place")
        if self.paper and (found := [self._place_on_paper(r) for r in self.paper.rectangles(stretch.offsets)]):
            return tuple(found)
        if isinstance(stretch.offsets, range):
            return (self._place(stretch.offsets),)
        return tuple(map(self._place, self._runs(stretch.offsets)))

    def _runs(self, offsets: Sequence[int]) -> Iterator[Sequence[int]]:
        """Offsets cut where the text between two of them goes over a line end and says something else."""
        if self.line_at(offsets[0]) == self.line_at(offsets[-1]):
            yield offsets
            return
        start = 0
        for i in range(1, len(offsets)):
            if offsets[i] - offsets[i - 1] > OTHERS:
                between = self.text[offsets[i - 1] + 1 : offsets[i]]
                if "\n" in between and len(between.split(maxsplit=OTHERS)) > OTHERS:
                    yield offsets[start:i]
                    start = i
        yield offsets[start:]

    def place(self, stretch: Stretch) -> Place:
        """The first of the `places` of a stretch."""
        return self.places(stretch)[0]

    def evidence(
        self,
        stretch: Stretch,
        rule: str,
        confidence: float,
        *,
        also: Iterable[Stretch | None] = (),
        inferred: Iterable[str] = (),
    ) -> Evidence:
        """Evidence for a fact stated at `stretch`; `also`: the further places it stands on.

        Where the statement itself has several, the further ones on its own lines are left out: they are seen beside it.
        """
        place, *rest = self.places(stretch)
        others = [p for s in also if s for p in self.places(s)]
        if rest:
            own = {number for p in (place, *rest) for number in p.lines}
            others = [p for p in others if not own.issuperset(p.lines)]
        further = dict.fromkeys([*rest, *others])
        return Evidence(
            place=place,
            rule=rule,
            confidence=round(confidence * self.trust, 3),
            places=tuple(p for p in further if p != place),
            inferred=tuple(inferred),
        )

    def _place(self, offsets: Sequence[int]) -> Place:
        # A range is in order, and most are; pieces that were joined may not be.
        first, last = (offsets[0], offsets[-1]) if isinstance(offsets, range) else (min(offsets), max(offsets))
        return Place(
            lines=(self.line_at(first), self.line_at(last)),
            chars=(first, last + 1),
            page=bisect_right(self.page_starts, first),
        )

    def _place_on_paper(self, rectangle: Rectangle) -> Place:
        left, top, right, bottom = (round(side, 2) for side in rectangle.box)
        return replace(self._place(rectangle.offsets), page=rectangle.page, box=(left, top, right, bottom))
