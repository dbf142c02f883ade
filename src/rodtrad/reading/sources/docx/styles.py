"""Styles: what a paragraph or a run is by the style it has, and by the styles that one is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Final

from docx.oxml.ns import qn

from rodtrad.reading.sources.docx.names import Element, child, number, switch, value

HEADING_NAME = re.compile(r"(?:heading|rubrik) ([1-9])", re.I)
TABLE_OF_CONTENTS = re.compile(r"toc [1-9]|table of figures", re.I)
AUTOMATIC: Final = 280  # twips of space, as web browsers leave it
BODY_TEXT: Final = 9  # the outline level that says "no heading"


@dataclass(frozen=True, slots=True)
class Style:
    """`level`: of a heading, from 1, else 0; None in all of these: nothing says.

    `number_id` and `number_level` place it in a numbered list; `indent` and the space `above` and `below` are in twips;
    `no_space`: between it and others of its style.
    """

    id: str = ""
    name: str = ""
    level: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    break_before: bool | None = None
    number_id: str | None = None
    number_level: int | None = None
    indent: int | None = None
    above: int | None = None
    below: int | None = None
    no_space: bool | None = None

    @property
    def lists_contents(self) -> bool:
        return TABLE_OF_CONTENTS.fullmatch(self.name) is not None

    def over(self, base: Style) -> Style:
        """This style where it says something, else what it is based on."""
        told = {name: mine for name in INHERITED if (mine := getattr(self, name)) is not None}
        return replace(base, id=self.id or base.id, name=self.name or base.name, **told)


INHERITED: Final = tuple(field.name for field in fields(Style) if field.name not in ("id", "name"))


class Styles:
    """The styles of a document by their ids, each with all that it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        self._base = described(child(root, "docDefaults", "pPrDefault", "pPr"), None)
        for element in root.iterchildren(qn("w:style")) if root is not None else ():
            style_id = element.get(qn("w:styleId"), "")
            self._elements.setdefault(style_id, element)
            if element.get(qn("w:type")) == "paragraph" and element.get(qn("w:default")) in ("1", "true", "on"):
                self._default = self._default or style_id

    def of_paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; the document's default where it names none, or one that does not exist."""
        return self.get(style_id if style_id in self._elements else self._default).over(self._base)

    def get(self, style_id: str | None) -> Style:
        """A style with what it inherits; an empty one where there is none. Circles are cut."""
        chain = dict[str, None]()
        at = style_id
        while at and at in self._elements and at not in self._known and at not in chain:
            chain[at] = None
            at = value(self._elements[at], "basedOn")
        style = self._known.get(at or "", Style())
        for own in reversed(chain):
            style = self._known[own] = _read(self._elements[own], own).over(style)
        return style

    def numbering_of(self, style_id: str) -> str | None:
        """The numbered list that a list style stands for."""
        return value(self._elements.get(style_id), "pPr", "numPr", "numId")


def _read(element: Element, style_id: str) -> Style:
    own = described(child(element, "pPr"), child(element, "rPr"))
    name = value(element, "name") or ""
    if own.level is None and (heading := HEADING_NAME.fullmatch(name)):
        own = replace(own, level=int(heading[1]))
    return replace(own, id=style_id, name=name)


def described(paragraph: Element | None, run: Element | None) -> Style:
    """What the properties of a paragraph and of its text say, whether they stand in a style or in the document."""
    if paragraph is None:
        return Style(bold=switch(run, "b"), hidden=switch(run, "vanish")) if run is not None else Style()
    outline = number(value(paragraph, "outlineLvl"))
    numbered = child(paragraph, "numPr")
    return Style(
        level=None if outline is None else (outline + 1) * (0 <= outline < BODY_TEXT),
        bold=switch(run, "b"),
        hidden=switch(run, "vanish"),
        break_before=switch(paragraph, "pageBreakBefore"),
        number_id=value(numbered, "numId"),
        number_level=number(value(numbered, "ilvl")),
        indent=indent_of(paragraph),
        above=_space(paragraph, "before"),
        below=_space(paragraph, "after"),
        no_space=switch(paragraph, "contextualSpacing"),
    )


def indent_of(paragraph: Element | None) -> int | None:
    """How far in a paragraph begins, in twips."""
    found = child(paragraph, "ind")
    if found is None:
        return None
    return number(found.get(qn("w:left"), found.get(qn("w:start"))))


def _space(paragraph: Element, side: str) -> int | None:
    found = child(paragraph, "spacing")
    if found is None:
        return None
    if found.get(qn(f"w:{side}Autospacing")) in ("1", "true", "on"):
        return AUTOMATIC
    return number(found.get(qn(f"w:{side}")))
