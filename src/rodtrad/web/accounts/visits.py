"""When somebody was here before: the time of the log-in before this one, kept with the session that began with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import update_last_login
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from rodtrad.web.accounts.models import User

BEFORE = "logged-in-before"

# Django's own would write the new time over the old one before we have seen it.
user_logged_in.disconnect(dispatch_uid="update_last_login")


@receiver(user_logged_in)
def remember(sender: type[User], request: HttpRequest, user: User, **about: Any) -> None:
    """Keep the time of the log-in before, and write this one's."""
    request.session[BEFORE] = user.last_login.isoformat() if user.last_login else ""
    update_last_login(sender, user)


def last_here(request: HttpRequest) -> datetime | None:
    """When the user logged in the time before; None the first time."""
    told = request.session.get(BEFORE)
    return datetime.fromisoformat(told) if told else None
