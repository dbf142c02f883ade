"""A paragraph of Word → its text as people see it, and what kind of paragraph it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn

from rodtrad.reading.sources.docx.names import (
    ALTERNATE,
    TAKEN_OUT,
    Element,
    child,
    text_boxes,
    unwrapped,
    value,
)
from rodtrad.reading.sources.docx.numbering import Numbering
from rodtrad.reading.sources.docx.styles import Styles, described, lists_contents
from rodtrad.reading.sources.paragraph import (
    COUNTED,
    DOT,
    LAID_OUT,
    LINE,
    PAGE,
    TAB,
    Paragraph,
    Style,
    blanks,
    first,
)

SPACES = re.compile(r"[\r\n\f\v\t]")
SIGNS: Final = {0xF0FC: "✓", 0xF0FE: "☒", 0xF0A8: "☐", 0xF06F: "☐", 0xF078: "☒", 0xF052: "☑", 0xF0E0: "→"}
DASHES: Final = {0xF02D: "-", 0xF0BE: "-"}

DEEPEST: Final = 40  # fields in fields
PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.I)
FIELD_OF_CONTENTS = re.compile(r"\s*TOC\b", re.I)
RUN: Final = qn("w:r")
FIELD: Final = qn("w:fldSimple")
DRAWN: Final = frozenset({ALTERNATE, qn("w:drawing"), qn("w:pict"), qn("w:object")})


@dataclass(slots=True)
class WordParagraph(Paragraph):
    """`contents`: a line of a table of contents, which Word made from the headings. `ends_section`: the properties of
    the section whose last paragraph it is. `goes_on`: its end was taken out, so that the next one continues it.
    """

    contents: bool = False
    ends_section: Element | None = None
    goes_on: bool = False


@dataclass(slots=True)
class Field:
    """A field that is open: its code until `shows`, then what it shows."""

    code: str = ""
    shows: bool = False


class ParagraphReader:
    """Reads paragraphs in their order: numbers count on, and a field may go on over several of them.

    `counted`: numbers of pages become marks, for they are true of one page only.
    """

    def __init__(self, styles: Styles, numbering: Numbering, *, counted: bool = False) -> None:
        self._counted = counted
        self._styles = styles
        self._numbering = numbering
        self._fields: list[Field] = []
        self._showing = True  # no field that is open is still in its code
        self._text: list[str] = []
        self._boxes: list[Element] = []
        self._style = Style()
        self._bold: set[bool] = set()
        self._contents = False
        self._handlers: dict[str, Callable[[Element], None]] = {
            qn("w:t"): self._take_text,
            qn("w:tab"): lambda _: self._add(TAB),
            qn("w:ptab"): lambda _: self._add(TAB),
            qn("w:br"): self._take_break,
            qn("w:cr"): lambda _: self._add(LINE),
            qn("w:noBreakHyphen"): lambda _: self._add("-"),
            qn("w:sym"): self._take_sign,
            qn("w:lastRenderedPageBreak"): lambda _: self._text.append(LAID_OUT),
            qn("w:fldChar"): self._take_field_mark,
            qn("w:instrText"): self._take_code,
        }

    def read(self, element: Element, *, numbered: bool = True) -> WordParagraph:
        """One w:p. `numbered`: it counts in its list."""
        properties = child(element, "pPr")
        own = described(properties, None)
        self._style = self._styles.of_paragraph(value(properties, "pStyle"))
        self._text, self._boxes, self._bold = [], [], set()
        self._filled = False
        self._contents = self._in_contents()
        self._inline(element)
        # What a field's code would be if it went on in the next paragraph is no code.
        if not self._showing:
            self._fields, self._showing = [one for one in self._fields if one.shows], True
        found = WordParagraph(text="".join(self._text), boxes=self._boxes, bold=self._bold == {True})
        found.contents = self._contents or lists_contents(self._style)
        self._describe(found, properties, own, numbered=numbered and not found.contents)
        return found

    def _describe(self, found: WordParagraph, properties: Element | None, own: Style, *, numbered: bool) -> None:
        style = self._style
        whole = own.over(style)
        found.style = whole
        found.level = whole.level or 0
        found.ends_section = child(properties, "sectPr")
        mark = child(properties, "rPr")
        found.goes_on = mark is not None and any(one.tag in TAKEN_OUT for one in mark)
        if numbered:
            found.label = self._numbering.label(own, style)
            if found.label:
                found.indent = blanks(found.label.indent if own.indent is None else own.indent)

    # Runs

    def _inline(self, element: Element) -> None:
        for one in unwrapped(element):
            if one.tag == RUN:
                self._run(one)
            elif one.tag == FIELD:
                self._simple_field(one)
            elif one.tag in DRAWN:
                self._boxes += text_boxes(one)

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        direct = described(None, properties)
        named = self._styles.get(value(properties, "rStyle"))
        if first(direct.hidden, named.hidden, self._style.hidden):
            # Nobody sees it, but a field that begins or ends in it must be known to.
            for mark in run.iterchildren(qn("w:fldChar"), qn("w:instrText")):
                self._handlers[mark.tag](mark)
            return
        before = len(self._text)
        for one in run:
            if handler := self._handlers.get(one.tag):
                handler(one)
            elif one.tag in DRAWN:
                self._boxes += text_boxes(one)
        if any(text.strip() for text in self._text[before:]):
            self._bold.add(first(direct.bold, named.bold, self._style.bold))

    def _add(self, text: str) -> None:
        if self._showing:
            self._text.append(text)
            self._filled = self._filled or not text.isspace()

    def _take_text(self, element: Element) -> None:
        if element.text:
            self._add(SPACES.sub(" ", element.text))

    def _take_break(self, element: Element) -> None:
        if element.get(qn("w:type")) != "page":
            self._add(LINE)
        else:
            self._add(LINE + PAGE if self._filled else PAGE)

    def _take_sign(self, element: Element) -> None:
        try:
            code = int(element.get(qn("w:char"), ""), 16)
        except ValueError:
            return
        sign = SIGNS.get(code) or DASHES.get(code)
        private = 0xE000 <= code <= 0xF8FF
        plain = 0x20 <= code < 0xD800 and chr(code).isprintable()
        self._add(sign or (DOT if private else chr(code) if plain else ""))

    # Fields

    def _take_field_mark(self, mark: Element) -> None:
        kind = mark.get(qn("w:fldCharType"))
        if kind == "begin" and len(self._fields) < DEEPEST:
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = not self._counts(self._fields[-1])
            self._contents = self._contents or self._in_contents()
        elif kind == "end" and self._fields and self._counts(self._fields.pop()):
            self._text.append(COUNTED)
        self._showing = all(one.shows for one in self._fields)

    def _take_code(self, element: Element) -> None:
        if self._fields and not self._fields[-1].shows:
            self._fields[-1].code += (element.text or "")[:100]

    def _simple_field(self, element: Element) -> None:
        simple = Field(element.get(qn("w:instr"), ""), shows=True)
        if self._counts(simple):
            self._text.append(COUNTED)
            return
        self._fields.append(simple)
        self._contents = self._contents or self._in_contents()
        self._inline(element)
        self._fields.pop()
        self._showing = all(one.shows for one in self._fields)

    def _counts(self, one: Field) -> bool:
        return self._counted and PAGE_FIELD.match(one.code) is not None

    def _in_contents(self) -> bool:
        return any(FIELD_OF_CONTENTS.match(one.code) for one in self._fields)
