"""What Word files and OpenDocument texts are read alike in: their parts in order, tables, edges, what is refused."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from rodtrad.reading.record import Issue
from rodtrad.reading.sources.composing import Composer, Row
from rodtrad.reading.sources.errors import Unreadable
from rodtrad.reading.sources.paragraph import TAB, Element, Paragraph
from rodtrad.reading.sources.source import Line, Source
from rodtrad.reading.sources.zipped import SavedAs, too_deep

# More than any document holds; what such an element is called is the format's.
MOST: Final = {"stycken": 150_000, "tabellrader": 60_000, "tabellceller": 300_000, "textbitar": 600_000}
CHANGES_TRACKED: Final = Issue(
    code="changes-tracked",
    text="Dokumentet har spårade ändringar som varken godkänts eller avvisats. Det lästes som om de vore godkända.",
)


class DocumentReader(ABC):
    """Reads one document: its head and foot, its body, its notes. A format adds how it keeps each of them."""

    def __init__(self, body: Element) -> None:
        self._body = body
        self._out = Composer()
        self._seen: set[str] = set()  # what headers and footers have said

    def read(self, name: str) -> Source:
        """The document's parts in the order in which people meet them. Raises Unreadable for more than is read."""
        heads, feet = self._edges()
        edges = list[Line]()
        self._show(heads[:1], edges)
        self._blocks(self._body)
        self._notes()
        self._show(heads[1:] + feet, edges)
        return self._out.source(name, edges, (CHANGES_TRACKED,) if self._tracks_changes() else ())

    @abstractmethod
    def _tracks_changes(self) -> bool:
        """Whether it has changes that nobody has approved or refused."""

    @abstractmethod
    def _edges(self) -> tuple[list[list[Paragraph]], list[list[Paragraph]]]:
        """Headers and footers, each once, those of the first page first."""

    @abstractmethod
    def _blocks(self, container: Element) -> None:
        """Writes the paragraphs and tables of a part."""

    @abstractmethod
    def _in_cell(self, container: Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell."""

    @abstractmethod
    def _notes(self) -> None:
        """Writes the notes to the text after it. They are not read: what they say belongs elsewhere."""

    def _show(self, parts: Sequence[Sequence[Paragraph]], edges: list[Line]) -> None:
        for part in parts:
            self._out.blank()
            for paragraph in part:
                self._out.paragraph(paragraph, edges)
            self._out.blank()

    def _table(self, rows: Sequence[Row]) -> None:
        """Writes a table; one of a single column only lays out what stands in it."""
        if max(map(len, rows), default=0) <= 1:
            for cell in _cells(rows):
                self._blocks(cell)
        else:
            self._out.table([list(self._in_cell(cell)) if cell is not None else [] for cell in row] for row in rows)

    def _paragraph_in_cell(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """The lines of a paragraph, and what is drawn beside it."""
        yield from paragraph.lines()
        for box in paragraph.boxes:
            yield from self._in_cell(box)

    def _table_in_cell(self, rows: Sequence[Row]) -> Iterator[Paragraph]:
        """A table within a cell: a paragraph a row."""
        for row in rows:
            inner = [p for cell in _cells([row]) for p in self._in_cell(cell) if not p.blank]
            if inner:
                yield Paragraph(text=TAB.join(p.text for p in inner), label=inner[0].label)


def _cells(rows: Sequence[Row]) -> Iterator[Element]:
    return (cell for row in rows for cell in row if cell is not None)


def read_whole(reader: Callable[[], DocumentReader], name: str, saved_as: SavedAs, if_empty: str) -> Source:
    """A document as a `Source`. Raises Unreadable for one that is nested too deep, or empty: then in these words."""
    try:
        source = reader().read(name)
    except RecursionError as error:
        raise too_deep(saved_as) from error
    if not source.text.strip():
        raise Unreadable("empty", f"{saved_as.file} innehåller ingen text. {if_empty}")
    return source


def check_amount(root: Element, names: Mapping[str, str], spaces: Mapping[str, str]) -> None:
    """Raises Unreadable for more than any document holds, before it is walked. `names`: what `MOST` tells, as XML."""
    for what, name in names.items():
        found = etree.XPath(f"count(.//{name})", namespaces=dict(spaces))(root)
        if isinstance(found, float) and found > MOST[what]:
            raise Unreadable("too-heavy", f"Dokumentet har fler än {MOST[what]} {what}. Dela upp det i flera filer.")
