"""Counts and cross-checks: what a document announces against what was found, names against names, dates against days.

Each check reads the finished record and tells what does not add up; none of them changes a fact.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from rodtrad.reading.dates import find_dates
from rodtrad.reading.facts.context import Context
from rodtrad.reading.labels import label_of
from rodtrad.reading.literals import holds
from rodtrad.reading.names import POLITICAL
from rodtrad.reading.numbering import Heading
from rodtrad.reading.record import Attendance, Fact, Issue, Item, Record
from rodtrad.reading.same_person import may_be_same_person

RANGE = re.compile(r"§*\s*(\d{1,3})\s*(?:[-–]|till|t\.?\s?o\.?\s?m\.?)+\s*§*\s*(\d{1,3})")
REDACTED = re.compile(
    r"\bX{4,}\b|█{2,}"
    r"|\[(?i:(?:namn(?:et)?|uppgift(?:en)?|person(?:en)?)(?: \w+)?|(?:\w+ )?(?:borttag|maskera|maskad|sekretess)\w*)\]"
)
SENSITIVE = re.compile(
    r"\b(?:pga|p\.?g\.?a\.?|på grund av|grundad? på)\s+(?:\w+\s+)?(?:sjukdom|sjukskrivning"
    r"|sjukfrånvaro)\b|\b(?:är|blev|blivit)\s+sjuk\b|\bsjukskriven\b|\bsjukanmäl\w*",
    re.I,
)
PERSONAL_NUMBER = re.compile(r"\b(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-3]\d|[6-9]\d)[-+]\d{4}\b")
# When the minutes are verified, within two weeks of the meeting (kommunallagen 5 kap. 69 §), and put up after that
VERIFIED = re.compile(r"^(?:juster|anslag|datum då anslag|datum för anslag)\w*", re.I)
SOON_VERIFIED = 120  # days
DAY_NAME = re.compile(r"\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?\b.{0,12}\d", re.I)
FEW = 0.5  # share of the attendance that may lack an organisation before the list is one that gives none


def reconcile(context: Context, record: Record) -> tuple[Issue, ...]:
    """All issues of a read document: those noted while reading, and what the counts say."""
    if record.kind in {"minutes", "notice"}:
        _announced_numbers(context, record)
        _announced_titles(context, record)
        _numbering(context, record)
        _people(context, record)
        _signers(context, record)
        if record.kind == "minutes":
            _decision_items(context, record)
    _text(context)
    _years(context, record)
    groups = record.plan.groups if record.plan else ()
    if not (record.items or record.attendance or record.decisions or groups or record.agreements):
        context.issue(
            "nothing-found", "Dokumentet lästes, men varken punkter, närvaro, beslut eller mål hittades i det."
        )
    return tuple(dict.fromkeys((*context.source.shortcomings, *context.issues)))


def _announced_numbers(context: Context, record: Record) -> None:
    """ "Paragrafer: § 12–19" against the items found."""
    for line in context.outline.head:
        label = label_of(line, "paragraphs")
        match = RANGE.search(label.value.text) if label else None
        if not match:
            following = _next_line_text(context, line.number) if label and not label.value else ""
            match = RANGE.search(following)
        if not match:
            continue
        first, last = int(match.group(1)), int(match.group(2))
        if not first < last < first + 200:
            continue
        found = {int(n) for item in record.items if (n := (item.number or "").split("/")[0]).isdigit()}
        missing = [n for n in range(first, last + 1) if n not in found]
        if missing:
            text = f"Dokumentet anger punkterna {first}–{last}, men {_listed(missing)} hittades inte."
            context.issue("items-missing", text, line.content)
        surplus = [n for n in sorted(found) if not first <= n <= last]
        if surplus:
            text = f"Dokumentet anger punkterna {first}–{last}, men innehåller även {_listed(surplus)}."
            context.issue("items-surplus", text, line.content)
        return


def _next_line_text(context: Context, number: int) -> str:
    return next((x.text for x in context.outline.head if x.number > number), "")


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:12])) + (" …" if len(numbers) > 12 else "")


def _announced_titles(context: Context, record: Record) -> None:
    """The agenda list against the items: numbers that never come, titles that changed."""
    by_number = {item.number: item for item in record.items}
    for heading in context.outline.announced:
        item = by_number.get(heading.number)
        if item is None:
            told = f"Punkt {heading.number} ”{heading.title.text}”"
            text = f"{told} står i ärendeförteckningen men hittades inte i protokollet."
            context.issue("items-missing", text, heading.title)
        elif not _same_title(heading, item):
            told = f"Punkt {heading.number} heter ”{heading.title.text}” i ärendeförteckningen"
            text = f"{told} men ”{item.title}” i protokollet."
            context.issue("announced-title-differs", text, heading.title)


def _same_title(heading: Heading, item: Item) -> bool:
    one, other = (re.sub(r"\W+", "", t).lower() for t in (heading.title.text, item.title))
    return one[:12] == other[:12] or one in other or other in one


def _numbering(context: Context, record: Record) -> None:
    numbers = [int(n) for item in record.items if (n := (item.number or "").split("/")[0]).isdigit()]
    for number, count in Counter(numbers).items():
        if count > 1:
            context.issue("item-number-repeated", f"Nummer {number} förekommer {count} gånger.")
    gaps = [n for a, b in pairwise(numbers) if b - a > 1 for n in range(a + 1, b)]
    told = any(i.code == "items-missing" for i in context.issues)
    if gaps and not told:
        context.issue("item-number-gap", f"Numreringen hoppar: {_listed(gaps)} saknas.")


def _people(context: Context, record: Record) -> None:
    if not record.attendance:
        return
    if not any(p.duty == "chair" and p.presence != "absent" for p in record.attendance):
        context.issue("chair-not-listed", "Det framgår inte av närvarolistan vem som var ordförande.")
    placeless = [p for p in record.attendance if not p.organisation and not p.title and not _elected(context, p)]
    if 0 < len(placeless) <= FEW * len(record.attendance):
        for person in placeless:
            _name_issue(context, "name-not-placed", f"{person.name} kunde inte knytas till någon organisation.", person)
    listed = {p.name.lower(): p for p in record.attendance}
    for name, fact in _named_elsewhere(record):
        if name.lower() in listed:
            continue
        for person in record.attendance:
            if may_be_same_person(name, person.name):
                text = f"”{name}” och ”{person.name}” kan vara samma person. De har inte slagits ihop."
                _name_issue(context, "names-alike", text, fact, person)


def _elected(context: Context, person: Attendance) -> bool:
    """Whether the list tells a person's political party, and so needs no organisation: "Anna Ek (S)"."""
    end = person.evidence.place.chars[1]
    return POLITICAL.match(context.source.text[end : end + 8]) is not None


