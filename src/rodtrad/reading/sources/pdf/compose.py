"""Blocks → `Source`: the text that people see, a line a paragraph or row, and where each of its characters stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import nan
from statistics import median
from typing import Final

from rodtrad.reading.record import Issue
from rodtrad.reading.sources.line_ends import seam
from rodtrad.reading.sources.paper import Paper, Piece
from rodtrad.reading.sources.pdf.blocks import Block, Paragraph, Row, Table
from rodtrad.reading.sources.pdf.glyphs import Page
from rodtrad.reading.sources.pdf.spans import Span
from rodtrad.reading.sources.source import EMPTY, Cell, Line, Source, Stretch
from rodtrad.reading.sources.text import bullet_of, has_columns

CELL_END: Final = "\t"
# In sizes of the type: what stands so much further apart than the lines of a paragraph has a blank line between.
BLANK_LINE: Final = 0.35
USUAL_LEADING: Final = 0.3
SEEN_IN_A_PICTURE: Final = 0.8  # of the confidence that the same words would have if somebody had written them
INDENT: Final = 0.5  # the width of a blank, as indents are counted


def compose(
    name: str,
    blocks: Sequence[Block],
    running: Sequence[list[Span]],
    pages: Sequence[Page],
    shortcomings: tuple[Issue, ...],
) -> Source:
    """The document as one text with its lines, and below it the running ones; `pages` for their sizes."""
    writer = _Writer(blocks)
    writer.write()
    edges = writer.write_apart(running)
    text = "".join(writer.text)
    return Source(
        name=name,
        text=text,
        lines=tuple(writer.lines),
        line_starts=tuple(accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0)),
        page_starts=_page_starts(writer.pieces, len(pages), len(text)),
        paper=Paper(tuple(writer.pieces), writer.corners, {page.number: page.tilt for page in pages if page.tilt}),
        page_sizes=tuple((round(page.width, 2), round(page.height, 2)) for page in pages),
        shortcomings=shortcomings,
        # Where none are known to run, those that a wrongly tagged file holds among its text may yet be found there.
        edges=edges or None,
        trust=SEEN_IN_A_PICTURE if any(page.scanned for page in pages) else 1.0,
    )


def _page_starts(pieces: Sequence[Piece], pages: int, end: int) -> tuple[int, ...]:
    """Where each page begins in the text; one without text where the next one does."""
    first: dict[int, int] = {}
    for piece in pieces:
        first.setdefault(piece.page, piece.start)
    starts, following = list[int](), end
    for page in range(pages, 0, -1):
        following = min(following, first.get(page, following))
        starts.append(following)
    return (0, *starts[::-1][1:])


class _Writer:
    """Writes line by line. `text` in parts, `corners` four numbers a character."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self.text: list[str] = []
        self.corners: array[float] = array("f")
        self.pieces: list[Piece] = []
        self.lines: list[Line] = []
        self._leading = _leading(blocks)
        self._margins = _margins(blocks)
        self._at = self._numbered = 0

    def write(self) -> None:
        above: Paragraph | Row | None = None
        for block in self._blocks:
            for part in block.rows if isinstance(block, Table) else [block]:
                if above is not None:
                    self._end_line()
                    if self._parted(above, part):
                        self.lines.append(Line(number=self._number(), content=EMPTY))
                        self._end_line()
                if isinstance(part, Row):
                    self._row(part)
                else:
                    self._paragraph(part)
                above = part

    def write_apart(self, running: Sequence[list[Span]]) -> tuple[Line, ...]:
        """Lines that stand below the text and are no part of it."""
        body, self.lines = self.lines, []
        if running:
            self._end_line()
            self._number()
        for line in running:
            self._end_line()
            self._paragraph(Paragraph([line]))
        edges, self.lines = tuple(self.lines), body
        return edges

    # Characters

    def _put(self, text: str, boxes: array[float] | None = None) -> None:
        self.text.append(text)
        self.corners.extend(boxes if boxes is not None else [nan] * (4 * len(text)))
        self._at += len(text)

    def _end_line(self) -> None:
        self._put("\n")

    def _span(self, span: Span, length: int) -> None:
        """The first `length` characters of a span."""
        start = self._at
        self._put(span.text[:length], span.boxes[: 4 * length])
        self.pieces.append(Piece(span.page, start, self._at, span.box))

    def _spans(self, lines: Sequence[Sequence[Span]], tab: str) -> Stretch:
        """The lines of a paragraph as one, with divided words whole; `tab` parts the pieces of a line."""
        start = self._at
        flat = [(span, i == 0) for line in lines for i, span in enumerate(line)]
        for i, (span, _) in enumerate(flat):
            length, between = len(span.text), ""
            if i + 1 < len(flat):
                after, begins_line = flat[i + 1]
                lost, between = seam(span.text, after.text) if begins_line else (0, tab)
                length -= lost
            self._span(span, length)
            self._put(between)
        return Stretch(self._since(start), range(start, self._at))

    def _since(self, start: int) -> str:
        """What was written from an offset on."""
        parts, at = list[str](), self._at
        for part in reversed(self.text):
            if at <= start:
                break
            at -= len(part)
            parts.append(part)
        return "".join(reversed(parts))

    # Lines

    def _number(self) -> int:
        self._numbered += 1
        return self._numbered

    def _row(self, row: Row) -> None:
        number, cells = self._number(), list[Cell]()
        for i, cell in enumerate(row.cells):
            if i:
                self._put(CELL_END)
            paragraphs = list[Stretch]()
            for j, paragraph in enumerate(cell):
                if j:
                    self._put(" ")
                paragraphs.append(self._spans(paragraph.lines, " "))
            cells.append(Cell(tuple(paragraphs)))
        content = Stretch.join(paragraph for cell in cells for paragraph in cell.paragraphs)
        self.lines.append(Line(number=number, content=content, page=max(row.page, 1), cells=tuple(cells)))

    def _paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.level and (row := _tabbed(paragraph)):
            self._row(row)
            return
        number, first = self._number(), paragraph.first
        content, bullet = self._spans(paragraph.lines, " "), ""
        if not paragraph.level and (found := bullet_of(content.text)):
            bullet, content = found["mark"], content[found.end() :]
        indent = (first.left - self._margins.get(first.page, first.left)) / (INDENT * first.size)
        self.lines.append(
            Line(
                number=number,
                content=content.strip(),
                page=first.page,
                bullet=bullet,
                indent=max(0, round(indent)),
                level=paragraph.level,
                bold=all(span.bold for line in paragraph.lines for span in line),
            )
        )

    def _parted(self, above: Paragraph | Row, below: Paragraph | Row) -> bool:
        """Whether a blank line parts two lines: a wider gap on the page, a heading, the end of a table or a page."""
        if isinstance(above, Row) or isinstance(below, Row):
            return not (isinstance(above, Row) and isinstance(below, Row))
        if above.level or below.level:
            return True
        last, first = above.last, below.first
        if last.page != first.page or first.top < last.top:
            return True
        return first.top - last.bottom > (self._leading + BLANK_LINE) * max(first.size, last.size)


