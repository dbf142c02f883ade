"""Inviting people, an account and a letter with a link to log in with, both or neither; and mending an account."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string

from rodtrad.web.accounts.actions import create_login_link, create_user, save_user
from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import LoginLink, User
from rodtrad.web.mailing.actions import call_back, queue_letter, readdress
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
        key=_key_of(link),
        to=user.email,
        subject=f"Inbjudan till {settings.NAME}",
        text=render_to_string("people/invitation.txt", {**ctx, "installation": settings.NAME}),
        link=settings.ADDRESS + path,
        by=by,
    )


@transaction.atomic
def mend(*, user: User, name: str, email: str, by: User, unlink: bool = False) -> bool:
    """Give an account another name or address; whether anything became otherwise. `unlink`: the log-in of the person's
    organisation is forgotten, and known again by the address.

    All that the person has done stays theirs, and so do role, passphrase and sessions. Of the old address no link opens
    anything any more, letters that wait go to the new one, and both addresses are told. Raises ValidationError for what
    is wrong, for an address that another has, and for who would shut themselves out.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    was = {"name": user.name, "email": user.email}
    user.name, user.email = name.strip(), email.strip().lower()
    linked = SocialAccount.objects.filter(user=user) if unlink else SocialAccount.objects.none()
    became = {"name": user.name, "email": user.email}
    if became == was and not linked:
        return False
    if linked and user == by:
        raise ValidationError("Be en annan administratör att koppla loss din egen inloggning.")
    if other := User.objects.filter(email=user.email).exclude(pk=user.pk).first():
        closed = "" if other.is_active else ", vars konto är avstängt"
        raise ValidationError({"email": f"Adressen används redan av {other}{closed}."})
    save_user(user=user)
    row = log("user-mended", user, by=by, was=was, became=became, unlinked=[one.provider for one in linked])
    linked.delete()
    if user.email != was["email"]:
        _end_links(user)
        readdress(old=was["email"], new=user.email)
        _tell_of_address(user, was["email"], f"address-{row.pk}", by)
    return True


def _key_of(link: LoginLink) -> str:
    return f"invitation-{link.pk}"


def _end_links(user: User) -> None:
    """What was sent to an address that is no longer the person's lets nobody in."""
    open_links = LoginLink.objects.filter(user=user, used_at=None)
    call_back(keys=[_key_of(link) for link in open_links])
    open_links.delete()


def _tell_of_address(user: User, old: str, key: str, by: User) -> None:
    """Tell both addresses, the new one by a new invitation where the person hasn't come yet. The old one, which may be
    a stranger's, isn't told the new."""
    if not user.is_active:
        return
    subject, ctx = f"Ny adress i {settings.NAME}", {"user": user, "by": by, "installation": settings.NAME}
    text = render_to_string("people/address_left.txt", ctx)
    queue_letter(key=f"{key}-old", to=old, subject=subject, text=text, by=by)
    if user.last_login is None:
        send_invitation(user=user, by=by)
        return
    text = render_to_string("people/address_new.txt", {**ctx, "address": settings.ADDRESS})
    queue_letter(key=f"{key}-new", to=user.email, subject=subject, text=text, by=by)
