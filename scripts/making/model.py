"""A document before it is written in a format: blocks in reading order, and what runs along on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# "§ 12 Val av justerare", "3. Ekonomi", "6.3 Lokaler": the number, and what follows it.
NUMBERED = re.compile(r"(?P<number>§§?\s*\d+|\d+(?:\.\d+)*\.?)[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike."""

    text: str
    bold: bool = False
    italic: bool = False


Text = tuple[Run, ...]
Cell = tuple[Text, ...]  # its paragraphs


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the document's title. `number` as written ("3.", "§ 12"), not part of the text."""

    level: int
    text: Text
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list: a bullet, or numbered as written where `number` says so. `level` from 0."""

    text: Text
    level: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents."""

    text: Text
    page: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. Ruled: the first row is its heading, an empty first cell is merged with the one above it."""

    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = False

    @property
    def width(self) -> int:
        return max(len(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Columns:
    """From here on the text stands in so many columns."""

    count: int


Block = Heading | Paragraph | Item | Entry | Table | PageBreak | Columns


@dataclass(frozen=True, slots=True)
class Document:
    """`header` and `footer`: what stands to the left and to the right on every page."""

    title: str
    blocks: Sequence[Block]
    header: tuple[str, str] = ("", "")
    footer: tuple[str, str] = field(default=("", ""))


def plain(text: Text) -> str:
    """The characters alone."""
    return "".join(run.text for run in text)


def text_of(words: str, *, bold: bool = False) -> Text:
    """Words without any marks in them as a text."""
    return (Run(words, bold=bold),) if words else ()


def split_number(words: str) -> tuple[str, str]:
    """The number that opens a heading ("§ 12", "3."), or "", and the rest."""
    found = NUMBERED.match(words)
    return (found["number"], words[found.end() :]) if found else ("", words)
