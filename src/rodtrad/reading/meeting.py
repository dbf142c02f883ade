"""When and where a meeting was held: first what the labels say, then the titles, then the lines below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise, takewhile, zip_longest

from rodtrad.reading.dates import Clock, Span, find_clock, find_dates
from rodtrad.reading.document_kind import MINUTES, NOTICE, TITLE_LINES, title_lines
from rodtrad.reading.facts.context import Context
from rodtrad.reading.labels import Label, label_of
from rodtrad.reading.record import Evidence, Meeting
from rodtrad.reading.sources.source import COLUMN_GAP, Line, Stretch

BAR = re.compile(r"\s*\|\s*")
LONGEST_PLACE = 120  # characters
LONGEST_BUILDING = 60  # of a line that names one
# Behind the label "Tid" or a labelled date, hours need no "kl.": "13-15", "13.30–15".
BARE_HOURS = re.compile(r"^\d{1,2}(?:[.:]\d{2})?\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?(?=$|,\s)")
PLACE_TAIL = re.compile(
    r"^[\s,.;|–-]*(?:(?:plats|lokal)\b:?\s*)?(?P<place>(?:via|på|i|digitalt|hos)?\s*[\wÅÄÖåäö].{1,80})$", re.I
)
# What may follow the hours and is no place
NO_PLACE = re.compile(r"^\W*(?:till|och|samt|protokoll\w*|ajourn\w*|paus|lunch|därefter|med undantag|§)\b", re.I)
# "Digitalt möte via Teams", "Via Zoom": a line of its own among the titles
ONLINE = re.compile(
    r"^(?:(?:digitalt|distans|möte|sammanträde)(?:möte|sammanträde)?\s+)*(?:(?:via|på|genom|i)\s+)?(?:microsoft )?"
    r"(?:teams|zoom|skype|länk|videolänk|telefon)$|^digitalt(?: möte| sammanträde)?$",
    re.I,
)
# "Stadshuset, sal 2", "Brunns herrgård", on a line of its own beside the day
BUILDING = re.compile(
    r"^(?=[A-ZÅÄÖ])(?:[\w-]+ (?:[Ff]olkets )?)?[\w-]*(?i:hus(?:et)?|gård(?:en)?|sal(?:en)?|bibliotek(?:et)?|skolan"
    r"|hotell(?:et)?|slott(?:et)?|lokal(?:en)?|kyrkan)\b(?!.*\d{3})[^:;()]{0,40}$"
)
# "Nämnden sammanträdde den 3 juni kl. 9 i Stora salen.", "Mötet hölls i Stadshuset, klockan 13–16."
HELD = re.compile(
    r"\b(?:sammanträdde|möttes|träffades|hölls|ägde rum)\b(?P<rest>.{0,80}?)\s(?:i|på|vid)\s"
    r"(?P<place>[A-ZÅÄÖ][\w-]*(?:,? [\w-]+){0,5}?)(?=\.|,? kl\b|,? klockan\b|,? den \d|$)"
)
OTHERS_DATES = re.compile(r"juster|anslag|bevis|publicera|skickas|upprättad|utskriv|senast", re.I)
OTHERS_DATE_BELOW = re.compile(r"^(?:juster|anslag|bevis|datum för|publicer|underskrift)", re.I)
# What may stand between two days of one meeting: "9 och 10 mars", "onsdag 9 mars kl. 10–torsdag 10 mars"
SECOND_DAY = re.compile(
    r"^\s?(?:kl(?:\.|ockan)?\s?\d{1,2}(?:[.:]\d\d)?\s?)?(?:[-–/,&]|och|samt|till)\s?(?:\w+dag(?:en)?\s)?(?:den\s)?$"
)
LAST_DAY = re.compile(r"^\s?[-–]\s?(?P<day>\d{1,2})(?![\d.:/-])")  # "2024-11-09–10"


@dataclass
class _Found:
    """The values found so far with their places; the first to be put stays."""

    context: Context
    places: dict[str, Evidence]
    values: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: str | None, stretch: Stretch, rule: str, confidence: float) -> None:
        if value and name not in self.values:
            self.values[name] = value
            self.places[f"meeting.{name}"] = self.context.evidence(stretch, rule, confidence)

    def put_clock(self, clock: Clock, stretch: Stretch, confidence: float) -> None:
        if "start" not in self.values:
            self.put("start", clock.start, stretch, "meeting-time", confidence)
            self.put("end", clock.end, stretch, "meeting-time", confidence)


def find_meeting(context: Context, lines: Sequence[Line], places: dict[str, Evidence]) -> Meeting:
    """The meeting that the whole document, `lines`, is of; where each value stands is put among `places`."""
    upper = list(_labels_apart(context.outline.head or lines[:TITLE_LINES]))
    found = _Found(context, places)
    edges = context.source.edges or ()
    dated = next(chain(_dated(upper, lines), _dated_edges(edges)), None)
    if dated:
        _put_days(found, *dated)
        _beside_date(found, *dated)
    else:
        context.issue("no-date", "Mötets datum hittades inte.")
    _labelled_hours(found, upper)
    _told(found, upper)
    _hours_in_titles(found, upper)
    _labelled_place(found, upper)
    _place_in_titles(found, upper)
    return Meeting(**found.values)


def _labels_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; one on which label stands beside label as a line each: "Datum: 1 mars 2024     Plats: Teams"."""
    for line in lines:
        pieces = [line.content]
        if not line.cells and line.text.count(":") > 1:
            pieces = [piece for column in line.content.columns(COLUMN_GAP) for piece in _between_bars(column)]
        apart = [replace(line, content=piece) for piece in pieces] if len(pieces) > 1 else []
        yield from apart if apart and all(label_of(piece) for piece in apart) else [line]


