"""Letters about a meeting that is called, moved or cancelled, to everyone with a role in its bodies; nothing
confidential is in them, nor in what goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Membership, Seat
from rodtrad.web.documents.originals import NotStored, Original, store
from rodtrad.web.mailing.actions import Attachment, queue_letter
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.agenda import veiled
from rodtrad.web.preparing.calendar import meeting_calendar
from rodtrad.web.preparing.models import Notice
from rodtrad.web.preparing.notice import Told, notice_pdf, told_of

CALENDAR: Final = "text/calendar; method={}; charset=utf-8"


def recipients_of(meeting: Meeting) -> list[User]:
    """Those who have a role in one of the meeting's bodies on its day, and may log in."""
    roles = Membership.objects.on(meeting.date) if meeting.date else Membership.objects.filter(ends=None)
    return list(User.objects.filter(pk__in=roles.filter(body__in=meeting.bodies.all()).values("user"), is_active=True))


def without_letter(meeting: Meeting, recipients: list[User]) -> list[str]:
    """The names of those who have a seat in its bodies that day and no letter: nobody who logs in is linked to them or
    called as they are."""
    roles = Membership.objects.filter(user__in=recipients, body__in=meeting.bodies.all(), person__isnull=False)
    reached, named = set(roles.values_list("person", flat=True)), {user.name.casefold() for user in recipients}
    seats = Seat.objects.on(meeting.date).filter(body__in=meeting.bodies.all()).order_by("person__name")
    people = dict(seats.values_list("person", "person__name"))
    return [name for pk, name in people.items() if pk not in reached and name.casefold() not in named]


def send_notice(notice: Notice, before: Notice | None, *, by: User | None) -> None:
    """Queue a letter to each of them, with the notice as a PDF and the meeting for their calendars; in the transaction
    that makes the notice. `before`: the notice that this one is a supplement to.

    Raises ValidationError where the files cannot be saved; then nothing is sent.
    """
    meeting = notice.meeting
    told = told_of(meeting, veiled(notice.agenda), veiled(before.agenda) if before else None, number=notice.number)
    pdf = _kept(f"kallelse-{meeting.date}.pdf", notice_pdf(told, made_at=notice.at), "application/pdf")
    notice.file.name = pdf.stored
    notice.save(update_fields=["file"])
    for user in recipients_of(meeting):
        queue_letter(
            key=f"notice-{notice.pk}-{user.pk}",
            to=user.email,
            subject=f"{told.form}: {meeting.heading}",
            text=_text(meeting, told),
            attachments=[pdf, _calendar(meeting, user.email, "REQUEST")],
            by=by,
        )


def send_moved(meeting: Meeting, before: Meeting, *, by: User | None) -> None:
    """Queue a letter to everyone who was called, with what is changed, and the new time for their calendars. `before`:
    when and where it was. Raises as `send_notice`."""
    now, was = _when(meeting), _when(before)
    if (meeting.date, meeting.start) != (before.date, before.start):
        time = f"Mötet är flyttat till den {now}. Det var den {was}."
    else:
        time = f"Mötet är som förut den {now}." if now == was else f"Mötet slutar på en annan tid: {now}. Förut: {was}."
    place = meeting.place or "inte bestämd"
    if meeting.place == before.place:
        what, where = "Ändrad tid", f"Platsen är som förut: {place}."
    else:
        what = "Ändrad plats" if now == was else "Ändrad tid och plats"
        where = f"Ny plats: {place}. Förut: {before.place or 'inte bestämd'}."
    _tell(meeting, what, [time, where], "REQUEST", by=by)


def _when(meeting: Meeting) -> str:
    """ "4 december 2026 kl. 09.00–12.00" """
    end = f"–{meeting.end:%H.%M}" if meeting.end else ""
    return f"{meeting.when} kl. {meeting.start:%H.%M}{end}" if meeting.start else meeting.when


def send_cancelled(meeting: Meeting, *, why: str, by: User | None) -> None:
    """Queue a letter to everyone who was called, which takes it out of their calendars. Raises as `send_notice`."""
    text = [f"Mötet den {meeting.when} är inställt.", *([why] if why else [])]
    _tell(meeting, "Inställt möte", text, "CANCEL", by=by)


def _tell(meeting: Meeting, what: str, text: list[str], method: str, *, by: User | None) -> None:
    page = f"{settings.ADDRESS}{reverse('preparing:notice', args=[meeting.pk])}"
    for user in recipients_of(meeting):
        queue_letter(
            # Each change is told once, however often a meeting is moved.
            key=f"meeting-{meeting.pk}-change-{meeting.changes}-{user.pk}",
            to=user.email,
            subject=f"{what}: {meeting.heading}",
            text="\n".join([meeting.body_names, "", *text, "", page, ""]),
            attachments=[_calendar(meeting, user.email, method)],
            by=by,
        )


def _calendar(meeting: Meeting, to: str, method: str) -> Attachment:
    return _kept(f"mote-{meeting.date}.ics", meeting_calendar(meeting, method=method, to=to), CALENDAR.format(method))


def _kept(name: str, data: bytes, kind: str) -> Attachment:
    original = Original.of(Path(name), data)
    try:
        store(original, data)
    except NotStored as error:
        raise ValidationError(f"Brevet kunde inte skickas: {error}") from error
    return Attachment(name, original.stored_name, kind)


def _text(meeting: Meeting, told: Told) -> str:
    head = [meeting.heading, *filter(None, [told.time, told.place])]
    news = ["", "Nytt sedan kallelsen:", *(f"- {change}" for change in told.changes)] if told.changes else []
    items = [line for one in told.items for line in _lines(one)]
    page = f"{settings.ADDRESS}{reverse('preparing:notice', args=[meeting.pk])}"
    return "\n".join(
        [*head, *news, "", "Dagordning:", *items, "", "Bakgrund, förslag till beslut och handlingar:", page, ""]
    )


def _lines(item: dict[str, Any]) -> Iterator[str]:
    """An item and its sections, a line each."""
    yield f"{item['place']}. {item['title']}{_gone(item)}"
    yield from (f"   {one['label']}) {one['title']}{_gone(one)}" for one in item["sections"])


def _gone(told: dict[str, Any]) -> str:
    return " (utgår)" if told["cancelled"] else ""
