"""What the words before a time expression say of it, and which year it is tied to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeVar

from rodtrad.reading.dates import intervals
from rodtrad.reading.dates.core import Core
from rodtrad.reading.dates.intervals import Interval
from rodtrad.reading.dates.span import Precision, Span

Bound = Literal["latest", "before", "after", "from"]
T = TypeVar("T")

_UNTIL = ("t.o.m.", "t.o.m", "t o m", "tom", "t om", "to m", "t. o. m.", "till och med", "till o med")
_SINCE = ("fr.o.m.", "fr.o.m", "fr o m", "from", "fr om", "fro m", "fr. o. m.", "från och med", "från o med", "från")
_BOUNDS: Final[dict[str, Bound]] = {
    **dict.fromkeys((*_UNTIL, "senast", "allra senast", "fram till", "fram till och med", "till"), "latest"),
    **dict.fromkeys(("före", "innan"), "before"),
    "efter": "after",
    **dict.fromkeys((*_SINCE, "med start", "med start i", "med början", "sedan"), "from"),
}
_PREPOSITIONS: Final = dict.fromkeys(("under", "i", "vid", "på", "kring", "runt", "omkring", "mellan", "inför"), True)
_PARTS: Final = {
    **dict.fromkeys((f"{w} {p}" for w in ("början", "inledningen") for p in ("av", "på")), "beginning"),
    **dict.fromkeys((f"mitten {p}" for p in ("av", "på")), "middle"),
    **dict.fromkeys((f"{w} {p}" for w in ("slutet", "senare delen", "utgången") for p in ("av", "på")), "end"),
}
DAY_NAMES: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_WEEKDAYS: Final = {
    form: number
    for number, name in enumerate(DAY_NAMES)
    for form in (name, f"{name}en", name[:3], name[:4], f"{name},", f"{name}en,")
}
_DEN: Final = {"den": True}
_LONGEST: Final = 4  # words in the longest phrase of the tables
_TABLES: Final = (_BOUNDS, _PREPOSITIONS, _PARTS, _WEEKDAYS, _DEN)
_LAST_WORDS: Final = frozenset(phrase.split(" ")[-1] for table in _TABLES for phrase in table)


@dataclass(frozen=True, slots=True)
class Ties:
    """What a year-less expression can be tied to."""

    anchor: date | None
    year: int | None
    ahead: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What stands before a core and belongs to it; `start` is where that begins."""

    start: int
    bound: Bound | None = None
    preposition: bool = False
    part: str | None = None
    weekday: int | None = None


def words_before(low: str, core: Core, last: int) -> Words:
    """The words before `core`, no further back than `last`, where the expression before it ended."""
    start = core.at[0]
    if re.split(r"[ \n\t(]", low[max(last, start - 30) : start - 1])[-1] not in _LAST_WORDS:
        return Words(start)  # told at once, as words that belong to it are few
    _, start = _take(low, last, start, _DEN)
    weekday, start = _take(low, last, start, _WEEKDAYS)
    if weekday is not None:
        _, start = _take(low, last, start, _DEN)
    part, start = _take(low, last, start, _PARTS)
    preposition, start = _take(low, last, start, _PREPOSITIONS)
    bound, start = _take(low, last, start, _BOUNDS)
    # "till hösten" is in the autumn, not until it
    if bound == "latest" and core.rule == "season" and low.startswith("till ", start):
        bound = None
    return Words(start, bound, bool(preposition), part, weekday)


def _take(low: str, last: int, end: int, table: Mapping[str, T]) -> tuple[T | None, int]:
    """The longest of the table's phrases that stands, a blank after it, right before `end`; and where it begins."""
    if end - 1 <= last or low[end - 1] != " ":
        return None, end
    window = low[max(last, end - 30) : end - 1]
    window = window[max(window.rfind("\n"), window.rfind("\t"), window.rfind("(")) + 1 :]
    words = window.rsplit(" ", _LONGEST)
    for i in range(max(0, len(words) - _LONGEST), len(words)):
        phrase = " ".join(words[i:])
        if phrase in table:
            return table[phrase], end - 1 - len(phrase)
    return None, end


def resolved(text: str, core: Core, words: Words, ties: Ties, *, open_end: re.Match[str] | None) -> Span:
    """The span that a core is with the words around it; without days where nothing tells its year."""
    interval, inferred = _interval(core, words, ties)
    end_at = open_end.end() if open_end else core.at[1]
    differs = bool(interval and words.weekday is not None and interval[0].weekday() != words.weekday)
    start, end = _bounded(core, interval, words) if interval else (None, None)
    precision: Precision = "part" if words.part else core.precision
    return Span(
        start=start,
        end=None if open_end else end,
        precision=precision,
        text=text[words.start : end_at],
        at=(words.start, end_at),
        rule=f"{words.bound}:{core.rule}" if words.bound else core.rule,
        confidence=_confidence(core, words, interval, inferred, differs),
        weekday_differs=differs,
        symbolic=core.symbolic,
        year_inferred=inferred,
    )


def _confidence(core: Core, words: Words, interval: Interval | None, inferred: bool, differs: bool) -> float:
    if core.symbolic:
        return core.confidence
    if interval is None:
        return 0.3
    if differs:
        return 0.5
    certain = core.confidence
    if core.rule == "year" and (words.preposition or words.bound):
        certain = 0.9
    # A day name that agrees with the concluded year confirms it.
    if inferred and words.weekday is None:
        certain *= 0.9
    return round(certain * (0.9 if words.part else 1), 2)


def _interval(core: Core, words: Words, ties: Ties) -> tuple[Interval | None, bool]:
    """The core's days, and whether the year is concluded."""
    if core.year is not None:
        return core.of_year(core.year), False
    if core.symbolic:
        return None, False
    if ties.year is not None:
        return core.of_year(ties.year), True
    if ties.anchor is None:
        return None, False
    # 29 February comes every fourth year.
    years = range(ties.anchor.year - 4, ties.anchor.year + 5)
    candidates = [interval for interval in map(core.of_year, years) if interval]
    return _chosen(candidates, core, words, ties.anchor, ties.ahead), True


def _chosen(candidates: list[Interval], core: Core, words: Words, anchor: date, ahead: bool) -> Interval | None:
    if ahead or words.bound in ("latest", "before", "from") or core.tense == "ahead":
        return next((c for c in candidates if c[1] >= anchor), None)
    if core.tense == "past":
        return next((c for c in reversed(candidates) if c[0] <= anchor), None)
    return min(candidates, key=lambda c: (_distance(c, anchor), c[0] < anchor), default=None)


def _distance(interval: Interval, anchor: date) -> int:
    return max((interval[0] - anchor).days, (anchor - interval[1]).days, 0)


def _bounded(core: Core, interval: Interval, words: Words) -> tuple[date | None, date | None]:
    if words.part:
        interval = intervals.part(interval, words.part)
    # The turn of a year and a feast are points: what is to be done before them may be done on the day.
    point = core.rule in ("turn", "feast")
    match words.bound:
        case "latest":
            return None, interval[1]
        # "före utgången av mars" lasts as long as March does; which day the August meeting is is not known here
        case "before" if words.part == "end" or core.rule == "meeting-month":
            return None, interval[1]
        case "before":
            return None, interval[0] if point else intervals.before(interval)
        case "after":
            return intervals.after(interval), None
        case "from" if core.rule not in ("range", "day-range", "years"):
            return interval[0], None
        case _:
            return interval
