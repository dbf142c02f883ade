"""Whether days and times are those of the words, and come in the order in which things happen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from rodtrad.web.documents.dates import Span, span
from rodtrad.web.documents.kinds import FIELDS
from rodtrad.web.documents.models import Finding
from rodtrad.web.documents.reading import find_dates
from rodtrad.web.review.doubt.case import Case, Reason, sentence_at

DAYS = {
    "assignment": ("due",),
    "decision": ("date",),
    "appointment": ("from",),
    "agreement": ("from", "to"),
    "next_meeting": ("date",),
    "activity": ("start", "end"),
    "meeting": ("date", "end_date"),
    "plan": ("decided_on",),
}
LONG = timedelta(days=4 * 365)
SIGNED_WITHIN = timedelta(days=120)


def is_in_the_words(case: Case, finding: Finding) -> Iterator[Reason]:
    """Each day is one that the words tell."""
    if not isinstance(finding.value, dict):
        return
    for field in DAYS.get(finding.kind, ()):
        told = _span(finding.value.get(field))
        if told is None:
            continue
        words = _words(case, finding, field)
        if not any(_agrees(told, first, last) for first, last in _days_in(case, words)):
            called = FIELDS.get(field, field).capitalize()
            far = any(
                _agrees(told, first, last) for first, last in _days_in(case, case.lines(finding, before=3, after=3))
            )
            weight = 0.25 if far else 0.4 if field in finding.inferred else 0.7
            text = f"{called} {finding.value[field]} är inte den tid som orden säger."
            # The days of an agreement stand together: which is which, the words don't say.
            instead = None if finding.kind == "agreement" else _only_day(case, words, str(finding.value[field]))
            yield Reason(weight, text, field, instead)


def _words(case: Case, finding: Finding, field: str) -> str:
    if finding.kind in ("meeting", "plan"):
        own = [one for one in case.findings if one.parent is finding and one.kind.rpartition(".")[2] == field]
        return "\n".join(case.lines(one) for one in own or [finding])
    told = str(finding.value.get("due_text") or finding.value.get("time_text") or "")
    return told if told and find_dates(told, anchor=case.day) else case.words(finding) + "\n" + case.lines(finding)


def _days_in(case: Case, words: str) -> list[tuple[date | None, date | None]]:
    years = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", words)}
    found = list(find_dates(words, anchor=case.day))
    found += [one for year in years for one in find_dates(words, anchor=case.day, year=year)]
    return [(one.start, one.end) for one in found]


def _only_day(case: Case, words: str, said: str) -> str | None:
    """The one day that the words tell with its year, as exactly as what is said, as a record has it."""
    found = list(find_dates(words, anchor=case.day))
    told = {one.iso for one in found}
    # Of "hösten 2026" neither the first nor the last day is what the words tell.
    if len(told) != 1 or (day := told.pop()) is None or len(day) < len(said) or day[:4] not in words:
        return None
    lasts = any(one.start and one.end and one.start != one.end for one in found)
    return None if lasts and len(day) == len("2026-06-05") else day


def _agrees(told: Span, first: date | None, last: date | None) -> bool:
    """Whether a day, month or year is the beginning or the end of a time in the words."""
    return any(day is not None and told.first <= day <= told.last for day in (first, last))


def _span(told: object) -> Span | None:
    try:
        return span(str(told)) if told else None
    except ValueError:
        return None


def has_its_time(case: Case, finding: Finding) -> Iterator[Reason]:
    """A time in the words became a day."""
    if finding.kind == "assignment" and not finding.value.get("due"):
        if finding.value.get("due_text"):
            yield Reason(0.2, "Tiden kunde inte räknas om till en dag.")
        elif any(one.end for one in find_dates(_sentence(case, finding), anchor=case.day)):
            yield Reason(0.3, "En tid står i meningen men inte i uppgiften.", "due")


def _sentence(case: Case, finding: Finding) -> str:
    return case.text[slice(*sentence_at(case.text, finding.first_char, finding.end_char))]


def comes_in_order(case: Case, finding: Finding) -> Iterator[Reason]:
    """What was set at the meeting comes after it, and soon."""
    value = finding.value if isinstance(finding.value, dict) else {}
    if finding.kind == "agreement":
        first, last = _span(value.get("from")), _span(value.get("to"))
        if first and last and last.last < first.first:
            yield Reason(0.8, "Slutet ligger före början.")
    if case.day is None or case.last_day is None:
        return
    told = _span(value.get({"assignment": "due", "next_meeting": "date", "appointment": "from"}.get(finding.kind, "")))
    if told and told.last < case.day:
        yield Reason(0.6, f"Dagen ligger före mötet {case.day}.", "due")
    elif told and told.first > case.last_day + LONG:
        yield Reason(0.5, "Dagen ligger många år efter mötet.")
    if finding.kind == "next_meeting" and told and told.first > case.last_day + timedelta(days=400):
        yield Reason(0.4, "Det är mer än ett år till nästa möte.")
    if finding.kind == "signature" and (signed := _span(str(value.get("signed_at") or "")[:10])):
        if signed.last < case.day:
            yield Reason(0.6, "Underskriften är tidigare än mötet.")
        elif signed.first > case.last_day + SIGNED_WITHIN:
            yield Reason(0.4, "Underskriften kom lång tid efter mötet.")
        if signed.first.isoformat() not in case.lines(finding, before=4, after=4):
            yield Reason(0.3, "Underskriftens dag står inte vid namnet.")


def is_the_day_of_the_meeting(case: Case, finding: Finding) -> Iterator[Reason]:
    """The file's name, the signatures and the other days of the text agree with the meeting's."""
    if finding.kind != "meeting" or case.day is None:
        return
    named = re.search(r"(20\d\d)[-_ .]?([01]\d)[-_ .]?([0-3]\d)", case.name)
    if named and "-".join(named.groups()) != case.day.isoformat() and case.day == case.last_day:
        yield Reason(0.5, f"Filen heter ”{case.name}”, men mötets datum är {case.day}.")
    for signature in case.of_kind("signature"):
        signed = _span(str(signature.value.get("signed_at") or "")[:10])
        if signed and not case.day <= signed.first <= case.day + SIGNED_WITHIN:
            yield Reason(0.4, "Underskrifternas dagar stämmer inte med mötets datum.")
    for field in ("start", "end"):
        clock = str(finding.value.get(field) or "")
        if clock and not _tells_time(case.text, clock[:2], clock[3:]):
            yield Reason(0.5, f"Klockslaget {clock} står inte i dokumentet.")


def _tells_time(text: str, hour: str, minute: str) -> bool:
    """Whether "09:30" stands in a text as "9.30", or "09:00" as "kl. 9" or "9–12"."""
    if re.search(rf"\b0?{int(hour)}[.:]?{minute}", text):
        return True
    bare_hour = rf"\bkl(?:ockan|\.)?\s*0?{int(hour)}\b|\b0?{int(hour)}\s*[-–]|[-–]\s*0?{int(hour)}\b"
    return minute == "00" and bool(re.search(bare_hour, text))


CHECKS = (is_in_the_words, has_its_time, comes_in_order, is_the_day_of_the_meeting)
