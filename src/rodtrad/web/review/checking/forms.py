"""The fields of each kind of finding: as a form to correct it by, and as words to read it by.

The record's fixed words are chosen by their Swedish names; what the record leaves out is an empty field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from rodtrad.web.documents.dates import clock_time, span
from rodtrad.web.documents.kinds import KINDS, REFERENCE
from rodtrad.web.documents.models import Finding
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Attendance, Decision, Item, Proposal, Standpoint

INPUT = {"class": "ds-input"}
LONG = {"class": "ds-input", "rows": 3}
REFERENCES = {
    "sou": "Utredning",
    "dir": "Direktiv",
    "sfs": "Lag eller förordning",
    "meeting": "Möte",
    "paper": "Handling",
}
SHOWN = {"day": "j F Y", "month": "F Y", "year": "Y"}


class RecordDate(forms.CharField):
    """A day, a month or a year as the record has it."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text) or span(text) is None:
                raise ValueError
        except ValueError as error:
            raise ValidationError("Skriv dagen som 2026-06-05, månaden som 2026-06 eller året som 2026.") from error
        return text


class Clock(forms.CharField):
    """A time of day: 9.00 or 09:00."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if not text:
            return None
        hour, _, minute = text.replace(".", ":").partition(":")
        try:
            told = clock_time(f"{hour:0>2}:{minute or '00'}")
        except ValueError as error:
            raise ValidationError("Skriv klockslaget som 09.00.") from error
        return f"{told:%H:%M}"


class Moment(forms.CharField):
    """A moment as a signature gives it, with or without its offset, or its day alone."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text.replace(" ", "T", 1)).isoformat()
            return found if len(text) > len("2026-06-12") else text
        except ValueError as error:
            raise ValidationError("Skriv tidpunkten som 2026-06-12 08:15.") from error


