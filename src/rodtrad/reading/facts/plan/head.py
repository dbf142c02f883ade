"""What a plan says of itself: its title, its years, by whom and when it was decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.document_kind import PLANS
from rodtrad.reading.record import Evidence
from rodtrad.reading.sources.source import Line, Source, Stretch

TITLE_LINES: Final = 40  # lines from the top in which a plan has its title
COVER_LINES: Final = 8
PERIOD_LINES: Final = 80
_TITLE = re.compile(
    rf"(?:[\w-]+\s+){{0,4}}?(?:{PLANS}|\w*handlingsprogram|utvecklingsplan)(?:er|en|erna)?\b.{{0,110}}", re.I
)
# "Beslutad av Ekebygruppen 240315", "Fastställd av styrgruppen den 3 maj 2024", "Beslutsdatum: …"
_DECIDED = re.compile(
    r"(?:(?:handlings)?planen (?:är|har) )?(?:besluta[dt]|fastställ[dt]"
    r"|antag(?:en|it)|godkän[dt]|beslutsfattare|beslut(?:at)? av"
    r"|besluts?datum|datum för (?:beslut|fastställande)|fastställelsedatum|beslutande)(?: (?:i|den))?"
    r"(?P<by> av| i| vid)?\s*:?\s*(?P<rest>.*)",
    re.I | re.S,
)
# "Nätverket beslutade om årsplanen vid mötet 2026-10-21."
_DECIDES = re.compile(
    r"(?P<who>[A-ZÅÄÖ][^.,;:]{2,80}?) (?:beslutade(?: om)?|fastställde|antog|godkände|har (?:antagit|fastställt))"
    r" (?:den |denna )?(?:\w+ )?\w*plan(?:en)?\b(?P<rest>.*)",
    re.S,
)
# "Handlingsplan", "Handlingsplan 2025–2026"
_BARE = re.compile(r"\w+\s*(?:för (?:åren )?)?(?:20\d\d(?:\W+20\d\d)?)?")
# The subject below such a line: no label, no number, no sentence, no heading of every report
_SUBJECT = re.compile(
    r"(?!(?i:dnr|diarie|beslut|fastställ|antag|version|inledning|bakgrund|innehåll|sammanfattning|syfte))"
    r"[A-ZÅÄÖ][^.:;\d]{5,80}(?<! inom)(?<! för)(?<! i)(?<! och)"
)
_AFTER_BODY = re.compile(r"[\s,(]*(?:(?:den|vid|på|möte|mötet|sammanträde|dnr|§\s?\d+)\b[\s,]*)*$", re.I)
_BODY = re.compile(
    r"[A-ZÅÄÖ][^.;]{2,90}|[a-zåäö]*(?:gruppen|rådet|nämnden|styrelsen|nätverket|utskottet|ledningen|forumet)"
)


On = tuple[str, Stretch, bool]  # a day, where it stands, and whether its year is concluded


@dataclass(frozen=True)
class Head:
    """The plan's single values with their evidence; `period` is first and last year."""

    title: str | None
    title_at: Stretch | None
    period: tuple[int, int] | None
    decided_on: str | None
    decided_by: str | None
    places: dict[str, Evidence]


def find_head(source: Source, lines: Sequence[Line], anchor: date | None) -> Head:
    """Title, period and decision of the plan that `lines` hold."""
    places: dict[str, Evidence] = {}

    def note(key: str, stretch: Stretch, rule: str, confidence: float, *, inferred: bool = False) -> None:
        fields = (key.removeprefix("plan."),) if inferred else ()
        places[key] = source.evidence(stretch, rule, confidence, inferred=fields)

    written = [line for line in lines if not line.blank]
    title = _title_line(written)
    named = _named(written, title)
    if named:
        note("plan.title", named, "plan-title", 0.85)
    period = _period(written, title)
    if period:
        note("plan.period", period[1], "plan-period", 0.9)
    by, on = _decision(written, title, anchor)
    if by:
        note("plan.decided_by", by, "decided-by", 0.9)
    if on:
        note("plan.decided_on", on[1], "decided-by", 0.9, inferred=on[2])
    return Head(
        title=named.text if named else None,
        title_at=named,
        period=period[0] if period else None,
        decided_on=on[0] if on else None,
        decided_by=by.text if by else None,
        places=places,
    )


