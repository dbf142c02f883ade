"""Tables that lines rule: the lines of a page → a grid, its boxes → cells wherever no line parts them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pdfplumber.table import merge_edges

from rodtrad.reading.record import Box
from rodtrad.reading.sources.pdf.spans import Span

NEAR: Final = 3.0  # points: lines that are no further apart are one, or meet
SHORTEST: Final = 6.0  # points: what is shorter rules nothing
MOST_LINES: Final = 400  # of one page's grid; a table of 100 rows and 20 columns has 120

Edge = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on its page. `columns`, `rows`: where its lines run, from the left and from the top.

    `cells`: for each box of the grid, row by row, the row and column of the cell that it is part of.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def box(self) -> Box:
        return (self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """The row and column of the cell at a point; of the nearest one for a point outside."""
        column = min(max(bisect_right(self.columns, x) - 1, 0), len(self.columns) - 2)
        row = min(max(bisect_right(self.rows, y) - 1, 0), len(self.rows) - 2)
        return self.cells[row][column]

    def right_of(self, cell: tuple[int, int]) -> float:
        """Where a cell ends."""
        row, column = cell
        while column + 1 < len(self.columns) - 1 and self.cells[row][column + 1] == cell:
            column += 1
        return self.columns[column + 1]

    def cut(self, span: Span) -> Iterator[tuple[tuple[int, int], Span]]:
        """A span cut where it crosses from one cell into the next, each part with its cell."""
        start, held = 0, None
        for i, letter in enumerate(span.text):
            if letter == " ":
                continue
            left, top, right, bottom = span.boxes[4 * i : 4 * i + 4]
            cell = self.cell_at((left + right) / 2, (top + bottom) / 2)
            if held is not None and cell != held:
                if part := span.cut(start, i):
                    yield held, part
                start = i
            held = cell
        if held is not None and (part := span.cut(start, len(span.text))):
            yield held, part


def grids(rules: Sequence[Box]) -> list[Grid]:
    """The grids of a page that part something: of more than one cell."""
    edges = merge_edges([*map(_edge, _long(rules))], NEAR, NEAR, NEAR, NEAR)
    if not 4 <= len(edges) <= MOST_LINES:
        return []
    found = [_grid(group) for group in _touching(edges)]
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.rows[0], grid.columns[0]))


def _long(rules: Iterable[Box]) -> Iterator[Box]:
    return (rule for rule in rules if max(rule[2] - rule[0], rule[3] - rule[1]) >= 1)


def _edge(rule: Box) -> Edge:
    """A line as pdfplumber notes it, without its thickness."""
    left, top, right, bottom = rule
    across = right - left >= bottom - top
    x, y = (left + right) / 2, (top + bottom) / 2
    if across:
        return {"x0": left, "x1": right, "top": y, "bottom": y, "width": right - left, "height": 0, "orientation": "h"}
    return {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0, "height": bottom - top, "orientation": "v"}


def _touching(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Lines that meet, directly or through others."""
    edges = [e for e in edges if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= SHORTEST]
    groups: list[list[Edge]] = []
    for edge in edges:
        met = [group for group in groups if any(_meet(edge, other) for other in group)]
        groups = [group for group in groups if not any(group is one for one in met)]
        groups.append([edge, *(other for group in met for other in group)])
    return groups


def _meet(one: Edge, other: Edge) -> bool:
    return bool(
        one["x0"] <= other["x1"] + NEAR
        and other["x0"] <= one["x1"] + NEAR
        and one["top"] <= other["bottom"] + NEAR
        and other["top"] <= one["bottom"] + NEAR
    )


def _grid(edges: Sequence[Edge]) -> Grid | None:
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    if not across or not down:
        return None
    columns = _places([e["x0"] for e in down] + [e["x0"] for e in across] + [e["x1"] for e in across])
    rows = _places([e["top"] for e in across] + [e["top"] for e in down] + [e["bottom"] for e in down])
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) <= 4:
        return None
    cells = _cells(columns, rows, across, down)
    return Grid(columns, rows, cells) if len({cell for row in cells for cell in row}) > 1 else None


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Distinct places of lines, those that are nearly one taken together."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return tuple(found)


def _cells(
    columns: Sequence[float], rows: Sequence[float], across: Sequence[Edge], down: Sequence[Edge]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Which cell each box belongs to: that of its left neighbour or of the one above, where no line parts them."""
    cells: list[list[tuple[int, int]]] = []
    for i in range(len(rows) - 1):
        y = (rows[i] + rows[i + 1]) / 2
        cells.append([])
        for j in range(len(columns) - 1):
            x = (columns[j] + columns[j + 1]) / 2
            if j and not _parts(down, "x0", columns[j], "top", "bottom", y):
                cells[i].append(cells[i][j - 1])
            elif i and not _parts(across, "top", rows[i], "x0", "x1", x):
                cells[i].append(cells[i - 1][j])
            else:
                cells[i].append((i, j))
    return tuple(tuple(row) for row in cells)


def _parts(edges: Sequence[Edge], at: str, place: float, start: str, end: str, point: float) -> bool:
    """Whether a line runs at a place past a point."""
    return any(abs(e[at] - place) <= NEAR and e[start] - NEAR <= point <= e[end] + NEAR for e in edges)
