"""Tables whose columns are held apart by blanks: rows again, each of which may go on over several lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rodtrad.reading.cells import GAP, LEAST, cut, edges_of, row_of
from rodtrad.reading.facts.plan.words import Column, column_of
from rodtrad.reading.sources.line_ends import LEFT_OPEN
from rodtrad.reading.sources.source import Line, Stretch

Pieces = dict[int, Stretch]  # what a line holds of each column; empty where it runs over a column's edge
Block = list[tuple[Line, Pieces]]  # lines with no blank line between them


@dataclass(frozen=True)
class Headings:
    """`edges`: where the columns begin, in characters from the start of the line; `kinds`: None for one unknown."""

    cells: list[Stretch]
    edges: list[int]
    kinds: list[Column | None]

    @property
    def activity(self) -> int:
        return self.kinds.index("activity")


def headings_of(line: Line, line_starts: Sequence[int]) -> Headings | None:
    """The columns whose headings stand on one line; None where it holds anything else."""
    offsets = line.content.offsets
    if line.blank or line.cells or line.bullet or offsets[-1] - offsets[0] < len(offsets):
        return None
    cells = list(line.content.columns(GAP))
    kinds = [column_of(cell.text) for cell in cells]
    known = [kind for kind in kinds if kind]
    if len(known) < max(LEAST, len(kinds) - 1) or len(set(known)) < len(known) or "activity" not in known:
        return None
    return Headings(cells, edges_of(cells, line_starts[line.number - 1]), kinds)


def aligned(
    lines: Sequence[Line], start: int, headings: Headings, line_starts: Sequence[int]
) -> tuple[list[Line], int]:
    """The rows, and where the table ends; no rows where they cannot be told."""
    blocks, end = _blocks(lines, start + 1, headings.edges, line_starts)
    rows = _rows(blocks, headings)
    heading = row_of(lines[start], [[cell] for cell in headings.cells])
    return ([heading, *(row_of(line, cells) for line, cells in rows)], end) if rows else ([], end)


def _blocks(
    lines: Sequence[Line], start: int, edges: Sequence[int], line_starts: Sequence[int]
) -> tuple[list[Block], int]:
    """The table's lines from `start` on, and where it ends: at what stands in no columns."""
    blocks: list[Block] = []
    block: Block = []
    end = start - 1
    for i in range(start, len(lines) + 1):
        line = lines[i] if i < len(lines) else None
        found = _pieces(line, edges, line_starts) if line and line.text else None
        if line and found is not None:
            block.append((line, found))
            continue
        if block and not _in_columns(block):
            break
        if block:
            blocks.append(block)
            block, end = [], i
        if line is None or line.text:
            break
    return blocks, end


def _in_columns(block: Block) -> bool:
    """Whether a block is of a table: it fills several columns, or goes on with a row that a page break cut."""
    columns = {column for _, found in block for column in found}
    return len(columns) > 1 or not all(found for _, found in block) or block[0][0].text[0].islower()


def _pieces(line: Line, edges: Sequence[int], line_starts: Sequence[int]) -> Pieces | None:
    """What a line holds of each column; None where it is prose or a heading."""
    start = line_starts[line.number - 1]
    if line.cells or line.level or line.content.offsets[0] - start + 1 < edges[0]:
        return None
    found = cut(line, edges, start)
    apart = next(islice(line.content.columns(GAP), 1, None), None)
    return found if apart or len(found) == 1 else None


def _rows(blocks: Sequence[Block], headings: Headings) -> list[tuple[Line, list[list[Stretch]]]]:
    """The rows by the column; none where a row is not known by its beginning, or a line by its columns.

    A row begins where its activity and something beside it begin on one line; where blank lines part the rows, only
    behind one of these.
    """
    at = headings.activity
    apart = len(blocks) > 1 and all(_beginnings(block, headings) <= 1 for block in blocks)
    rows: list[tuple[Line, list[list[Stretch]]]] = []
    for block in blocks:
        before: Pieces | None = None
        for n, (line, found) in enumerate(block):
            named = at in found and not found[at].text[0].islower()
            beside = any(column > at for column in found)
            if not found or (named and not n and not beside) or not (rows or named):
                return []
            if named and beside and not (n and apart) and not _goes_on(before, at):
                rows.append((line, [[] for _ in headings.edges]))
            for column, piece in found.items():
                rows[-1][1][column].append(piece)
            before = found
    return rows


def _beginnings(block: Block, headings: Headings) -> int:
    """How many lines of a block could be the first of a row: they tell who and when, where its first line does."""
    at = headings.activity
    told = {column for column in block[0][1] if column == at or headings.kinds[column] in ("responsible", "time")}
    above = (None, *(found for _, found in block))
    return sum(
        at in found and found[at].text[0].isupper() and told <= found.keys() and not _goes_on(before, at)
        for (_, found), before in zip(block, above, strict=False)
    )


def _goes_on(before: Pieces | None, at: int) -> bool:
    """Whether the line above ends its activity within a sentence."""
    return bool(before and at in before and LEFT_OPEN.search(before[at].text))
