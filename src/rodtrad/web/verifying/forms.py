"""Forms of verification, corrections and signing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms

from rodtrad.web.keys import key_in
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.verifying.changes import At, Changes, Forgotten
from rodtrad.web.verifying.verifiers import Verifier

FIELD: Final = {"class": "ds-input"}
LONGEST: Final = 20_000
# The fields of a correction, each called with the key of its row behind, or (PLACED) of its item, and its section.
PLACED: Final = ("nytt", "rubrik", "foredragande", "bakgrund", "forslag", "jav", "nybeslut")
GIVEN: Final = ("nyslag", "nyansvarig", "nyuppgift", "nyklart")
TEXTS: Final = ("stycke", "beslut")
STRUCK: Final = ("strykbeslut", "strykuppdrag")
TASK: Final = ("ansvarig", "uppgift", "klart")
PERSON: Final = {
    "namn": "name",
    "titel": "title",
    "organisation": "organisation",
    "narvaro": "presence",
    "funktion": "duty",
}
# Characters, as the fields of the page take them: of a heading of endless length no PDF can be made.
LENGTHS: Final = {
    "rubrik": 1_000,
    **dict.fromkeys(("ansvarig", "nyansvarig", "namn", "titel", "organisation"), 500),
    **dict.fromkeys(("klart", "nyklart"), 200),
}
LONGEST_TEXT: Final = 100_000
MEETING: Final = {"borjade": "start", "slutade": "end", "plats": "place"}


class SendForm(forms.Form):
    """To whom the minutes are sent, by the keys of their accounts. `verifiers`: those who may be asked."""

    asked = forms.TypedMultipleChoiceField(
        label="Vilka justerar?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple(FIELD),
        error_messages={"required": "Välj minst en som ska justera protokollet."},
    )

    def __init__(self, *args: Any, verifiers: Iterable[Verifier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["asked"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101  # tells the type
        people = list(verifiers)
        field.choices = [(one.user.pk, one.told_from(people)) for one in people]


class SendBackForm(forms.Form):
    why = forms.CharField(label="Vad behöver rättas?", max_length=LONGEST, widget=forms.Textarea({"rows": 3, **FIELD}))


class RecallForm(forms.Form):
    why = forms.CharField(label="Varför återkallas det?", max_length=500, widget=forms.TextInput(FIELD))


class RemarkForm(forms.Form):
    """A remark on an item or one of its paragraphs, or on the whole. `quote`: the paragraph, as it reads."""

    item = forms.IntegerField(required=False, widget=forms.HiddenInput)
    quote = forms.CharField(required=False, max_length=LONGEST)
    text = forms.CharField(max_length=LONGEST)


class AdditionForm(forms.Form):
    """A correction of approved minutes."""

    item = forms.ModelChoiceField(
        label="Punkt",
        queryset=Item.objects.none(),
        required=False,
        empty_label="Protokollet som helhet",
        widget=forms.Select(FIELD),
    )
    text = forms.CharField(
        label="Rättelse",
        help_text="Vad som ska gälla i stället. Texten som är justerad ändras inte.",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4, **FIELD}),
    )
    why = forms.CharField(label="Varför?", max_length=500, widget=forms.TextInput(FIELD))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type
        field.queryset = Item.written.filter(meeting=meeting).order_by("order")


class FileForm(forms.Form):
    file = forms.FileField(
        label="PDF-fil",
        widget=forms.ClearableFileInput({"accept": "application/pdf,.pdf", **FIELD}),
        error_messages={"required": "Välj en PDF-fil.", "empty": "Filen är tom. Välj en annan."},
    )


def changes_in(sent: Mapping[str, str]) -> Changes:
    """What the form of corrections says: a field is called `stycke-N`, N the row's key, or `rubrik-N`, N the item's,
    and `rubrik-N-M`, M the section's."""
    told: dict[str, dict[int, str]] = {name: {} for name in (*TEXTS, *TASK, *PERSON, *STRUCK)}
    placed: dict[str, dict[At, str]] = {name: {} for name in (*PLACED, *GIVEN)}
    for name, text in sent.items():
        part, _, of = name.partition("-")
        row, _, section = of.partition("-")
        if (key := key_in(row)) is None or (section and key_in(section) is None):
            continue
        text = text[: LENGTHS.get(part, LONGEST_TEXT)]
        if part in placed:
            placed[part][key, key_in(section) if section else None] = text
        elif part in told:
            told[part][key] = text
    who, what, when = (told[name] for name in TASK)
    given = {at: Forgotten(*(" ".join(placed[name].get(at, "").split()) for name in GIVEN)) for at in placed[GIVEN[0]]}
    people: dict[int, dict[str, str]] = {}
    for name, field in PERSON.items():
        for row_key, text in told[name].items():
            people.setdefault(row_key, {})[field] = text
    return Changes(
        paragraphs=told["stycke"],
        decisions=told["beslut"],
        added=placed["nytt"],
        titles=placed["rubrik"],
        presenters=placed["foredragande"],
        introductions=placed["bakgrund"],
        proposals=placed["forslag"],
        recused=placed["jav"],
        tasks={row: (who[row], what[row], when[row]) for row in what if row in who and row in when},
        people=people,
        meeting={field: sent[name][:500] for name, field in MEETING.items() if name in sent},
        decided=placed["nybeslut"],
        given=given,
        struck=told["strykbeslut"],
        taken_off=told["strykuppdrag"],
    )
