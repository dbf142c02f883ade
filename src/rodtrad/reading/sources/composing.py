"""Paragraphs and rows → the text that people see, and lines that point into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rodtrad.reading.record import Issue
from rodtrad.reading.sources.errors import Unreadable
from rodtrad.reading.sources.markup import tidied
from rodtrad.reading.sources.paragraph import LAID_OUT, LINE, PAGE, TAB, Element, Paragraph
from rodtrad.reading.sources.source import EMPTY, Cell, Line, Source, Stretch
from rodtrad.reading.sources.text import TAB_WIDTH, bullet_of, has_columns

Row = list[Element | None]

MOST_COLUMNS: Final = 63  # Word's own limit
MOST_LINES: Final = 60_000
MOST_PAGES: Final = 10_000
MOST_TEXT: Final = 3_000_000  # characters; a page has some three thousand
PAGE_MARKS: Final = (PAGE, LAID_OUT)
SPACE: Final = 100  # twips between two paragraphs that stand apart: a third of a line


@dataclass(slots=True)
class Part:
    """A line of text as far as it is one stretch: a paragraph's line, or one paragraph of a cell."""

    content: Stretch
    bullet: str = ""
    indent: int = 0


class Composer:
    """Writes a text line by line, and keeps a `Line` of each that the reader is to read."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._size = 0
        self._lines: list[Line] = []
        self._starts: list[int] = []
        self._pages: list[int] = [0]
        self._page_begun = False  # something is written on the page
        self._above: Paragraph | None = None

    # Lines

    def paragraph(self, paragraph: Paragraph, into: list[Line] | None = None) -> None:
        """One line for each that the author made in it; a heading is always one.

        `into`: where its lines are kept; with the lines that are read unless it says otherwise.
        """
        if self._stands_apart(paragraph):
            self.blank()
        self._above = paragraph
        if paragraph.style.break_before:
            self.page(laid_out=True)
        if paragraph.level:
            paragraph.text = paragraph.text.strip(LINE).replace(LINE, " ")
        for line in paragraph.lines():
            self._line(line, self._lines if into is None else into)

    def _stands_apart(self, paragraph: Paragraph) -> bool:
        """Whether space parts a paragraph from the one above, as a heading from anything."""
        above, below = self._above, paragraph.style
        if above is None or paragraph.level:
            return bool(paragraph.level)
        if below.no_space and above.style.no_space and above.style.id == below.id:
            return False
        return max(above.style.below or 0, below.above or 0) >= SPACE

    def _line(self, paragraph: Paragraph, into: list[Line]) -> None:
        text = paragraph.text.lstrip(" \f\v")
        if marks := [mark for mark in paragraph.text[: len(paragraph.text) - len(text)] if mark in PAGE_MARKS]:
            self._put("".join(marks))
        if paragraph.blank:
            self._put("".join(mark for mark in text if mark in PAGE_MARKS))
            self.blank()
            return
        self._begin()
        number, page = len(self._starts), len(self._pages)
        cells = () if paragraph.label or paragraph.level else self._cells(text)
        if cells:
            line = _row(number, page, cells)
        else:
            part = self._part(paragraph, text)
            line = Line(
                number=number,
                content=part.content,
                page=page,
                bullet=part.bullet,
                indent=part.indent,
                level=paragraph.level,
                bold=paragraph.bold,
            )
        self._end()
        into.append(line)

    def _part(self, paragraph: Paragraph, text: str) -> Part:
        """A paragraph's text behind what leads it: blanks as far as it is indented, its bullet or number."""
        body = text.lstrip("\t ")
        indent = max(paragraph.indent, len(text[: len(text) - len(body)].expandtabs(TAB_WIDTH)))
        self._put(" " * indent)
        label = paragraph.label
        if label is None:
            whole = tidied(self._put(body))
            found = bullet_of(whole.text)
            return Part(whole[found.end() :], found["mark"], indent) if found else Part(whole, "", indent)
        if label.is_bullet:
            self._put(label.text + label.suffix)
            return Part(tidied(self._put(body)), label.text, indent)
        return Part(tidied(self._put(label.text + label.suffix + body)), "", indent)

    def _cells(self, text: str) -> tuple[Cell, ...]:
        """The columns of a paragraph in which tabs part them; none where a tab only leads or follows a number."""
        plain = text.translate(NO_PAGE_MARKS).rstrip()
        if not 0 < plain.strip().count(TAB) < MOST_COLUMNS or not has_columns(plain):
            return ()
        whole = self._put(text.rstrip())
        cells, start = [], 0
        for piece in whole.text.split(TAB):
            stretch = tidied(whole[start : start + len(piece)])
            cells.append(Cell((stretch,) if stretch else ()))
            start += len(piece) + 1
        return tuple(cells)

    def row(self, cells: Sequence[Sequence[Paragraph]]) -> None:
        """One line for a table's row. Where Word broke a page within it, the next line begins the new page."""
        self._above = None
        texts = [[p for p in cell if not p.blank] for cell in cells]
        broken = [sum(p.text.count(mark) for p in cell for mark in PAGE_MARKS) for cell in cells]
        filled = [p for cell in texts for p in cell]
        leads = bool(filled) and filled[0].text.lstrip(" ")[:1] in PAGE_MARKS
        if leads:
            self.page(laid_out=True)
        if filled:
            self._begin()
            page, found = len(self._pages), []
            for i, cell in enumerate(texts):
                self._put(TAB if i else "")
                found.append(Cell(tuple(self._cell(cell))))
            self._lines.append(_row(len(self._starts), page, tuple(found)))
            self._end()
        for _ in range(max(broken, default=0) - leads):
            self.page(laid_out=True)

    def _cell(self, paragraphs: Sequence[Paragraph]) -> list[Stretch]:
        found = []
        for i, paragraph in enumerate(paragraphs):
            self._put(" " if i else "")
            text = " ".join(paragraph.text.translate(NO_PAGE_MARKS).split(LINE)).replace(TAB, " ").strip()
            if (label := paragraph.label) and label.is_bullet:
                self._put(label.text + label.suffix)
            elif label:
                text = label.text + label.suffix + text
            found.append(tidied(self._put(text)))
        return [stretch for stretch in found if stretch]

    def table(self, rows: Iterable[list[list[Paragraph]]]) -> None:
        """The rows of a table, each as the paragraphs of its cells."""
        self.blank()
        for cells in rows:
            for line in _aligned(cells):
                self.row(line)
        self.blank()

    def blank(self) -> None:
        """An empty line, unless there is one already or nothing above it."""
        if self._starts and self._written[-2:] != [LINE, LINE]:
            self._begin()
            self._lines.append(Line(number=len(self._starts), content=EMPTY, page=len(self._pages)))
            self._end()

    # Text and pages

    def page(self, *, laid_out: bool = False) -> None:
        """A new page begins here. `laid_out`: Word says so too where the author's own break has just been told."""
        if len(self._pages) > MOST_PAGES:
            raise _too_heavy(f"har fler än {MOST_PAGES} sidor")
        if self._page_begun or not laid_out:
            self._pages.append(self._size)
            self._page_begun = False

    def _begin(self) -> None:
        if len(self._starts) >= MOST_LINES:
            raise _too_heavy(f"har fler än {MOST_LINES} stycken och tabellrader")
        self._starts.append(self._size)

    def _end(self) -> None:
        self._written.append(LINE)
        self._size += 1

    def _put(self, text: str) -> Stretch:
        """Write a piece of a line; the marks in it become pages. Returns what was written, with its place."""
        start = self._size
        for piece in ANY_PAGE_MARK.split(text):
            if piece in PAGE_MARKS:
                self.page(laid_out=piece == LAID_OUT)
            elif piece:
                self._written.append(piece)
                self._size += len(piece)
                self._page_begun = self._page_begun or not piece.isspace()
        if self._size > MOST_TEXT:
            raise _too_heavy(f"har mer än {MOST_TEXT} tecken")
        return Stretch(text.translate(NO_PAGE_MARKS), range(start, self._size))

    def source(self, name: str, edges: Sequence[Line], shortcomings: Sequence[Issue]) -> Source:
        """All that was written; `edges` are those of its lines that stand on every page."""
        while self._written[-2:] == [LINE, LINE]:
            self._written.pop()
            self._lines = [line for line in self._lines if line.number < len(self._starts)]
            self._starts.pop()
        text = "".join(self._written).removesuffix(LINE)
        return Source(
            name=name,
            text=text,
            lines=tuple(_ranked(self._lines)),
            line_starts=tuple(self._starts) or (0,),
            page_starts=(0, *(start for start in self._pages[1:] if start < len(text))),
            shortcomings=tuple(shortcomings),
            edges=tuple(edges),
        )


