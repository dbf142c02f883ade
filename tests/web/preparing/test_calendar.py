"""Calendar files, read back: what they say of a meeting, when it is moved and when it is called off."""

from datetime import date, datetime, time
from importlib import import_module
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from icalendar import Calendar, Event
from pytest_django import Settings

from rodtrad.web.accounts.models import Change
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.actions import add_item, cancel_meeting, move_meeting
from rodtrad.web.preparing.calendar import meeting_calendar
from tests import factories
from tests.web.meetings.held import make_body, make_meeting

pytestmark = pytest.mark.django_db
SWEDEN = ZoneInfo("Europe/Stockholm")


def event_of(meeting: Meeting, method: str = "PUBLISH") -> Event:
    """The one event of a meeting's file."""
    read = Calendar.from_ical(meeting_calendar(meeting, method=method))
    assert read["METHOD"] == method
    return read.events[0]


def test_when_where_and_which_body() -> None:
    meeting = make_meeting()
    add_item(meeting=meeting, fields={"title": "Budget", "confidential": True}, clauses=[], by=None)
    event = event_of(meeting)
    assert event.start == datetime(2026, 12, 4, 9, tzinfo=SWEDEN)
    assert event.end == datetime(2026, 12, 4, 12, tzinfo=SWEDEN)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Beredningsgruppen", "Rådhuset, Ekeby")
    assert str(event["URL"]).endswith(meeting.get_absolute_url())
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert "Budget" not in meeting_calendar(meeting, method="PUBLISH").decode()


def test_a_host_of_another_name_is_the_same_meeting(settings: Settings) -> None:
    meeting, other = make_meeting(), make_meeting(day=date(2026, 12, 11))
    before = event_of(meeting)
    settings.ADDRESS = "https://moten.alvmark.example"
    assert event_of(meeting)["UID"] == before["UID"] != event_of(other)["UID"]
    assert str(event_of(meeting)["URL"]).startswith("https://moten.alvmark.example/")


def test_what_calendars_know_already_keeps_its_uid(settings: Settings) -> None:
    held, read = make_meeting(), Meeting.objects.create(date=date(2026, 12, 4))
    settings.ADDRESS = "https://rodtrad.alvmark.example"
    migration = import_module("rodtrad.web.meetings.migrations.0010_uids_that_stay")
    migration.keep_what_is_known(apps, SimpleNamespace(connection=connection))
    before = read.uid
    held.refresh_from_db()
    read.refresh_from_db()
    assert (held.uid, read.uid) == (f"meeting-{held.pk}@rodtrad.alvmark.example", before)


def test_a_meeting_that_is_read_again_keeps_its_uid() -> None:
    factories.make_county()
    factories.enter(factories.minutes())
    before = Meeting.objects.get().uid
    factories.enter(factories.minutes(decisions=[factories.decision("2", "köpa rullstolar", 33)]))
    assert Meeting.objects.get().uid == before != ""


def test_moved_and_cancelled_arrive_as_such() -> None:
    meeting = make_meeting()
    first = event_of(meeting)
    move_meeting(meeting=meeting, day=date(2026, 12, 7), start=time(13), end=None, place="", by=None)
    moved = event_of(meeting)
    cancel_meeting(meeting=meeting, why="", by=None)
    gone = event_of(meeting, "CANCEL")
    assert first["UID"] == moved["UID"] == gone["UID"]
    assert [one["SEQUENCE"] for one in (first, moved, gone)] == [0, 1, 2]
    assert moved.start == datetime(2026, 12, 7, 13, tzinfo=SWEDEN)
    assert (gone["STATUS"], gone["SUMMARY"]) == ("CANCELLED", "Inställt: Beredningsgruppen")
    cancelled = (
        Change.objects.filter(object_type="meetings.meeting", object_id=meeting.pk).get(action="meeting-cancelled").at
    )
    assert gone.DTSTAMP == gone.LAST_MODIFIED == cancelled.replace(microsecond=0)


@pytest.mark.parametrize(
    ("last", "start", "end", "expected"),
    [
        (None, None, None, (date(2026, 12, 4), date(2026, 12, 5))),
        (date(2026, 12, 5), None, None, (date(2026, 12, 4), date(2026, 12, 6))),
        # The last day has no end: the whole days, rather than a night that nobody meets in.
        (date(2026, 12, 5), time(9), None, (date(2026, 12, 4), date(2026, 12, 6))),
        (
            date(2026, 12, 5),
            time(9),
            time(15),
            (datetime(2026, 12, 4, 9, tzinfo=SWEDEN), datetime(2026, 12, 5, 15, tzinfo=SWEDEN)),
        ),
    ],
)
def test_whole_days_and_several(
    last: date | None, start: time | None, end: time | None, expected: tuple[date, date]
) -> None:
    meeting = make_meeting()
    meeting.end_date, meeting.start, meeting.end = last, start, end
    event = event_of(meeting)
    assert (event.start, event.end) == expected


def test_the_zone_tells_summer_from_winter() -> None:
    """Each body of the year's time is told by rules in the file itself, not left to the program that reads it."""
    read = Calendar.from_ical(meeting_calendar(make_meeting(make_body()), method="REQUEST"))
    zone = read.timezones[0].to_tz()
    hours = {datetime(2027, month, 15, 9, tzinfo=zone).utcoffset() for month in (1, 7)}
    assert {offset and offset.total_seconds() for offset in hours} == {3600, 7200}


def test_who_sends_it(settings: Settings) -> None:
    settings.MAIL_FROM = "Rödtråd <rodtrad@example.se>"
    organiser = event_of(make_meeting())["ORGANIZER"]
    assert (organiser, organiser.params["CN"]) == ("mailto:rodtrad@example.se", "Rödtråd")
