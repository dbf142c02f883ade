"""The numbers and bullets that Word computes: they stand nowhere in the file's text, only the rules for them do.

ECMA-376 part 1, 17.9: a paragraph names a list (w:num) and a level; the list is an instance of an abstract one, whose
levels it may override. Instances of the same abstract list go on counting where the last one stopped, unless they say
where to start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from docx.oxml.ns import qn

from rodtrad.reading.sources.counting import in_form
from rodtrad.reading.sources.docx.names import Element, child, number, switch, value
from rodtrad.reading.sources.docx.styles import Styles, indent_of
from rodtrad.reading.sources.paragraph import Label, Style, bullet

LEVELS: Final = 9
NO_LIST: Final = "0"
PLACEHOLDER = re.compile(r"%([1-9])")
LONGEST: Final = 40  # characters of a number; longer ones are nobody's
SUFFIXES: Final = {"nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart`: it begins anew after this level (from 1) or a higher one; 0: never."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = " "
    style: str | None = None
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class List:
    """`abstract`: the list whose numbers it counts on; `restarts`: the levels that begin anew at its first use."""

    abstract: str
    levels: tuple[Level, ...]
    restarts: frozenset[int] = frozenset()


class Numbering:
    """The lists of a document, which count as they are used: one call of `label` a paragraph, in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        for element in root if root is not None else ():
            if element.tag == qn("w:abstractNum"):
                self._abstract.setdefault(element.get(qn("w:abstractNumId"), ""), element)
            elif element.tag == qn("w:num"):
                self._numbers.setdefault(element.get(qn("w:numId"), ""), element)
        self._lists: dict[str, List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, direct: Style, style: Style) -> Label | None:
        """What stands ahead of the next paragraph; None where it is in no list.

        `direct`: what the paragraph says itself; `style`: what its style says.
        """
        number_id = direct.number_id or style.number_id
        found = self._list(number_id) if number_id and number_id != NO_LIST else None
        if found is None or number_id is None:
            return None
        at = direct.number_level
        if at is None and direct.number_id is None:
            at = next((i for i, level in enumerate(found.levels) if level.style == style.id), style.number_level)
        at = min(max(at or 0, 0), LEVELS - 1)
        counts = self._count(number_id, found, at)
        return _written(found, at, counts)

    def _count(self, number_id: str, found: List, at: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.abstract, {})
        if number_id not in self._begun:
            self._begun.add(number_id)
            for level in found.restarts:
                counts.pop(level, None)
        counts[at] = counts[at] + 1 if at in counts else found.levels[at].start
        for deeper in [level for level in counts if level > at]:
            restart = found.levels[deeper].restart
            if restart is None or at < restart:
                del counts[deeper]
        return counts

    def _list(self, number_id: str) -> List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._read(number_id)
        return self._lists[number_id]

    def _read(self, number_id: str) -> List | None:
        element = self._numbers.get(number_id)
        abstract_id = value(element, "abstractNumId")
        abstract = self._abstract.get(abstract_id or "")
        linked = value(abstract, "numStyleLink")
        if linked:
            # A list style: its own list has the levels.
            element_of_style = self._numbers.get(self._styles.numbering_of(linked) or "")
            abstract_id = value(element_of_style, "abstractNumId")
            abstract = self._abstract.get(abstract_id or "")
        if element is None or abstract is None or abstract_id is None:
            return None
        levels = [Level()] * LEVELS
        for told in abstract.iterchildren(qn("w:lvl")):
            if (at := _level_of(told)) is not None:
                levels[at] = _level(told)
        restarts = set()
        for override in element.iterchildren(qn("w:lvlOverride")):
            if (at := _level_of(override)) is None:
                continue
            if (own := child(override, "lvl")) is not None:
                levels[at] = _level(own)
            if (start := number(value(override, "startOverride"))) is not None:
                levels[at] = replace(levels[at], start=start)
                restarts.add(at)
        return List(abstract_id, tuple(levels), frozenset(restarts))


def _level_of(element: Element) -> int | None:
    at = number(element.get(qn("w:ilvl")))
    return at if at is not None and 0 <= at < LEVELS else None


def _level(element: Element) -> Level:
    start = number(value(element, "start"))
    # A bullet that is a picture has a character all the same, for programs that show none.
    return Level(
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=1 if start is None else start,
        restart=number(value(element, "lvlRestart")),
        legal=switch(element, "isLgl") is True,
        suffix=SUFFIXES.get(value(element, "suff") or "", " "),
        style=value(element, "pStyle"),
        indent=indent_of(child(element, "pPr")),
    )


def _written(found: List, at: int, counts: dict[int, int]) -> Label | None:
    level = found.levels[at]
    if level.form == "bullet":
        return bullet(level.text, level.indent)

    def counted(match: re.Match[str]) -> str:
        n = int(match[1]) - 1
        form = "decimal" if level.legal else found.levels[n].form
        return in_form(counts.get(n, found.levels[n].start), form)

    text = PLACEHOLDER.sub(counted, level.text[:LONGEST])[:LONGEST].strip()
    return Label(text, False, level.suffix, level.indent) if text else None
