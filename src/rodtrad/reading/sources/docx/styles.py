"""Styles: what a paragraph or a run is by the style it has, and by the styles that one is based on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from docx.oxml.ns import qn

from rodtrad.reading.sources.docx.names import FALSE, VAL, Element, W, child, number, value
from rodtrad.reading.sources.paragraph import NOTHING, Style, inherited

HEADING_NAME = re.compile(r"(?:heading|rubrik) ([1-9])", re.I)
# What most paragraphs and runs say of themselves, and nobody who reads them needs.
SAY_NOTHING: Final = frozenset(
    f"{W}{name}" for name in ("pStyle", "rStyle", "rPr", "rFonts", "sz", "szCs", "lang", "color", "bCs", "i", "iCs")
)
TABLE_OF_CONTENTS = re.compile(r"toc [1-9]|table of figures", re.I)
AUTOMATIC: Final = 280  # twips of space, as web browsers leave it
BODY_TEXT: Final = 9  # the outline level that says "no heading"


class Styles:
    """The styles of a document by their ids, each with all that it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        self._base = described(child(root, "docDefaults", "pPrDefault", "pPr"), None)
        self._of_paragraphs: dict[str | None, Style] = {}
        for element in root.iterchildren(qn("w:style")) if root is not None else ():
            style_id = element.get(qn("w:styleId"), "")
            self._elements.setdefault(style_id, element)
            if element.get(qn("w:type")) == "paragraph" and element.get(qn("w:default")) in ("1", "true", "on"):
                self._default = self._default or style_id

    def of_paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; the document's default where it names none, or one that does not exist."""
        if style_id not in self._of_paragraphs:
            own = self.get(style_id if style_id in self._elements else self._default)
            self._of_paragraphs[style_id] = own.over(self._base)
        return self._of_paragraphs[style_id]

    def get(self, style_id: str | None) -> Style:
        """A style with what it inherits; an empty one where there is none."""
        return inherited(style_id or "", self._known, self._step, NOTHING)

    def _step(self, style_id: str) -> tuple[Style, str] | None:
        element = self._elements.get(style_id) if style_id else None
        return None if element is None else (_read(element, style_id), value(element, "basedOn") or "")

    def numbering_of(self, style_id: str) -> str | None:
        """The numbered list that a list style stands for."""
        return value(self._elements.get(style_id), "pPr", "numPr", "numId")


def lists_contents(style: Style) -> bool:
    """Whether it is the style of a line of a table of contents."""
    return TABLE_OF_CONTENTS.fullmatch(style.name) is not None


def _read(element: Element, style_id: str) -> Style:
    own = described(child(element, "pPr"), child(element, "rPr"))
    name = value(element, "name") or ""
    if own.level is None and (heading := HEADING_NAME.fullmatch(name)):
        own = replace(own, level=int(heading[1]))
    return replace(own, id=style_id, name=name)


def described(paragraph: Element | None, run: Element | None) -> Style:
    """What the properties of a paragraph and of its text say, whether they stand in a style or in the document."""
    told = {one.tag: one for properties in (paragraph, run) if properties is not None for one in properties}
    if told.keys() <= SAY_NOTHING:
        return NOTHING
    outline = number(_value(told, "outlineLvl"))
    numbered = told.get(f"{W}numPr")
    return Style(
        level=None if outline is None else (outline + 1) * (0 <= outline < BODY_TEXT),
        bold=_switch(told, "b"),
        hidden=_switch(told, "vanish"),
        break_before=_switch(told, "pageBreakBefore"),
        number_id=value(numbered, "numId"),
        number_level=number(value(numbered, "ilvl")),
        indent=indent_of(paragraph),
        above=_space(told, "before"),
        below=_space(told, "after"),
        no_space=_switch(told, "contextualSpacing"),
    )


def _value(told: Mapping[str, Element], name: str) -> str | None:
    found = told.get(W + name)
    return None if found is None else found.get(VAL)


def _switch(told: Mapping[str, Element], name: str) -> bool | None:
    found = told.get(W + name)
    return None if found is None else found.get(VAL, "1") not in FALSE


def indent_of(paragraph: Element | None) -> int | None:
    """How far in a paragraph begins, in twips."""
    found = child(paragraph, "ind")
    return None if found is None else number(found.get(f"{W}left", found.get(f"{W}start")))


def _space(told: Mapping[str, Element], side: str) -> int | None:
    found = told.get(f"{W}spacing")
    if found is None:
        return None
    if found.get(f"{W}{side}Autospacing", "0") not in FALSE:
        return AUTOMATIC
    return number(found.get(f"{W}{side}"))
