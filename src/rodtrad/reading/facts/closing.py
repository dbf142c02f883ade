"""What closes the minutes: the next meetings, and to whom they are sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rodtrad.reading.clauses import says_something
from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.deciding import GENERIC_BODY, decides_here, looks_like_body
from rodtrad.reading.facts.action_lists import above_actions
from rodtrad.reading.facts.context import Context
from rodtrad.reading.flow import DAY_ALONE
from rodtrad.reading.labels import label_of
from rodtrad.reading.literals import holds
from rodtrad.reading.record import NextMeeting, Recipient
from rodtrad.reading.sources.source import Line, Stretch

NEXT_HEADING: Final = re.compile(
    r"^(?:datum för )?(?:nästa|kommande|nästkommande)\s+(?:möten?|sammanträden?|gång|träff(?:ar)?|mötes(?:datum"
    r"|tillfälle\w*|tider))\b|^(?:mötes|sammanträdes)(?:datum|tider|dagar|plan)\b|^kommande mötes",
    re.I,
)
NEXT_WORDS: Final = ("ästa ", "härnäst", "möten under", "sammanträden under", "tum för", "tider för", "ärefter ")
NEXT_SENTENCE: Final = re.compile(
    r"\b(?:[Nn]ästa (?:ordinarie )?(?:möte|sammanträde|träff)|(?:sammanträder|möts|träffas|ses(?: vi)?) härnäst"
    r"|[Dd]ärefter (?:ses|möts|träffas) (?:vi|gruppen)"
    r"|[Nn]ästa gång (?:vi ses|ses vi|möts vi|träffas vi)|(?:sammanträden|möten) under (?:året|våren|hösten)"
    r"|(?:[Dd]atum|tider) för (?:20\d\d|våren|hösten))\b.{0,60}?"
    r"\b(?:är|äger rum|hålls|blir|sker|planeras|infaller)?\b"
)
BODY_TRIM: Final = re.compile(
    r"^(?:(?:nästa|kommande|möte|att|med|för|i|ordinarie|den)\b|[\s:,–-])+|(?:\s|[:,–-]|\b(?:den|möte[tn]?|har"
    r"|är|håller|hålls|20\d\d)\b)+$",
    re.I,
)
# Days of other things that are told beside the next meeting
OTHERS_DAY: Final = re.compile(
    r"anslag|juster|anmäl|sista dag|senast|uppdaterad|granskad|publicer|\bbesluta\b|avtal|gäller|svar", re.I
)
LATEST: Final = re.compile(r"(?:före|innan|senast)\b", re.I)
DECIDES_TO: Final = re.compile(r"\bbeslut(?:ar|ade)\b")
MEETS: Final = re.compile(r"\b(?:sammanträder|möts|träffas|ses)\b")  # what follows tells where and how
SENT_TO: Final = re.compile(
    r"^(?:protokollet|(?:minnes|mötes)?anteckningarna)\s+(?:ska\w*\s+)?(?:skickas|delges|sänds|distribueras|expedieras)"
    r"\s+till\s+(?P<list>[^:]+)$",
    re.I,
)
# The extract of one item: "Beslutet skickas till", "Expedieras till:"; of the whole: "Protokollet skickas till".
OF_ITEM: Final = re.compile(r"^(?:beslut|paragraf|expedier|protokollsutdrag|utdrag|delges)", re.I)
DOTS: Final = re.compile(r"^[._…\s-]+$")
LIST_END = 120  # characters; a longer line is no recipient


def find_next_meetings(context: Context) -> tuple[NextMeeting, ...]:
    """Dates under "Nästa möte" or "Kommande möten 2025"; the heading's year is the year of dates without one."""
    found: list[NextMeeting] = []
    for title, lines in _next_parts(context):
        year = re.search(r"\b(20\d{2})\b", title.text)
        for line in lines:
            for meeting in _dates(context, line.content, int(year.group(1)) if year else None):
                same = next((i for i, other in enumerate(found) if _is_same(context, meeting, other)), None)
                if same is None:
                    found.append(meeting)
                elif len(meeting.body or "") > len(found[same].body or ""):
                    found[same] = meeting
    return tuple(found)


def _is_same(context: Context, one: NextMeeting, other: NextMeeting) -> bool:
    """Whether a meeting is told twice: without a body, or by a shorter name of it, it is the document's own."""
    bodies = {one.body, other.body}
    return one.date == other.date and (
        len(bodies) == 1 or all(body is None or decides_here(body, context.names) for body in bodies)
    )


def _next_parts(context: Context) -> Iterator[tuple[Stretch, Sequence[Line]]]:
    for item in context.outline.items:
        if NEXT_HEADING.match(item.title.text):
            yield item.title, above_actions(item.lines[:12])
            if find_dates(item.title.text, anchor=context.meeting_date):
                yield item.title, [Line(0, item.title)]
            continue
        for i, line in enumerate(item.lines):
            yield from _labelled_next(item.lines, i, line)
    tail = [*context.outline.tail, *context.outline.head]
    for i, line in enumerate(tail):
        yield from _labelled_next(tail, i, line)


