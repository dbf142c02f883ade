"""The form with which somebody is invited."""

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
