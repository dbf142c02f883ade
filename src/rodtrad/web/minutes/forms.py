"""The form that closes a meeting."""

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