def _tabbed(paragraph: Paragraph) -> Row | None:
    """A line that tabs divide as the row of a table: "Anna Ek<TAB>Ekeby kommun"; none for "1.<TAB>Inledning"."""
    if any(len(line) != len(paragraph.lines[0]) for line in paragraph.lines) or len(paragraph.lines[0]) < 2:
        return None
    text = CELL_END.join(span.text for span in paragraph.lines[0])
    if len(paragraph.lines) > 1 or not has_columns(text):
        return None
    return Row([[Paragraph([[span]])] for span in paragraph.lines[0]])


def _leading(blocks: Sequence[Block]) -> float:
    """How far apart the lines of a paragraph stand, in sizes of their type."""
    gaps = [
        (below[0].top - above[0].bottom) / max(below[0].size, 1)
        for paragraph in _paragraphs(blocks)
        for above, below in pairwise(paragraph.lines)
        if above[0].page == below[0].page and below[0].top > above[0].top
    ]
    return median(gaps) if gaps else USUAL_LEADING


def _margins(blocks: Sequence[Block]) -> dict[int, float]:
    """The left margin of each page: where its leftmost text begins."""
    margins: dict[int, float] = {}
    for paragraph in _paragraphs(blocks):
        for line in paragraph.lines:
            page, left = line[0].page, line[0].left
            margins[page] = min(margins.get(page, left), left)
    return margins


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (paragraph for row in block.rows for cell in row.cells for paragraph in cell)