def in_columns(rows: Sequence[Mapping[int, Element]]) -> list[Row]:
    """Rows of cells by where they begin, each with one element or None for every column in which any cell does.

    A cell that is merged over several columns or rows has its text in the first of them, the others are empty.
    """
    columns = sorted({column for row in rows for column in row})
    return [[row.get(column) for column in columns] for row in rows]


def _aligned(cells: list[list[Paragraph]]) -> Iterator[list[list[Paragraph]]]:
    """One row, or one a paragraph where all that is filled holds equally many: names here, organisations there."""
    counts = {len(cell) for cell in cells if any(not p.blank for p in cell)}
    if len(counts) != 1 or max(counts) < 3 or sum(any(not p.blank for p in cell) for cell in cells) < 2:
        yield cells
        return
    for i in range(max(counts)):
        yield [cell[i : i + 1] for cell in cells]


def _ranked(lines: Sequence[Line]) -> Iterator[Line]:
    """Headings as mark-up ranks them, the document's title over all others.

    Word's first level is the title's in some documents; in others the title has a style of its own, or none.
    """
    levels = [line.level for line in lines if line.level]
    titled = len(levels) > 1 and levels[0] < min(levels[1:])
    for line in lines:
        yield replace(line, level=line.level + 1) if line.level and not titled else line


ANY_PAGE_MARK = re.compile(f"([{PAGE}{LAID_OUT}])")
NO_PAGE_MARKS: Final = str.maketrans("", "", "".join(PAGE_MARKS))


def _too_heavy(what: str) -> Unreadable:
    return Unreadable("too-heavy", f"Dokumentet {what}. Dela upp det i flera filer.")


def _row(number: int, page: int, cells: tuple[Cell, ...]) -> Line:
    content = Stretch.join(paragraph for cell in cells for paragraph in cell.paragraphs)
    return Line(number=number, content=content, page=page, cells=cells)
