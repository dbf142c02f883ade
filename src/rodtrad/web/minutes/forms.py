"""The form of a body's template."""

from __future__ import annotations

from django import forms


class TemplateForm(forms.Form):
    file = forms.FileField(
        label="Mall",
        help_text="Ett Word-dokument (.docx) med fälten nedan. Sidhuvud, sidfot, logotyp och format följer med.",
        widget=forms.ClearableFileInput({"accept": ".docx", "class": "ds-input"}),
        error_messages={"required": "Välj en Wordfil.", "empty": "Filen är tom. Välj en annan."},
    )
