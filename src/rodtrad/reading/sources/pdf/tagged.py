"""The structure tree → blocks: paragraphs, headings, lists and tables as their producer tagged them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rodtrad.reading.sources.pdf.blocks import Block, Paragraph, Row, Table, paragraph_of, without_repeated_heads
from rodtrad.reading.sources.pdf.spans import Span
from rodtrad.reading.sources.pdf.structure import Mark, Node

# What stands within a line of text; anything else that is no table is a paragraph or holds some.
INLINE: Final = frozenset(
    {"Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Em", "Strong", "Sub", "Ruby", "RB", "RT", "RP",
     "Warichu", "WT", "WP", "NonStruct", "Private", ""}
)  # fmt: skip
# What is a paragraph even where a note or a text box is anchored in its midst.
PARAGRAPH: Final = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
LEVELS: Final = {"Title": 1, "H": 1, **{f"H{level}": level for level in range(1, 7)}}
MOST_COLUMNS: Final = 200

Spans = Mapping[Mark, Sequence[Span]]


def tagged_blocks(tree: Node, spans: Spans, bullets: Sequence[Span] = ()) -> Iterator[Block]:
    """The blocks of the tree in its order. `spans`: those of each mark. `bullets`: those that the tree knows nothing
    of, as they were painted rather than written."""
    return _Walker(spans, bullets).blocks(tree)


class _Walker:
    def __init__(self, spans: Spans, bullets: Sequence[Span]) -> None:
        self._spans = spans
        self._bullets: dict[int, list[Span]] = {}
        for bullet in bullets:
            self._bullets.setdefault(bullet.page, []).append(bullet)
        self._label: list[Span] = []  # a list's "1." or "•", which leads the text after it

    def blocks(self, node: Node) -> Iterator[Block]:
        """The blocks below a node. It calls itself no deeper than the tree was read."""
        if node.kind == "Artifact":
            return
        if node.kind == "Table":
            yield from self._table(node)
        elif node.kind == "Lbl":
            self._label += self._below(node)
        elif node.kind in PARAGRAPH:
            inline = [child for child in node.children if not self._is_block(child)]
            yield from self._paragraph(inline, LEVELS.get(node.kind, 0))
            for child in node.children:
                if isinstance(child, Node) and self._is_block(child):
                    yield from self.blocks(child)
        else:
            yield from self._mixed(node)

    def _mixed(self, node: Node) -> Iterator[Block]:
        """Text and blocks side by side: what stands between two blocks is a paragraph."""
        held: list[Node | Mark] = []
        for child in node.children:
            if isinstance(child, Node) and self._is_block(child):
                if held:
                    yield from self._paragraph(held)
                    held = []
                yield from self.blocks(child)
            else:
                held.append(child)
        if held or node.kind == "LI":  # a label that nothing follows, too
            yield from self._paragraph(held)

    def _is_block(self, child: Node | Mark) -> bool:
        if not isinstance(child, Node):
            return False
        return child.kind not in INLINE or any(self._is_block(below) for below in child.children)

    def _below(self, node: Node) -> list[Span]:
        return [span for mark in node.marks() for span in self._spans.get(mark, ())]

    def _paragraph(self, inline: Sequence[Node | Mark], level: int = 0) -> Iterator[Paragraph]:
        spans: list[Span] = []
        for child in inline:
            spans += self._below(child) if isinstance(child, Node) else self._spans.get(child, ())
        label = self._label or [bullet for span in spans[:1] if (bullet := self._painted_beside(span))]
        found = paragraph_of([*label, *spans], level)
        if found:
            self._label = []
            yield found

    def _painted_beside(self, first: Span) -> Span | None:
        """The bullet that is painted before the first words of a paragraph."""
        before = [one for one in self._bullets.get(first.page, ()) if one.beside(first) and one.right <= first.left]
        return max(before, key=lambda one: one.right, default=None)

    # Tables

    def _table(self, node: Node) -> Iterator[Block]:
        rows: list[Row] = []
        below: dict[int, int] = {}  # the columns that a cell above still spans, and for how many rows
        for part in self._parts(node):
            if part.kind == "TR":
                rows.append(self._row(part, below))
            else:
                yield from self.blocks(part)
        rows = without_repeated_heads([row for row in rows if any(row.cells)])
        if rows and max(len(row.cells) for row in rows) > 1:
            yield Table(rows)
        else:
            for row in rows:
                for cell in row.cells:
                    yield from cell

    def _parts(self, node: Node) -> Iterator[Node]:
        """Rows and captions, those in a table's head, body and foot too."""
        for child in node.children:
            if isinstance(child, Node):
                if child.kind in {"THead", "TBody", "TFoot", *INLINE}:
                    yield from self._parts(child)
                else:
                    yield child

    def _row(self, node: Node, below: dict[int, int]) -> Row:
        cells: list[list[Paragraph]] = []
        for part in self._cells(node):
            self._pass_spanned(cells, below)
            if len(cells) >= MOST_COLUMNS:
                break
            for column in range(len(cells), min(len(cells) + part.column_span, MOST_COLUMNS)):
                if part.row_span > 1:
                    below[column] = part.row_span - 1
            cells.append(list(self._cell(part)))
            cells += [[] for _ in range(min(part.column_span - 1, MOST_COLUMNS - len(cells)))]
        self._pass_spanned(cells, below)
        return Row(cells)

    def _cells(self, node: Node) -> Iterator[Node]:
        for child in node.children:
            if isinstance(child, Node):
                if child.kind in INLINE:
                    yield from self._cells(child)
                else:
                    yield child

    @staticmethod
    def _pass_spanned(cells: list[list[Paragraph]], below: dict[int, int]) -> None:
        """Leave empty what a cell of a row above spans."""
        while below.get(len(cells), 0) and len(cells) < MOST_COLUMNS:
            below[len(cells)] -= 1
            cells.append([])

    def _cell(self, node: Node) -> Iterator[Paragraph]:
        for block in self._mixed(node):
            if isinstance(block, Paragraph):
                yield _said_once(block)
            else:
                yield from (paragraph for row in block.rows for cell in row.cells for paragraph in cell)


def _said_once(paragraph: Paragraph) -> Paragraph:
    """A heading that its producer draws on every page of a table, and tags as one, less what comes again."""
    pages: dict[int, list[list[Span]]] = {}
    for line in paragraph.lines:
        pages.setdefault(line[0].page, []).append(line)
    said = {Paragraph(lines).text for lines in pages.values()}
    return Paragraph(next(iter(pages.values())), paragraph.level) if len(pages) > 1 and len(said) == 1 else paragraph
