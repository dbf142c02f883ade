"""The minutes as the lines of a word processor, each with a mark by which it is known when its file comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from rodtrad.web.minutes.content import ItemContent, MinutesContent

BODY: Final = 2  # the number of the line that names the body
COLUMNS: Final = ("Ansvarig", "Uppgift", "Klart")
WORD_OF_A_MARK: Final = re.compile(r"_rt_(\d{1,18})_(\d{1,9})_(\d{1,18})(?:s(\d{1,3}))?_([a-z])(\d{1,9})_(\d{1,9})")


class Part(StrEnum):
    """What a line is of, in the one letter that its mark has room for."""

    HEAD = "m"  # what the minutes say of themselves, and the headings that they all have
    ATTENDANCE = "g"
    ADDITION = "r"
    SIGNER = "s"
    TITLE = "t"
    FIXED = "h"  # a heading or sentence that the program writes at an item
    PRESENTERS = "p"
    INTRODUCTION = "i"
    BLOCK = "b"
    PROPOSAL = "f"
    VOTE = "v"
    DECISION = "d"
    TASK = "u"
    TEMPLATE = "x"  # what the body's template has around the minutes


class Look(StrEnum):
    """How a line looks; `FACT` begins with a word in bold and a colon, `CELL` stands in a table of three columns."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    LOWEST = "lowest"
    TEXT = "text"
    FACT = "fact"
    LIST = "list"
    DEEPER = "deeper"
    CELL = "cell"
    HEAD_CELL = "head-cell"
    SIGNER = "signer"