def _between_bars(content: Stretch) -> Iterator[Stretch]:
    start = 0
    for match in BAR.finditer(content.text):
        yield content[start : match.start()]
        start = match.end()
    yield content[start:]


def _put_days(found: _Found, content: Stretch, span: Span) -> None:
    start, end = span.at
    found.put("date", span.iso, content[start:end], "meeting-date", 0.96)
    last, stretch = _last_day(content, span)
    if last:
        found.put("end_date", last, stretch, "meeting-date", 0.93)


def _last_day(content: Stretch, span: Span) -> tuple[str | None, Stretch]:
    """The last of several days: "9–10 mars 2024", "9 och 10 mars 2024", "2024-03-09–10"."""
    own = content[span.at[0] : span.at[1]]
    if not span.start:
        return None, own
    if span.precision == "range" and span.end and span.end != span.start:
        return span.end.isoformat(), own
    if (match := LAST_DAY.match(content.text[span.at[1] :])) and span.start.day < int(match["day"]) <= 31:
        stretch = content[span.at[0] : span.at[1] + match.end()]
        return f"{span.start:%Y-%m}-{int(match['day']):02}", stretch
    for other in find_dates(content.text, anchor=span.start):
        joined = other.at[0] >= span.at[1] and SECOND_DAY.match(content.text[span.at[1] : other.at[0]])
        if joined and other.precision == "day" and other.start and 0 < (other.start - span.start).days < 7:
            return other.start.isoformat(), content[other.at[0] : other.at[1]]
    return None, own


def _dated(upper: Sequence[Line], lines: Sequence[Line]) -> Iterator[tuple[Stretch, Span]]:
    """The dates that may be the meeting's: behind a label first, then in the titles."""
    labelled = list(takewhile(lambda line: not label_of(line, "adjuster", "signatures", "notices"), upper))
    for content in (
        *_label_values(labelled, "time"),
        *_label_values(labelled, "place"),
        *(x.content for x in title_lines(lines)),
    ):
        for span in _days(content.text):
            if span.precision in {"day", "range"} and span.start and span.rule != "meeting-reference":
                yield content, span
    for above, line in pairwise([None, *upper[:60]]):
        if not line or OTHERS_DATES.search(line.text) or (above and OTHERS_DATE_BELOW.match(above.text)):
            continue
        for span in find_dates(line.text):
            if span.precision == "day" and span.start:
                yield line.content, span


def _days(text: str) -> Sequence[Span]:
    """The dates of a line; one without a year is of the year that another states ("9 mars–10 mars 2024")."""
    spans = find_dates(text)
    stated = next((span.start.year for span in spans if span.start), None)
    return find_dates(text, year=stated) if stated and any(span.start is None for span in spans) else spans


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


def _beside_date(found: _Found, content: Stretch, span: Span) -> None:
    """The times, and the place, on the line that states the date."""
    rest = content[span.at[1] :].strip(" ,;|")
    bare = BARE_HOURS.match(rest.text)
    clock = find_clock(f"kl. {rest.text}" if bare else rest.text)
    if not clock:
        return
    end = bare.end() if bare else clock.at[1]
    if "end_date" in found.values and (last := find_clock(rest.text[end:])):
        # each day with an hour of its own: the first one begins the meeting, the last one ends it
        found.put("start", clock.start, rest[clock.at[0] : clock.at[1]], "meeting-time", 0.9)
        found.put("end", last.end or last.start, rest[end + last.at[0] : end + last.at[1]], "meeting-time", 0.9)
        return
    found.put_clock(clock, rest[0 if bare else clock.at[0] : end], 0.95)
    _put_place_behind(found, rest[end:], 0.85)


