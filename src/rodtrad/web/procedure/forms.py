"""Forms for how a body works."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rodtrad.web.meetings.models import BodyRules, Item
from rodtrad.web.preparing.forms import FIELD, LONGEST_ITEM
from rodtrad.web.preparing.sections import LETTERS

LONGEST_TITLE = 500


def _yes(label: str, help_text: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False, widget=forms.CheckboxInput(FIELD))


class RulesForm(forms.Form):
    """`numbered_to`: the highest number of the year, 0 where there is none and the numbering may change freely."""

    numbering = forms.ChoiceField(
        label="Numrering",
        help_text="Numren sätts när mötet avslutas, utan luckor.",
        choices=BodyRules.Numbering.choices,
        widget=forms.Select(FIELD),
    )
    in_mid_year = _yes("Byt numrering mitt i året", "")
    is_paragraph = _yes("Punkterna är paragrafer", "Numret skrivs med paragraftecken, § 14.")
    quorum = forms.ChoiceField(
        label="Beslutsförhet",
        help_text="Hur många av ledamöterna som ska vara med. Mötesrummet räknar och varnar, men hindrar inget beslut.",
        choices=BodyRules.Quorum.choices,
        widget=forms.Select(FIELD),
    )
    votes = _yes(
        "Organet röstar", "Omröstning kan skrivas vid en punkt. Grupper av tjänstepersoner enas oftast i stället."
    )
    by_mail = forms.ChoiceField(
        label="Beslut via e-post mellan mötena",
        help_text="När en fråga som ställts via e-post är beslutad. En nämnd beslutar på sina möten.",
        choices=BodyRules.ByMail.choices,
        widget=forms.Select(FIELD),
    )
    demand_stops = _yes(
        "Den som vill ta en fråga på ett möte stoppar beslutet via e-post", "Den kommer på nästa dagordning i stället."
    )
    verifies = _yes(
        "Protokollet justeras", "Justerare och ordförande godkänner det innan det undertecknas och publiceras."
    )
    signs = _yes("Protokollet undertecknas", "Det publiceras inte förrän det är undertecknat.")
    two_publish = _yes(
        "Två godkänner publicering", "Den som begär publicering och den som godkänner den är olika personer."
    )
    opening = forms.CharField(
        label="Inledning i protokollet",
        help_text="Står först i varje protokoll, till exempel organets uppdrag. Tomt om inget ska stå där.",
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 3, **FIELD}),
    )

    def __init__(self, *args: Any, numbered_to: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mid_year = self.fields["in_mid_year"]
        mid_year.help_text = (
            f"Organets punkter har nummer till och med {numbered_to} i år. Ett byte gäller från nästa möte."
        )
        if not numbered_to:
            del self.fields["in_mid_year"]


class SectionsField(forms.CharField):
    """Sections of an item, a line each: "Norra delen / Anna Ek, enhetschef". Gives them as `StandingItem` has them."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value  # as it was sent
        return "\n".join(" / ".join([one["title"], *one["presenters"]]) for one in value)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        sections = []
        for line in filter(None, map(str.strip, super().clean(value).splitlines())):
            title, *presenters = map(str.strip, line.split(" / "))
            if not title or title.startswith("/"):
                raise ValidationError(f"Skriv en rubrik före snedstrecket: ”{line}”.")
            if len(title) > LONGEST_TITLE:
                raise ValidationError(f"En rubrik kan ha högst {LONGEST_TITLE} tecken: ”{title[:60]} …”.")
            sections.append({"title": title, "presenters": list(filter(None, presenters))})
        if len(sections) > len(LETTERS):
            raise ValidationError(f"En punkt kan ha högst {len(LETTERS)} avsnitt. Dela den i två punkter.")
        return sections


class StandingItemForm(forms.Form):
    title = forms.CharField(label="Rubrik", max_length=LONGEST_TITLE, widget=forms.TextInput(FIELD))
    type = forms.ChoiceField(
        label="Slag", choices=[("", "Inte bestämt"), *Item.Type.choices], required=False, widget=forms.Select(FIELD)
    )
    minutes_needed = forms.IntegerField(
        label="Minuter", required=False, min_value=1, max_value=LONGEST_ITEM, widget=forms.NumberInput(FIELD)
    )
    last = _yes("Sist på dagordningen", "Bland punkterna som avslutar mötet, efter alla andra.")
    sections = SectionsField(
        label="Avsnitt",
        help_text="Ett på varje rad; de får bokstäverna a, b, c. Föredragande efter ett snedstreck med mellanslag: "
        "Norra delen / Anna Ek, enhetschef, Ekeby kommun.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3, **FIELD}),
    )


class PhraseForm(forms.Form):
    word = forms.CharField(
        label="Ord",
        help_text="Skrivs efter ett snedstreck i mötesrummet: tack blir /tack. Små bokstäver, utan mellanslag.",
        max_length=31,
        widget=forms.TextInput({"autocapitalize": "none", **FIELD}),
    )
    text = forms.CharField(
        label="Text",
        help_text="Det som skrivs i protokollet. Fetstil är **ord**.",
        max_length=5_000,
        widget=forms.Textarea({"rows": 4, **FIELD}),
    )
