"""A PDF file → `Source`: each page read once and only what is needed of it kept, then put in order as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pdfminer.pdfinterp import PDFResourceManager

from rodtrad.reading.sources.errors import Unreadable
from rodtrad.reading.sources.pdf.blocks import Block, Paragraph
from rodtrad.reading.sources.pdf.compose import compose
from rodtrad.reading.sources.pdf.glyphs import Page, TooMuchError, read_page
from rodtrad.reading.sources.pdf.opening import Opened, broken, open_pdf
from rodtrad.reading.sources.pdf.shortcomings import no_text, shortcomings_of
from rodtrad.reading.sources.pdf.spans import Span, spans_of
from rodtrad.reading.sources.pdf.structure import Mark, Node, read_structure
from rodtrad.reading.sources.pdf.tagged import tagged_blocks
from rodtrad.reading.sources.source import Source

# Of a page's characters: from so many on that the structure tree reaches, the page is read by it.
TAGGED_FROM: Final = 0.8


@dataclass(slots=True)
class _Pages:
    """`spans`: of each page. `numbers`: of each page, by its object in the file."""

    pages: list[Page] = field(default_factory=list)
    spans: list[list[Span]] = field(default_factory=list)
    numbers: dict[object, int] = field(default_factory=dict)


def read_pdf(name: str, data: bytes) -> Source:
    """A PDF as a `Source`.

    Raises Unreadable for a file that is locked, broken, without text or too heavy; a page that can't be read among
    pages that can is one of the source's shortcomings.
    """
    opened = open_pdf(data)
    try:
        found = _read_pages(opened)
    except TooMuchError as error:
        raise Unreadable("too-heavy", "En sida ritar mer än någon sida i ett dokument gör.") from error
    if not found.pages:
        raise broken()
    blocks = _blocks(opened, found)
    with_text = {span.page for block in blocks for span in _spans_of(block)}
    if not with_text:
        raise no_text(found.pages, mended=opened.mended)
    return compose(name, blocks, found.pages, tuple(shortcomings_of(opened, found.pages, with_text)))


def _read_pages(opened: Opened) -> _Pages:
    found, resources = _Pages(), PDFResourceManager()
    for number, drawn in enumerate(opened.pages(), 1):
        page = read_page(drawn, number, resources)
        found.numbers[drawn.pageid] = number
        found.pages.append(page)
        found.spans.append(list(spans_of(page.glyphs, number)))
        page.glyphs = []
    return found


def _blocks(opened: Opened, found: _Pages) -> list[Block]:
    tree = read_structure(opened.document, found.numbers)
    if tree is None:
        return []
    marked = _marked(tree, found)
    return list(tagged_blocks(tree, marked))


def _marked(tree: Node, found: _Pages) -> dict[Mark, list[Span]]:
    """The spans that the tree reaches, on pages where it reaches enough."""
    reached = set(tree.marks())
    marked: dict[Mark, list[Span]] = {}
    for spans in found.spans:
        text = [span for span in spans if not span.artifact]
        tagged = [span for span in text if span.mark is not None and (span.page, span.mark) in reached]
        if _length(tagged) < TAGGED_FROM * _length(text):
            continue
        for span in tagged:
            if span.mark is not None:
                marked.setdefault((span.page, span.mark), []).append(span)
    return marked


def _length(spans: Sequence[Span]) -> int:
    return sum(len(span.text) for span in spans)


def _spans_of(block: Block) -> Iterator[Span]:
    paragraphs = (
        [block] if isinstance(block, Paragraph) else [p for row in block.rows for cell in row.cells for p in cell]
    )
    for paragraph in paragraphs:
        for line in paragraph.lines:
            yield from line
