"""The parts of a Word file in the order in which people meet them → a `Source`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

from rodtrad.reading.record import Issue
from rodtrad.reading.sources.composing import Composer
from rodtrad.reading.sources.docx.names import REVISIONS, Element, W, child, unwrapped, value
from rodtrad.reading.sources.docx.numbering import Numbering
from rodtrad.reading.sources.docx.package import SAVED_AS, Package
from rodtrad.reading.sources.docx.paragraphs import ParagraphReader, WordParagraph
from rodtrad.reading.sources.docx.styles import Styles
from rodtrad.reading.sources.docx.tables import Table, read_table
from rodtrad.reading.sources.edges import said_on_every_page
from rodtrad.reading.sources.errors import Unreadable
from rodtrad.reading.sources.paragraph import TAB, Paragraph
from rodtrad.reading.sources.source import Line, Source
from rodtrad.reading.sources.zipped import too_deep

PARAGRAPH: Final = qn("w:p")
TABLE: Final = qn("w:tbl")
SECTION: Final = qn("w:sectPr")
RELATION_ID: Final = qn("r:id")
SAME_PAGE: Final = frozenset({"continuous", "nextColumn"})
EDGES: Final = (qn("w:headerReference"), qn("w:footerReference"))
MOST: Final = {
    what: (most, etree.XPath(f"count(.//w:{name})", namespaces={"w": W.strip("{}")}))
    for what, name, most in (
        ("stycken", "p", 150_000),
        ("tabellrader", "tr", 60_000),
        ("tabellceller", "tc", 300_000),
        ("textbitar", "r", 600_000),
    )
}
NOTE_KINDS: Final = ("footnotes", "endnotes")


def read_docx(name: str, data: bytes) -> Source:
    """A Word file (.docx) as a `Source`. Raises Unreadable for one that is damaged, locked, empty or a bomb."""
    package = Package(data)
    try:
        source = DocumentReader(package).read(name)
    except RecursionError as error:
        raise too_deep(SAVED_AS) from error
    if not source.text.strip():
        raise Unreadable(
            "empty",
            "Word-filen innehåller ingen text. Om texten är en bild: spara dokumentet på nytt med texten som text.",
        )
    return source


class DocumentReader:
    """Reads one document: its head and foot, its body, its notes."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._related = package.related(package.main)
        root = package.xml(package.main)
        body = child(root, "body")
        if root is None or body is None:
            raise package.broken("själva dokumentet saknas.")
        _check_amount(root)
        self._root, self._body = root, body
        self._styles = Styles(self._part("styles"))
        self._numbering = self._part("numbering")
        self._paragraphs = self._reader()
        self._out = Composer()
        self._seen: set[str] = set()
        self._rest = ""
        self._following: dict[Element, Element] = {}  # the section after each

    def read(self, name: str) -> Source:
        sections = list(self._body.iter(SECTION))
        self._following = dict(pairwise(sections))
        heads, feet = self._edges(sections)
        edges = list[Line]()
        self._show(heads[:1], edges)
        self._blocks(self._body)
        self._notes()
        self._show(heads[1:] + feet, edges)
        return self._out.source(name, edges, self._shortcomings())

    def _part(self, kind: str) -> Element | None:
        """The one part of a kind that the document refers to."""
        parts = [part for found, part in self._related.values() if found == kind]
        return self._package.xml(parts[0]) if parts else None

    def _reader(self, *, counted: bool = False) -> ParagraphReader:
        """Lists in a header or a note count by themselves."""
        return ParagraphReader(self._styles, Numbering(self._numbering, self._styles), counted=counted)

    def _shortcomings(self) -> Sequence[Issue]:
        if next(self._root.iter(*REVISIONS), None) is None:
            return ()
        text = (
            "Dokumentet har spårade ändringar som varken godkänts eller avvisats. Det lästes som om de vore godkända."
        )
        return (Issue(code="changes-tracked", text=text),)

    # The body

    def _blocks(self, container: Element) -> None:
        for block in unwrapped(container):
            if block.tag == PARAGRAPH:
                self._paragraph(self._paragraphs.read(block))
            elif block.tag == TABLE:
                self._table(read_table(block))

    def _paragraph(self, paragraph: WordParagraph) -> None:
        if self._rest:
            paragraph.text, self._rest = self._rest + paragraph.text, ""
        if paragraph.goes_on:
            self._rest = paragraph.text
            return
        self._out.paragraph(paragraph, [] if paragraph.contents else None)
        for box in paragraph.boxes:
            self._blocks(box)
        if paragraph.ends_section is not None:
            self._end_section(paragraph.ends_section)

    def _end_section(self, ended: Element) -> None:
        """How the next section begins is said by itself, where it ends."""
        following = self._following.get(ended)
        if following is None or (value(following, "type") or "nextPage") not in SAME_PAGE:
            self._out.page(laid_out=True)

    # Tables

    def _table(self, table: Table) -> None:
        if table.width <= 1:
            for row in table.rows:
                for cell in row:
                    if cell is not None:
                        self._blocks(cell)
            return
        self._out.table([list(self._in_cell(cell)) if cell is not None else [] for cell in row] for row in table.rows)

    def _in_cell(self, container: Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell; a table within it has one a row."""
        for block in unwrapped(container):
            if block.tag == PARAGRAPH:
                paragraph = self._paragraphs.read(block)
                yield from paragraph.lines()
                for box in paragraph.boxes:
                    yield from self._in_cell(box)
            elif block.tag == TABLE:
                for row in read_table(block).rows:
                    inner = [p for cell in row if cell is not None for p in self._in_cell(cell) if not p.blank]
                    if inner:
                        yield Paragraph(text=TAB.join(p.text for p in inner), label=inner[0].label)

    # What stands beside the body

    def _edges(self, sections: Sequence[Element]) -> tuple[list[list[Paragraph]], list[list[Paragraph]]]:
        """Headers and footers, each once, those of the first page first."""
        heads: list[list[Paragraph]] = []
        feet: list[list[Paragraph]] = []
        for section in sections:
            titled = child(section, "titlePg") is not None
            references = [one for one in section if one.tag in EDGES]
            references.sort(key=lambda one: one.get(qn("w:type")) != ("first" if titled else "default"))
            for reference in references:
                kind, part = self._related.get(reference.get(RELATION_ID, ""), ("", ""))
                found = self._edge(part) if kind in ("header", "footer") else []
                if found:
                    (heads if kind == "header" else feet).append(found)
        return heads, feet

    def _edge(self, part: str) -> list[Paragraph]:
        """The lines of a header or footer that are not known yet and say more than the page's number."""
        root = self._package.xml(part)
        reader, found = self._reader(counted=True), list[Paragraph]()
        for element in root.iter(PARAGRAPH) if root is not None else ():
            found += said_on_every_page(reader.read(element), self._seen)
        return found

    def _show(self, parts: Sequence[Sequence[Paragraph]], edges: list[Line]) -> None:
        for part in parts:
            self._out.blank()
            for paragraph in part:
                self._out.paragraph(paragraph, edges)
            self._out.blank()

    def _notes(self) -> None:
        """Notes to the text stand after it, and are not read: what they say belongs elsewhere."""
        for kind in NOTE_KINDS:
            root, count = self._part(kind), 0
            for note in root if root is not None else ():
                if note.get(qn("w:type")) not in (None, "normal"):
                    continue  # the line drawn above them
                count += 1
                reader = self._reader()
                texts = [reader.read(p).text.strip() for p in note.iter(PARAGRAPH)]
                if any(texts):
                    self._out.paragraph(Paragraph(text=f"{count} {' '.join(filter(None, texts))}"), [])


def _check_amount(root: Element) -> None:
    """Raises Unreadable for more than any document holds, before it is walked."""
    for what, (most, count) in MOST.items():
        found = count(root)
        if isinstance(found, float) and found > most:
            raise Unreadable("too-heavy", f"Dokumentet har fler än {most} {what}. Dela upp det i flera filer.")
