"""Lines → parts: the head with its labelled blocks, the agenda list, the items, and what follows the last item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rodtrad.reading.agenda_table import agenda_items
from rodtrad.reading.labels import ATTENDANCE, ROLES, SIGNING, Label, LabelKind, label_of
from rodtrad.reading.minutes_table import Measure, table_items
from rodtrad.reading.names import is_person
from rodtrad.reading.numbering import Heading, announced_in, numbered, numbered_lines, part_headings
from rodtrad.reading.sources.source import COLUMN_GAP, Line, Stretch
from rodtrad.reading.unnumbered import unnumbered

CLOSING: Final[tuple[LabelKind, ...]] = ("signatures", "distribution", "notices", *sorted(ATTENDANCE))

SUB_ITEM = re.compile(r"^(?P<n>\d{1,2}\.\d{1,2})\.?\s+(?P<title>[A-ZÅÄÖ].*)$")
# A programme's breaks end an item and are none: "Lunch på egen hand", "Registrering och kaffe". "Registrering av
# vårdplatser" is a matter, and what bears a "§" is one whatever it is called.
BREAK = re.compile(
    r"^(?:paus|kort paus|bensträckare|lunch|fika|kaffe|middag|mingel|hemresa|avresa)\b.{0,30}$"
    r"|^(?:frukost|registrering|slut)(?: för (?:dagen|i ?dag)| (?:i|på|vid) (?-i:[A-ZÅÄÖ\d])[\w ]{0,20})?"
    r"(?:\s*(?:[,/&+(–-]|\b(?:och|samt|med|kl|ca|cirka|\d)).{0,30})?\W*$",
    re.I,
)
SIGN_WITHIN: Final = 8  # characters: "§ 12", "VN § 12"


@dataclass(frozen=True, slots=True)
class ItemPart:
    """An item: its heading, its lines, and what its row in a table of minutes decides or gives to do."""

    number: str | None
    title: Stretch
    lines: tuple[Line, ...]
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A label and the lines it opens; `label` is None for what stands ahead of the first one."""

    label: Label | None
    lines: tuple[Line, ...]
    at: Line | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A document cut into parts; `announced`: its own list of the items."""

    head: tuple[Line, ...]
    announced: tuple[Heading, ...]
    items: tuple[ItemPart, ...]
    tail: tuple[Line, ...]

    def blocks(self) -> tuple[Block, ...]:
        """The labelled blocks of head and tail."""
        return (*blocks_of(self.head), *blocks_of(self.tail))


def outline(lines: Sequence[Line], *, numbering: str | None = None) -> Outline:
    """Parts of a document whose lines are `flowing`. `numbering`: the style in which its body always numbers items."""
    rows, start, end = table_items(lines)
    if rows:
        parts = (ItemPart(r.number or None, r.title, tuple(r.lines), tuple(r.measures)) for r in rows)
        return Outline(tuple(lines[:start]), (), tuple(parts), tuple(lines[end:]))
    candidates = numbered_lines(lines)
    announced, rest = announced_in(lines, candidates)
    headings = numbered(lines, candidates, rest, numbering) or unnumbered(lines)
    rows, start = agenda_items(lines)
    if len(rows) > len(headings):
        agenda = (ItemPart(r.number or None, r.title, tuple(r.lines)) for r in rows)
        return Outline(tuple(lines[:start]), (), tuple(agenda), ())
    if not headings:
        return Outline(tuple(lines), announced, (), ())
    headings = _with_sub_items(lines, headings)
    close = _closing(lines, headings[-1].body)
    ends = _ends(lines, headings, close)
    items = tuple(
        ItemPart(_printed(heading), heading.title, tuple(lines[heading.body : max(heading.body, end)]))
        for heading, end in zip(headings, ends, strict=True)
        if not BREAK.match(heading.title.text) or "§" in lines[heading.at].text[:SIGN_WITHIN]
    )
    return Outline(tuple(lines[: headings[0].at]), announced, items, tuple(lines[close:]))


def _ends(lines: Sequence[Line], headings: Sequence[Heading], close: int) -> Iterator[int]:
    """Where each item ends: at the next heading, or at the line that heads the next part of the meeting."""
    parts = part_headings(lines, headings[0].at)
    for heading, following in zip(headings, [*(h.at for h in headings[1:]), close], strict=True):
        yield min((part for part in parts if heading.body <= part < following), default=following)


def _printed(heading: Heading) -> str | None:
    """The item's number; the time in a programme is none."""
    return None if heading.number and re.search(r"\d[.:]\d{2}$", heading.number) else heading.number


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """Cuts lines at their labels."""
    label: Label | None = None
    at: Line | None = None
    held: list[Line] = []
    for line in lines:
        if found := label_of(line):
            yield Block(label, tuple(held), at)
            label, at, held = found, line, _paragraphs_beside(line)
            if held:
                label = replace(found, value=found.value[:0])
        else:
            held.append(line)
    yield Block(label, tuple(held), at)


def _paragraphs_beside(line: Line) -> list[Line]:
    """What a label in the first cell of a row opens, where the one cell beside it holds more than one paragraph."""
    beside = [cell for cell in line.cells[1:] if cell.text]
    if len(beside) != 1 or len(beside[0].paragraphs) < 2:
        return []
    return [replace(line, content=paragraph, cells=()) for paragraph in beside[0].paragraphs]


def _with_sub_items(lines: Sequence[Line], headings: list[Heading]) -> list[Heading]:
    """Adds "6.1", "6.2" inside item 6, or inside one without a number, as items of their own."""
    out: list[Heading] = []
    ends = [*(h.at for h in headings[1:]), len(lines)]
    for heading, end in zip(headings, ends, strict=True):
        out.append(heading)
        major, below = _printed(heading), list[Heading]()
        for i in range(heading.body, end):
            match = SUB_ITEM.match(lines[i].text)
            first, minor = match["n"].split(".") if match else ("", "")
            if match and first == (major or first) and int(minor) == len(below) + 1:
                major = first
                below.append(Heading(match["n"], lines[i].content.group(match, "title"), i, i + 1))
        if _printed(heading) or len(below) > 1:
            out += below
    return out


def _closing(lines: Sequence[Line], start: int) -> int:
    """Index of the line that ends the last item: signatures, a distribution list, attendance at the end."""
    for i in range(start, len(lines)):
        label = label_of(_first_column(lines[i]), *CLOSING, "secretary", "adjuster", "chair")
        if not label:
            if SIGNING.match(lines[i].text) and _names_ahead(lines[i + 1 : i + 3]):
                return i
            continue
        names_follow = label.value or (i + 1 < len(lines) and _names_ahead(lines[i + 1 : i + 3]))
        if label.kind in {"signatures", "distribution", "notices"} or names_follow:
            # "Anna Ek" / "Sekreterare": a form that signs with the name above the role.
            named_above = label.kind in ROLES and not label.value and i > start and is_person(lines[i - 1].text)
            return i - 1 if named_above else i
    return len(lines)


def _first_column(line: Line) -> Line:
    """ "Vid protokollet          Justeras": who signs stands side by side."""
    return line if line.cells else replace(line, content=next(line.content.columns(COLUMN_GAP)))


def _names_ahead(lines: Sequence[Line]) -> bool:
    firsts = (
        line.cells[0].text if line.cells else re.split(r"[,(]", _first_column(line).text)[0].strip() for line in lines
    )
    return any(is_person(first.strip("/ ")) for first in firsts) or any(set(line.text) <= set("._ ") for line in lines)
