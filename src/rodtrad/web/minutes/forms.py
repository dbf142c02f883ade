"""The forms that close a meeting and take in a body's template."""

from __future__ import annotations

from django import forms


class CloseForm(forms.Form):
    end = forms.TimeField(
        label="Mötet slutade",
        help_text="Till exempel 11.45. Lämnas det tomt gäller klockan nu, eller den planerade tiden en annan dag.",
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput({"class": "ds-input", "type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Skriv klockslaget som 11.45."},
    )


class TemplateForm(forms.Form):
    file = forms.FileField(
        label="Mall",
        help_text="Ett Word-dokument (.docx) med fälten nedan. Sidhuvud, sidfot, logotyp och format följer med.",
        widget=forms.ClearableFileInput({"accept": ".docx", "class": "ds-input"}),
        error_messages={"required": "Välj en Wordfil.", "empty": "Filen är tom. Välj en annan."},
    )