def _title_line(written: Sequence[Line]) -> Line | None:
    """The first line that could be a title; on a cover, one that names a subject before a bare "Handlingsplan 2025"."""
    titles = [line for line in written[:TITLE_LINES] if _is_title(line)]
    if titles and _BARE.fullmatch(titles[0].text):
        titles = [line for line in titles if line in written[:COVER_LINES] and not _BARE.fullmatch(line.text)] or titles
    return titles[0] if titles else None


def _named(written: Sequence[Line], title: Line | None) -> Stretch | None:
    """The title; "Handlingsplan" alone on its line with the subject that stands on the next."""
    if title is None:
        return None
    below = next(iter(written[written.index(title) + 1 :]), None)
    if below is None or not re.fullmatch(r"\w+plan", title.text) or below.cells or below.bullet:
        return title.content
    return Stretch.join([title.content, below.content]) if _SUBJECT.fullmatch(below.text) else title.content


def _is_title(line: Line) -> bool:
    text = line.text
    return not line.cells and not line.bullet and text[-1:] not in ".:;" and _TITLE.fullmatch(text) is not None


def _period(written: Sequence[Line], title: Line | None) -> tuple[tuple[int, int], Stretch] | None:
    """The years of the title, else of a line that is nothing but years, else the first span of years near the top."""
    alone = [
        line
        for line in written[:PERIOD_LINES]
        if re.fullmatch(r"(?:för )?(?:åren |år )?\d{4}(?:\W+\d{4})?", line.text, re.I)
    ]
    bare = [line for line in written[:COVER_LINES] if _is_title(line) and _BARE.fullmatch(line.text)]
    for line in [*([title] if title else []), *bare, *alone]:
        for span in find_dates(line.text):
            if span.precision in ("year", "range") and span.start and span.end:
                return (span.start.year, span.end.year), line.content[span.at[0] : span.at[1]]
    for line in written[:PERIOD_LINES]:
        for span in find_dates(line.text) if re.search(r"20\d\d\W{1,3}(?:20)?\d\d", line.text) else ():
            if span.rule == "years" and span.start and span.end:
                return (span.start.year, span.end.year), line.content[span.at[0] : span.at[1]]
    return None


def _decision(written: Sequence[Line], title: Line | None, anchor: date | None) -> tuple[Stretch | None, On | None]:
    """By whom and when: the last line that says so, for drafts and earlier decisions are told first.

    Only the title may say it behind other words: "Handlingsplan 2025, antagen av Länsrådet den 3 maj 2024".
    """
    by: Stretch | None = None
    on: On | None = None
    for i, line in enumerate(written):
        if match := _DECIDED.search(line.text) if line is title else _DECIDED.match(line.text):
            rest = line.content.group(match, "rest")
            # "Beslutad av" alone on its line: the body stands on the next
            if (
                not rest
                and i + 1 < len(written)
                and not _DECIDED.match(written[i + 1].text)
                and not written[i + 1].cells
            ):
                rest = written[i + 1].content
            day = _day_in(rest, anchor)
            by = _body(rest, day, led=bool(match["by"]) or bool(day) or "av" in match[0].split()) or by
        elif match := _DECIDES.match(line.text):
            rest = line.content.group(match, "rest")
            day = _day_in(rest, anchor)
            by = line.content.group(match, "who") if day else by
        else:
            continue
        on = (day.iso, rest[day.at[0] : day.at[1]], day.year_inferred) if day and day.iso else on
    return by, on


def _day_in(rest: Stretch, anchor: date | None) -> Span | None:
    return next((s for s in find_dates(rest.text, anchor=anchor) if s.precision == "day" and s.start), None)


def _body(rest: Stretch, day: Span | None, *, led: bool) -> Stretch | None:
    before = rest[0 : day.at[0]] if day else rest
    if day and not before.strip(" ("):
        before = rest[day.at[1] :].strip(" ,()")  # "2024-02-09 av Samrådet"
    before = before[0 : len(_AFTER_BODY.sub("", before.text))].strip(" .,:;–-")
    for lead in ("av ", "i ", "vid "):
        if before.text.startswith(lead):
            before = before[len(lead) :]
    return before if led and _BODY.fullmatch(before.text) else None
