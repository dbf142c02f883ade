"""A PDF file → `Source`: each page read once and only what is needed of it kept, then put in order as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pdfminer.pdfinterp import PDFResourceManager

from rodtrad.reading.sources.errors import Unreadable
from rodtrad.reading.sources.pdf.blocks import Block, Paragraph
from rodtrad.reading.sources.pdf.characters import UNKNOWN
from rodtrad.reading.sources.pdf.compose import compose
from rodtrad.reading.sources.pdf.dots import BULLET, bullets
from rodtrad.reading.sources.pdf.glyphs import SCANNED_FROM, Page, TooMuchError, read_page
from rodtrad.reading.sources.pdf.layout import laid_out
from rodtrad.reading.sources.pdf.lines import VisualLine, visual_lines
from rodtrad.reading.sources.pdf.opening import Opened, broken, open_pdf
from rodtrad.reading.sources.pdf.running import once
from rodtrad.reading.sources.pdf.scanned import mended
from rodtrad.reading.sources.pdf.shortcomings import no_text, shortcomings_of
from rodtrad.reading.sources.pdf.spans import Span, spans_of
from rodtrad.reading.sources.pdf.structure import Mark, Node, read_structure
from rodtrad.reading.sources.pdf.tagged import tagged_blocks
from rodtrad.reading.sources.source import Source

# Of a page's characters: from so many on that the structure tree reaches, the page is read by it.
TAGGED_FROM: Final = 0.8
MOST_UNKNOWN: Final = 0.5  # of a page's characters


@dataclass(slots=True)
class _Pages:
    """`spans`: of each page. `numbers`: of each page, by its object in the file."""

    pages: list[Page] = field(default_factory=list)
    spans: list[list[Span]] = field(default_factory=list)
    numbers: dict[object, int] = field(default_factory=dict)


def read_pdf(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> Source:
    """A PDF as a `Source`. `page_read` is called after each page, with how many the file announces.

    Raises Unreadable for a file that is locked, broken, without text or too heavy; a page that can't be read among
    pages that can is one of the source's shortcomings.
    """
    opened = open_pdf(data)
    try:
        found = _read_pages(opened, page_read)
    except TooMuchError as error:
        raise Unreadable("too-heavy", "En sida ritar mer än någon sida i ett dokument gör.") from error
    if not found.pages:
        raise broken()
    blocks, running = _blocks(opened, found)
    with_text = {span.page for block in blocks for span in _spans_of(block)}
    if not with_text:
        raise no_text(found.pages, mended=opened.mended)
    missing = tuple(shortcomings_of(opened, found.pages, with_text))
    return compose(name, blocks, once(running), found.pages, missing)


def _read_pages(opened: Opened, page_read: Callable[[int], None]) -> _Pages:
    found, resources = _Pages(), PDFResourceManager()
    for number, drawn in enumerate(opened.pages(), 1):
        page = read_page(drawn, number, resources)
        found.numbers[drawn.pageid] = number
        found.pages.append(page)
        page.glyphs += bullets(page.dots, page.glyphs)
        found.spans.append([] if _is_hidden(page) else list(spans_of(page.glyphs, number)))
        page.scanned = page.unseen > SCANNED_FROM * len(page.glyphs)
        page.glyphs = []
        page_read(opened.announced)
    _mend_scanned(found)
    return found


def _mend_scanned(found: _Pages) -> None:
    scanned = {page.number for page in found.pages if page.scanned}
    if scanned:
        kept = mended([span for page in found.spans for span in page if span.page in scanned])
        for number in scanned:
            found.spans[number - 1] = [span for span in kept if span.page == number]


def _is_hidden(page: Page) -> bool:
    """Whether the page's fonts don't tell what most of its letters are: to the reader it is a picture."""
    unknown = sum(glyph.text == UNKNOWN for glyph in page.glyphs)
    return unknown > MOST_UNKNOWN * len(page.glyphs)


def _blocks(opened: Opened, found: _Pages) -> tuple[list[Block], list[VisualLine]]:
    """The blocks in reading order: those of the structure tree, and of what it doesn't reach; and the running lines."""
    tree = _tree(opened, found)
    divided = _divided(tree, found)
    painted = [span for page in {page for page, _ in divided.marked} for span in _taken(divided.loose[page], BULLET)]
    tagged = list(tagged_blocks(tree, divided.marked, painted)) if tree else []
    untagged, running = laid_out(found.pages, divided.loose)
    return list(_by_page(tagged, untagged)), [*divided.artifacts, *running]


def _tree(opened: Opened, found: _Pages) -> Node | None:
    """The structure tree; None where there is none that can be walked: then the pages are read as they look."""
    try:
        return read_structure(opened.document, found.numbers)
    except MemoryError:
        raise
    except Exception:  # pdfminer raises what its bytes lead it to
        return None


@dataclass(slots=True)
class _Divided:
    """`marked`: the spans that the tree reaches, by their mark, on pages where it reaches enough. `artifacts`: lines
    that such pages say are no part of the text. `loose`: all other spans, by their page.
    """

    marked: dict[Mark, list[Span]] = field(default_factory=dict)
    artifacts: list[VisualLine] = field(default_factory=list)
    loose: dict[int, list[Span]] = field(default_factory=dict)


def _divided(tree: Node | None, found: _Pages) -> _Divided:
    reached = set(tree.marks()) if tree else set[Mark]()
    out = _Divided()
    for page, spans in zip(found.pages, found.spans, strict=True):
        text = [span for span in spans if not span.artifact]
        tagged = [(span, (span.page, span.mark)) for span in text if span.mark is not None]
        tagged = [(span, mark) for span, mark in tagged if mark in reached]
        if not tagged or _length(span for span, _ in tagged) < TAGGED_FROM * _length(text):
            out.loose[page.number] = list(spans)
            continue
        for span, mark in tagged:
            out.marked.setdefault(mark, []).append(span)
        known = {id(span) for span, _ in tagged}
        out.loose[page.number] = [span for span in text if id(span) not in known]
        out.artifacts += visual_lines(span for span in spans if span.artifact and span.upright)
    return out


def _taken(spans: list[Span], text: str) -> list[Span]:
    """The spans that say just that, taken out of the list."""
    found = [span for span in spans if span.text == text]
    spans[:] = [span for span in spans if span.text != text]
    return found


def _by_page(tagged: Sequence[Block], untagged: Mapping[int, Sequence[Block]]) -> Iterator[Block]:
    """Tagged blocks in their order; a page's untagged ones once all that begins on it or earlier has been told."""
    waiting = [number for number in sorted(untagged) if untagged[number]]
    for block in tagged:
        page = next((span.page for span in _spans_of(block)), 0)
        while waiting and waiting[0] < page:
            yield from untagged[waiting.pop(0)]
        yield block
    for number in waiting:
        yield from untagged[number]


def _length(spans: Iterable[Span]) -> int:
    return sum(len(span.text) for span in spans)


def _spans_of(block: Block) -> Iterator[Span]:
    paragraphs = (
        [block] if isinstance(block, Paragraph) else [p for row in block.rows for cell in row.cells for p in cell]
    )
    for paragraph in paragraphs:
        for line in paragraph.lines:
            yield from line
