"""The forms with which somebody is invited, and an account is mended."""

from typing import Any

from django import forms

from rodtrad.web.accounts.models import Role


class InvitationForm(forms.Form):
    name = forms.CharField(
        label="Namn", max_length=200, widget=forms.TextInput({"autocomplete": "off", "class": "ds-input"})
    )
    email = forms.EmailField(
        label="E-postadress",
        help_text="Dit går inbjudan, och adressen blir inloggningsnamn.",
        widget=forms.EmailInput({"autocomplete": "off", "class": "ds-input"}),
    )


class UserForm(InvitationForm):
    role = forms.ChoiceField(
        label="Roll",
        help_text="Läsare ser allt. Redaktörer svarar på frågor om det som lästs in. Administratörer sköter användare.",
        choices=Role.choices,
        initial=Role.READER,
        widget=forms.Select({"class": "ds-input"}),
    )


class AccountForm(InvitationForm):
    """`is_linked`: whether the account is let in by an organisation's log-in that may be forgotten."""

    unlink = forms.BooleanField(
        label="Koppla loss organisationens inloggning",
        help_text="Till exempel när personen har bytt arbetsgivare. Nästa gång känns kontot igen på adressen.",
        required=False,
        widget=forms.CheckboxInput({"class": "ds-input"}),
    )

    def __init__(self, *args: Any, is_linked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "email"
        ].help_text = "Den blir inloggningsnamn, och dit går breven. Den gamla adressen får veta det."
        if not is_linked:
            del self.fields["unlink"]
