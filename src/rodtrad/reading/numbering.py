"""Numbered headings: chains of numbers that count upwards in one style ("§ 14", "3.", "14 §", "Punkt 3").

Numbered lists inside items, and agenda lists ahead of them, compete for the same numbers and lose by their
surroundings. Where a meeting is held in parts, each part may count from the start again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rodtrad.reading.dates.rules import FULL_MONTH
from rodtrad.reading.literals import holds
from rodtrad.reading.sources.source import COLUMN_GAP, Line, Stretch

PREFIX: Final = r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,5}"  # what a body's own numbers begin with: "KS 14", "Sn § 7"
MOST_COMPARED: Final = 400  # headings of one style
TITLE_LENGTH: Final = 220  # characters at most
STYLES: Final = {
    "paragraph": re.compile(r"^§+\s*(?P<n>\d{1,3}(?:\s?[/:]\s?\d{2,4})?)\b\s*[.:]?\s*[-–]?\s*(?P<title>.*)$"),
    "reversed": re.compile(r"^(?P<n>\d{1,3}(?:/\d{2,4})?)\s*§\s*[.:]?\s*(?P<title>.*)$"),
    "word": re.compile(r"^(?:Ärende|Punkt|Paragraf|Dagordningspunkt)\s+(?P<n>\d{1,3})\b[.:]?\s*[-–]?\s*(?P<title>.*)$"),
    "prefixed": re.compile(
        rf"^(?P<prefix>{PREFIX})\s+§?\s?(?P<n>\d{{1,3}}(?:/\d{{2,4}})?)(?:\s+(?P<title>[A-ZÅÄÖ].*))?$"
    ),
    "yearly": re.compile(r"^(?P<n>\d{1,3}/\d{2,4})\.?\s+(?P<title>[A-ZÅÄÖ].*)$"),
    "point": re.compile(r"^(?P<n>\d{1,2})[.)](?!\d)\s*(?P<title>.*)$"),
    "clock": re.compile(
        r"^(?:[Kk]l\.?\s*)?(?P<n>\d{1,2}[.:]\d{2})(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?\s+(?P<title>[A-ZÅÄÖ].*)$"
    ),
    "bare": re.compile(r"^(?P<n>\d{1,3})\s+(?P<title>[A-ZÅÄÖ].*)$"),
}
# What every style begins with, told before each is tried: a figure, a §, or a word or two and a figure
MAY_LEAD = re.compile(r"§|\d|[A-ZÅÄÖk]\S{0,17}\s*§?\s?\d")
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
# What may stand alone in the cell ahead of a heading; a bare figure may count anything
SIGNED = re.compile(rf"^(?:§+\s*\d{{1,3}}(?:[/:]\d{{2,4}})?|\d{{1,3}}\s*§|{PREFIX}\s+§?\s?\d{{1,3}})\.?$")
# "GEMENSAM DEL", "B. Skolchefsgruppens del", "Dag 2", "TORSDAG 24 SEPTEMBER – SAMVERKANSRÅDET": a part of a meeting
PART = re.compile(
    r"(?:[A-D][.)]\s+)?(?:gemensam\w* (?:del|ärenden|punkter|möte)|(?:[\w-]+ ){0,5}[\w-]+s (?:egna |egen |separata )?"
    r"(?:del|ärenden|punkter)|dag \d)\b[^.]{0,40}$"
    r"|(?:mån|tis|ons|tors|fre|lör|sön)dag\w* (?:den )?\d{1,2} \w+[^.]{0,60}$",
    re.I,
)
PART_WORDS: Final = ("del", "ärenden", "punkter", "möte", "dag")  # looked for first, as most lines have none
PART_LENGTH: Final = 90  # characters at most
USUAL: Final = 1.5  # how much more a style is worth that the body always uses
NO_PREFIX = re.compile(r"(?:den|dag|alt|sida|sid|bilaga|kl|nr|tel|vecka|dnr|år|del|mål|fas|steg|prop|sou|dir)\b", re.I)
MONTH_FIRST = re.compile(rf"^(?:{FULL_MONTH}|jan|feb|kl)\b", re.I)
CLAUSE = re.compile(r"[a-zåäö]|.*[,;]$")  # "att anta planen,": a list of clauses, told again where they are decided
LEADER = re.compile(r"\s*(?:\.{3,}|…|\t)\s*\d{1,3}(?:/\d{2,4})?$")
REFERENCE_BEHIND = re.compile(
    r"\s+\(?(?:[Dd]nr|[Dd]iarienr|[Dd]iarienummer)\b.?\s*(?:[A-ZÅÄÖ]{1,6}[ :-]*)?\d[\w/:.-]*\)?$"
)
# "ON 2025/31", "Dnr SN 2024-0112", "2024/112 700": a registry number where the title would stand
REFERENCE_ALONE = re.compile(
    r"\(?(?:(?:[Dd]nr|[Dd]iarienr|[Dd]iarienummer)\b[.:]?\s*(?:[A-ZÅÄÖ]{1,7}[ :/.-]{0,2})?"
    r"|[A-ZÅÄÖ]{1,7}[ :/.-]{0,2}|(?=\d{4}[/:]))"
    r"(?:19|20)\d{2}[/:.-]\d{1,6}(?:[ .-]\d{1,5})?\)?"
)
# What leads in a list of proposals or decisions, which may well come again word for word
LEADS_IN = re.compile(r"(?:beslut|förslag|yrka)\w*(?: till \w+)?\s*:?$|:$", re.I)
LISTS = re.compile(r"dagordning|föredragningslista|ärende|innehåll|agenda", re.I)


@dataclass(frozen=True, slots=True)
class Heading:
    """`at`: index of its line; `body`: index of the first line after it and its title."""

    number: str | None
    title: Stretch
    at: int
    body: int


def numbered_lines(lines: Sequence[Line]) -> dict[str, list[Heading]]:
    """Of each style, the lines that may be headings in it."""
    found: dict[str, list[Heading]] = {style: [] for style in STYLES}
    for i, line in enumerate(lines):
        content = _signed_row(line) if line.cells else line.content
        if content and MAY_LEAD.match(content.text):
            for style in ("paragraph",) if line.bullet else STYLES:
                if heading := _candidate(lines, i, content, style):
                    found[style].append(heading)
    return found


def _candidate(lines: Sequence[Line], i: int, content: Stretch, style: str) -> Heading | None:
    match = STYLES[style].match(content.text)
    if not match or (style == "prefixed" and NO_PREFIX.match(content.text)):
        return None
    title = _without_reference(content.group(match, "title")) if match["title"] else content[0:0]
    if MONTH_FIRST.match(title.text) or len(title) > TITLE_LENGTH:
        return None
    body = i + 1
    bare = not title or REFERENCE_ALONE.fullmatch(title.text)
    if bare and i + 1 < len(lines) and _can_be_title(lines[i + 1]):
        title, body = lines[i + 1].content, i + 2
    return Heading(re.sub(r"\s", "", match["n"]), title or content, i, body)


def _without_reference(title: Stretch) -> Stretch:
    """ "Budget 2025          Dnr RS 2024:31": a title less the registry number behind it."""
    if not any(c.isdigit() for c in title.text):
        return title
    if match := REFERENCE_BEHIND.search(title.text):
        return title[: match.start()].strip(" ,;")
    *columns, last = title.columns(COLUMN_GAP)
    # In a column of its own a registry number needs no word ahead of it to be told by
    return title[: len(title) - len(last)].strip() if columns and REFERENCE_ALONE.fullmatch(last.text) else title


def _signed_row(line: Line) -> Stretch | None:
    """A row that is a heading whose number stands in a column of its own: "Sn 95<TAB>Ekonomi"; None for any other."""
    filled = [cell.stretch for cell in line.cells if cell.text.strip()]
    return Stretch.join(filled) if len(filled) == 2 and SIGNED.match(filled[0].text) else None


def _can_be_title(line: Line) -> bool:
    return not line.bullet and not line.cells and len(line.text) <= TITLE_LENGTH and not any(
        s.match(line.text) for name, s in STYLES.items() if name in {"paragraph", "point", "reversed"}
    )  # fmt: skip


def numbered(
    lines: Sequence[Line], candidates: Mapping[str, list[Heading]], start: int, usual: str | None = None
) -> list[Heading]:
    """The best chain of numbered headings at or after `start`, over all styles; the usual one has precedence.

    Where lines head parts of the meeting, the chain may begin again in each.
    """
    parts = [*part_headings(lines, start), len(lines)]
    best: list[Heading] = []
    best_worth = 0.0
    for style in STYLES:
        found = [h for h in candidates[style] if h.at >= start]
        if style == "prefixed":
            found = _most_common_prefix(lines, found)
        chain, worth = _chain(lines, found, style)
        if len(parts) > 1 and found:
            chain, worth = max((chain, worth), _chain_of_parts(lines, found, style, parts), key=lambda c: c[1])
        worth *= WORTH[style] * (USUAL if style == usual else 1)
        if (len(chain) > 1 or style == "paragraph") and worth > best_worth:
            best, best_worth = chain, worth
    return best


def part_headings(lines: Sequence[Line], start: int = 0) -> list[int]:
    """Indexes of the lines that head a part of the meeting."""
    short = (i for i in range(start, len(lines)) if len(lines[i].text) <= PART_LENGTH and not lines[i].cells)
    return [i for i in short if holds(lines[i].text.lower(), PART_WORDS) and PART.match(lines[i].text)]


def _chain_of_parts(
    lines: Sequence[Line], found: list[Heading], style: str, parts: Sequence[int]
) -> tuple[list[Heading], float]:
    """The chains of all parts one after another; what stands ahead of the first part heading is one too."""
    whole, worth, begin = list[Heading](), 0.0, 0
    for end in parts:
        chain, added = _chain(lines, [h for h in found if begin <= h.at < end], style)
        whole, worth, begin = whole + chain, worth + added, end
    return whole, worth


def _most_common_prefix(lines: Sequence[Line], found: list[Heading]) -> list[Heading]:
    prefixes = [lines[h.at].text.split()[0] for h in found]
    return [
        h
        for h, p in zip(found, prefixes, strict=True)
        if prefixes.count(p) >= 3 and p == max(prefixes, key=prefixes.count)
    ]


def _chain(lines: Sequence[Line], found: list[Heading], style: str) -> tuple[list[Heading], float]:
    """The heaviest run of rising numbers and its weight; a gap costs, since numbers count by one."""
    found = found[:MOST_COMPARED]
    timed = style == "clock"
    values = [_value(h) if not timed else int(re.sub(r"\D", "", h.number or "0")) for h in found]
    weights = [_weight(lines, h, found[i + 1].at if i + 1 < len(found) else len(lines)) for i, h in enumerate(found)]
    late = 0.0 if timed or style in {"paragraph", "reversed", "prefixed"} else 0.3  # for each number that is skipped

    def joined(i: int, j: int) -> float | None:
        gap = 0.0 if timed else min(2.0, 0.5 * (values[j] - values[i] - 1))
        return weights[j] - gap if values[i] < values[j] else None

    chain, worth = heaviest([w - min(1.5, late * (v - 1)) for w, v in zip(weights, values, strict=True)], joined)
    return [found[i] for i in chain], worth


def heaviest(alone: Sequence[float], joined: Callable[[int, int], float | None]) -> tuple[list[int], float]:
    """The heaviest chain of things that follow each other, by their indexes, and its weight.

    `alone`: what each weighs where it begins a chain; `joined`: what the second adds behind the first, None where it
    does not follow it.
    """
    best: list[float] = []
    came: list[int | None] = []
    for j, weight in enumerate(alone):
        source = None
        for i in range(j):
            if (added := joined(i, j)) is not None and best[i] + added > weight:
                weight, source = best[i] + added, i
        best.append(weight)
        came.append(source)
    at = max(range(len(best)), key=best.__getitem__, default=None)
    worth, chain = best[at] if at is not None else 0.0, list[int]()
    while at is not None:
        chain.append(at)
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
    if before.endswith(":") or ("beslut" in before and re.search(r"\bbeslut(?:ar|ade)\b(?: att)?$", before)):
        weight -= 1.2
    return weight + 0.25 * min(3, max(0, following - heading.body))


def announced_in(lines: Sequence[Line], candidates: Mapping[str, list[Heading]]) -> tuple[tuple[Heading, ...], int]:
    """The agenda list ahead of the items, if there is one, and the index after it.

    It is a dense run of numbered lines whose numbers and titles come again further down.
    """
    for style in ("paragraph", "reversed", "point", "bare", "word", "prefixed", "yearly"):
        found = [h for h in candidates[style] if not CLAUSE.match(h.title.text)]
        run = _dense_run(lines, found)
        if len(run) < 3 or _is_list(lines, run):
            continue
        later = {(h.number, _start(h)) for h in found if h.at > run[-1].at}
        if sum((h.number, _start(h)) in later for h in run) >= 0.6 * len(run):
            clean = tuple(Heading(h.number, _without_leader(h.title), h.at, h.body) for h in run)
            return clean, run[-1].at + 1
    return (), 0


def _is_list(lines: Sequence[Line], run: Sequence[Heading]) -> bool:
    """Whether a run of numbered lines is a list of clauses, in a proposal that is decided word for word below."""
    before = lines[run[0].at - 1].text if run[0].at else ""
    return LEADS_IN.search(before) is not None and not LISTS.search(before)


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
