"""Styles of OpenDocument: those with names that people see, and those that the program makes for one paragraph."""

from __future__ import annotations

from typing import Final

from rodtrad.reading.sources.odt.names import Element, child, get, q, twips, within
from rodtrad.reading.sources.paragraph import NOTHING, Style, inherited

BOLD: Final = frozenset({"bold", "600", "700", "800", "900"})
SOURCES: Final = ("office:styles", "office:automatic-styles")


class Styles:
    """The styles of one part, each with all that it inherits. `roots`: where they stand, the nearest last."""

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self._base = Style()
        self.masters: dict[str, str] = {}  # the page that a paragraph of a style begins, by the style's name
        for root in roots:
            for source in SOURCES:
                for element in within(root, source):
                    self._add(element)

    def of(self, family: str, name: str | None) -> Style:
        """A style by its family ("paragraph", "text") and name; an empty one where there is none."""
        base = self._base if family == "paragraph" else NOTHING
        return inherited((family, name or ""), self._known, self._step, base)

    def _step(self, key: tuple[str, str]) -> tuple[Style, tuple[str, str]] | None:
        element = self._elements.get(key)
        if element is None:
            return None
        return _described(element), (key[0], get(element, "style:parent-style-name") or "")

    def _add(self, element: Element) -> None:
        family, name = get(element, "style:family") or "", get(element, "style:name") or ""
        if element.tag == q("style:style"):
            self._elements[family, name] = element
            if master := get(element, "style:master-page-name"):
                self.masters[name] = master
        elif element.tag == q("style:default-style") and family == "paragraph":
            self._base = _described(element)


def _described(element: Element) -> Style:
    paragraph, text = child(element, "style:paragraph-properties"), child(element, "style:text-properties")
    weight, display = get(text, "fo:font-weight"), get(text, "text:display")
    spacing, broken = get(paragraph, "style:contextual-spacing"), get(paragraph, "fo:break-before")
    begins_page = bool(get(element, "style:master-page-name")) or None
    return Style(
        id=get(element, "style:name") or "",
        bold=None if weight is None else weight in BOLD,
        hidden=None if display is None else display == "none",
        break_before=begins_page if broken is None else broken == "page" or begins_page,
        number_id=get(element, "style:list-style-name"),
        indent=twips(get(paragraph, "fo:margin-left")),
        above=twips(get(paragraph, "fo:margin-top")),
        below=twips(get(paragraph, "fo:margin-bottom")),
        no_space=None if spacing is None else spacing == "true",
    )
