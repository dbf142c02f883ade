"""Forms of the meeting room."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import uuid4

from django import forms

from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Ballot, Paragraph
from rodtrad.web.holding.saving import LONGEST, Save
from rodtrad.web.holding.standpoints import SAID
from rodtrad.web.holding.voting import Counted
from rodtrad.web.keys import key_in
from rodtrad.web.meetings.models import Decision, Item, Vote

FIELD = {"class": "ds-input"}


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=9999,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric", **FIELD}),
    )


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
        label="Att-satser",
        help_text="En på varje rad, utan ”att”.",
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


class VoteForm(forms.Form):
    """A vote, but for who voted how: see `ballots_in`."""

    yes_for = forms.CharField(
        label="Ja står för", max_length=500, initial="bifall till förslaget", widget=forms.TextInput(FIELD)
    )
    no_for = forms.CharField(
        label="Nej står för",
        help_text="Avslag, eller det förslag som det andra ställs mot.",
        max_length=500,
        initial="avslag på förslaget",
        widget=forms.TextInput(FIELD),
    )
    yes = _number("Ja-röster")
    no = _number("Nej-röster")
    abstained = _number("Avstår")
    tie = forms.ChoiceField(
        label="Vid lika röstetal",
        choices=[
            ("", "Inte lika"),
            *((f"{by}:{to}", f"{how}: {side}") for by, how in Vote.TieBreak.choices for to, side in Vote.Side.choices),
        ],
        help_text="Ordföranden har utslagsröst. Val avgörs med lott.",
        required=False,
        widget=forms.Select(FIELD),
    )

    def counted(self, named: Mapping[int, str], put: Collection[int] | None) -> Counted:
        told = self.cleaned_data
        numbers = {name: told[name] or 0 for name in ("yes", "no", "abstained")}
        by, _, to = told["tie"].partition(":")
        return Counted(told["yes_for"], told["no_for"], named=named, tie_break=by, tie_for=to, put=put, **numbers)


def ballots_in(sent: Mapping[str, str]) -> dict[int, str]:
    """Who voted how, by the keys of the rows of the roll: `rost-N`."""
    told = {name[5:]: choice for name, choice in sent.items() if name.startswith("rost-") and choice in Ballot.Choice}
    return {key: choice for row, choice in told.items() if (key := key_in(row)) is not None}


class SayForm(forms.Form):
    """What somebody says against or beside a decision; who is `vem`, keys of rows of the roll."""

    kind = forms.ChoiceField(
        label="Slag",
        choices=[choice for choice in Paragraph.Kind.choices if choice[0] in SAID],
        widget=forms.Select(FIELD),
    )
    text = forms.CharField(
        label="Vad de säger",
        help_text="Skälet, om de säger något mer. ”Bo Allard reserverar sig mot beslutet.” skrivs av sig självt.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 2, **FIELD}),
    )


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
    decision = forms.ModelChoiceField(Decision.written.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, item: Item, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision = self.fields["decision"]
        if isinstance(decision, forms.ModelChoiceField):
            decision.queryset = Decision.written.filter(item=item)