def _labelled_next(lines: Sequence[Line], i: int, line: Line) -> Iterator[tuple[Stretch, Sequence[Line]]]:
    label = label_of(line, "next-meeting")
    if label and label.value:
        yield line.content, [Line(line.number, label.value)]
    elif label:
        yield line.content, lines[i + 1 : i + 8]
    elif holds(line.text, NEXT_WORDS) and (match := NEXT_SENTENCE.search(line.text)):
        yield line.content, [Line(line.number, line.content[match.start() :])]


def _dates(context: Context, content: Stretch, year: int | None) -> Iterator[NextMeeting]:
    previous_end = 0
    for span in find_dates(content.text, anchor=context.meeting_date, year=year, ahead=True):
        day = span.start or span.end
        if day is None or span.precision not in {"day", "range"} or span.confidence < 0.4:
            continue
        if context.meeting_date and day <= context.meeting_date:
            continue
        before, previous_end = content[previous_end : span.at[0]], span.at[1]
        if OTHERS_DAY.search(before.text) or LATEST.match(span.text):
            continue
        body = _body_before(before)
        stretch = content[span.at[0] : span.at[1]].strip()
        yield NextMeeting(
            evidence=context.evidence(stretch, "next-meeting", 0.92, also=(body,), inferred=_inferred(span)),
            date=day.isoformat(),
            body=body.text if body else None,
        )


def _inferred(span: Span) -> tuple[str, ...]:
    return ("date",) if span.year_inferred else ()


def _body_before(before: Stretch) -> Stretch | None:
    """The body whose meeting it is: "Länssamverkansgruppen 21 april"."""
    text = before
    if DECIDES_TO.search(text.text) or GENERIC_BODY.match(text.text.strip(" .").split(" ")[0]):
        return None  # "Nämnden beslutar att mötas den …": its own meeting
    if verb := MEETS.search(text.text):
        text = text[: verb.start()]
    while match := BODY_TRIM.search(text.text):
        text = text[match.end() :] if match.start() == 0 and match.end() else text[: match.start()]
    text = text.strip(" :,.–-")
    short = 0 < len(text.text.split()) <= 10 and "." not in text.text
    return text if short and looks_like_body(text.text) else None


def find_distribution(context: Context) -> tuple[Recipient, ...]:
    """To whom the minutes are sent, and to whom the decision of an item is; a recipient a line, or a list."""
    items = context.outline.items
    found = [r for item in items for r in _recipients(context, item.lines, item.number, of_item=True)]
    last = items[-1] if items else None
    for lines in (context.outline.tail, () if found else last.lines if last else (), context.outline.head):
        ends_item = lines is context.outline.tail and last and lines and _is_of_item(lines[0])
        if whole := list(_recipients(context, lines, last.number if last and ends_item else None)):
            return tuple(dict.fromkeys((*found, *whole)))
    return tuple(found)


def _is_of_item(line: Line) -> bool:
    label = label_of(line, "distribution")
    return bool(label and OF_ITEM.match(label.words))


def _recipients(
    context: Context, lines: Sequence[Line], item: str | None, *, of_item: bool = False
) -> Iterator[Recipient]:
    """The recipients of the first list among some lines. `of_item`: only of one such as "Beslutet skickas till"."""
    for i, line in enumerate(lines):
        if not of_item and (sent := SENT_TO.match(line.text)):
            listed = line.content.group(sent, "list").strip(" .")
            yield from _named(context, _parts(listed, also_and=True), None)
            return
        label = label_of(line, "distribution")
        if label is None or (of_item and not OF_ITEM.match(label.words)):
            continue
        to = _parts(label.value) if label.value else (follower.content for follower in _listed(lines[i + 1 :]))
        yield from _named(context, to, item)
        return


def _listed(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a list up to the first that can't be one of its entries."""
    gap = 0
    for before, line in zip((None, *lines), lines, strict=False):
        apart = line.number - before.number if before else 0
        if len(line.text) > LIST_END or line.text.endswith(":") or DOTS.match(line.text) or (gap and apart > gap):
            return
        if DAY_ALONE.fullmatch(line.text) or label_of(
            line, "decision", "proposal", "signatures", "next-meeting", "notices"
        ):
            return
        gap = gap or apart  # a list's entries stand as far apart as its first two
        yield line


def _parts(content: Stretch, *, also_and: bool = False) -> Iterator[Stretch]:
    start = 0
    for match in re.finditer(r"\s*[,;]\s*|\s+(?:och|samt)\s+" if also_and else r"\s*[,;]\s*", content.text):
        yield content[start : match.start()]
        start = match.end()
    if rest := content[start:].strip(" ."):
        yield rest


def _named(context: Context, to: Iterable[Stretch], item: str | None) -> Iterator[Recipient]:
    """A recipient of each place of a list that names one; "Anna Ek, , Bo Al" left one open."""
    for one in to:
        if says_something(one):
            yield Recipient(evidence=context.evidence(one, "distribution", 0.92), item=item, text=one.text)
