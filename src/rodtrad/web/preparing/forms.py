"""Forms for meetings and items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format

from rodtrad.web.bodies.models import Body
from rodtrad.web.meetings.models import Item
from rodtrad.web.preparing.year import EARLIEST, LATEST, OnHoliday, Rhythm

FIELD = {"class": "ds-input"}
DAY, CLOCK = {"type": "date", **FIELD}, {"type": "time", **FIELD}
LONGEST_ITEM = 24 * 60  # minutes
LONGEST_PLAN = timedelta(days=2 * 366)
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag")


class MeetingForm(forms.Form):
    """When and where. `bodies`: those that the user may plan for; None where the meeting exists already."""

    body = forms.ModelChoiceField(
        label="Organ", queryset=Body.objects.none(), empty_label="Välj", widget=forms.Select(FIELD)
    )
    with_body = forms.ModelChoiceField(
        label="Gemensamt med",
        help_text="Om två organ möts tillsammans. Protokollet följer det första organets form.",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Inget annat organ",
        widget=forms.Select(FIELD),
    )
    day = forms.DateField(label="Dag", widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    last_day = forms.DateField(
        label="Sista dag",
        help_text="Bara om mötet varar flera dagar.",
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )
    start = forms.TimeField(label="Börjar", widget=forms.TimeInput(CLOCK, format="%H:%M"))
    end = forms.TimeField(label="Slutar", required=False, widget=forms.TimeInput(CLOCK, format="%H:%M"))
    place = forms.CharField(
        label="Plats",
        help_text="Rum och ort, eller länk till det digitala mötet.",
        required=False,
        max_length=500,
        widget=forms.TextInput(FIELD),
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A role in one body says nothing of what is done in the name of another.
        for name in ("body", "with_body"):
            if bodies is None:
                del self.fields[name]
                continue
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type
            field.queryset = bodies

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("with_body") and told["with_body"] == told.get("body"):
            raise ValidationError({"with_body": "Välj ett annat organ än det som mötet planeras för."})
        return told


class YearForm(forms.Form):
    """By which rhythm a body meets. `bodies`: those that the user may plan for."""

    body = forms.ModelChoiceField(
        label="Organ", queryset=Body.objects.none(), empty_label="Välj", widget=forms.Select(FIELD)
    )
    rhythm = forms.ChoiceField(label="Hur ofta", choices=Rhythm.choices, widget=forms.Select(FIELD))
    weekday = forms.TypedChoiceField(
        label="Veckodag", choices=list(enumerate(WEEKDAYS)), coerce=int, widget=forms.Select(FIELD)
    )
    first = forms.DateField(
        label="Från och med",
        help_text="Varannan, var tredje och var fjärde vecka räknas härifrån.",
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )
    last = forms.DateField(label="Till och med", widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    start = forms.TimeField(label="Börjar", widget=forms.TimeInput(CLOCK, format="%H:%M"))
    end = forms.TimeField(label="Slutar", required=False, widget=forms.TimeInput(CLOCK, format="%H:%M"))
    place = forms.CharField(label="Plats", required=False, max_length=500, widget=forms.TextInput(FIELD))
    on_holiday = forms.ChoiceField(
        label="På helgdagar",
        help_text="Röda dagar, midsommarafton, julafton och nyårsafton.",
        choices=OnHoliday.choices,
        widget=forms.Select(FIELD),
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ModelChoiceField)  # noqa: S101  # tells the type
        body.queryset = bodies

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        first, last, start, end = (told.get(name) for name in ("first", "last", "start", "end"))
        if first and not EARLIEST <= first <= LATEST - LONGEST_PLAN:
            raise ValidationError({"first": f"Året {first.year} kan inte stämma. Välj en annan dag."})
        if first and last and not first <= last <= first + LONGEST_PLAN:
            raise ValidationError({"last": "Välj en dag efter den första, högst två år senare."})
        if start and end and end <= start:
            raise ValidationError({"end": f"Mötet kan inte sluta {end:%H.%M} när det börjar {start:%H.%M}."})
        return told


class SectionForm(forms.Form):
    """What is told of a section of an item, and of the item too."""

    title = forms.CharField(label="Rubrik", max_length=500, widget=forms.TextInput(FIELD))
    minutes_needed = forms.IntegerField(
        label="Minuter", required=False, min_value=1, max_value=LONGEST_ITEM, widget=forms.NumberInput(FIELD)
    )
    presenters = forms.CharField(
        label="Föredragande",
        help_text="Ett namn på varje rad, gärna med titel och organisation: Anna Ek, enhetschef, Ekeby kommun.",
        required=False,
        widget=forms.Textarea({"rows": 2, **FIELD}),
    )
    clauses = forms.CharField(
        label="Förslag till beslut",
        help_text="En att-sats på varje rad, utan ”att”.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3, **FIELD}),
    )


class ItemForm(SectionForm):
    """`days`: those that the meeting lasts; of one day none can be chosen."""

    type = forms.ChoiceField(
        label="Slag",
        choices=[("", "Inte bestämt"), *Item.Type.choices],
        required=False,
        widget=forms.Select(FIELD),
    )
    introduction = forms.CharField(
        label="Bakgrund", required=False, max_length=20_000, widget=forms.Textarea({"rows": 5, **FIELD})
    )
    confidential = forms.BooleanField(
        label="Bara för organet",
        help_text="Punkten syns bara för dem som har en roll i organet, också när protokollet är publicerat.",
        required=False,
        widget=forms.CheckboxInput(FIELD),
    )
    day = forms.ChoiceField(label="Ny dag", required=False, widget=forms.Select(FIELD))
    day_start = forms.TimeField(label="Dagen börjar", required=False, widget=forms.TimeInput(CLOCK, format="%H:%M"))

    def __init__(self, *args: Any, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(days) < 2:
            del self.fields["day"], self.fields["day_start"]
            return
        later = [(str(number), f"{date_format(day, 'l j F')} börjar här") for number, day in enumerate(days[1:], 2)]
        day = self.fields["day"]
        assert isinstance(day, forms.ChoiceField)  # noqa: S101  # tells the type
        day.choices = [("", "Samma dag som punkten före"), *later]