def _named_elsewhere(record: Record) -> Iterator[tuple[str, Fact]]:
    for item in record.items:
        for presenter in item.presenters:
            yield presenter.name, presenter
    for appointment in record.appointments:
        yield appointment.person, appointment


def _name_issue(context: Context, code: str, text: str, *facts: Fact) -> None:
    lines = [f.evidence.place.lines for f in facts]
    context.issues.append(Issue(code=code, text=text, lines=lines[0]))


def _signers(context: Context, record: Record) -> None:
    """A signer under another name than the attendance's is asked about; one who is not there at all is told."""
    if not record.attendance:
        return
    names = {p.name.lower() for p in record.attendance if p.presence != "absent"}
    for signature in record.signatures:
        if signature.name.lower() in names:
            continue
        absent = [p for p in record.attendance if p.name.lower() == signature.name.lower()]
        alike = [p for p in record.attendance if not absent and may_be_same_person(signature.name, p.name)]
        if alike:
            text = f"{signature.name} har undertecknat; i närvarolistan står {alike[0].name}. De kan vara samma person."
            _name_issue(context, "names-alike", text, signature, alike[0])
        else:
            also = _held_by(record.attendance, signature.duty)
            listed = "står bland de frånvarande" if absent else "står inte i närvarolistan"
            text = f"{signature.name} har undertecknat men {listed}{also}."
            _name_issue(context, "signer-not-present", text, signature)


def _held_by(attendance: tuple[Attendance, ...], duty: str) -> str:
    words = {"chair": "ordförande", "secretary": "sekreterare", "adjuster": "justerare"}
    holder = next((p for p in attendance if p.duty == duty), None)
    return f", där {holder.name} är {words[duty]}" if holder and duty in words else ""


def _decision_items(context: Context, record: Record) -> None:
    decided = {d.item for d in record.decisions}
    for item in record.items:
        if item.type == "decision" and item.number not in decided and not item.cancelled:
            text = f"Punkt {item.number or ''} ”{item.title}” är en beslutspunkt, men inget beslut hittades vid den."
            _name_issue(context, "no-decision-at-item", text, item)


def _years(context: Context, record: Record) -> None:
    """A day in another year on which the minutes were verified or put up, before the meeting or long after it."""
    day = record.meeting.date if record.meeting else None
    held = date.fromisoformat(day) if day and len(day) == 10 else None
    for line in (*context.outline.head, *context.outline.tail):
        if not held or not VERIFIED.match(line.text):
            continue
        for span in find_dates(line.text):
            apart = (span.start - held).days if span.start and span.precision == "day" else 0
            if span.start and span.start.year != held.year and not 0 <= apart <= SOON_VERIFIED:
                words = f"Mötet hölls {held.isoformat()}, men här står {span.start.isoformat()}."
                context.issue("years-differ", words, line.content[span.at[0] : span.at[1]])
                return


def _text(context: Context) -> None:
    """What any line may show: maskings, health, a weekday that contradicts its date."""
    for line in context.source.lines:
        text = line.text
        if not text:
            continue
        if holds(text, ("XXXX", "[", "█")) and REDACTED.search(text):
            context.issue("redacted", "En uppgift är maskerad i dokumentet.", line.content)
        if "sjuk" in text and (match := SENSITIVE.search(text)):
            words = f"Texten ”{match.group()}” kan röra en enskild person och bör ses över före publicering."
            context.issue("possibly-sensitive", words, line.content)
        if ("-" in text or "+" in text) and PERSONAL_NUMBER.search(text):
            words = "Texten ser ut att innehålla ett personnummer, som ska maskeras före publicering."
            context.issue("possibly-sensitive", words, line.content)
        if ("dag" in text or "DAG" in text) and DAY_NAME.search(text):
            for span in find_dates(text, anchor=context.meeting_date):
                if span.weekday_differs:
                    words = f"Veckodagen i ”{span.text.strip()}” stämmer inte med datumet."
                    context.issue("weekday-differs", words, line.content[span.at[0] : span.at[1]])
