"""What is done to accounts: each function one transaction and one row in the log."""

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import LoginLink, Role, User

TOKEN_BYTES = 32


@transaction.atomic
def create_user(*, email: str, name: str, role: str, by: User | None) -> User:
    """A user without a passphrase: the first login link asks for one. Raises ValidationError for what is wrong."""
    user = User(email=email.strip().lower(), name=name.strip(), role=role)
    user.set_unusable_password()
    save_user(user=user)
    log("user-created", user, by=by, email=user.email, role=user.role)
    return user


def save_user(*, user: User) -> None:
    """Save an account, in the transaction of who calls. Raises ValidationError for what is wrong, also where another
    gets its address at the same moment."""
    user.full_clean()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        user.full_clean()  # sees the other by now, and says it
        raise


@transaction.atomic
def create_login_link(*, user: User, by: User | None, lifetime: timedelta | None = None) -> str:
    """The path of a link that logs `user` in once. Only here is it known: the database keeps a digest.

    `lifetime`: how long it holds, where that is longer than links do.

    Raises ValidationError for a user who may not log in.
    """
    if not user.is_active:
        raise ValidationError("Kontot är avstängt. Öppna det innan du gör en länk.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    LoginLink.objects.create(
        user=user, digest=digest(token), made_by=by, lifetime=lifetime or settings.LOGIN_LINK_LIFETIME
    )
    log("login-link-created", user, by=by)
    return reverse("accounts:link", args=[token])


@transaction.atomic
def use_login_link(*, link: LoginLink) -> User:
    """Use the link up. Raises ValidationError where it was used already, by another process too, or is too old."""
    now = timezone.now()
    unused = LoginLink.objects.filter(pk=link.pk, used_at=None)
    if not link.is_valid or not unused.update(used_at=now):
        raise ValidationError("Länken gäller inte längre. Be den som gav dig den om en ny.")
    log("login-link-used", link.user, by=link.user)
    return link.user


@transaction.atomic
def choose_passphrase(*, user: User, passphrase: str, by: User) -> None:
    """Set a passphrase. Raises ValidationError for one that is short, common or like the name."""
    validate_password(passphrase, user)
    user.set_password(passphrase)
    user.save(update_fields=["password"])
    log("passphrase-chosen", user, by=by)


@transaction.atomic
def set_active(*, user: User, active: bool, by: User | None) -> None:
    """Open or close an account; closing ends its links. Raises ValidationError for one's own or the last administrator.

    Sessions of a closed account end at their next request, as only active users are loaded.
    """
    others = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if not active and user == by:
        raise ValidationError("Du kan inte stänga av ditt eget konto.")
    if not active and user.role == Role.ADMINISTRATOR and not others:
        raise ValidationError("Det måste finnas minst en administratör.")
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        LoginLink.objects.filter(user=user, used_at=None).delete()
    log("user-opened" if active else "user-closed", user, by=by)


@transaction.atomic
def remove_second_step(*, user: User, by: User | None) -> None:
    """Let somebody in who has lost the telephone and the codes: the second step is gone, and can be set anew.

    Raises ValidationError for one who has none.
    """
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise ValidationError(f"{user} har inget andra steg.")
    log("second-step-taken-away", user, by=by)


def digest(token: str) -> str:
    """What the database keeps of a token; it is random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
