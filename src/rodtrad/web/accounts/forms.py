"""Forms for logging in and choosing a passphrase."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from rodtrad.web.accounts.models import User


class LoginForm(forms.Form):
    email = forms.EmailField(
        label="E-postadress", widget=forms.EmailInput({"autocomplete": "username", "class": "ds-input"})
    )
    passphrase = forms.CharField(
        label="Lösenfras",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "class": "ds-input"}),
    )

    user: User | None = None

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError without saying which of the two was wrong."""
        email, passphrase = self.cleaned_data.get("email"), self.cleaned_data.get("passphrase")
        if email and passphrase:
            user = authenticate(username=email, password=passphrase)
            if not isinstance(user, User):
                raise ValidationError("E-postadressen eller lösenfrasen stämmer inte.")
            self.user = user
        return self.cleaned_data


class PassphraseForm(forms.Form):
    passphrase = forms.CharField(
        label="Ny lösenfras",
        help_text="Minst 12 tecken. Flera ord efter varandra är lätta att minnas och svåra att gissa.",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "class": "ds-input"}),
    )
    again = forms.CharField(
        label="Lösenfrasen en gång till",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "class": "ds-input"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("passphrase") not in (None, again):
            raise ValidationError("De två är inte lika.")
        return again
