"""Forms for logging in and choosing a passphrase."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
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
        """Raises ValidationError without saying which of the two was wrong. Only who knows both hears that the account
        is closed."""
        email, passphrase = self.cleaned_data.get("email"), self.cleaned_data.get("passphrase")
        if email and passphrase:
            user = authenticate(username=email, password=passphrase)
            if not isinstance(user, User):
                closed = User.objects.filter(email__iexact=email, is_active=False).first()
                if closed and closed.check_password(passphrase):
                    raise ValidationError("Kontot är avstängt. Be en administratör att öppna det.")
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


ONE_TIME_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "ds-input"}


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step: a code from the app, or one of those that are kept for when it is lost."""

    code = forms.CharField(
        label="Kod",
        help_text="Sex siffror från appen, eller en av dina reservkoder.",
        max_length=40,
        widget=forms.TextInput({**ONE_TIME_CODE, "autofocus": True}),
    )


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    code = forms.CharField(
        label="Kod från appen", help_text="Sex siffror.", max_length=40, widget=forms.TextInput(ONE_TIME_CODE)
    )


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Every passkey logs in by itself, so each must ask for a finger, a face or a PIN."""

    name = forms.CharField(
        label="Namn på passnyckeln",
        help_text="Till exempel Arbetsdatorn.",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "ds-input"}),
    )
    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class AgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The passphrase once more, before one's second step is changed."""

    password = forms.CharField(
        label="Lösenfras",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "class": "ds-input"}),
    )
