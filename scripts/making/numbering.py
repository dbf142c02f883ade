"""Numbers that Word computes: definitions of lists and headings in the numbering part of a Word file."""

import re
from typing import Final

from docx.document import Document as WordFile
from docx.oxml.xmlchemy import BaseOxmlElement

from scripts.making.model import Heading
from scripts.making.styles import House
from scripts.making.word_xml import element, numbered, value

BULLETS: Final = 1
INDENT: Final = 425  # twips a level
HEADING_INDENT: Final = 567
LEVELS: Final = 2
SYMBOLS: Final = {"\uf0b7": "Symbol", "o": "Courier New"}


class Numbering:
    """Lays the definitions that a document needs, and gives paragraphs the numbering that makes their number."""

    def __init__(self, word: WordFile, house: House) -> None:
        self.part: BaseOxmlElement = word.part.numbering_part.element
        for child in list(self.part):
            self.part.remove(child)
        self.definitions = 0
        self.numbers = 0
        self.word = word
        self.headings: dict[str, int] = {}  # a heading's form ("§ %1") to its definition
        self.current = 0
        self.counts = [0] * LEVELS
        self.list_level_counts: list[int] = []
        self.lists: int | None = None
        self.list_number = 0
        self._define([_bullet(level, mark) for level, mark in enumerate(house.bullets)])
        self._number(1)
        for level in range(LEVELS):
            _link(word, "List Bullet" if level == 0 else "List Bullet 2", BULLETS, level)

    def heading(self, heading: Heading) -> tuple[BaseOxmlElement, ...] | None:
        """What lets Word write this heading's number, () where its style does already; None where Word can't."""
        level = heading.level - 2
        values = [int(part) for part in re.findall(r"\d+", heading.number)]
        if not 0 <= level < LEVELS or len(values) != level + 1:
            return None
        if level:
            return self._part(values)
        form = re.sub(r"\d+", "%1", heading.number)
        first = not self.headings
        if form not in self.headings or values[0] != self.counts[0] + 1:
            self._begin(form, values[0])
        self.counts = [values[0], *([0] * (LEVELS - 1))]
        return () if first or self.current == self.style_number else (numbered(self.current, 0),)

    def no_number(self) -> tuple[BaseOxmlElement, ...]:
        """What takes the number of its style off a heading."""
        return (numbered(0, 0),) if self.headings else ()

    def item(self, number: str, level: int, *, begins: bool) -> tuple[BaseOxmlElement, ...]:
        """What numbers an item of a numbered list; a list that `begins` is counted from its first number."""
        if self.lists is None:
            self.lists = self._define([_counted(0, "%1.", 1), _counted(1, "%2.", 1)])
        if begins:
            start = int(re.sub(r"\D", "", number) or 1)
            self.list_number = self._number(self.lists, start)
        return (numbered(self.list_number, level),)

    def _part(self, values: list[int]) -> tuple[BaseOxmlElement, ...] | None:
        """A heading of the second level, where its numbers go on from what stands above it."""
        if values[0] != self.counts[0] or values[1] != self.counts[1] + 1:
            return None
        self.counts[1] = values[1]
        return () if self.current == self.style_number else (numbered(self.current, 1),)

    def _begin(self, form: str, start: int) -> None:
        """A new count of headings: the first is the style's own, a later one restarts."""
        known = form in self.headings
        if not known:
            levels = [_counted(0, form, start, "Heading1"), _counted(1, "%1.%2", 1, "Heading2")]
            self.headings[form] = self._define(levels)
        self.current = self._number(self.headings[form], start if known else None)
        if len(self.headings) == 1 and not known:
            self.style_number = self.current
            _link(self.word, "Heading 1", self.current, 0)
            _link(self.word, "Heading 2", self.current, 1)

    def _define(self, levels: list[BaseOxmlElement]) -> int:
        """Definitions stand ahead of the numbers that use them, as the schema wants."""
        self.definitions += 1
        kind = value("w:multiLevelType", "multilevel")
        made = element("w:abstractNum", {"w:abstractNumId": str(self.definitions)}, kind, *levels)
        self.part.insert(self.definitions - 1, made)
        return self.definitions

    def _number(self, definition: int, start: int | None = None) -> int:
        self.numbers += 1
        made = element("w:num", {"w:numId": str(self.numbers)}, value("w:abstractNumId", definition))
        if start is not None:
            made.append(element("w:lvlOverride", {"w:ilvl": "0"}, value("w:startOverride", start)))
        self.part.append(made)
        return self.numbers


def _bullet(level: int, mark: str) -> BaseOxmlElement:
    made = _level(level, "bullet", mark, 1, "", INDENT, INDENT * level)
    if mark in SYMBOLS:
        font = SYMBOLS[mark]
        made.append(
            element("w:rPr", None, element("w:rFonts", {"w:ascii": font, "w:hAnsi": font, "w:hint": "default"}))
        )
    return made


def _counted(level: int, form: str, start: int, style: str = "") -> BaseOxmlElement:
    wide = INDENT if not style else HEADING_INDENT if len(form) <= len("%1.") else HEADING_INDENT * 2
    return _level(level, "decimal", form, start, style, wide, 0 if style else INDENT * level)


def _level(level: int, kind: str, form: str, start: int, style: str, hanging: int, left: int) -> BaseOxmlElement:
    indent = element("w:ind", {"w:left": str(left + hanging), "w:hanging": str(hanging)})
    return element(
        "w:lvl",
        {"w:ilvl": str(level)},
        value("w:start", start),
        value("w:numFmt", kind),
        *([value("w:pStyle", style)] if style else []),
        value("w:lvlText", form),
        value("w:lvlJc", "left"),
        element("w:pPr", None, indent),
    )


def _link(word: WordFile, style: str, number: int, level: int) -> None:
    """Gives a paragraph style its numbering."""
    properties = word.styles[style].element.get_or_add_pPr()
    for old in properties.findall(numbered(0, 0).tag):
        properties.remove(old)
    properties._insert_numPr(numbered(number, level))
