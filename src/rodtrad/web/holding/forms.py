"""Forms of the meeting room."""

from __future__ import annotations

from uuid import uuid4

from django import forms

from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.saving import LONGEST, Save

FIELD = {"class": "ds-input"}


class ParagraphForm(forms.Form):
    """One save of a paragraph. `key` and `save_key` are made in the browser; without scripts the page brings them."""

    key = forms.UUIDField()
    save_key = forms.UUIDField()
    base = forms.IntegerField(min_value=0)
    after = forms.UUIDField(required=False)
    kind = forms.ChoiceField(choices=Paragraph.Kind.choices, required=False)
    text = forms.CharField(required=False, strip=False, max_length=LONGEST)
    removed = forms.BooleanField(required=False)

    def save_asked_for(self) -> Save:
        told = self.cleaned_data
        # A form sends line ends as the network wants them; a text that nobody changed must stay as it is.
        text = told["text"].replace("\r\n", "\n")
        kind = told["kind"] or Paragraph.Kind.TEXT
        return Save(told["key"], told["save_key"], told["base"], text, kind, told["after"], told["removed"])


def blank_paragraph() -> dict[str, object]:
    """What the form of a new paragraph has."""
    return {"key": uuid4(), "revision": 0, "text": "", "kind": Paragraph.Kind.TEXT}


class DecisionForm(forms.Form):
    clauses = forms.CharField(
        label="Beslut",
        help_text="En att-sats på varje rad, utan ”att”.",
        widget=forms.Textarea({"rows": 3, **FIELD}),
        max_length=20_000,
    )
    condition = forms.CharField(
        label="Villkor",
        help_text="Till exempel: under förutsättning att medel finns.",
        required=False,
        max_length=1_000,
        widget=forms.TextInput(FIELD),
    )
    as_proposed = forms.BooleanField(required=False, widget=forms.HiddenInput)


class AssignmentForm(forms.Form):
    kind = forms.ChoiceField(label="Slag", choices=Assignment.Kind.choices, widget=forms.Select(FIELD))
    assignee = forms.CharField(label="Vem", required=False, max_length=500, widget=forms.TextInput(FIELD))
    task = forms.CharField(label="Vad", max_length=5_000, widget=forms.Textarea({"rows": 2, **FIELD}))
    due_text = forms.CharField(
        label="När",
        help_text="Till exempel: senast den 15 mars, till nästa möte, i juni.",
        required=False,
        max_length=200,
        widget=forms.TextInput(FIELD),
    )
