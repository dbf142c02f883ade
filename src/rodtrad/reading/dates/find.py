"""Finds time expressions in text: cores, joined to spans, bounded by the words before them, tied to a year."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from rodtrad.reading.dates import intervals, rules
from rodtrad.reading.dates.bounds import DAY_NAMES, Ties, resolved, words_before
from rodtrad.reading.dates.core import Core, six_figures
from rodtrad.reading.dates.intervals import Interval
from rodtrad.reading.dates.relative import TRIGGER as RELATIVE
from rodtrad.reading.dates.relative import relative
from rodtrad.reading.dates.span import Span

_TRIGGER: Final = re.compile(rules.TRIGGER.pattern[:-1] + f"|(?P<relative>{RELATIVE}))")
_FILLERS = rf"(?:den\s)?(?:(?:{'|'.join(DAY_NAMES)})(?:en)?\s(?:den\s)?)?"
_RANGE_GAP: Final = re.compile(
    rf"(?:\s?[-–—]\s?|\s(?:fram\s)?till(?:\soch\smed)?\s|\s(?:t\.?\s?o\.?\s?m\.?)\s){_FILLERS}\Z"
)
_AND_GAP: Final = re.compile(rf"\s(?:och|samt|&)\s{_FILLERS}\Z")
_LIST_GAP: Final = re.compile(rf"(?:,\s|\s(?:och|samt|eller|respektive|&)\s){_FILLERS}\Z")
_OPEN_TAIL: Final = re.compile(r"\s?[-–—](?=\s*(?:\Z|[.,;:)]))|\soch\sframåt\b|\soch\stills\svidare\b")


def find_dates(
    text: str, *, anchor: date | None = None, year: int | None = None, ahead: bool = False
) -> tuple[Span, ...]:
    """All time expressions in `text`, in order, none overlapping, the longest reading first.

    `anchor`: the meeting's date, never today's; expressions without a year are tied to the nearest year, deadlines
    ("senast den 15 mars") to the first day on or after it. `ahead`: tie all of them so, as in a list of coming
    meetings. `year`: one that a heading gives ("Kommande möten 2021"). With neither, such a span has no days and a
    confidence below 0.5. Never raises, whatever the text.
    """
    low = _lower(text)
    ties = Ties(anchor, year, ahead)
    spans, last = list[Span](), 0
    for core in _joined(_scan(low, text, anchor), low):
        words = words_before(low, core, last)
        # "2022-01-01 och tills vidare": the open end already took the words
        if core.at[0] < last or not _stands(text, core, words.start):
            continue
        spans.append(resolved(text, core, words, ties, open_end=_OPEN_TAIL.match(low, core.at[1])))
        last = spans[-1].at[1]
    return tuple(spans)


def _lower(text: str) -> str:
    """Lower case of the same length, hard blanks as blanks, so that offsets hold."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("\u00a0", " ").replace("\u2011", "-")


def _scan(low: str, text: str, anchor: date | None) -> list[Core]:
    found, position, last = list[Core](), 0, -1
    while match := _TRIGGER.search(low, position):
        here = _at(match, low, text, anchor, last)
        if here:
            found.extend(here)
            position = last = here[-1].at[1]
        else:
            position = match.start() + 1
    return found


def _at(match: re.Match[str], low: str, text: str, anchor: date | None, last: int) -> list[Core]:
    """The longest expression that begins where the trigger matched."""
    start, kind = match.start(), match.lastgroup or ""
    if kind == "digits":
        here = _figures(match, low, text, last)
        counted = low.startswith("g", match.end() + 1)  # "3 gånger om året"
        return here or (relative(low, start, anchor) if counted else [])
    if kind == "relative":
        return relative(low, start, anchor)
    return _longest(rules.WORDS[kind], low, start)


def _figures(match: re.Match[str], low: str, text: str, last: int) -> list[Core]:
    start, length = match.start(), match.end() - match.start()
    if length > 8 or not _free(low, start, last):
        return []
    if length <= 2:
        return _longest(rules.SHORT, low, start)
    if length == 4:
        return _longest(rules.LONG, low, start)
    if length == 6:
        six = rules.SIX.match(low, start)
        return six_figures(six, text) if six else []
    return _longest(rules.EIGHT, low, start) if length == 8 else []


