"""A table of a web page → rows of cells that stand in the same columns, whatever was merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from rodtrad.reading.sources.composing import MOST_COLUMNS, Row, in_columns
from rodtrad.reading.sources.html.content import Element

GROUPS: Final = ("thead", "tbody", "tfoot")
OF_TABLES: Final = frozenset({*GROUPS, "tr", "col", "colgroup"})
# What no cell of a table of facts holds: such a table only lays out the page.
LAYS_OUT: Final = ".//table|.//h1|.//h2|.//h3|.//nav"
MOST_ROWS_MERGED: Final = 1_000


def rows_of(table: Element, is_left_out: Callable[[Element], bool]) -> list[Row]:
    """The rows of a table, as `in_columns` gives them."""
    taken: dict[int, int] = {}  # columns that cells from above reach into, and for how many rows more
    rows: list[dict[int, Element]] = []
    for row in _trs(table):
        if is_left_out(row):
            continue
        at, found, begun = 0, dict[int, Element](), dict[int, int]()
        for cell in _cells(row):
            if is_left_out(cell):
                continue
            while taken.get(at, 0) > 0:
                at += 1
            if at >= MOST_COLUMNS:
                break
            found[at] = cell
            columns, down = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", MOST_ROWS_MERGED)
            begun.update(dict.fromkeys(range(at, min(at + columns, MOST_COLUMNS)), down))
            at += columns
        taken = {column: left - 1 for column, left in (taken | begun).items() if left > 1}
        rows.append(found)
    return in_columns(rows)


def is_data(table: Element, rows: Sequence[Row]) -> bool:
    """Whether a table holds facts in rows, and does not only lay out a page."""
    if max(map(len, rows), default=0) <= 1 or table.get("role") in ("presentation", "none"):
        return False
    return not table.xpath(LAYS_OUT)


def _trs(table: Element) -> Iterator[Element]:
    for one in table:
        if one.tag == "tr":
            yield one
        elif one.tag in GROUPS:
            yield from one.iterchildren("tr")


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row, also those that a form was put around."""
    for one in row:
        if one.tag in ("td", "th"):
            yield one
        elif one.tag != "table":
            yield from _cells(one)


def _span(cell: Element, name: str, most: int) -> int:
    told = cell.get(name, "1").strip()
    return min(max(int(told), 1), most) if told.isascii() and told.isdigit() and len(told) < 6 else 1
