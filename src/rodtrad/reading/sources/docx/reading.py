"""The parts of a Word file in the order in which people meet them → a `Source`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from docx.oxml.ns import qn

from rodtrad.reading.sources.docx.names import REVISIONS, Element, W, child, unwrapped, value
from rodtrad.reading.sources.docx.numbering import Numbering
from rodtrad.reading.sources.docx.package import SAVED_AS, Package
from rodtrad.reading.sources.docx.paragraphs import ParagraphReader, WordParagraph
from rodtrad.reading.sources.docx.styles import Styles
from rodtrad.reading.sources.docx.tables import read_table
from rodtrad.reading.sources.edges import said_on_every_page
from rodtrad.reading.sources.paragraph import Paragraph
from rodtrad.reading.sources.source import Source
from rodtrad.reading.sources.word_processor import DocumentReader, check_amount, read_whole

PARAGRAPH: Final = qn("w:p")
TABLE: Final = qn("w:tbl")
SECTION: Final = qn("w:sectPr")
RELATION_ID: Final = qn("r:id")
SAME_PAGE: Final = frozenset({"continuous", "nextColumn"})
EDGES: Final = (qn("w:headerReference"), qn("w:footerReference"))
COUNTED: Final = {"stycken": "w:p", "tabellrader": "w:tr", "tabellceller": "w:tc", "textbitar": "w:r"}
IF_EMPTY: Final = "Om texten är en bild: spara dokumentet på nytt med texten som text."
NOTE_KINDS: Final = ("footnotes", "endnotes")


def read_docx(name: str, data: bytes) -> Source:
    """A Word file (.docx) as a `Source`. Raises Unreadable for one that is damaged, locked, empty or a bomb."""
    return read_whole(lambda: WordReader(Package(data)), name, SAVED_AS, IF_EMPTY)


class WordReader(DocumentReader):
    """Reads one Word file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._related = package.related(package.main)
        root = package.xml(package.main)
        body = child(root, "body")
        if root is None or body is None:
            raise package.broken("själva dokumentet saknas.")
        check_amount(root, COUNTED, {"w": W.strip("{}")})
        super().__init__(body)
        self._root = root
        self._styles = Styles(self._part("styles"))
        self._numbering = self._part("numbering")
        self._paragraphs = self._reader()
        self._rest = ""
        self._sections = list(body.iter(SECTION))
        self._following = dict(pairwise(self._sections))  # the section after each

    def _part(self, kind: str) -> Element | None:
        """The one part of a kind that the document refers to."""
        parts = [part for found, part in self._related.values() if found == kind]
        return self._package.xml(parts[0]) if parts else None

    def _reader(self, *, counted: bool = False) -> ParagraphReader:
        """Lists in a header or a note count by themselves."""
        return ParagraphReader(self._styles, Numbering(self._numbering, self._styles), counted=counted)

    def _tracks_changes(self) -> bool:
        return next(self._root.iter(*REVISIONS), None) is not None

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

    def _in_cell(self, container: Element) -> Iterator[Paragraph]:
        for block in unwrapped(container):
            if block.tag == PARAGRAPH:
                yield from self._paragraph_in_cell(self._paragraphs.read(block))
            elif block.tag == TABLE:
                yield from self._table_in_cell(read_table(block))

    # What stands beside the body

    def _edges(self) -> tuple[list[list[Paragraph]], list[list[Paragraph]]]:
        heads: list[list[Paragraph]] = []
        feet: list[list[Paragraph]] = []
        for section in self._sections:
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

    def _notes(self) -> None:
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
