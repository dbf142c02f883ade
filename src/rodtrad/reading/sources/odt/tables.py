"""A table of OpenDocument → rows of cells that stand in the same columns, whatever was merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rodtrad.reading.sources.composing import MOST_COLUMNS, Row, in_columns
from rodtrad.reading.sources.odt.names import Element, get, number, q

ROW: Final = q("table:table-row")
CELL: Final = q("table:table-cell")
COVERED: Final = q("table:covered-table-cell")
GROUPS: Final = frozenset({q("table:table-header-rows"), q("table:table-rows"), q("table:table-row-group")})


def read_table(table: Element) -> list[Row]:
    """The rows of a table, as `in_columns` gives them."""
    return in_columns([dict(_placed(row)) for row in _rows(table)])


def _rows(container: Element) -> Iterator[Element]:
    for one in container:
        if one.tag == ROW:
            yield one
        elif one.tag in GROUPS:
            yield from _rows(one)


def _placed(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row by their columns. What another cell covers is told in the file as a cell of its own."""
    at = 0
    for cell in row:
        if at >= MOST_COLUMNS:
            return
        if cell.tag == CELL:
            yield at, cell
        if cell.tag in (CELL, COVERED):
            at += min(number(get(cell, "table:number-columns-repeated")) or 1, MOST_COLUMNS)
