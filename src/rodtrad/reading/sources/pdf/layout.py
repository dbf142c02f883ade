"""Pages without tags → blocks: by where things stand, in which type, and between which lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from rodtrad.reading.sources.pdf.blocks import Block, Paragraph, Row, Table
from rodtrad.reading.sources.pdf.columns import Part, parts, rows_of
from rodtrad.reading.sources.pdf.glyphs import Page
from rodtrad.reading.sources.pdf.lines import VisualLine, visual_lines
from rodtrad.reading.sources.pdf.paragraphs import HEADING, SAME_SIZE, Type, paragraphs
from rodtrad.reading.sources.pdf.ruled import Grid, grids
from rodtrad.reading.sources.pdf.running import running_apart
from rodtrad.reading.sources.pdf.seams import joined_pages
from rodtrad.reading.sources.pdf.spans import Span

# In sizes of the type: how far apart the lines of a paragraph usually stand, and at most.
USUAL_LEADING: Final = 0.2
WIDEST_LEADING: Final = 1.3
LONG: Final = 0.6  # of the page's width: a line that tells where the right margin is
MOST_HEADING_SIZES: Final = 6

Spans = Mapping[int, Sequence[Span]]


def laid_out(pages: Sequence[Page], spans: Spans) -> tuple[dict[int, list[Block]], list[VisualLine]]:
    """The blocks of each page by its number, and the running lines of all.

    What goes on over a page's end stands whole on the page it begins on.
    """
    ruled = {page.number: grids(page.rules) for page in pages if spans.get(page.number)}
    lines = {number: visual_lines(span for span in found if span.upright) for number, found in spans.items()}
    lines, running = running_apart(
        pages, lines, {number: [grid.box for grid in found] for number, found in ruled.items()}
    )
    kind = _type(pages, lines)
    blocks: dict[int, list[Block]] = {}
    margins = {page.number: _margins(page, lines) for page in pages}
    for page in pages:
        layout = _Layout(margins[page.number], kind, ruled.get(page.number, []))
        found = list(layout.blocks(lines.get(page.number, [])))
        # What is written across the page, as a registry's stamp in the margin, is no part of its text's flow.
        found += [
            Paragraph([[part]]) for span in spans.get(page.number, ()) if not span.upright for part in _whole(span)
        ]
        blocks[page.number] = found
    return joined_pages(blocks, {number: right for number, (_, right) in margins.items()}, kind), running


def _whole(span: Span) -> Iterator[Span]:
    if part := span.cut(0, len(span.text)):
        yield part


def _type(pages: Sequence[Page], lines: Mapping[int, Sequence[VisualLine]]) -> Type:
    sizes = Counter[float]()
    for found in lines.values():
        for line in found:
            for span in line:
                sizes[_half(span.size)] += len(span.text)
    if not sizes:
        return Type(1, USUAL_LEADING)
    size = max(sizes, key=lambda s: sizes[s])
    headings = sorted((s for s in sizes if s >= HEADING * size), reverse=True)
    gaps = [
        (below[0].top - above[0].bottom) / size
        for page in pages
        for above, below in pairwise(lines.get(page.number, ()))
        if len(above) == len(below) == 1
        and abs(above[0].size - size) < SAME_SIZE
        and abs(below[0].size - size) < SAME_SIZE
        and above[0].right - above[0].left > LONG * page.width
    ]
    gaps = [gap for gap in gaps if gap < WIDEST_LEADING]
    return Type(size, median(gaps) if gaps else USUAL_LEADING, tuple(headings[:MOST_HEADING_SIZES]))


def _half(size: float) -> float:
    return round(2 * size) / 2


def _margins(page: Page, lines: Mapping[int, Sequence[VisualLine]]) -> tuple[float, float]:
    """Where the text of pages of this width begins and where its longest lines end."""
    own = list(lines.get(page.number, ()))
    if not own:
        return (0.0, page.width)
    left = min(line[0].left for line in own)
    ends = sorted(
        span.right
        for found in lines.values()
        for line in found
        for span in line
        if span.right - span.left > LONG * page.width and span.right <= page.width
    )
    return (left, ends[int(0.95 * (len(ends) - 1))] if len(ends) > 2 else max(page.width - left, 0.0))


@dataclass(frozen=True, slots=True)
class _Layout:
    """One page. `margins`: its left and its right one."""

    margins: tuple[float, float]
    kind: Type
    ruled: Sequence[Grid]

    def blocks(self, lines: Sequence[VisualLine]) -> Iterator[Block]:
        """From top to bottom; a ruled table where it begins."""
        held: list[VisualLine] = []
        filled: dict[int, list[tuple[tuple[int, int], Span]]] = {}
        for line in lines:
            outside: list[Span] = []
            for span in line:
                grid = next((i for i, grid in enumerate(self.ruled) if _in(grid, span)), None)
                if grid is None:
                    outside.append(span)
                    continue
                if grid not in filled:
                    yield from self._free(held)
                    held = []
                    filled[grid] = [
                        cut
                        for other in lines
                        for s in other
                        if _in(self.ruled[grid], s)
                        for cut in self.ruled[grid].cut(s)
                    ]
                    yield from self._ruled(self.ruled[grid], filled[grid])
            if outside:
                held.append(outside)
        yield from self._free(held)

    def _ruled(self, grid: Grid, spans: Sequence[tuple[tuple[int, int], Span]]) -> Iterator[Block]:
        held: dict[tuple[int, int], list[Span]] = {}
        for cell, span in spans:
            held.setdefault(cell, []).append(span)
        rows = [
            Row([list(self._cell(grid, (i, j), held.get((i, j), []))) for j in range(len(grid.columns) - 1)])
            for i in range(len(grid.rows) - 1)
        ]
        used = [j for j in range(len(grid.columns) - 1) if any(row.cells[j] for row in rows)]
        rows = [Row([row.cells[j] for j in used]) for row in rows if any(row.cells)]
        if len(used) > 1:
            yield Table(rows, columns=tuple(grid.columns[j] for j in used))
        else:
            yield from (paragraph for row in rows for cell in row.cells for paragraph in cell)

    def _cell(self, grid: Grid, cell: tuple[int, int], spans: Sequence[Span]) -> Iterator[Paragraph]:
        if not spans:
            return
        inset = max(0.0, min(span.left for span in spans) - grid.columns[cell[1]])
        right = grid.right_of(cell) - min(inset, 2 * self.kind.size)
        yield from paragraphs(visual_lines(spans), right, self.kind)

    def _free(self, lines: Sequence[VisualLine]) -> Iterator[Block]:
        for part in parts(lines, *self.margins):
            if part.table:
                yield self._aligned(part)
            else:
                yield from paragraphs(part.lines, part.column[1] if part.column else self.margins[1], self.kind)

    def _aligned(self, part: Part) -> Table:
        starts, rows = rows_of(part.lines)
        ends = [*starts[1:], self.margins[1]]
        return Table(
            [
                Row([list(paragraphs(cell, end, self.kind)) for cell, end in zip(row, ends, strict=True)])
                for row in rows
            ],
            columns=tuple(starts),
        )


def _in(grid: Grid, span: Span) -> bool:
    left, top, right, bottom = grid.box
    return left <= (span.left + span.right) / 2 <= right and top <= span.middle <= bottom
