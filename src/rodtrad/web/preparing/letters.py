"""Letters about a meeting that is called, to everyone with a role in its bodies; nothing confidential is in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Membership
from rodtrad.web.mailing.actions import queue_letter
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.agenda import veiled
from rodtrad.web.preparing.comparing import changes_between
from rodtrad.web.preparing.models import Notice


def recipients_of(meeting: Meeting) -> list[User]:
    """Those who have a role in one of the meeting's bodies on its day, and may log in."""
    roles = Membership.objects.on(meeting.date) if meeting.date else Membership.objects.filter(ends=None)
    return list(User.objects.filter(pk__in=roles.filter(body__in=meeting.bodies.all()).values("user"), is_active=True))


def send_notice(notice: Notice, before: Notice | None, *, by: User | None) -> None:
    """Queue a letter to each of them; in the transaction that makes the notice. `before`: the notice that this one is a
    supplement to."""
    what = "Tillägg till kallelsen" if notice.is_supplement else "Kallelse"
    agenda = veiled(notice.agenda)
    text = _text(notice.meeting, agenda, changes_between(veiled(before.agenda), agenda) if before else [])
    for user in recipients_of(notice.meeting):
        key, subject = f"notice-{notice.pk}-{user.pk}", f"{what}: {notice.meeting.heading}"
        queue_letter(key=key, to=user.email, subject=subject, text=text, by=by)


def _text(meeting: Meeting, agenda: dict[str, Any], changes: list[str]) -> str:
    start, end = agenda["start"], agenda["end"]
    clock = f"kl. {start}{f'–{end}' if end else ''}".replace(":", ".") if start else ""
    head = [meeting.heading, *filter(None, [clock, agenda["place"]])]
    news = ["", "Nytt sedan kallelsen:", *(f"- {change}" for change in changes)] if changes else []
    items = [
        f"{place}. {item['title']}{' (utgår)' if item['cancelled'] else ''}"
        for place, item in enumerate(agenda["items"], 1)
    ]
    page = f"{settings.ADDRESS}{reverse('preparing:notice', args=[meeting.pk])}"
    return "\n".join([*head, *news, "", "Dagordning:", *items, "", "Bakgrund och förslag till beslut:", page, ""])
