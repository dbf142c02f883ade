"""Lines → parts: the head with its labelled blocks, the agenda list, the items, and what follows the last item.

Items are found as a chain of numbers that counts upwards in one style ("§ 14", "3.", "14 §", "Punkt 3"); numbered lists
inside items and agenda lists ahead of them compete for the same numbers and lose by their surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rodtrad.reading.deciding import lead_of
from rodtrad.reading.labels import ATTENDANCE, ROLES, Label, LabelKind, label_of
from rodtrad.reading.minutes_table import Measure, table_items
from rodtrad.reading.names import is_person
from rodtrad.reading.sources.source import Line, Stretch

COLUMN_GAP = 3  # blanks
TITLE_LENGTH = 220  # characters at most
CLOSING: Final[tuple[LabelKind, ...]] = ("signatures", "distribution", "notices", *sorted(ATTENDANCE))

STYLES: Final = {
    "paragraph": re.compile(r"^§+\s*(?P<n>\d{1,3}(?:\s?[/:]\s?\d{2,4})?)\b\s*[.:]?\s*[-–]?\s*(?P<title>.*)$"),
    "reversed": re.compile(r"^(?P<n>\d{1,3}(?:/\d{2,4})?)\s*§\s*[.:]?\s*(?P<title>.*)$"),
    "word": re.compile(r"^(?:Ärende|Punkt|Paragraf|Dagordningspunkt)\s+(?P<n>\d{1,3})\b[.:]?\s*[-–]?\s*(?P<title>.*)$"),
    "prefixed": re.compile(
        r"^(?P<prefix>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,5})\s+§?\s?(?P<n>\d{1,3}(?:/\d{2,4})?)(?:\s+(?P<title>[A-ZÅÄÖ].*))?$"
    ),
    "yearly": re.compile(r"^(?P<n>\d{1,3}/\d{2,4})\.?\s+(?P<title>[A-ZÅÄÖ].*)$"),
    "point": re.compile(r"^(?P<n>\d{1,2})[.)](?!\d)\s*(?P<title>.*)$"),
    "clock": re.compile(
        r"^(?:[Kk]l\.?\s*)?(?P<n>\d{1,2}[.:]\d{2})(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?\s+(?P<title>[A-ZÅÄÖ].*)$"
    ),
    "bare": re.compile(r"^(?P<n>\d{1,3})\s+(?P<title>[A-ZÅÄÖ].*)$"),
}
# How much a style is worth over others: a § is never a list number.
WORTH: Final = {
    "paragraph": 2.0,
    "reversed": 2.0,
    "word": 1.5,
    "yearly": 1.5,
    "prefixed": 0.9,
    "point": 1.0,
    "clock": 0.8,
    "bare": 0.6,
}
USUAL: Final = 1.5  # how much more a style is worth that the body always uses
NO_PREFIX = re.compile(r"^(?:den|dag|alt|sida|sid|bilaga|kl|nr|tel|vecka|dnr|år|del|fas|steg|prop|sou|dir)\b", re.I)
SUB_ITEM = re.compile(r"^(?P<n>\d{1,2}\.\d{1,2})\.?\s+(?P<title>[A-ZÅÄÖ].*)$")
MONTH_FIRST = re.compile(
    r"^(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan|feb|kl)\b", re.I
)
# A programme's breaks end an item and are none.
BREAK = re.compile(
    r"^(?:paus|kort paus|bensträckare|lunch|fika|kaffe|frukost|middag|mingel|registrering)\b.{0,30}$", re.I
)
LEADER = re.compile(r"\s*(?:\.{3,}|…|\t)\s*\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Heading:
    """`at`: index of its line; `body`: index of the first line after it and its title."""

    number: str | None
    title: Stretch
    at: int
    body: int


@dataclass(frozen=True, slots=True)
class ItemPart:
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
    announced, rest = _announced(lines)
    headings = _headings(lines, rest, numbering) or _unnumbered(lines) or _from_agenda(lines) or _plain_headings(lines)
    if not headings:
        return Outline(tuple(lines), announced, (), ())
    headings = _with_sub_items(lines, headings)
    close = _closing(lines, headings[-1].body)
    ends = [*(h.at for h in headings[1:]), close]
    items = tuple(
        ItemPart(_printed(heading), heading.title, tuple(lines[heading.body : max(heading.body, end)]))
        for heading, end in zip(headings, ends, strict=True)
        if not BREAK.match(heading.title.text)
    )
    return Outline(tuple(lines[: headings[0].at]), announced, items, tuple(lines[close:]))


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


def _candidates(lines: Sequence[Line], style: str) -> list[Heading]:
    found = []
    for i, line in enumerate(lines):
        content = line.cells[0].stretch if line.cells else line.content
        if line.cells or (line.bullet and style != "paragraph"):
            continue
        match = STYLES[style].match(content.text)
        if not match or (style == "prefixed" and NO_PREFIX.match(content.text)):
            continue
        title = content.group(match, "title") if match["title"] else content[0:0]
        if MONTH_FIRST.match(title.text) or len(title) > TITLE_LENGTH:
            continue
        body = i + 1
        if not title and i + 1 < len(lines) and _can_be_title(lines[i + 1]):
            title, body = lines[i + 1].content, i + 2
        number = re.sub(r"\s", "", match["n"])
        found.append(Heading(number, title or content, i, body))
    return found


def _can_be_title(line: Line) -> bool:
    return not line.bullet and not line.cells and len(line.text) <= TITLE_LENGTH and not any(
        s.match(line.text) for name, s in STYLES.items() if name in {"paragraph", "point", "reversed"}
    )  # fmt: skip


def _headings(lines: Sequence[Line], start: int, usual: str | None = None) -> list[Heading]:
    """The best chain of numbered headings at or after `start`, over all styles; the usual one has precedence."""
    best: list[Heading] = []
    best_worth = 0.0
    for style in STYLES:
        found = [h for h in _candidates(lines, style) if h.at >= start]
        if style == "prefixed":
            found = _most_common_prefix(lines, found)
        chain, worth = _chain(lines, found, style)
        worth *= WORTH[style] * (USUAL if style == usual else 1)
        if (len(chain) > 1 or style == "paragraph") and worth > best_worth:
            best, best_worth = chain, worth
    return best


def _most_common_prefix(lines: Sequence[Line], found: list[Heading]) -> list[Heading]:
    prefixes = [lines[h.at].text.split()[0] for h in found]
    return [
        h
        for h, p in zip(found, prefixes, strict=True)
        if prefixes.count(p) >= 3 and p == max(prefixes, key=prefixes.count)
    ]


def _chain(lines: Sequence[Line], found: list[Heading], style: str) -> tuple[list[Heading], float]:
    """The heaviest run of rising numbers and its weight; a gap costs, since numbers count by one."""
    found = found[:400]
    timed = style == "clock"
    values = [_value(h) if not timed else int(re.sub(r"\D", "", h.number or "0")) for h in found]
    weights = [_weight(lines, h, found[i + 1].at if i + 1 < len(found) else len(lines)) for i, h in enumerate(found)]
    best: list[float] = []
    came: list[int | None] = []
    for j, value in enumerate(values):
        late = 0.0 if timed or style in {"paragraph", "reversed", "prefixed"} else min(1.5, 0.3 * (value - 1))
        total, source = weights[j] - late, None
        for i in range(j):
            if values[i] < value:
                gap = 0.0 if timed else min(2.0, 0.5 * (value - values[i] - 1))
                joined = best[i] + weights[j] - gap
                if joined > total:
                    total, source = joined, i
        best.append(total)
        came.append(source)
    if not best:
        return [], 0.0
    at: int | None = max(range(len(best)), key=best.__getitem__)
    worth, chain = best[at or 0], []
    while at is not None:
        chain.append(found[at])
        at = came[at]
    return chain[::-1], worth


def _weight(lines: Sequence[Line], heading: Heading, following: int) -> float:
    """How much a numbered line looks like an item's heading rather than a list's entry."""
    line, title = lines[heading.at], heading.title.text
    weight = 1.0
    if line.level or line.bold:
        weight += 1.0
    if title[-1:] in ".;," and len(title.split()) > 3:
        weight -= 0.6
    if title[:1].islower() or len(title) > 150:
        weight -= 0.8
    before = lines[heading.at - 1].text if heading.at else ""
    if before.endswith(":") or re.search(r"\bbeslut(?:ar|ade)\b(?: att)?$", before):
        weight -= 1.2
    return weight + 0.25 * min(3, max(0, following - heading.body))


def _announced(lines: Sequence[Line]) -> tuple[tuple[Heading, ...], int]:
    """The agenda list ahead of the items, if there is one, and the index after it.

    It is a dense run of numbered lines whose numbers and titles come again further down.
    """
    for style in ("paragraph", "reversed", "point", "bare", "word"):
        found = _candidates(lines, style)
        run = _dense_run(lines, found)
        if len(run) < 3:
            continue
        later = {(h.number, _start(h)) for h in found if h.at > run[-1].at}
        if sum((h.number, _start(h)) in later for h in run) >= 0.6 * len(run):
            clean = tuple(Heading(h.number, _without_leader(h.title), h.at, h.body) for h in run)
            return clean, run[-1].at + 1
    return (), 0


def _start(heading: Heading) -> str:
    return re.sub(r"\W", "", heading.title.text).lower()[:8]


def _dense_run(lines: Sequence[Line], found: list[Heading]) -> list[Heading]:
    run: list[Heading] = []
    for heading in found:
        between = lines[run[-1].body : heading.at] if run else ()
        if run and any(not b.bullet and len(b.text) > 60 for b in between):
            if len(run) >= 3:
                return run
            run = []
        if run and _value(heading) <= _value(run[-1]):
            return run
        run.append(heading)
    return []


def _value(heading: Heading) -> int:
    return int(re.split(r"[/:]", heading.number or "0")[0])


def _without_leader(title: Stretch) -> Stretch:
    match = LEADER.search(title.text)
    return title[: match.start()].strip() if match else title


def _unnumbered(lines: Sequence[Line]) -> list[Heading]:
    """Headings that mark-up declares, where nothing is numbered."""
    levels = [line.level for line in lines if line.level >= 2]
    declared = [i for i, line in enumerate(lines) if (line.level == min(levels) if levels else line.bold)]
    short = [i for i in declared if 0 < len(lines[i].text) <= 120]
    found = [i for i in short if _is_heading(lines[i]) and not is_person(lines[i].text)]
    return [Heading(None, lines[i].content, i, i + 1) for i in found] if len(found) >= 2 else []


def _is_heading(line: Line) -> bool:
    """Whether a line that may be a heading is no label; "Nästa möte" is both."""
    label = label_of(line)
    return label is None or (label.kind == "next-meeting" and not label.value)


def _from_agenda(lines: Sequence[Line]) -> list[Heading]:
    """Headings that the agenda's own list tells, where neither bears numbers."""
    start = next((i for i, line in enumerate(lines) if (label := label_of(line, "agenda")) and not label.value), None)
    if start is None:
        return []
    listed: dict[str, int] = {}
    for i in range(start + 1, len(lines)):
        title = _letters(lines[i].text)
        if not lines[i].text or len(lines[i].text) > TITLE_LENGTH or title in listed:
            break  # the list is over where its first title comes again
        listed[title] = i
    after = max(listed.values(), default=start) + 1
    found = [i for i in range(after, len(lines)) if not lines[i].bullet and _letters(lines[i].text) in listed]
    return [Heading(None, lines[i].content, i, i + 1) for i in found] if len(found) >= 2 else []


