"""The single values at the top of a document: what kind it is, whose, its registry number, when and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from rodtrad.reading.dates import Clock, Span, find_clock, find_dates
from rodtrad.reading.deciding import GENERIC_BODY, lead_of, looks_like_body
from rodtrad.reading.facts.context import Context
from rodtrad.reading.labels import Label, label_of
from rodtrad.reading.names import is_person
from rodtrad.reading.outline import Outline
from rodtrad.reading.record import DocumentKind, Evidence, Meeting
from rodtrad.reading.sources.source import Line, Stretch

TITLE_LINES = 14  # a document says what it is within its first lines
MINUTES = re.compile(
    r"\b(?:\w*protokoll|minnesanteckning(?:ar)?|mötesanteckning(?:ar)?|anteckningar|mötesnotat|notat)(?:et|na)?\b", re.I
)
NOTICE = re.compile(r"\b(?:kallelse|föredragningslista|dagordning|inbjudan)\b", re.I)
PLAN = re.compile(r"\b(?:\w*handlingsplan(?:er|en)?|aktivitetsplan(?:er|en)?|verksamhetsplan(?:er|en)?)\b", re.I)
TITLED: Final[dict[DocumentKind, re.Pattern[str]]] = {"minutes": MINUTES, "notice": NOTICE, "action_plan": PLAN}
AGREEMENT = re.compile(r"^(?:\w*överenskommelse|\w*avtal|praktiska? anvisning(?:ar)?|länsrutin|rutin)\b", re.I)
PLAN_TABLE = re.compile(r"^(?:målområde|insatsområde|fokusområde|delmål|mål|aktivitet)\w*$", re.I)
REFERENCE = re.compile(
    r"\b(?:dnr|diarienr|diarienummer|ärendenr"
    r"|ärendenummer)\b[.:]?\s*(?P<ref>(?:[A-ZÅÄÖ]{1,6}[ :]*)?\d[\w/:.-]*(?:[/:-]\d[\w:.-]*)?)",
    re.I,
)
# "HSN: 200:1-2023", "RS 2023/488" alone on a line: letters of a registry, a year and a number.
BARE_REFERENCE = re.compile(r"^(?P<prefix>[A-ZÅÄÖ]{2,6}):?\s+(?P<ref>\d{1,5}[:/]\d[\d:/-]*\d)$")
# What a title says besides the body's name.
TITLE_FILLER = re.compile(
    r"^(?:[\s,;:–-]|\b(?:fört|förda|från|för|vid|till|av|med|den|nr|möte[t]?|sammanträde[t]?|i"
    r"|kallelse|dagordning|föredragningslista|och(?= (?:dagordning|föredragningslista))|\d+)\b)+"
    r"|(?:[\s,;:–-]|\b(?:den|kl|möte[t]?|sammanträde[t]?|nr|\d+|protokoll|minnesanteckningar)\b\.?)+$",
    re.I,
)
LONGEST_PLACE = 120  # characters
# Behind the label "Tid", hours need no "kl.": "13-15".
BARE_HOURS = re.compile(r"^\d{1,2}(?:[.:]\d{2})?\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?$")
FIELD = re.compile(r"^[A-ZÅÄÖ][a-zåäö]+:\s")  # "Kallade: ledamöterna i rådet" says something else of the meeting
JOINT = re.compile(
    r"^(?:gemensamt\s+)?(?:möte|sammanträde)?\s*(?:mellan|med)\s+|^gemensamt\s+(?:möte|sammanträde)\s+", re.I
)
PLACE_TAIL = re.compile(r"^[\s,.;–-]*(?:plats:\s*)?(?P<place>(?:via|på|i|digitalt|hos)?\s*[\wÅÄÖåäö].{1,80})$", re.I)


@dataclass
class Head:
    """`names`: what the document calls its bodies; `places`: the evidence of each value, by its path in the record."""

    kind: DocumentKind
    body: str | None = None
    bodies: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reference: str | None = None
    meeting: Meeting | None = None
    places: dict[str, Evidence] = field(default_factory=dict)


def kind_of(lines: Sequence[Line], outline: Outline, edges: Sequence[Line] = ()) -> DocumentKind:
    """What sort of document this is, by its title; failing that, by its make-up or what its header calls it."""
    titles = [line.text for line in lines[:TITLE_LINES] if len(line.text) <= 140]
    minutes = [i for i, t in enumerate(titles) if MINUTES.search(t) and not re.search(r"föregående|justera", t, re.I)]
    notice = [i for i, t in enumerate(titles[:6]) if NOTICE.search(t)]
    present = any(b.label and b.label.kind == "present" for b in outline.blocks())
    if notice and not present and (not minutes or notice[0] < minutes[0]):
        return "notice"  # whose agenda may name the minutes of an earlier meeting
    if minutes:
        return "minutes"
    tables = sum(bool(line.cells) and bool(PLAN_TABLE.match(line.cells[0].text)) for line in lines)
    if any(PLAN.search(t) for t in titles[:8]) or tables >= 2:
        return "action_plan"
    if any(AGREEMENT.match(t) for t in titles[:3]):
        return "agreement"
    if present and len(outline.items) >= 2:
        return "minutes"
    titled = (kind for kind, word in TITLED.items() if any(word.search(line.text) for line in edges))
    return next(titled, "other")


def read_head(context: Context, lines: Sequence[Line], kind: DocumentKind) -> Head:
    """`lines`: the whole document, flowing."""
    head = Head(kind)
    _reference(context, lines, head)
    if kind in {"minutes", "notice"}:
        _meeting(context, lines, head)
    if kind not in {"other", "agreement"}:  # an agreement is its parties', not a body's
        _body(context, lines, head)
    return head


def _ahead_of_matters(context: Context, lines: Sequence[Line]) -> Sequence[Line]:
    """What stands above the agenda and the items, where a number is the document's; below it is a matter's own."""
    parts = context.outline
    if parts.items and not parts.head:
        return ()
    upper = parts.head if parts.items else lines
    return upper[: parts.announced[0].at] if parts.announced else upper


def _reference(context: Context, lines: Sequence[Line], head: Head) -> None:
    for line in (*_ahead_of_matters(context, lines)[:40], *(context.source.edges or ())):
        if match := REFERENCE.search(line.text):
            stretch = line.content.group(match, "ref")
            head.reference, rule = stretch.text.rstrip("."), "reference-label"
        elif match := BARE_REFERENCE.match(line.text):
            stretch = line.content
            head.reference, rule = f"{match['prefix']} {match['ref']}", "reference-bare"
        else:
            continue
        head.places["reference"] = context.evidence(stretch, rule, 0.95)
        return


def _title_lines(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines[:TITLE_LINES]:
        label = label_of(line)
        if label and label.kind in {"agenda", "present"}:
            return
        if not line.bullet and not label and len(line.text) <= 140 and not line.text.startswith("§"):
            yield line


def _body(context: Context, lines: Sequence[Line], head: Head) -> None:
    head.names = _deciding_names(lines)
    titled = _body_in_title(lines, head.kind)
    sure = titled if titled and looks_like_body(titled[0].text) else None
    edges = context.source.edges or ()
    found = sure or _body_near_title(lines) or titled or _body_near_title(edges) or _deciding_body(lines)
    if not found:
        context.issue("no-body", "Det framgår inte vilket organ dokumentet gäller.")
        return
    stretch, rule, confidence = found
    bodies = _joint(stretch)
    head.body, head.bodies = bodies[0].text, tuple(b.text for b in bodies)
    head.names = tuple(dict.fromkeys((*head.bodies, *head.names)))
    head.places["body"] = context.evidence(bodies[0], rule, confidence)


def _joint(stretch: Stretch) -> list[Stretch]:
    """The bodies of a joint meeting: "gemensamt möte mellan Styrgruppen för skola och omsorg och Samverkansrådet"."""
    match = JOINT.match(stretch.text)
    if not match:
        return [stretch]
    bodies = stretch[match.end() :]
    # Bodies have "och" in their names: the one that joins two bodies is followed by another body's name.
    for joint in re.finditer(r"\s+(?:och|samt)\s+(?=[A-ZÅÄÖ])", bodies.text):
        first, second = bodies[: joint.start()], bodies[joint.end() :]
        if looks_like_body(first.text) and looks_like_body(second.text):
            return [first.strip(), second.strip()]
    return [bodies]


def _body_in_title(lines: Sequence[Line], kind: DocumentKind) -> tuple[Stretch, str, float] | None:
    """What is left of "Protokoll Samverkansgruppen 2024-03-01" without the word, the date and small words."""
    word = TITLED.get(kind, MINUTES)
    for line in _title_lines(lines):
        match = word.search(line.text)
        if not match or line.cells:
            continue
        for piece in (line.content[match.end() :], line.content[: match.start()]):
            stretch = _without_dates(piece)
            if len(stretch) > 2 and (
                looks_like_body(stretch.text) or (kind == "minutes" and len(stretch.text.split()) <= 12)
            ):
                return stretch, "body-title", 0.93
    return None


def _without_dates(piece: Stretch) -> Stretch:
    for span in find_dates(piece.text):
        start, end = span.at
        piece = piece[end:] if start < len(piece) - end else piece[:start]
        break
    while match := TITLE_FILLER.search(piece.text):
        if match.start() == 0 and match.end() > 0:
            piece = piece[match.end() :]
        elif match.end() > match.start():
            piece = piece[: match.start()]
        else:
            break
    return piece.strip(" ,:;–-()")


def _body_near_title(lines: Sequence[Line]) -> tuple[Stretch, str, float] | None:
    """A line of its own that looks like a body's name, the one closest above the word "protokoll" first."""
    titles = [line for line in _title_lines(lines) if not line.cells and not FIELD.match(line.text)]
    words = TITLED.values()
    at = next((i for i, line in enumerate(titles) if any(w.search(line.text) for w in words)), len(titles))
    for line in [*reversed(titles[:at]), *titles[at + 1 :]]:
        named = looks_like_body(line.text) and not find_dates(line.text) and not is_person(line.text)
        if named and not re.match(r"^(?:tjänsteställe|sida|dnr|region |förvaltning)", line.text, re.I):
            return line.content, "body-head", 0.85
    return None