class Numbers(forms.Field):
    """Whole numbers with anything between them: "1 + 1", "2024–2025"."""

    def __init__(self, *, count: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.count = count

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[int] | None:
        found = [int(number[:6]) for number in re.findall(r"\d+", str(value or ""))]
        if self.count and found and len(found) != self.count:
            raise ValidationError(f"Skriv {self.count} tal, till exempel 2025, 2026.")
        return found or (None if self.count else [])


class Lines(forms.Field):
    """Several texts, each on a line of its own."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


Maker = Callable[[], forms.Field]


def _text(label: str, *, required: bool = False, long: bool = False) -> Maker:
    widget = forms.Textarea(LONG) if long else forms.TextInput(INPUT)
    return lambda: forms.CharField(label=label, required=required, widget=widget, empty_value=None)


def _of(field: Callable[..., forms.Field], label: str, *, required: bool = False, **options: Any) -> Maker:
    return lambda: field(label=label, required=required, widget=forms.TextInput(INPUT), **options)


def _lines(label: str) -> Maker:
    return lambda: Lines(label=label, required=False, widget=forms.Textarea(LONG), help_text="En på varje rad.")


def _choice(label: str, choices: Any, *, empty: str = "") -> Maker:
    every = [("", empty), *choices] if empty else list(choices)
    return lambda: forms.TypedChoiceField(
        label=label, choices=every, required=not empty, widget=forms.Select(INPUT), empty_value=None
    )


def _yes(label: str) -> Maker:
    return lambda: forms.BooleanField(label=label, required=False)


def _mail(label: str) -> Maker:
    return lambda: forms.TypedChoiceField(
        label=label, choices=[("", "Vid mötet"), ("mail", "Via e-post")], required=False, empty_value=None,
        widget=forms.Select(INPUT),
    )  # fmt: skip


AT = {"item": _text("Punkt nummer"), "section": _text("Avsnitt")}
WHO = {"name": _text("Namn", required=True), "title": _text("Titel"), "organisation": _text("Organisation")}
FIELDS: dict[str, dict[str, Maker]] = {
    "attendance": {
        **WHO,
        "duty": _choice("Uppgift", Attendance.Duty.choices),
        "presence": _choice("Närvaro", Attendance.Presence.choices),
    },
    "presenter": WHO,
    "signature": {
        "name": WHO["name"],
        "duty": _choice("Uppgift", Attendance.Duty.choices),
        "signed_at": _of(Moment, "Undertecknat"),
    },
    "item": {
        "number": _text("Nummer"),
        "title": _text("Rubrik", required=True),
        "type": _choice("Slag", Item.Type.choices, empty="Står inte"),
        "cancelled": _yes("Utgick"),
    },
    "section": {"label": _text("Beteckning"), "title": _text("Rubrik", required=True)},
    "paper": {"text": _text("Handling", required=True, long=True)},
    "recipient": {"text": _text("Mottagare", required=True)},
    "proposal": {
        "text": _text("Förslaget", required=True, long=True),
        "outcome": _choice("Utfall", Proposal.Outcome.choices),
        **AT,
    },
    "decision": {
        "text": _text("Beslutet, utan att", required=True, long=True),
        **AT,
        "effect": _choice("Verkan", Decision.Effect.choices),
        "formal": _yes("Formellt"),
        "adopts_proposal": _yes("Enligt förslaget"),
        "condition": _text("Villkor"),
        "body": _text("Organ som beslutade"),
        "via": _mail("Taget"),
        "date": _of(RecordDate, "Datum, om ett annat än mötets"),
    },
    "standpoint": {
        "kind": _choice("Slag", Standpoint.Kind.choices),
        "names": _lines("Vilka"),
        "text": _text("Vad de säger", required=True, long=True),
        **AT,
    },
    "vote": {
        "yes": _of(forms.IntegerField, "Ja", required=True, min_value=0),
        "no": _of(forms.IntegerField, "Nej", required=True, min_value=0),
        "abstained": _of(forms.IntegerField, "Avstod", min_value=0),
        **AT,
    },
    "assignment": {
        "assignee": _text("Vem"),
        "task": _text("Vad", required=True, long=True),
        "due": _of(RecordDate, "Senast"),
        "due_text": _text("Tiden enligt dokumentet"),
        "kind": _choice("Slag", Assignment.Kind.choices),
        "state": _text("Läge"),
        **AT,
    },
    "appointment": {
        "person": _text("Vem", required=True),
        "post": _text("Till"),
        "replaces": _text("Ersätter"),
        "body": _text("I organet"),
        "from": _of(RecordDate, "Från"),
        **AT,
    },
    "agreement": {
        "title": _text("Titel", required=True),
        "from": _of(RecordDate, "Från"),
        "to": _of(RecordDate, "Till"),
        "extensions": _of(Numbers, "Förlängningar, år"),
        "notice": _text("Uppsägning"),
        "parties": _lines("Parter"),
        "review": _text("Översyn"),
        "cost_shares": _lines("Kostnadsfördelning"),
        "annexes": _lines("Bilagor"),
        **AT,
    },
    "next_meeting": {"date": _of(RecordDate, "Datum", required=True), "body": _text("Organ")},
    "plan_group": {
        "name": _text("Namn", required=True),
        "responsible": _text("Ansvarig"),
        "overall_goal": _text("Övergripande mål", long=True),
        "target_group": _text("Målgrupp", long=True),
        "focus": _text("Inriktning", long=True),
    },
    "target_area": {"title": _text("Målområde", required=True)},
    "activity": {
        "text": _text("Aktivitet", required=True, long=True),
        "responsible": _text("Ansvarig"),
        "start": _of(RecordDate, "Från"),
        "end": _of(RecordDate, "Till"),
        "time_text": _text("Tiden enligt dokumentet"),
        "state": _text("Läge"),
    },
    "indicator": {
        "name": _text("Indikator", required=True),
        "source": _text("Källa"),
        "baseline": _text("Nuläge"),
        "target": _text("Mål"),
    },
    "reference": {"text": _text("Hänvisning", required=True), "kind": _choice("Slag", REFERENCES.items())},
    "meeting": {
        "body": _text("Organ"),
        "date": _of(RecordDate, "Datum"),
        "end_date": _of(RecordDate, "Sista dagen"),
        "start": _of(Clock, "Börjar"),
        "end": _of(Clock, "Slutar"),
        "place": _text("Plats"),
        "reference": _text("Diarienummer"),
    },
    "plan": {
        "title": _text("Titel"),
        "body": _text("Organ"),
        "period": _of(Numbers, "Första och sista år", count=2),
        "decided_on": _of(RecordDate, "Beslutad"),
        "decided_by": _text("Beslutad av"),
        "reference": _text("Diarienummer"),
    },
}
# What can be marked by hand: all but the whole, which a document has or has not.
MARKED = {kind: KINDS.get(kind, REFERENCE).one for kind in FIELDS if kind not in ("meeting", "plan")}


class FactForm(forms.Form):
    """The fields of one kind, and the place: the words, copied as they stand, and the line on which they begin."""

    KIND = ""

    line = forms.IntegerField(label="Rad", min_value=1, widget=forms.NumberInput({**INPUT, "data-marked": "line"}))
    words = forms.CharField(
        label="Orden i dokumentet",
        widget=forms.Textarea({**LONG, "data-marked": "words"}),
        help_text="Markera orden i texten, eller skriv av dem.",
    )

    def __init__(self, *args: Any, text: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        for name in self.fields:
            field = self.fields[name]
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def focus(self, fields: Iterable[str]) -> None:
        """Begin at the first of these fields that it has, else at its first."""
        own = list(FIELDS[self.KIND])
        first = next((name for name in fields if name in own), own[0])
        self.fields[first].widget.attrs["autofocus"] = True

    def facts(self) -> list[forms.BoundField]:
        """The bound fields of the fact itself."""
        return [self[name] for name in FIELDS[self.KIND]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "line" in cleaned and "words" in cleaned:
            cleaned["chars"] = chars_of(self.text, cleaned["line"], cleaned["words"])
            if cleaned["chars"] is None:
                self.add_error("words", "Orden står inte så på den raden. Markera dem i texten eller skriv av dem.")
        return cleaned

    def value(self, before: dict[str, Any] | None = None) -> dict[str, Any]:
        """The value that a valid form makes of an earlier one; fields that the form does not know stay."""
        own = {name: self.cleaned_data[name] for name in FIELDS[self.KIND]}
        value = {**(before or {}), **own}
        if self.KIND in ("meeting", "plan") and len(value.get("bodies") or ()) < 2:
            value["bodies"] = [value["body"]] if value.get("body") else []
        return value


def form_for(kind: str) -> type[FactForm]:
    """The form of a kind. Raises LookupError for one that has none."""
    fields = {name: make() for name, make in FIELDS[kind].items()}
    return type("FactForm", (FactForm,), {**fields, "KIND": kind})


def chars_of(text: str, line: int, words: str) -> tuple[int, int] | None:
    """The first place of some words that begins on a line of a text, from 1; white space does not matter."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines) or not words.split():
        return None
    start = sum(len(one) + 1 for one in lines[: line - 1])
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, start)
    return found.span() if found and found.start() <= start + len(lines[line - 1]) else None


def in_words(finding: Finding, value: Any = None) -> Iterator[tuple[str, str, str]]:
    """What a finding says, field by field, leaving out what it does not: name, label, words. `value`: another value of
    its kind to tell instead."""
    told = finding.value if value is None else value
    if not isinstance(told, dict):
        yield "", KINDS.get(finding.kind, REFERENCE).one, told if isinstance(told, str) else ", ".join(map(str, told))
        return
    for name, make in FIELDS.get(finding.kind, {}).items():
        said = told.get(name)
        if said not in (None, "", [], False):
            field = make()
            yield name, str(field.label), _said(field, said)


def _said(field: forms.Field, said: Any) -> str:
    if said is True:
        return "ja"
    if isinstance(said, list | tuple):
        return ", ".join(map(str, said))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(said, said)).lower()  # type: ignore[arg-type]  # our choices are pairs
    if isinstance(field, RecordDate) and (days := span(said)):
        return str(date_format(days.first, SHOWN[days.precision]))
    return str(said)
