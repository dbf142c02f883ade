"""A paragraph of OpenDocument → its text as people see it. Notes are gathered; what is drawn beside it is its boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from rodtrad.reading.sources.odt.names import Element, get, number, q
from rodtrad.reading.sources.odt.styles import Styles
from rodtrad.reading.sources.paragraph import COUNTED, LAID_OUT, LINE, TAB, Paragraph, Style, first

WHITE = re.compile(r"[ \r\n\f\v\t\x1f]+")
MOST_BLANKS: Final = 200  # in a row
# What nobody sees, or stands for something that is not there yet.
SKIPPED: Final = frozenset(
    q(name)
    for name in (
        "office:annotation", "text:hidden-text", "text:hidden-paragraph", "text:placeholder", "text:ruby-text",
        "text:script", "text:tracked-changes",
    )
)  # fmt: skip
NUMBERS_OF_PAGES: Final = frozenset({q("text:page-number"), q("text:page-count")})
PARAGRAPHS: Final = frozenset({q("text:p"), q("text:h")})
HEADING: Final = q("text:h")
SPAN: Final = q("text:span")
NOTE: Final = q("text:note")
MOST_LEVEL: Final = 10


class ParagraphReader:
    """Reads paragraphs in their order. `counted`: numbers of pages become marks, for they are true of one page only."""

    def __init__(self, styles: Styles, *, counted: bool = False) -> None:
        self._styles = styles
        self._counted = counted
        self.notes: list[Element] = []
        self._text: list[str] = []
        self._boxes: list[Element] = []
        self._bold: set[bool] = set()
        self._marks: dict[str, Callable[[Element], str]] = {
            q("text:s"): lambda one: " " * min(number(get(one, "text:c")) or 1, MOST_BLANKS),
            q("text:tab"): lambda _: TAB,
            q("text:line-break"): lambda _: LINE,
            q("text:soft-page-break"): lambda _: LAID_OUT,
        }

    def read(self, element: Element) -> Paragraph:
        """One text:p or text:h, without what its list puts ahead of it."""
        style = self._styles.of("paragraph", get(element, "text:style-name"))
        self._text, self._boxes, self._bold = [], [], set()
        if not style.hidden:
            self._inside(element, style)
        level = min(number(get(element, "text:outline-level")) or 1, MOST_LEVEL) if element.tag == HEADING else 0
        text = "".join(self._text)
        return Paragraph(text=text, style=style, level=level, bold=self._bold == {True}, boxes=self._boxes)

    def _inside(self, element: Element, style: Style) -> None:
        self._add(element.text, style)
        for one in element:
            if isinstance(one.tag, str):
                self._one(one, style)
            self._add(one.tail, style)

    def _one(self, one: Element, style: Style) -> None:
        if mark := self._marks.get(one.tag):
            self._text.append(mark(one))
        elif one.tag == NOTE:
            self.notes.append(one)
        elif one.tag in NUMBERS_OF_PAGES and self._counted:
            self._text.append(COUNTED)
        elif one.tag.startswith(DRAWN):
            self._boxes += text_boxes(one)
        elif one.tag == SPAN:
            own = self._styles.of("text", get(one, "text:style-name"))
            if not first(own.hidden, style.hidden):
                self._inside(one, own.over(style))
        elif one.tag not in SKIPPED:
            self._inside(one, style)

    def _add(self, text: str | None, style: Style) -> None:
        if text:
            self._text.append(WHITE.sub(" ", text))
            if not text.isspace():
                self._bold.add(first(style.bold))


DRAWN: Final = q("draw:")


def text_boxes(element: Element) -> Iterator[Element]:
    """What is drawn within an element and holds paragraphs, each once."""
    if any(one.tag in PARAGRAPHS or one.tag == q("text:list") for one in element):
        yield element
        return
    for one in element:
        if isinstance(one.tag, str) and one.tag.startswith(DRAWN):
            yield from text_boxes(one)