def _deciding_body(lines: Sequence[Line]) -> tuple[Stretch, str, float] | None:
    """The subject that most lead-ins share: "Samverkansgruppen beslutar"."""
    leads = [lead.body for line in lines if (lead := lead_of(line.content)) and lead.body]
    named = [body for body in leads if looks_like_body(body.text) and not GENERIC_BODY.match(body.text)]
    if not named:
        return None
    common, _ = Counter(b.text for b in named).most_common(1)[0]
    return next(b for b in named if b.text == common), "body-deciding", 0.8


def _deciding_names(lines: Sequence[Line]) -> tuple[str, ...]:
    """Who "beslutar" with a list below it, more than once: an abbreviation may be all the document says."""
    leads = [lead for line in lines if (lead := lead_of(line.content)) and lead.body and lead.kind == "list"]
    counts = Counter(lead.body.text for lead in leads if lead.body and len(lead.body.text.split()) <= 5)
    return tuple(name for name, count in counts.items() if count > 1)


def _meeting(context: Context, lines: Sequence[Line], head: Head) -> None:
    upper = list(context.outline.head) or list(lines[:TITLE_LINES])
    values: dict[str, str] = {}
    for content, span in chain(_dated(upper, lines), _dated_edges(context.source.edges or ())):
        stretch = content[span.at[0] : span.at[1]]
        values["date"] = span.iso or ""
        head.places["meeting.date"] = context.evidence(stretch, "meeting-date", 0.96)
        if span.end and span.start and span.end != span.start and span.precision == "range":
            values["end_date"] = span.end.isoformat()
            head.places["meeting.end_date"] = head.places["meeting.date"]
        _clock(context, content, span, values, head)
        break
    else:
        context.issue("no-date", "Mötets datum hittades inte.")
    _clock_label(context, upper, values, head)
    _clock_in_title(context, lines, values, head)
    _place(context, upper, values, head)
    head.meeting = Meeting(**{k: v for k, v in values.items() if v})


