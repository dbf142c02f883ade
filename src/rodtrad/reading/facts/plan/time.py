"""When an activity is to be done: from its own column, from marked columns, or from the words of the activity."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rodtrad.reading.dates import Span, find_dates

# A sentence that is nothing but its time: "Hösten 2023.", "Klart senast den 1 juni 2024", "Genomförs under 2024"
_LEAD = re.compile(
    r"\s*(?:(?:ska|skall)?\s*(?:vara\s+)?(?:klar\w*|start\w*|genomförs?"
    r"|planeras|pågår|påbörjas|slutförs?|färdig\w*|äger rum|tid|tidplan)"
    r"\s*:?\s*(?:till|i|under)?\s*)?\(?",
    re.I,
)
_DONE = re.compile(r"(?:klar|senast|färdig|avslut|slutförd)", re.I)
_TAIL = re.compile(r"\)?\s*(?:heldag|halvdag|digitalt|fysiskt)?\s*")
# What was in a year is counted after it.
_OF_FIGURES = re.compile(
    r"(?:följa? upp|redovisa|sammanställa?|analysera|mäta?|jämföra?|räkna|utvärdera|kartlägga?)\b", re.I
)
_WHOLE_PERIOD = re.compile(r"(?:under |löpande )?(?:hela )?(?:plan|handlingsplane?ns? )?perioden\.?", re.I)
_DASH = re.compile(r"\s*[-–—]\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ(])")


@dataclass(frozen=True, slots=True)
class When:
    """`text`: the words; `ambiguous`: a day whose year nothing tells."""

    start: str | None
    end: str | None
    text: str
    ambiguous: bool = False
    inferred: bool = False


def of_cell(text: str, *, anchor: date | None, year: int | None, deadline: bool = False) -> When:
    """A cell that tells a time, whole as it stands; days where the grammar finds them.

    A single day is when it is to be done, not when it begins; likewise everything in a column headed "Klart", but
    for a span that states both.
    """
    spans = [s for s in find_dates(text, anchor=anchor, year=year, ahead=True) if not s.symbolic]
    if reversed_days := _reversed(text, spans):
        return When(*reversed_days, text)
    start, end = _bounds(spans)
    by_then = deadline or _DONE.match(text) is not None
    if start == end or (by_then and not any(s.rule.endswith("range") for s in spans)):
        start = None
    unknown = any(s.start is None and s.end is None for s in spans)
    concluded = bool(start or end) and not all(span.is_stated for span in spans)
    return When(start, end, text, ambiguous=unknown and not (start or end), inferred=concluded)


def within(when: When, period: tuple[int, int] | None) -> When:
    """A time that is the plan's own, "hela perioden", as the days of its years."""
    if period is None or when.start or when.end or not _WHOLE_PERIOD.fullmatch(when.text):
        return when
    return replace(when, start=f"{period[0]}-01-01", end=f"{period[1]}-12-31", inferred=True)


def of_start(text: str, *, anchor: date | None, year: int | None) -> str | None:
    """The first day of a cell that tells only when something begins."""
    spans = find_dates(text, anchor=anchor, year=year, ahead=True)
    return _bounds(spans)[0] if spans else None


def of_marks(spans: Sequence[Span]) -> When | None:
    """The columns that a row marks, as one time."""
    if not spans:
        return None
    start, end = _bounds(spans)
    return When(start, end, ", ".join(s.text for s in spans), inferred=bool(start or end))


def of_words(text: str, *, anchor: date | None, year: int | None) -> When | None:
    """The time that the words of an activity tell of it.

    Only a sentence that is nothing but a time, a deadline, or "under 2024" at the very end counts: years in the title
    of an agreement or of a law that enters into force are not when the activity is done.
    """
    unsure: When | None = None
    for span in find_dates(text, anchor=anchor, year=year, ahead=True):
        if span.symbolic and span.symbolic != "recurring":
            continue
        known = span.start or span.end
        if span.rule == "day/month" and not known:
            unsure = unsure or When(None, None, span.text, ambiguous=True)
        elif known and (
            (span.rule.startswith("latest:") and span.text.lower().startswith("senast"))
            or _alone(text, span)
            or _during(text, span)
        ):
            return When(*_bounds([span]), span.text, inferred=True)
    return unsure


def _alone(text: str, span: Span) -> bool:
    """Whether the sentence that holds the span says nothing else."""
    starts = [0, *(m.end() for m in _SENTENCE.finditer(text))]
    begin = max(s for s in starts if s <= span.at[0])
    rest = re.split(r"[.!?;](?=\s|$)", text[span.at[1] :], maxsplit=1)[0]
    return bool(_LEAD.fullmatch(text[begin : span.at[0]]) and _TAIL.fullmatch(rest))


def _during(text: str, span: Span) -> bool:
    """Whether the words end in "… under 2024", and tell of doing rather than of what the figures are about."""
    at_end = not text[span.at[1] :].strip(" .")
    return at_end and span.text.lower().startswith("under ") and not _OF_FIGURES.match(text)


def _reversed(text: str, spans: Sequence[Span]) -> tuple[str, str] | None:
    """First and last day of a span whose end is written before its start, as they stand: often a mistyped year."""
    if len(spans) != 2:
        return None
    first, last = spans
    gap = text[first.at[1] : last.at[0]]
    to = _DASH.fullmatch(gap) or (not gap.strip() and last.rule.startswith("latest:"))
    if to and first.start and last.end and last.end < first.start:
        return first.start.isoformat(), last.end.isoformat()
    return None


def _bounds(spans: Sequence[Span]) -> tuple[str | None, str | None]:
    """First and last day of several times; an open end stays open."""
    starts = [s.start for s in spans if s.start]
    ends = [s.end for s in spans if s.end]
    start = min(starts).isoformat() if starts else None
    return start, max(ends).isoformat() if ends else None
