"""A table of Word → rows of cells that stand in the same columns, whatever was merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from docx.oxml.ns import qn

from rodtrad.reading.sources.composing import MOST_COLUMNS, Row
from rodtrad.reading.sources.docx.names import TAKEN_OUT, VAL, Element, child, number, unwrapped, value

# Twips. Borders that were dragged nearly into line, as hands do, are one.
NEAR: Final = 300


@dataclass(slots=True)
class Box:
    """A cell of the grid. `element`: None where another cell's text goes on, so that no value comes twice."""

    start: int
    end: int
    element: Element | None


def read_table(table: Element) -> list[Row]:
    """The rows of a w:tbl, each with one element or None for every column; less those that were taken out.

    A cell that is merged over several columns or rows has its text in the first of them, the others are empty.
    """
    rows = [list(_boxes(row)) for row in unwrapped(table) if row.tag == qn("w:tr") and not _is_taken_out(row)]
    columns = _columns(table, rows)
    return [_in_columns(row, columns) for row in rows]


def _is_taken_out(row: Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and any(one.tag in TAKEN_OUT for one in properties)


def _boxes(row: Element) -> Iterator[Box]:
    start = min(max(number(value(row, "trPr", "gridBefore")) or 0, 0), MOST_COLUMNS)
    for cell in unwrapped(row):
        if cell.tag != qn("w:tc"):
            continue
        properties = child(cell, "tcPr")
        span = min(max(number(value(properties, "gridSpan")) or 1, 1), MOST_COLUMNS)
        yield Box(start, start + span, None if _goes_on(properties) else cell)
        start += span


def _goes_on(properties: Element | None) -> bool:
    """Whether a cell is merged with the one above it or, in old files, with the one before it."""
    merged = (child(properties, "vMerge"), child(properties, "hMerge"))
    return any(one is not None and one.get(VAL, "continue") == "continue" for one in merged)


def _columns(table: Element, rows: list[list[Box]]) -> list[int]:
    """Where in the grid columns begin: where cells begin, borders that lie close together taken for one."""
    grid = child(table, "tblGrid")
    widths = [max(number(column.get(qn("w:w"))) or 0, 0) for column in (grid if grid is not None else ())]
    lefts = list(accumulate(widths[:MOST_COLUMNS], initial=0))
    columns: list[int] = []
    for start in sorted({box.start for row in rows for box in row}):
        known = columns and start < len(lefts) and lefts[start] - lefts[columns[-1]] < NEAR
        if not known or not any(widths) or _both_begin(rows, columns[-1], start):
            columns.append(start)
    return columns[:MOST_COLUMNS]


def _both_begin(rows: list[list[Box]], first: int, second: int) -> bool:
    """Whether a row has cells at both places, so that they are two columns, however narrow."""
    return any({first, second} <= {box.start for box in row} for row in rows)


def _in_columns(row: list[Box], columns: list[int]) -> Row:
    found: Row = [None] * len(columns)
    for box in row:
        at = bisect_right(columns, box.start) - 1
        if box.element is not None and at >= 0:
            found[at] = box.element
    return found