def _free(low: str, start: int, last: int) -> bool:
    """Whether figures stand by themselves, not inside a telephone number, a reference or a decimal number."""
    before = low[start - 1 : start]
    if before in ("", " ", "\n", "\t", "(") or start - 1 == last:
        return True
    if before in "§+/_*x":
        return False
    return not (before in "-–.,:" and (low[start - 2 : start - 1].isdigit() or before == "-"))


def _longest(table: tuple[rules.Rule, ...], low: str, start: int) -> list[Core]:
    best, end = list[Core](), start
    for pattern, build in table:
        match = pattern.match(low, start)
        if match and match.end() > end:
            found = build(match)
            if found:
                best, end = found, match.end()
    return best


def _joined(found: list[Core], low: str) -> list[Core]:
    """Cores with "–", "till" or "och" between them as one, and years passed along lists ("mars och oktober 2023")."""
    out = list[Core]()
    for core in found:
        if out:
            span = _join(out[-1], core, low)
            if span:
                out[-1] = span
                continue
            _share_year(out, core, low)
        out.append(core)
    return out


def _join(a: Core, b: Core, low: str) -> Core | None:
    gap = low[a.at[1] : b.at[0]]
    if len(gap) > 30 or a.symbolic or b.symbolic or a.rule in ("relative", "range") or b.rule == "relative":
        return None
    together = a.precision == b.precision and a.precision in ("season", "month") and _follows(a, b)
    between = low[max(0, a.at[0] - 11) : a.at[0]].removesuffix("den ").endswith("mellan ")
    joined = _AND_GAP.match(gap) and (together or between)
    if not (_RANGE_GAP.match(gap) or joined):
        return None
    first, of_year = a.year, _spanning(a, b)
    if a.year is None and b.year is not None:
        ends = b.of_year(b.year)
        starts = a.of_year(b.year)
        if not (starts and ends):
            return None
        first = b.year - (starts[0] > ends[1])
    if first is not None and of_year(first) is None:
        return None
    confidence = min(a.confidence, b.confidence)
    return replace(
        a, at=(a.at[0], b.at[1]), rule="range", precision="range", of_year=of_year, year=first, confidence=confidence
    )


def _follows(a: Core, b: Core) -> bool:
    """Whether `b` begins where `a` ends or before: "mars och april", but not "mars och oktober"."""
    year = b.year or a.year or 2000
    there = b.of_year(year)
    before = [a.of_year(year), a.of_year(year - 1)]
    return bool(there) and any(here and here[0] < there[0] <= intervals.after(here) for here in before if there)


def _spanning(a: Core, b: Core) -> intervals.OfYear:
    """From the start of `a` to the end of `b`, which without a year of its own is the first that follows."""

    def of_year(year: int) -> Interval | None:
        start = a.of_year(year)
        if not start:
            return None
        for candidate in [b.year] if b.year else [year, year + 1]:
            end = b.of_year(candidate)
            if end and end[1] >= start[0]:
                return start[0], end[1]
        return None

    return of_year


def _share_year(out: list[Core], core: Core, low: str) -> None:
    """Gives `core`'s year to the year-less ones that stand before it in the same list."""
    following = core
    for i in range(len(out) - 1, -1, -1):
        if core.year is None or out[i].year or out[i].symbolic or out[i].precision != core.precision:
            return
        if not _LIST_GAP.match(low[out[i].at[1] : following.at[0]]):
            return
        out[i] = following = replace(out[i], year=core.year, confidence=min(out[i].confidence, 0.85))


def _stands(text: str, core: Core, start: int) -> bool:
    """Whether a month alone is a month: not the name of a person ("Maj", "Jan") and not "dec" out of the blue."""
    if core.rule != "month" or core.year or start < core.at[0]:
        return True
    word = text[core.at[0] : core.at[1]]
    alone = text[:start].rstrip(" ")[-1:] in ("", "\n", "\t") and text[core.at[1] :].lstrip(" ")[:1] in (
        "",
        "\n",
        "\t",
        ".",
        ":",
    )
    return alone or (word[0].islower() and (len(word) > 3 or word == "maj"))