def _dated(upper: Sequence[Line], lines: Sequence[Line]) -> Iterator[tuple[Stretch, Span]]:
    """The dates that may be the meeting's: behind a label first, then in the titles."""
    for content in (
        *_label_values(upper, "time"),
        *_label_values(upper, "place"),
        *(x.content for x in _title_lines(lines)),
    ):
        for span in find_dates(content.text):
            if span.precision in {"day", "range"} and span.start and span.rule != "meeting-reference":
                yield content, span
    for line in upper[:60]:
        if re.search(r"justera|anslag|bevis|publicera|skickas", line.text, re.I):
            continue
        for span in find_dates(line.text):
            if span.precision == "day" and span.start:
                yield line.content, span


def _dated_edges(edges: Sequence[Line]) -> Iterator[tuple[Stretch, Span]]:
    """The dates in a header that says whose they are: "Protokoll 2024-03-01", "Sammanträdesdatum: 1 mars 2024"."""
    titles = [line.content for line in edges if MINUTES.search(line.text) or NOTICE.search(line.text)]
    for content in (*_label_values(edges, "time"), *titles):
        for span in find_dates(content.text):
            if span.precision == "day" and span.start:
                yield content, span


def _label_values(lines: Sequence[Line], *kinds: str) -> Iterator[Stretch]:
    """What stands behind or below the labels of these kinds."""
    for i, line in enumerate(lines):
        label = _label(line, kinds)
        if label and label.value:
            yield label.value
        elif label and i + 1 < len(lines) and not label_of(lines[i + 1]):
            yield lines[i + 1].content


