"""What tables are made of that a text only shows: words cut at the edges of columns, and cells of several lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from rodtrad.reading.sources.source import Cell, Line, Stretch

LEAST: Final = 3  # columns; two headings in a row may as well be labels
GAP: Final = 2  # blanks between two columns
WORD: Final = re.compile(r"\S+")


def edges_of(headings: Iterable[Stretch], start: int) -> list[int]:
    """Where the columns begin, in characters from the start of the line, which is the offset `start`."""
    return [heading.offsets[0] - start for heading in headings]


def cut(line: Line, edges: Sequence[int], start: int) -> dict[int, Stretch]:
    """What a line holds of each column; nothing where its words run across the columns. `edges`, `start`: as above."""
    content, cells = line.content, dict[int, Stretch]()
    column, begin, end = -1, 0, -GAP
    for word in WORD.finditer(line.text):
        at = content.offsets[word.start()] - start
        before, column = column, max(0, bisect_right(edges, at + 1) - 1)
        if column != before:
            if at - end < GAP and at != edges[column]:
                return {}
            begin = word.start()
        end = content.offsets[word.end() - 1] - start + 1
        if column + 1 < len(edges) and end > edges[column + 1]:
            return {}
        cells[column] = content[begin : word.end()]
    return cells


def row_of(line: Line, cells: Iterable[Iterable[Stretch]]) -> Line:
    """A row that begins on `line`, of the pieces that its cells go on in."""
    made = tuple(Cell(tuple(_paragraphs(pieces))) for pieces in cells)
    return replace(line, content=Stretch.join(cell.stretch for cell in made), cells=made, bullet="", level=0)


def _paragraphs(pieces: Iterable[Stretch]) -> list[Stretch]:
    held: list[Stretch] = []
    for piece in pieces:
        add(held, piece)
    return held


def add(held: list[Stretch], piece: Stretch, *, ends: bool = False) -> None:
    """Adds a piece of text: its own where the one before has its full stop, or `ends` there; else the rest of it."""
    if held and not ends and held[-1].text[-1] not in ".!?":
        held[-1] = held[-1].going_on(piece)
    elif piece:
        held.append(piece)
