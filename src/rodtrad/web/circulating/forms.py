"""Forms of questions by mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from rodtrad.web import clock
from rodtrad.web.bodies.forms import RolesField
from rodtrad.web.bodies.models import Membership
from rodtrad.web.circulating.models import Answer
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.paper_files import all_taken_in
from rodtrad.web.documents.papers import ENDINGS, TAKES
from rodtrad.web.documents.reading import most_bytes
from rodtrad.web.documents.receiving import in_megabytes

FIELD: Final = {"class": "ds-input"}
LONGEST: Final = 20_000
TIME_TO_ANSWER: Final = timedelta(days=7)  # as it is proposed
ASKED_FIRST: Final = (Membership.Role.CHAIR, Membership.Role.ADJUSTER, Membership.Role.MEMBER)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of papers, checked and kept when the form is."""

    def __init__(self, *, label: str) -> None:
        told = f"{TAKES} Högst {in_megabytes(most_bytes())} var."
        widget = FilesInput({"multiple": True, "accept": ",".join(ENDINGS), **FIELD})
        super().__init__(label=label, help_text=told, required=False, widget=widget)

    def clean(self, data: list[UploadedFile[bytes]], initial: Any = None) -> list[Original]:
        return all_taken_in(data)


class QuestionForm(forms.Form):
    """`roles`: those who may be asked; members are chosen from the beginning."""

    title = forms.CharField(label="Rubrik", max_length=500, widget=forms.TextInput(FIELD))
    background = forms.CharField(
        label="Bakgrund", required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 5, **FIELD})
    )
    clauses = forms.CharField(
        label="Förslag till beslut",
        help_text="En att-sats på varje rad, utan ”att”.",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, **FIELD}),
    )
    enclosures = FilesField(label="Handlingar")
    enclosures_confidential = forms.BooleanField(
        label="Filerna är bara för organet",
        help_text="De ges bara till dem som har en roll i organet, också på mötet. I breven står inte vad de heter.",
        required=False,
        widget=forms.CheckboxInput({"class": "ds-input"}),
    )
    papers = forms.CharField(
        label="Handlingar som finns någon annanstans",
        help_text="En på varje rad: vad den heter och var den finns.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2, **FIELD}),
    )
    last_day = forms.DateField(
        label="Sista dag att svara",
        help_text="Dagen räknas till midnatt.",
        widget=forms.DateInput({"type": "date", **FIELD}, format="%Y-%m-%d"),
    )
    asked = RolesField(
        label="Vilka tillfrågas?",
        help_text="Allas svar räknas lika. Välj en ersättare om hen svarar i stället för en ledamot.",
        error_messages={"required": "Välj minst en som ska svara."},
    )
    confidential = forms.BooleanField(
        label="Bara för organet",
        help_text="Rubriken står inte i breven, och punkten på nästa möte syns bara för organet.",
        required=False,
        widget=forms.CheckboxInput({"class": "ds-input"}),
    )

    def __init__(self, *args: Any, roles: QuerySet[Membership], **kwargs: Any) -> None:
        chosen = [role.pk for role in roles if role.role in ASKED_FIRST]
        kwargs["initial"] = {"last_day": clock.today() + TIME_TO_ANSWER, "asked": chosen}
        super().__init__(*args, **kwargs)
        field = self.fields["asked"]
        assert isinstance(field, RolesField)  # noqa: S101  # tells the type
        field.queryset = roles


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(
        label="Ditt svar",
        choices=Answer.Kind.choices,
        widget=forms.RadioSelect({"class": "ds-input"}),
        error_messages={"required": "Välj ett svar."},
    )
    comment = forms.CharField(
        label="Kommentar",
        help_text="Syns för organet.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, **FIELD}),
    )
