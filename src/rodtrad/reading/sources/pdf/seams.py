"""What goes on over the end of a page or a column: a sentence, a list, a table, a cell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rodtrad.reading.sources.pdf.blocks import Block, Paragraph, Row, Table, without_repeated_heads
from rodtrad.reading.sources.pdf.paragraphs import ENDED, SAME_SIZE, Type, begins, fits

SAME_COLUMN: Final = 6.0  # points
SMALL: Final = 0.92  # times the size of the text: what is smaller at the foot of a page is a note


def joined_pages(blocks: Mapping[int, list[Block]], rights: Mapping[int, float], kind: Type) -> dict[int, list[Block]]:
    """The blocks of each page, what a page's end cut in two whole on the page where it begins.

    `rights`: where the text of each page ends to the right.
    """
    out: dict[int, list[Block]] = {}
    last: Block | None = None
    for number in sorted(blocks):
        found = list(blocks[number])
        if last is not None and found and _joined(last, found[0], rights):
            found = found[1:]
        out[number] = found
        last = next((block for block in reversed(found) if not _is_note(block, kind)), last if not found else None)
    return out


def _is_note(block: Block, kind: Type) -> bool:
    return isinstance(block, Paragraph) and block.first.size < SMALL * kind.size


def _joined(above: Block, below: Block, rights: Mapping[int, float]) -> bool:
    """Joins what goes on, in place; False where `below` is something of its own."""
    if isinstance(above, Table) and isinstance(below, Table):
        return _joined_tables(above, below)
    if isinstance(above, Paragraph) and isinstance(below, Paragraph):
        if not _goes_on(above, below, rights.get(above.last.page, 0.0)):
            return False
        above.lines += below.lines
        return True
    return False


def _goes_on(above: Paragraph, below: Paragraph, right: float) -> bool:
    """Whether a paragraph at the top of a page is the rest of the one at the end of the page before.

    `right`: where the lines of the upper one end at most.
    """
    if above.level != below.level or abs(above.last.size - below.first.size) > SAME_SIZE or begins(below.text):
        return False
    if fits(above.last, below.first, right):
        return False
    before, after = above.text, below.text
    return not ENDED.search(before) and (after[:1].islower() or before[-1:] in ",-")


def _joined_tables(above: Table, below: Table) -> bool:
    if len(above.columns) != len(below.columns):
        return False
    if any(abs(a - b) > SAME_COLUMN for a, b in zip(above.columns, below.columns, strict=True)):
        return False
    rows = below.rows
    if rows and above.rows and rows[0].texts == above.rows[0].texts:
        rows = rows[1:]
    if rows:
        moved = _continue_row(above, rows[0])
        if _is_rest(above.rows, rows[0], moved=moved):
            _take_in(above, rows[0])
    above.rows = without_repeated_heads([*above.rows, *(row for row in rows if any(row.cells))])
    return True


def _continue_row(table: Table, row: Row) -> bool:
    """Moves what goes on with a cell above out of a page's first row, cell by cell. Returns whether any did."""
    moved = False
    for column, cell in enumerate(row.cells):
        above = next((r.cells[column] for r in reversed(table.rows) if r.cells[column]), None)
        if above and cell and _goes_on(above[-1], cell[0], _right(table.rows, column)):
            above[-1].lines += cell[0].lines
            above += cell[1:]
            row.cells[column], moved = [], True
    return moved


def _is_rest(rows: Sequence[Row], row: Row, *, moved: bool) -> bool:
    """Whether a page's first row is what the page's end cut off the last one above, though a sentence ends there.

    It has already gone on in another cell, or it is a single cell's overflow in a table that has no empty cell else:
    where one target area serves several activities, a row without it is one of its own.
    """
    filled = sum(bool(cell) for cell in row.cells)
    single = filled == 1 and len(row.cells) > 2 and all(all(above.cells) for above in rows)
    return bool(filled) and not row.cells[0] and (moved or single)


def _take_in(table: Table, row: Row) -> None:
    """Puts what is left of a page's first row into the last row above."""
    for column, cell in enumerate(row.cells):
        above = table.rows[-1].cells[column]
        if (
            above
            and cell
            and not (begins(cell[0].text) or fits(above[-1].last, cell[0].first, _right(table.rows, column)))
        ):
            above[-1].lines += cell[0].lines
            cell = cell[1:]
        above += cell
        row.cells[column] = []


def _right(rows: Sequence[Row], column: int) -> float:
    """Where the lines of a column end at most."""
    return max(span.right for row in rows for part in row.cells[column] for line in part.lines for span in line)
