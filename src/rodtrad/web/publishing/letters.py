"""Letters about publishing: to those who may confirm what somebody asked for. They hold no word of the minutes."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.rights import BodyRight, users_where
from rodtrad.web.mailing.actions import queue_letter
from rodtrad.web.publishing.models import Publication


def ask(asked: Publication, *, by: User | None) -> None:
    """Ask everyone else who may publish the body's minutes to look at the public copy; in the transaction that makes
    it."""
    meeting = asked.meeting
    page = f"{settings.ADDRESS}{reverse('publishing:check', args=[meeting.pk])}"
    text = (
        f"Protokollet från {meeting.heading}, version {asked.version.number}, väntar på att publiceras. "
        f"Se den publika kopian, och godkänn eller skicka tillbaka den:\n\n{page}\n"
    )
    subject = f"Protokoll att publicera: {meeting.heading}"
    for user in users_where(BodyRight.PUBLISH, meeting.bodies.all()):
        if user == by:
            continue
        queue_letter(key=f"publish-{asked.pk}-{user.pk}", to=user.email, subject=subject, text=text, by=by)
