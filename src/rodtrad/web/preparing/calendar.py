"""Meetings as calendar files (RFC 5545): one that goes with a letter, and those of a feed that people subscribe to.

A file tells when, where and which body, as the meeting's page does to everyone who may read; never the agenda.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parseaddr
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max
from icalendar import Calendar, Component, Event, vCalAddress

from rodtrad.web.accounts.models import Change
from rodtrad.web.meetings.models import Meeting

ZONE: Final = "Europe/Stockholm"
# The rules that hold since 1996 (directive 2000/84/EC), in the short form that every calendar program reads.
ZONE_RULES: Final = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
CHANGED_BY: Final = ("meeting-planned", "meeting-moved", "meeting-cancelled", "meeting-called")


def meeting_calendar(meeting: Meeting, *, method: str, to: str = "") -> bytes:
    """One meeting as a calendar file. `method`: what whoever gets it is asked to do (RFC 5546): PUBLISH, REQUEST or, of
    a cancelled meeting, CANCEL; the last two need whom they go `to`. Fetch the meeting with its `bodies`."""
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(meeting, _changed_at([meeting]))
    if to:
        guest = vCalAddress(f"mailto:{to}")
        guest.params["RSVP"] = "FALSE"  # nobody reads what would be answered to the installation's address
        event.add("attendee", guest)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed_of(meetings: Iterable[Meeting], *, name: str) -> bytes:
    """Meetings as a calendar to subscribe to, under a name; those without a day are left out. One query, and none for
    each where they are fetched with their `bodies`."""
    calendar = _calendar()
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    dated = [meeting for meeting in meetings if meeting.date]
    changed = _changed_at(dated)
    for meeting in dated:
        calendar.add_component(_event(meeting, changed))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.NAME}//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(Component.from_ical(ZONE_RULES))
    return calendar


def _event(meeting: Meeting, changed: dict[str, datetime]) -> Event:
    cancelled = meeting.state == Meeting.State.CANCELLED
    address = f"{settings.ADDRESS}{meeting.get_absolute_url()}"
    at = changed.get(str(meeting.pk), datetime(1970, 1, 1, tzinfo=UTC))
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.changes)
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    # Programs that show a cancelled meeting of a feed as any other tell it by its name.
    event.add("summary", f"{'Inställt: ' if cancelled else ''}{meeting.body_names}")
    event.add("description", f"{_when_in_words(meeting)}{address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    if meeting.place:
        event.add("location", meeting.place)
    _put_when(event, meeting)
    name, organiser = parseaddr(settings.MAIL_FROM)
    if organiser:
        sender = vCalAddress(f"mailto:{organiser}")
        if name:
            sender.params["CN"] = name
        event.add("organizer", sender)
    return event


def _is_timed(meeting: Meeting) -> bool:
    """Whether its hours say when it begins and ends; of several days without a last hour, they don't."""
    return meeting.start is not None and (meeting.end is not None or meeting.end_date in (None, meeting.date))


def _put_when(event: Event, meeting: Meeting) -> None:
    """Raises ValueError for a meeting without a day."""
    if meeting.date is None:
        raise ValueError(f"meeting {meeting.pk} has no day")
    last = meeting.end_date or meeting.date
    if not _is_timed(meeting):
        event.add("dtstart", meeting.date)
        event.add("dtend", last + timedelta(days=1))  # the first day that it no longer lasts
        return
    event.add("dtstart", _moment(meeting.date, meeting.start))
    if meeting.end:
        event.add("dtend", _moment(last, meeting.end))


def _moment(day: date, clock: time | None) -> datetime:
    return datetime.combine(day, clock or time(), ZoneInfo(ZONE))


def _when_in_words(meeting: Meeting) -> str:
    """What the times of a day-long entry don't tell."""
    return f"Börjar kl. {meeting.start:%H.%M}.\n" if meeting.start and not _is_timed(meeting) else ""


def _changed_at(meetings: Iterable[Meeting]) -> dict[str, datetime]:
    """When each was last planned, called, moved or cancelled, by its key as text, as the log has it."""
    keys = [str(meeting.pk) for meeting in meetings]
    rows = Change.objects.filter(object_type=Meeting._meta.label_lower, object_id__in=keys, action__in=CHANGED_BY)
    return dict(rows.order_by().values_list("object_id").annotate(Max("at")))