Spot = tuple[int, int]  # an item's key, 0 for none, and which section of it, 0 for the item itself
Place = tuple[Spot, str, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """The name of a line in the file: of which meeting's minutes and version, at which item (0: none) and which section
    of it, counted from 1 (0: the item itself), which of its parts by number, and which line of that. Word takes names
    of forty characters, and hides those that begin so."""

    meeting: int
    version: int
    item: int
    section: int
    part: str
    number: int
    line: int

    def __str__(self) -> str:
        item = f"{self.item}s{self.section}" if self.section else self.item
        return f"_rt_{self.meeting}_{self.version}_{item}_{self.part}{self.number}_{self.line}"

    @classmethod
    def read(cls, name: str) -> Self | None:
        """The mark that a name tells, None for others' names."""
        told = WORD_OF_A_MARK.fullmatch(name)
        if told is None:
            return None
        section, number, line = int(told[4] or 0), int(told[6]), int(told[7])
        return cls(int(told[1]), int(told[2]), int(told[3]), section, told[5], number, line)

    @property
    def place(self) -> Place:
        """What it says of a line within its minutes."""
        return (self.item, self.section), self.part, self.number, self.line


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `place` is what a mark says of it within its minutes."""

    part: Part
    look: Look
    text: str
    item: int = 0
    number: int = 0
    line: int = 0
    section: int = 0

    @property
    def spot(self) -> Spot:
        return self.item, self.section

    @property
    def place(self) -> Place:
        return self.spot, str(self.part), self.number, self.line

    @property
    def is_head(self) -> bool:
        """Whether it tells what a body's template has in fields of its own."""
        return self.part == Part.HEAD and (self.look in (Look.TITLE, Look.FACT) or self.number == BODY)

    def mark(self, meeting: int, version: int) -> Mark:
        return Mark(meeting, version, *self.spot, str(self.part), self.number, self.line)


def lines_of(content: MinutesContent) -> Iterator[Line]:
    """The minutes in their order."""
    number = 0
    for line in _head(content):
        yield Line(Part.HEAD, *line, number=(number := number + 1))
    for at, (heading, people) in enumerate(content.groups):
        yield Line(Part.HEAD, Look.SUBHEADING, heading, number=100 + at)
        yield from (
            Line(Part.ATTENDANCE, Look.LIST, person, number=at, line=line) for line, person in enumerate(people)
        )
    for item in content.items:
        yield from _item(content, item)
    yield from _foot(content)


def _head(content: MinutesContent) -> Iterator[tuple[Look, str]]:
    yield Look.TITLE, content.form
    yield Look.TEXT, content.body
    facts = {"Datum": content.day, "Tid": content.time, "Plats": content.place, "Diarienummer": content.reference}
    for word, value in facts.items():
        if value:
            yield Look.FACT, f"{word}: {value}"
    if content.opening:
        yield Look.TEXT, content.opening
    yield Look.HEADING, "Närvarande"


def _item(content: MinutesContent, item: ItemContent) -> Iterator[Line]:
    for section, one in enumerate(item.parts):
        for part, look, text, number, line in _parts(content, one, is_section=section > 0):
            yield Line(part, LOWER.get(look, look) if section else look, text, item.key, number, line, section)


LOWER: Final = {Look.HEADING: Look.SUBHEADING, Look.SUBHEADING: Look.LOWEST}  # the headings of a section
_Told = tuple[Part, Look, str, int, int]


def _parts(content: MinutesContent, item: ItemContent, *, is_section: bool) -> Iterator[_Told]:
    yield Part.TITLE, Look.HEADING, f"{item.number} {item.title}".strip(), 0, 0
    if item.withdrawn:
        yield Part.FIXED, Look.TEXT, "Avsnittet utgår." if is_section else "Punkten utgår.", 1, 0
    if item.confidential:
        yield Part.FIXED, Look.TEXT, "Bara för organet.", 9, 0
    if item.presenters:
        yield Part.PRESENTERS, Look.TEXT, f"Föredragande: {'; '.join(item.presenters)}", 0, 0
    for line, text in enumerate(filter(None, map(str.strip, item.introduction.splitlines()))):
        yield Part.INTRODUCTION, Look.TEXT, text, 0, line
    if item.papers:
        yield Part.FIXED, Look.TEXT, f"Handlingar: {'; '.join(map(str, item.papers))}", 10, 0
    yield from _blocks(item, afterwards=False)
    if item.recused:
        yield Part.FIXED, Look.TEXT, f"{', '.join(item.recused)} deltar inte i handläggningen på grund av jäv.", 2, 0
    if item.proposals:
        yield Part.FIXED, Look.SUBHEADING, "Förslag till beslut", 3, 0
    yield from ((Part.PROPOSAL, Look.LIST, f"att {text}", at, 0) for at, text in enumerate(item.proposals))
    for at, told in enumerate(item.votes):
        yield Part.FIXED, Look.SUBHEADING, "Omröstning", 8, at
        yield from ((Part.VOTE, Look.TEXT, text, at, line) for line, text in enumerate(told))
    yield from _decided(content, item)
    yield from _blocks(item, afterwards=True)
    if item.tasks:
        yield Part.FIXED, Look.SUBHEADING, "Uppdrag", 6, 0
        yield from ((Part.FIXED, Look.HEAD_CELL, word, 7, at) for at, word in enumerate(COLUMNS))
    for at, task in enumerate(item.tasks):
        yield from ((Part.TASK, Look.CELL, text, at, n) for n, text in enumerate((task.who, task.what, task.when)))


def _decided(content: MinutesContent, item: ItemContent) -> Iterator[_Told]:
    if item.decisions:
        yield Part.FIXED, Look.SUBHEADING, "Beslut", 4, 0
    at = 0
    for run, (lead, texts) in enumerate(item.decided(content.decides)):
        yield Part.FIXED, Look.TEXT, lead, 5, run
        for text in texts:
            yield Part.DECISION, Look.LIST, f"att {text}", at, 0
            at += 1


def _blocks(item: ItemContent, *, afterwards: bool) -> Iterator[_Told]:
    for at, block in enumerate(item.blocks):
        if block.is_afterwards != afterwards:
            continue
        if block.heading:
            yield Part.FIXED, Look.SUBHEADING, block.heading, 100 + at, 0
        if block.kind == "heading":
            yield Part.BLOCK, Look.SUBHEADING, " ".join(block.lines), at, 0
            continue
        for line, text in enumerate(block.lines):
            deeper = block.kind == "list" and text.startswith("  ")
            look = Look.TEXT if block.kind != "list" else Look.DEEPER if deeper else Look.LIST
            yield Part.BLOCK, look, text.strip(), at, line


def _foot(content: MinutesContent) -> Iterator[Line]:
    if content.additions:
        yield Line(Part.HEAD, Look.HEADING, "Rättelser efter justeringen", number=200)
    for at, added in enumerate(content.additions):
        yield Line(Part.ADDITION, Look.SUBHEADING, added.heading, number=at, line=0)
        texts = [*filter(None, map(str.strip, added.text.splitlines())), f"Skäl: {added.why} ({added.when})"]
        yield from (Line(Part.ADDITION, Look.TEXT, text, number=at, line=line) for line, text in enumerate(texts, 1))
    if content.signers:
        yield Line(Part.HEAD, Look.HEADING, "Underskrifter", number=201)
    for at, (duty, name) in enumerate(content.signers):
        yield Line(Part.SIGNER, Look.SIGNER, duty, number=at, line=0)
        yield Line(Part.SIGNER, Look.TEXT, name, number=at, line=1)
