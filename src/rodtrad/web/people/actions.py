"""Inviting people: an account and a letter with a link to log in with, both or neither."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string

from rodtrad.web.accounts.actions import create_login_link, create_user
from rodtrad.web.accounts.models import User
from rodtrad.web.mailing.actions import queue_letter
from rodtrad.web.mailing.composing import LINK
from rodtrad.web.mailing.models import Letter


@transaction.atomic
def invite(*, email: str, name: str, role: str, by: User) -> User:
    """Add a user and send a letter with a link to log in with. Raises ValidationError for what is wrong."""
    user = create_user(email=email, name=name, role=role, by=by)
    send_invitation(user=user, by=by)
    return user


@transaction.atomic
def send_invitation(*, user: User, by: User, as_what: str = "") -> Letter:
    """Send a letter with a new link to somebody who has not logged in yet. `as_what`: "sekreterare i Beredningen",
    where that is why.

    Raises ValidationError for an account that is closed or in use.
    """
    if user.last_login:
        raise ValidationError(f"{user} har redan loggat in. Gör en inloggningslänk i stället.")
    path = create_login_link(user=user, by=by, lifetime=settings.INVITATION_LIFETIME)
    link = user.login_links.latest("pk")
    ctx = {"user": user, "by": by, "as_what": as_what, "link": LINK, "expires_at": link.expires_at}
    return queue_letter(
        key=f"invitation-{link.pk}",
        to=user.email,
        subject=f"Inbjudan till {settings.NAME}",
        text=render_to_string("people/invitation.txt", {**ctx, "installation": settings.NAME}),
        link=settings.ADDRESS + path,
        by=by,
    )