def _label(line: Line, kinds: Sequence[str]) -> Label | None:
    label = label_of(line, "time", "place", "reference")
    return label if label and label.kind in kinds else None


def _clock(context: Context, content: Stretch, span: Span, values: dict[str, str], head: Head) -> None:
    """The times, and the place, on the line that states the date."""
    rest = content[span.at[1] :]
    clock = find_clock(rest.text)
    if clock:
        values["start"], values["end"] = clock.start, clock.end or ""
        stretch = rest[clock.at[0] : clock.at[1]]
        evidence = context.evidence(stretch, "meeting-time", 0.95)
        head.places["meeting.start"] = evidence
        if clock.end:
            head.places["meeting.end"] = evidence
        rest = rest[clock.at[1] :]
    match = PLACE_TAIL.match(rest.text)
    if match and clock and not find_dates(rest.text) and not re.match(r"^\W*(?:till|och|samt|protokoll)\b", rest.text):
        stretch = rest.group(match, "place")
        values["place"] = stretch.text
        head.places["meeting.place"] = context.evidence(stretch, "meeting-place", 0.85)


def _clock_label(context: Context, upper: Sequence[Line], values: dict[str, str], head: Head) -> None:
    if "start" in values:
        return
    for content in _label_values(upper, "time", "place"):
        bare = BARE_HOURS.match(content.text)
        if clock := find_clock(f"kl. {content.text}" if bare else content.text):
            values["start"], values["end"] = clock.start, clock.end or ""
            stretch = content if bare else content[clock.at[0] : clock.at[1]]
            evidence = context.evidence(stretch, "meeting-time", 0.93)
            head.places["meeting.start"] = evidence
            if clock.end:
                head.places["meeting.end"] = evidence
            return


def _clock_in_title(context: Context, lines: Sequence[Line], values: dict[str, str], head: Head) -> None:
    """ "Kl. 08.30–11.00, Teams" on a line of its own among the titles."""
    for line in _title_lines(lines):
        clock = None if "start" in values or line.cells else find_clock(line.text)
        days = [s.iso for s in find_dates(line.text)] if clock else []
        if clock and all(day == values.get("date") for day in days):
            values["start"], values["end"] = clock.start, clock.end or ""
            _place_after(context, line.content, clock, values, head)


def _place_after(context: Context, content: Stretch, clock: Clock, values: dict[str, str], head: Head) -> None:
    evidence = context.evidence(content[clock.at[0] : clock.at[1]], "meeting-time", 0.9)
    head.places["meeting.start"] = evidence
    if clock.end:
        head.places["meeting.end"] = evidence
    rest = content[clock.at[1] :]
    match = PLACE_TAIL.match(rest.text)
    if match and "place" not in values:
        stretch = rest.group(match, "place")
        values["place"] = stretch.text
        head.places["meeting.place"] = context.evidence(stretch, "meeting-place", 0.8)


def _place(context: Context, upper: Sequence[Line], values: dict[str, str], head: Head) -> None:
    for content in () if "place" in values else _places_ahead(upper):
        values["place"] = content.text
        head.places["meeting.place"] = context.evidence(content, "meeting-place", 0.9)
    for content in _label_values(upper, "place"):
        if find_dates(content.text) or len(content) > LONGEST_PLACE:
            continue
        # "Kommunhuset, sal Tallen, kl. 13.15–15.40"
        clock = find_clock(content.text)
        place = content[: clock.at[0]].strip(" ,;.–-") if clock and clock.at[0] else content
        values["place"] = place.text.rstrip(".")
        head.places["meeting.place"] = context.evidence(place, "meeting-place", 0.95)
        return


def _places_ahead(upper: Sequence[Line]) -> Iterator[Stretch]:
    """ "Plats och tid: Stadshuset, sal 2, kl. 13–15": the place stands ahead of the day or the hour."""
    for line in upper:
        label = label_of(line, "time")
        if not label or not label.words.lower().startswith("plats"):
            continue
        ends = [span.at[0] for span in find_dates(label.value.text)]
        ends += [clock.at[0]] if (clock := find_clock(label.value.text)) else []
        place = label.value[: min(ends, default=0)].strip(" ,;.–-")
        if 2 < len(place) <= LONGEST_PLACE:
            yield place
            return
