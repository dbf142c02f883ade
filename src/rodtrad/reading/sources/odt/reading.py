"""The parts of an OpenDocument text in the order in which people meet them → a `Source`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rodtrad.reading.sources.edges import said_on_every_page
from rodtrad.reading.sources.errors import encrypted
from rodtrad.reading.sources.odt.lists import OUTLINE, Counting, Lists
from rodtrad.reading.sources.odt.names import SPACES, Element, child, get, number, q, within
from rodtrad.reading.sources.odt.paragraphs import HEADING, PARAGRAPHS, ParagraphReader, text_boxes
from rodtrad.reading.sources.odt.styles import Styles
from rodtrad.reading.sources.odt.tables import read_table
from rodtrad.reading.sources.paragraph import Paragraph, blanks
from rodtrad.reading.sources.source import Line, Source
from rodtrad.reading.sources.word_processor import DocumentReader, check_amount, read_whole
from rodtrad.reading.sources.zipped import SavedAs, Zipped

SAVED_AS: Final = SavedAs(file="OpenDocument-filen", program="LibreOffice", form="ODF-textdokument (.odt)")
MANIFEST: Final = "META-INF/manifest.xml"
LIST: Final = q("text:list")
TABLE: Final = q("table:table")
# What only holds paragraphs, as parts that have columns or a name do.
WRAPPERS: Final = frozenset({q("text:section"), q("text:numbered-paragraph"), q("text:index-body")})
CONTENTS: Final = frozenset(
    q(f"text:{name}")
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
        "bibliography",
    )
)  # fmt: skip
HEADERS: Final = ("style:header-first", "style:header", "style:header-left")
FOOTERS: Final = ("style:footer-first", "style:footer", "style:footer-left")
STANDARD: Final = "Standard"
COUNTED: Final = {"stycken": "text:p", "tabellceller": "table:table-cell", "textbitar": "text:span"}
IF_EMPTY: Final = "Kontrollera att rätt fil sparades."


def read_odt(name: str, data: bytes) -> Source:
    """An OpenDocument text as a `Source`. Raises Unreadable for one that is damaged, locked, empty or a bomb."""
    archive = Zipped(data, SAVED_AS)
    if MANIFEST in archive and b"encryption-data" in archive.unpacked(MANIFEST):
        raise encrypted()
    return read_whole(lambda: OpenDocumentReader(archive), name, SAVED_AS, IF_EMPTY)


class OpenDocumentReader(DocumentReader):
    """Reads one OpenDocument text."""

    def __init__(self, archive: Zipped) -> None:
        content = archive.xml("content.xml")
        body = child(content, "office:body", "office:text")
        if content is None or body is None:
            raise archive.broken("själva texten saknas.")
        check_amount(content, COUNTED, SPACES)
        super().__init__(body)
        self._shared = archive.xml("styles.xml")
        self._styles = Styles(self._shared, content)
        self._lists = Lists(self._shared, content)
        self._paragraphs = ParagraphReader(self._styles)

    def _tracks_changes(self) -> bool:
        return child(self._body, "text:tracked-changes", "text:changed-region") is not None

    # The body

    def _blocks(self, container: Element, *, into: list[Line] | None = None) -> None:
        for block in container:
            if block.tag in PARAGRAPHS:
                self._paragraph(self._numbered(block), into)
            elif block.tag == LIST:
                for paragraph in self._in_list(block):
                    self._paragraph(paragraph, into)
            elif block.tag == TABLE:
                self._table(read_table(block))
            elif block.tag in WRAPPERS:
                if get(block, "text:display") != "none":
                    self._blocks(block, into=into)
            elif block.tag in CONTENTS:
                self._blocks(block, into=[])
            elif block.tag == q("text:soft-page-break"):
                self._out.page(laid_out=True)
            elif isinstance(block.tag, str) and block.tag.startswith(q("draw:")):
                for box in text_boxes(block):
                    self._blocks(box, into=into)

    def _paragraph(self, paragraph: Paragraph, into: list[Line] | None) -> None:
        self._out.paragraph(paragraph, into)
        for box in paragraph.boxes:
            self._blocks(box, into=into)

    def _numbered(self, element: Element) -> Paragraph:
        """A paragraph outside lists; headings may be numbered all the same."""
        paragraph = self._paragraphs.read(element)
        style = paragraph.style.number_id
        if element.tag == HEADING and style != "" and get(element, "text:is-list-header") != "true":
            paragraph.label = self._lists.label(
                self._lists.outline,
                style or OUTLINE,
                paragraph.level - 1,
                number(get(element, "text:start-value")),
            )
        return paragraph

    # Lists

    def _in_list(
        self, element: Element, style: str = "", level: int = 0, counting: Counting | None = None
    ) -> Iterator[Paragraph]:
        """The paragraphs of a list, each with its number or bullet; a list within it is a level deeper."""
        style = get(element, "text:style-name") or style
        counting = self._lists.begun(element, style) if counting is None else counting
        for item in element:
            labelled = item.tag == q("text:list-item")
            start = number(get(item, "text:start-value"))
            for one in item:
                if one.tag == LIST:
                    yield from self._in_list(one, style, level + 1, counting)
                elif one.tag in PARAGRAPHS:
                    paragraph = self._paragraphs.read(one)
                    if labelled:
                        own = style or paragraph.style.number_id or ""
                        paragraph.label = self._lists.label(counting, own, level, start)
                        labelled = False
                    if paragraph.label:
                        own_indent = paragraph.style.indent
                        paragraph.indent = blanks(paragraph.label.indent if own_indent is None else own_indent)
                    yield paragraph

    # Tables

    def _in_cell(self, container: Element) -> Iterator[Paragraph]:
        for block in container:
            if block.tag in PARAGRAPHS or block.tag == LIST:
                for paragraph in self._in_list(block) if block.tag == LIST else [self._numbered(block)]:
                    yield from self._paragraph_in_cell(paragraph)
            elif block.tag in WRAPPERS:
                yield from self._in_cell(block)
            elif block.tag == TABLE:
                yield from self._table_in_cell(read_table(block))

    # What stands beside the body

    def _edges(self) -> tuple[list[list[Paragraph]], list[list[Paragraph]]]:
        masters = {get(one, "style:name"): one for one in within(self._shared, "office:master-styles")}
        names = dict.fromkeys([*self._masters_used(), STANDARD])
        used = [masters[name] for name in names if name in masters]
        used += [masters[after] for one in used if (after := get(one, "style:next-style-name")) in masters]
        heads = [found for one in used for name in HEADERS if (found := self._edge(child(one, name)))]
        feet = [found for one in used for name in FOOTERS if (found := self._edge(child(one, name)))]
        return heads, feet

    def _masters_used(self) -> Iterator[str]:
        for element in self._body.iter(*PARAGRAPHS, TABLE):
            name = get(element, "text:style-name") or get(element, "table:style-name") or ""
            if master := self._styles.masters.get(name):
                yield master

    def _edge(self, part: Element | None) -> list[Paragraph]:
        """The lines of a header or footer that are not known yet and say more than the page's number."""
        if part is None or get(part, "style:display") == "false":
            return []
        reader = ParagraphReader(Styles(self._shared), counted=True)
        return [
            said for element in part.iter(*PARAGRAPHS) for said in said_on_every_page(reader.read(element), self._seen)
        ]

    def _notes(self) -> None:
        for note in self._paragraphs.notes:
            citation = "".join((one.text or "") for one in note.iter(q("text:note-citation"))).strip()
            reader = ParagraphReader(self._styles)
            texts = [reader.read(p).text.strip() for p in note.iter(*PARAGRAPHS)]
            if any(texts):
                self._out.paragraph(Paragraph(text=" ".join(filter(None, (citation, *texts)))), [])
