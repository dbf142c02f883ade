"""The forms of a Word file that comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django import forms

from rodtrad.web.addresses import key_in

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class WordFileForm(forms.Form):
    file = forms.FileField(
        label="Wordfil",
        help_text="Protokollet som du hämtade här som Wordfil, ändrat. Spårade ändringar och kommentarer går bra.",
        widget=forms.ClearableFileInput({"accept": f"{WORD},.docx", "class": "ds-input"}),
        error_messages={"required": "Välj en Wordfil.", "empty": "Filen är tom. Välj en annan."},
    )


def answers_in(sent: Mapping[str, str]) -> tuple[set[int], set[int]]:
    """The keys of the proposals that are taken, and of those that are declined: fields are `svar-N`, N the key."""
    told = {key_in(name[5:]): value for name, value in sent.items() if name.startswith("svar-")}
    taken, declined = ({key for key, said in told.items() if key and said == value} for value in ("ta", "nej"))
    return taken, declined