def _letters(text: str) -> str:
    return re.sub(r"[\W\d]", "", text).lower()


def _plain_headings(lines: Sequence[Line]) -> list[Heading]:
    """Short lines that head prose, where nothing is numbered or marked: the last resort."""
    found = [
        i
        for i, line in enumerate(lines[:-1])
        if _may_head(line)
        and (_is_prose(lines[i + 1]) or label_of(line, "next-meeting"))
        and not _within_list(lines, i)
    ]
    return [Heading(None, lines[i].content, i, i + 1) for i in found] if len(found) >= 3 else []


def _may_head(line: Line) -> bool:
    text = line.text
    if line.bullet or line.cells or len(text) > 90 or not text[:1].isupper() or text[-1:] in ".:;,?!":
        return False
    label = label_of(line)
    return (
        not (label and label.kind not in {"talk", "next-meeting"}) and not is_person(text) and not lead_of(line.content)
    )


def _is_prose(line: Line) -> bool:
    return not line.bullet and not line.cells and line.text.endswith((".", "!", "?")) and len(line.text.split()) >= 3


def _within_list(lines: Sequence[Line], i: int) -> bool:
    """Whether a line ends a list of short ones, names or places; a title alone may stand above a heading."""
    return i > 1 and all(_may_head(line) and not _is_prose(line) for line in lines[i - 2 : i])


def _with_sub_items(lines: Sequence[Line], headings: list[Heading]) -> list[Heading]:
    """Adds "6.1", "6.2" inside item 6 as items of their own."""
    out: list[Heading] = []
    ends = [*(h.at for h in headings[1:]), len(lines)]
    for heading, end in zip(headings, ends, strict=True):
        out.append(heading)
        minor = 0
        for i in range(heading.body, end):
            match = SUB_ITEM.match(lines[i].text)
            if match and match["n"].split(".") == [heading.number, str(minor + 1)]:
                minor += 1
                out.append(Heading(match["n"], lines[i].content.group(match, "title"), i, i + 1))
    return out


def _closing(lines: Sequence[Line], start: int) -> int:
    """Index of the line that ends the last item: signatures, a distribution list, attendance at the end."""
    for i in range(start, len(lines)):
        label = label_of(_first_column(lines[i]), *CLOSING, "secretary", "adjuster", "chair")
        if not label:
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
    firsts = (line.cells[0].text if line.cells else re.split(r"[,(]", line.text)[0].strip() for line in lines)
    return any(is_person(first) for first in firsts) or any(set(line.text) <= set("._ ") for line in lines)
