"""The forms of a Word file that comes back."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from rodtrad.web.keys import keys_in
from rodtrad.web.typeset.word import MEDIA_TYPE


class WordFileForm(forms.Form):
    file = forms.FileField(
        label="Wordfil",
        help_text="Protokollet som du hämtade här som Wordfil, ändrat. Spårade ändringar och kommentarer går bra.",
        widget=forms.ClearableFileInput({"accept": f"{MEDIA_TYPE},.docx", "class": "ds-input"}),
        error_messages={"required": "Välj en Wordfil.", "empty": "Filen är tom. Välj en annan."},
    )


def answers_in(sent: Mapping[str, str]) -> tuple[set[int], set[int]]:
    """The keys of the proposals that are taken, and of those that are declined: fields are `svar-N`, N the key."""
    told = {name[5:]: value for name, value in sent.items() if name.startswith("svar-")}
    taken, declined = (set(keys_in(key for key, said in told.items() if said == value)) for value in ("ta", "nej"))
    return taken, declined