def _put_place_behind(found: _Found, rest: Stretch, confidence: float) -> None:
    match = PLACE_TAIL.match(rest.text)
    prose = ". " in rest.text
    if match and not prose and not find_dates(rest.text) and not NO_PLACE.match(rest.text):
        stretch = rest.group(match, "place")
        found.put("place", stretch.text, stretch, "meeting-place", confidence)


def _labelled_hours(found: _Found, upper: Sequence[Line]) -> None:
    for content in () if "start" in found.values else _label_values(upper, "time", "place"):
        bare = BARE_HOURS.match(content.text)
        if clock := find_clock(f"kl. {content.text}" if bare else content.text):
            found.put_clock(clock, content[: bare.end()] if bare else content[clock.at[0] : clock.at[1]], 0.93)
            return


def _hours_in_titles(found: _Found, lines: Sequence[Line]) -> None:
    """ "Kl. 08.30–11.00, Teams" on a line of its own among the titles."""
    for line in title_lines(lines):
        clock = None if "start" in found.values or line.cells else find_clock(line.text)
        days = [s.iso for s in find_dates(line.text)] if clock else []
        if clock and all(day == found.values.get("date") for day in days):
            found.put_clock(clock, line.content[clock.at[0] : clock.at[1]], 0.9)
            _put_place_behind(found, line.content[clock.at[1] :], 0.8)


def _labelled_place(found: _Found, upper: Sequence[Line]) -> None:
    """What is labelled as the place stands over what follows a date or hours."""
    for content in () if "place" in found.values else _places_ahead(upper):
        found.put("place", content.text, content, "meeting-place", 0.9)
    for content in _label_values(upper, "place"):
        if find_dates(content.text) or len(content) > LONGEST_PLACE:
            continue
        # "Kommunhuset, sal Tallen, kl. 13.15–15.40"
        clock = find_clock(content.text)
        place = content[: clock.at[0]].strip(" ,;.–-") if clock and clock.at[0] else content
        found.values.pop("place", None)
        found.put("place", place.text.rstrip("."), place, "meeting-place", 0.95)
        return


def _place_in_titles(found: _Found, lines: Sequence[Line]) -> None:
    for line in () if "place" in found.values else title_lines(lines):
        if ONLINE.match(line.text):
            found.put("place", line.text, line.content, "meeting-place", 0.8)
    dated = found.places.get("meeting.date")
    for line in lines[: 2 * TITLE_LINES] if dated and "place" not in found.values else ():
        below = dated and 0 < line.number - dated.place.lines[1] <= 2  # the hours may stand between
        if below and len(line.text) <= LONGEST_BUILDING and BUILDING.match(line.text) and not label_of(line):
            found.put("place", line.text, line.content, "meeting-place", 0.8)


def _told(found: _Found, lines: Sequence[Line]) -> None:
    """When and where, in a sentence of the first ones: "Nämnden sammanträdde den 3 juni kl. 9 i Stora salen." """
    for line in lines[: 2 * TITLE_LINES]:
        match = HELD.search(line.text) if "kl" in line.text else None
        if not match or any(span.iso != found.values.get("date") for span in find_dates(line.text) if span.start):
            continue
        if clock := find_clock(line.text):
            found.put_clock(clock, line.content[clock.at[0] : clock.at[1]], 0.9)
        place = line.content.group(match, "place")
        found.put("place", place.text, place, "meeting-place", 0.85)
        return


def _places_ahead(upper: Sequence[Line]) -> Iterator[Stretch]:
    """ "Plats och tid: Stadshuset, sal 2, kl. 13–15": the place stands ahead of the day or the hour.

    Under "Tid och plats" it may stand on the line below them.
    """
    for line, following in zip_longest(upper, upper[1:]):
        label = label_of(line, "time")
        words = label.words.lower() if label else ""
        if not label or "plats" not in words:
            continue
        value = label.value or (following.content if following and not label_of(following) else label.value)
        ends = [span.at[0] for span in find_dates(value.text)]
        ends += [clock.at[0]] if (clock := find_clock(value.text)) else []
        place = value[: min(ends, default=0)].strip(" ,;.–-") if words.startswith("plats") else value[:0]
        if not place and label.value and ends and following and _may_be_place(following):
            place = following.content
        if 2 < len(place) <= LONGEST_PLACE:
            yield place
            return


def _may_be_place(line: Line) -> bool:
    return not (line.cells or label_of(line) or find_dates(line.text) or line.text.endswith((".", ":")))
