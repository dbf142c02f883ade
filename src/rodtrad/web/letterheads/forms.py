"""The form of a county's logotype."""

from __future__ import annotations

from django import forms


class EmblemForm(forms.Form):
    file = forms.FileField(
        label="Bild",
        help_text="PNG eller JPEG, högst 5 MB. Genomskinlig bakgrund går bra.",
        widget=forms.ClearableFileInput({"accept": "image/png,image/jpeg", "class": "ds-input"}),
        error_messages={"required": "Välj en bild.", "empty": "Filen är tom. Välj en annan."},
    )
    alt = forms.CharField(
        label="Beskrivning",
        help_text="Det som läses upp i stället för bilden, oftast länets eller regionens namn.",
        max_length=200,
        widget=forms.TextInput({"class": "ds-input"}),
        error_messages={"required": "Skriv vad som ska läsas upp i stället för bilden."},
    )
