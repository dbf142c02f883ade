"""The deadline of an assignment: its words, and the day they mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.deciding import BODY_NOUN, decides_here
from rodtrad.reading.facts.context import Context
from rodtrad.reading.record import Agreement, NextMeeting
from rodtrad.reading.sources.source import Stretch

# "vid mötet den 25 september", "för gruppen den 26 mars", "för behandling den 3 maj": when it is to be there.
OCCASION: Final = re.compile(
    r"\b(?:vid|till|på|inför|för|i)\s+(?:\S+\s+)?(?:svar|behandling|beredning|beslut|yttrande"
    rf"|[^\W\d]*(?:möte|sammanträde|dag|träff|konferens)(?:t|en|n)?|[^\W\d]*(?:{BODY_NOUN.pattern})"
    r"|(?-i:[A-ZÅÄÖ]{2,8}))[,\s]+(?:den\s+|i\s+)?$",
    re.I,
)
NOT_ABOUT: Final = r"(?!(?:för|av|om|från|i|per|gällande|avseende|kring)\s)"
# "lämnar ett utkast till planen den 30 augusti", "återkopplar den 22 oktober": what is handed over, and when.
HANDED: Final = re.compile(
    rf"(?:\b(?:vid|till|inför|på)\s+(?:{NOT_ABOUT}[^\s.;]+\s+){{1,4}}"
    r"|\b(?:återkoppla|återrapport|rapportera|redovisa|återkom|lämna|skicka|svara|meddela|presentera|informera|lägg)\w*"
    rf"\s+(?:{NOT_ABOUT}[^\s.;]+\s+){{0,6}})(?:den\s+)?$",
    re.I,
)
# "två veckor före augustisammanträdet"
AHEAD_OF: Final = re.compile(r"\b(?P<n>\d{1,2}|en|ett|två|tre|fyra)\s+(?P<unit>dag(?:ar)?|veck(?:a|or))\s+$", re.I)
COUNTED: Final = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "sex": 6, "nio": 9, "tolv": 12}
# "ett år före avtalets utgång", "sex månader före avtalstidens slut"
BEFORE_END: Final = re.compile(
    r"\b(?P<n>\d{1,2}|en|ett|två|tre|sex|nio|tolv)\s+(?P<unit>år|månad(?:er)?)\s+före\s+(?:avtals(?:tidens|periodens)|avtalets"
    r"|överenskommelsens)\s+(?:slut|utgång|upphörande)\b",
    re.I,
)
# Times that no calendar tells: they are kept as they are written.
VAGUE: Final = re.compile(
    r"\b(?:(?:före|innan|efter|till)\s(?:\w+)?(?:semest(?:ern|rarna|er)|sportlovet|påsklovet|höstlovet|jullovet|sommaren|sommarledigheten)"
    r"|(?:före|innan|efter)\s(?:jul|påsk|nyår|midsommar)\b|inom\skort|så\s(?:snart|fort)\s(?:det|de|som)\b[^.,;]{0,30}|i\sgod\stid\s(?:före|inför|till)"
    r"\b[^.,;]{0,30})"
)
# What introduces a deadline. "för den 24 mars" names an occasion of another kind.
BEFORE_DUE: Final = re.compile(
    r"(?:\bsenast|\btill(?:\s+och\s+med)?|\binför|\bföre|\binnan|\bvid|\bpå|\bmöte[t]?|\bsammanträde[t]?|\bunder|\bi"
    r"|\bbeslut|\bdeadline|\bklar[at]?|\bmed\s+start)\W*(?:den\s+)?$",
    re.I,
)
HANGS_ON: Final = re.compile(r"\s+(?:efter|från|sedan)\b")
LEADS_DUE: Final = re.compile(r"^(?:senast|till|inför|före|innan|under|i|på)\b", re.I)
LONGEST_LEAD: Final = 100  # characters that introduce a deadline
FAR_AHEAD: Final = 270  # days: an occasion without a year that would lie further ahead may well have been


@dataclass(frozen=True, slots=True)
class KnownDays:
    """The days that a deadline may be told by: the next `meetings`, and when the one agreement of an item `ends`."""

    meetings: Sequence[NextMeeting]
    ends: Mapping[str | None, date]


def known_days(meetings: Sequence[NextMeeting], agreements: Sequence[Agreement]) -> KnownDays:
    """Those of a document. An item that tells of several agreements tells no single end."""
    told: dict[str | None, set[str | None]] = {}
    for agreement in agreements:
        told.setdefault(agreement.item, set()).add(agreement.ends)
    whole = {item: next(iter(days)) for item, days in told.items() if len(days) == 1}
    return KnownDays(meetings, {item: date.fromisoformat(day) for item, day in whole.items() if day and len(day) == 10})


def due_of(
    context: Context, around: Stretch, column: Stretch | None, known: KnownDays, item: str | None
) -> tuple[date | None, Stretch | None, bool]:
    """The deadline, its words, and whether they say that very day; the date is None where the words are all there is.

    `around`: the clause or sentence in which it may stand; `column`: what a table's column of deadlines says, first.
    """
    words: Stretch | None = None
    for place in (p for p in (column, around) if p):
        for span in find_dates(place.text, anchor=context.meeting_date):
            stretch = place[span.at[0] : span.at[1]].strip()
            if span.symbolic == "next-meeting":
                return _next_meeting(context, known.meetings), stretch, False
            if span.symbolic and span.symbolic != "recurring":
                words = words or stretch
            elif span.rule == "relative" and HANGS_ON.match(place.text[span.at[1] :]):
                words = words or stretch  # "inom sex månader efter att lagen har beslutats"
            elif day := _day(place.text, span, context.meeting_date, stated=place is column):
                due = _ahead(place.text, span, _meeting_in(span, place.text, known.meetings) or day)
                return due, stretch, span.is_stated and span.end == due
    if words is None and "före " in around.text and (match := BEFORE_END.search(around.text)):
        return _before_end(match, known.ends.get(item)), around.group(match), False
    if words is None and (vague := VAGUE.search(around.text)):
        words = around.group(vague)
    return None, words, False


def _before_end(match: re.Match[str], end: date | None) -> date | None:
    """So and so long before an agreement ends, which the item tells."""
    if end is None:
        return None
    count = COUNTED.get(match["n"].lower()) or int(match["n"])
    months = end.year * 12 + end.month - 1 - count * (12 if match["unit"].lower() == "år" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(end.day, monthrange(year, month + 1)[1]))


def _ahead(text: str, span: Span, day: date) -> date:
    """A day so and so long before another: "två veckor före augustisammanträdet"."""
    match = AHEAD_OF.search(text[: span.at[0]]) if span.rule.startswith("before") else None
    if not match:
        return day
    count = COUNTED.get(match["n"].lower()) or int(match["n"])
    return day - timedelta(days=count * (7 if match["unit"].lower().startswith("veck") else 1))


def _day(text: str, span: Span, held: date | None, *, stated: bool) -> date | None:
    """The day of a deadline; None where the time is none, or over. `stated`: a column says that it is one."""
    before = text[max(0, span.at[0] - LONGEST_LEAD) : span.at[0]]
    if span.confidence < 0.5 or (span.precision in {"range", "open"} and span.start):
        return None
    told = stated or LEADS_DUE.match(span.text) or BEFORE_DUE.search(before) or OCCASION.search(before)
    if not (told or (span.precision == "day" and HANDED.search(before))):
        alone = span.precision in {"quarter", "half-year", "week"} or span.rule == "relative"
        return span.deadline if alone and not _over(span, held) else None
    if not _over(span, held):
        return span.deadline
    if held and span.year_inferred and OCCASION.search(before):
        ahead = next((s.deadline for s in find_dates(span.text, anchor=held, ahead=True)), None)
        return ahead if ahead and (ahead - held).days <= FAR_AHEAD else None
    return None


def _over(span: Span, held: date | None) -> bool:
    return span.deadline is None or bool(held and span.deadline < held)


def _meeting_in(span: Span, text: str, meetings: Sequence[NextMeeting]) -> date | None:
    """ "till mötet i september" is that month's meeting where the document gives its date."""
    if span.precision != "month" or not span.end:
        return None
    if not (span.rule.endswith("meeting-month") or OCCASION.search(text[: span.at[0]])):
        return None
    days = [m.date for m in meetings if m.date[:7] == span.end.isoformat()[:7]]
    return date.fromisoformat(days[0]) if len(days) == 1 else None


def _next_meeting(context: Context, meetings: Sequence[NextMeeting]) -> date | None:
    """The body's own next meeting where the document gives it."""
    own = [m for m in meetings if m.body is None or decides_here(m.body, context.names)]
    days = sorted(m.date for m in own if len(m.date) == 10)
    return date.fromisoformat(days[0]) if days else None
