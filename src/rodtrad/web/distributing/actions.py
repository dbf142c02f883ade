"""What sends minutes to those whom they concern: never twice, and never what may not leave the body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from rodtrad.web import clock
from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership, Party
from rodtrad.web.distributing.copies import Copy, copy_of
from rodtrad.web.distributing.models import Dispatch
from rodtrad.web.documents.originals import NotStored
from rodtrad.web.mailing.actions import Attachment, queue_letter
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.meetings.states import hold_still
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.verifying.standing import standing_of


@dataclass(frozen=True, slots=True)
class Sending:
    """To whom, and what: the extract of an `item`, by its key, or the whole."""

    to: str
    item: int | None = None
    name: str = ""
    why: str = ""
    body: Body | None = None
    party: Party | None = None


@transaction.atomic
def distribute(*, version: MinutesVersion, sendings: Iterable[Sending], by: User | None) -> list[Dispatch]:
    """Send minutes, or extracts of them, by mail; returns those that are new. Who was sent the same before is left.

    Raises ValidationError where the version is not approved, an address is none, all were sent before, or something
    may not leave the body: then nothing is sent.
    """
    meeting = version.meeting
    hold_still(meeting)
    standing = standing_of(meeting)
    if standing is None or standing.approved is None or standing.approved.pk != version.pk:
        raise ValidationError("Bara det protokoll som gäller skickas: det senaste, justerat om organet justerar.")
    insiders, copies, made = _insiders(meeting), dict[int | None, Copy](), list[Dispatch]()
    before: set[tuple[int | None, str]] = set(version.dispatches.values_list("item", "to"))
    for one in sendings:
        to = _address(one.to)
        if (one.item, to) in before:
            continue
        before.add((one.item, to))
        if one.item not in copies:
            copies[one.item] = _copy(version, one.item)
        made.append(_send(version, one, to, copies[one.item], insider=to in insiders, by=by))
    if not made:
        raise ValidationError("Välj minst en mottagare som inte redan har fått detta.")
    log("minutes-distributed", version, by=by, to=[[one.to, one.item_id] for one in made])
    return made


def _insiders(meeting: Meeting) -> set[str]:
    """The addresses of those who have a role in the meeting's bodies and so may read all of it."""
    roles = Membership.objects.on(clock.today()).filter(body__in=meeting.bodies.all(), user__is_active=True)
    return {address.lower() for address in roles.values_list("user__email", flat=True)}


def _address(told: str) -> str:
    to = told.strip().lower()
    try:
        validate_email(to)
    except ValidationError as error:
        raise ValidationError(f"”{told.strip()}” är ingen e-postadress.") from error
    return to


def _copy(version: MinutesVersion, item: int | None) -> Copy:
    try:
        return copy_of(version, item)
    except NotStored as error:
        raise ValidationError(f"Protokollet är inte skickat: {error}") from error


def _send(version: MinutesVersion, one: Sending, to: str, copy: Copy, *, insider: bool, by: User | None) -> Dispatch:
    meeting = version.meeting
    what = "Protokollsutdrag" if one.item else "Protokoll"
    page = f"{settings.ADDRESS}{reverse('minutes:minutes', args=[meeting.pk])}"
    rest = f"\n\nHela protokollet läser du, som har en roll i organet, när du har loggat in:\n{page}" if insider else ""
    letter = queue_letter(
        key=f"minutes-{version.pk}-{one.item or 'all'}-{sha256(to.encode()).hexdigest()[:32]}",
        to=to,
        subject=f"{what}: {meeting.heading}",
        text=f"{what} från {meeting.heading}, version {version.number}, är bifogat.{_about(copy, by)}{rest}\n",
        attachments=[Attachment(copy.name, copy.stored, "application/pdf")],
        by=by,
    )
    return Dispatch.objects.create(
        version=version,
        item_id=one.item,
        to=to,
        name=one.name[:200],
        why=one.why[:300],
        body=one.body,
        party=one.party,
        file=copy.stored,
        letter=letter,
        by=by,
    )


def _about(copy: Copy, by: User | None) -> str:
    """Who sends it, and which copy it is where something is left out of it."""
    sender = f" Det skickas av {by.name or by.email}." if by else ""
    return sender + (" Det är en kopia utan det som är maskerat eller bara för organet." if copy.is_less else "")
