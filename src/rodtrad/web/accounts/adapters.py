"""How allauth does what it does here: whom it lets in, what it says and what it keeps."""

from __future__ import annotations

import logging
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rodtrad.web.accounts.attempts import address_of
from rodtrad.web.accounts.models import User
from rodtrad.web.accounts.sealing import seal, unseal

logger = logging.getLogger(__name__)

# What allauth would say by a template of its own; what is not here is not said.
SAID: Final = {
    "mfa/messages/totp_activated.txt": "Appen är kopplad. Nästa gång du loggar in frågas du efter en kod.",
    "mfa/messages/totp_deactivated.txt": "Appen är bortkopplad.",
    "mfa/messages/webauthn_added.txt": "Passnyckeln är sparad. Du kan logga in med den.",
    "mfa/messages/webauthn_removed.txt": "Passnyckeln är borttagen.",
    "mfa/messages/recovery_codes_generated.txt": "Du har fått nya reservkoder. Spara dem.",
}
UNKNOWN_ADDRESS: Final = "0.0.0.0"  # noqa: S104  # nothing listens: whoever comes by a socket counts as one
TAKEN: Final = (
    "redan kopplat till en annan inloggning hos din organisation. Är det ditt, be en administratör koppla loss den."
)
TOO_MANY: Final = "Det har varit många felaktiga försök. Vänta en kvart och försök igen."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages: Final = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": "Lösenfrasen stämmer inte.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or UNKNOWN_ADDRESS

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """One proves who one is by the passphrase, before one's second step is changed."""
        if not isinstance(user, User) or not user.has_usable_password():
            return []
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def reauthenticate(self, user: User, password: str) -> bool:
        return user.check_password(password)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return refused(request, "Kontot är avstängt. Be en administratör att öppna det.")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if said := message or SAID.get(message_template or ""):
            messages.add_message(request, level, said, extra_tags=extra_tags)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages: Final = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Koden stämmer inte. Koder från appen gäller i en halv minut, och bara en gång.",
    }

    def get_totp_issuer(self) -> str:
        return str(settings.NAME)

    def generate_authenticator_name(self, user: User, type: str) -> str:
        return f"Passnyckel {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.NAME}

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whom the organisation knows by an account that was linked before, else by the verified address of one
        that is there and that it has not linked; nobody else."""
        told = sociallogin.account.extra_data
        about = told.get("userinfo") or told.get("id_token") or {}
        if about.get("sub") != told.get("id_token", about).get("sub"):
            raise ImmediateHttpResponse(refused(request, "Svaret från organisationens inloggning går inte ihop."))
        sociallogin.account.extra_data = {}  # what else it tells of people is no business of ours
        if sociallogin.is_existing:
            SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data={})
            return
        verified = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
        user = User.objects.filter(email__in=verified, is_active=True).first()
        if user is None:
            raise ImmediateHttpResponse(refused(request, _why_not(sociallogin, verified)))
        if SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
            # Whoever has got an address after somebody, or by a slip, is not let in as them.
            raise ImmediateHttpResponse(refused(request, f"Kontot för {user.email} är {TAKEN}"))
        sociallogin.connect(request, user)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        logger.warning("An organisation's log-in failed: %s %s", error, exception)
        why = "Inloggningen avbröts." if error == "cancelled" else "Organisationens inloggning svarade inte som väntat."
        raise ImmediateHttpResponse(refused(request, f"{why} Försök igen, eller logga in med lösenfras."))


def _why_not(sociallogin: SocialLogin, verified: list[str]) -> str:
    if verified:
        return f"Det finns inget konto för {verified[0]}. Be organets sekreterare eller en administratör bjuda in dig."
    if sociallogin.email_addresses:
        return "Din organisation intygar inte din e-postadress, så kontot kan inte kännas igen. Logga in med lösenfras."
    return "Din organisation lämnar ingen e-postadress, så kontot kan inte kännas igen. Logga in med lösenfras."


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """The page for one who is not let in, with the reason."""
    return render(request, "accounts/not_let_in.html", {"why": why}, status=403)
