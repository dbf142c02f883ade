"""A web page → a `Source`, its text in lines as a browser would break them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lxml import etree

from rodtrad.reading.sources.composing import Composer
from rodtrad.reading.sources.counting import in_short_form
from rodtrad.reading.sources.decode import decode_marked_up
from rodtrad.reading.sources.errors import Unreadable
from rodtrad.reading.sources.html.content import Element, document_of, is_left_out
from rodtrad.reading.sources.html.tables import OF_TABLES, is_data, rows_of
from rodtrad.reading.sources.paragraph import DOT, LINE, PAGE, TAB, Label, Paragraph, Style
from rodtrad.reading.sources.source import Line, Source

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
# What begins and ends a line; all other elements stand within one.
BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "li", "main", "p",
    "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
BOLD_TAGS: Final = frozenset({"b", "strong"})
BOLD: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
NOT_BOLD: Final = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
# Word's bullets are letters of a font of signs: "§" is a square there, and no paragraph.
SIGNS: Final = re.compile(r"font-family\s*:\s*[\"']?(?:wingdings|symbol|webdings)", re.I)
NO_MARKS: Final = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*\bnone\b", re.I)
LIST_FORM: Final = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*\b(lower|upper)-(alpha|latin|roman)\b", re.I)
BREAK_BEFORE: Final = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page|left|right)", re.I)
SPACE: Final = re.compile(r"[ \t\n\r\f\v]+")
BETWEEN: Final = 280  # twips that browsers leave around a paragraph
TOGETHER: Final = Style(id="line")
APART: Final = Style(id="p", above=BETWEEN, below=BETWEEN)
A_LEVEL: Final = 4  # blanks
MOST_ELEMENTS: Final = 400_000
SAVE_ANEW: Final = "Öppna sidan i en webbläsare, kopiera texten till ett Word-dokument, spara det och försök igen."


def read_html(name: str, data: bytes) -> Source:
    """A web page as a `Source`. Raises Unreadable for one that is empty, too heavy or in no encoding that is known."""
    return read_page(name, decode_marked_up(data))


def read_page(name: str, page: str, *, beside: Sequence[str] = ()) -> Source:
    """A web page that is text already. `beside`: lines that belong to it and are none of its own."""
    root = _parsed(page)
    parts, strict = document_of(root) if root is not None else ([], False)
    reader = PageReader(strict=strict)
    title = root.findtext("head/title") if root is not None else None
    try:
        for part in parts:
            reader.take(part)
    except RecursionError as error:
        raise _too_deep() from error
    source = reader.source(name, " ".join((title or "").split()), beside)
    if not any(line.text for line in source.lines):
        raise Unreadable("empty", f"Webbsidan innehåller ingen text. {SAVE_ANEW}")
    return source


def _parsed(page: str) -> Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing that could be an element or a text
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise _too_deep()
    if root is not None and int(str(root.xpath("count(//*)")).partition(".")[0]) > MOST_ELEMENTS:
        raise Unreadable("too-heavy", f"Webbsidan har fler än {MOST_ELEMENTS} delar. {SAVE_ANEW}")
    return root


def _too_deep() -> Unreadable:
    return Unreadable("too-heavy", f"Webbsidan har rutor i varandra i fler led än som kan läsas. {SAVE_ANEW}")


class PageReader:
    """Walks a page and writes a line for each that a browser would begin."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._out = Composer()
        self._cell: list[Paragraph] | None = None  # where the paragraphs of a table's cell are gathered
        self._text: list[str] = []
        self._bold: set[bool] = set()
        self._is_bold = self._is_sign = self._keeps_blanks = False
        self._style, self._level, self._depth = TOGETHER, 0, 0
        self._label: Label | None = None

    def take(self, element: Element) -> None:
        """One part of the document."""
        self._element(element)
        self._end_line()

    def source(self, name: str, title: str, beside: Iterable[str]) -> Source:
        """All that was taken; below it what the page's window is called, which stands on every page as a header does,
        and the lines beside it, which are not read.
        """
        edges = list[Line]()
        self._out.blank()
        if title:
            self._out.paragraph(Paragraph(text=title), edges)
        for line in beside:
            self._out.paragraph(Paragraph(text=line), [])
        return self._out.source(name, edges, ())

    # Elements

    def _element(self, element: Element) -> None:
        if is_left_out(element, strict=self._strict):
            return
        tag = str(element.tag)
        style = element.get("style", "")
        if style and BREAK_BEFORE.search(style):
            self._break_page(tag)
        if tag == "br":
            self._text.append(LINE)
        elif tag in ("table", "dl", "ol", "ul", "pre", "hr") or tag in BLOCKS or tag in HEADINGS:
            self._end_line()
            self._block(tag, element)
            self._end_line()
        else:
            self._inline(tag, style, element)

    def _block(self, tag: str, element: Element) -> None:
        if tag == "table":
            self._table(element)
        elif tag == "dl":
            self._terms(element)
        elif tag in ("ol", "ul"):
            self._list(element)
        elif tag == "pre":
            self._keeps_blanks = True
            self._inside(element)
            self._end_line()
            self._keeps_blanks = False
        elif tag in HEADINGS:
            before, self._level = self._level, HEADINGS[tag]
            self._inside(element)
            self._end_line()
            self._level = before
        else:
            before_style, self._style = self._style, APART if tag == "p" else self._style
            self._inside(element, style=element.get("style", ""))
            self._end_line()
            self._style = before_style

    def _inline(self, tag: str, style: str, element: Element) -> None:
        self._inside(element, bold=tag in BOLD_TAGS, style=style)

    def _inside(self, element: Element, *, bold: bool = False, style: str = "") -> None:
        before = self._is_bold, self._is_sign
        if style:
            bold = bold or BOLD.search(style) is not None
            self._is_bold = self._is_bold and NOT_BOLD.search(style) is None
            self._is_sign = self._is_sign or SIGNS.search(style) is not None
        self._is_bold = self._is_bold or bold
        self._add(element.text)
        for child in element:
            self._element(child)
            self._add(child.tail)
        self._is_bold, self._is_sign = before

    # Text

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = text.translate(NO_MARKS_OF_OURS) if self._keeps_blanks else SPACE.sub(" ", text)
        if self._is_sign:
            text = re.sub(r"\S", DOT, text)
        self._text.append(text)
        if not text.isspace():
            self._bold.add(self._is_bold)

    def _end_line(self) -> None:
        """What was gathered is a line, or several that breaks divide."""
        text, bold = "".join(self._text), self._bold == {True}
        self._text, self._bold = [], set()
        if not self._keeps_blanks:
            text = LINE.join(SPACE.sub(" ", line).strip(" ") for line in text.split(LINE)).strip(LINE)
        if not text.strip():
            if "\xa0" in text and self._cell is None:
                self._out.blank()  # "&nbsp;" alone: the author's empty line
            return
        label, self._label = self._label, None
        paragraph = Paragraph(
            text=text, label=label, style=self._style, level=self._level, bold=bold, indent=A_LEVEL * self._depth
        )
        if self._cell is not None:
            self._cell += paragraph.lines()
        else:
            self._out.paragraph(paragraph)

    def _break_page(self, tag: str) -> None:
        if tag in BLOCKS or tag in HEADINGS or tag == "br":
            self._end_line()
        if self._cell is None:
            self._out.page(laid_out=True)

    # Lists

    def _list(self, element: Element) -> None:
        before_style, before_label = self._style, self._label
        self._style, self._depth = TOGETHER, self._depth + 1
        self._add(element.text)
        for label, child in _labelled(element):
            self._end_line()
            self._label = label
            self._element(child)
            self._add(child.tail)
        self._end_line()
        self._style, self._label, self._depth = before_style, before_label, self._depth - 1

    def _terms(self, element: Element) -> None:
        """A list of terms as rows: the term, and what is said of it."""
        rows: list[list[list[Paragraph]]] = []
        for child in (one for part in element for one in (part if part.tag == "div" else [part])):
            if is_left_out(child, strict=self._strict):
                continue
            if child.tag == "dt" or not rows:
                rows.append([[], []])
            rows[-1][child.tag == "dd"] += self._paragraphs(child)
        self._rows(rows)

    # Tables

    def _table(self, table: Element) -> None:
        for misplaced in table:
            if misplaced.tag not in OF_TABLES:
                self._element(misplaced)  # its caption, and what browsers show above a table that it does not belong in
                self._end_line()
        rows = rows_of(table, lambda one: is_left_out(one, strict=self._strict))
        if self._cell is None and is_data(table, rows):
            self._rows([[self._paragraphs(cell) if cell is not None else [] for cell in row] for row in rows])
            return
        for row in rows:
            for cell in row:
                if cell is not None:
                    self._inside(cell)
                    self._end_line()

    def _paragraphs(self, cell: Element) -> list[Paragraph]:
        """The paragraphs of a cell."""
        outer, depth, label = self._cell, self._depth, self._label
        self._cell, self._depth, self._label = [], 0, None
        self._inside(cell, bold=cell.tag == "th", style=cell.get("style", ""))
        self._end_line()
        found, self._cell, self._depth, self._label = self._cell, outer, depth, label
        return found

    def _rows(self, rows: list[list[list[Paragraph]]]) -> None:
        if self._cell is not None:
            self._cell += [Paragraph(text=TAB.join(p.text for cell in row for p in cell)) for row in rows]
        else:
            self._out.table(rows)


def _labelled(element: Element) -> Iterator[tuple[Label | None, Element]]:
    """The children of a list, each with its number or bullet."""
    style = element.get("style", "")
    marked = not NO_MARKS.search(style)
    found = LIST_FORM.search(style)
    form = element.get("type", "1")
    if found:
        form = {"alpha": "a", "latin": "a", "roman": "i"}[found[2].lower()]
        form = form.upper() if found[1].lower() == "upper" else form
    step = -1 if "reversed" in element.attrib else 1
    count = _whole(element.get("start"), 1 if step > 0 else len(element.findall("li")))
    for child in element:
        if child.tag != "li" or not marked:
            yield None, child
        elif element.tag == "ul":
            yield Label(DOT, True), child
        else:
            count = _whole(child.get("value"), count)
            yield Label(f"{in_short_form(count, form)}.", False), child
            count += step


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else otherwise


NO_MARKS_OF_OURS: Final = dict.fromkeys(map(ord, (PAGE, "\v", "\x1f", "\r")))
