"""The roll before it is taken: whom it names, and how somebody is taken off it."""

from datetime import date

import pytest
from django.test import Client

from rodtrad.web.bodies.models import Membership, Person, Seat
from rodtrad.web.holding.actions import open_meeting
from rodtrad.web.holding.roll import called_over
from rodtrad.web.meetings.models import Attendance, Meeting
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
Role = Membership.Role


def test_it_names_those_who_have_a_role_and_nobody_twice() -> None:
    body = make_body()
    for name, duty in (("Tove", "chair"), ("Bo", "member"), ("Eva", "member"), ("Siv", "deputy")):
        Seat.objects.create(person=Person.objects.create(name=name), body=body, duty=duty)
    roles = {"Sara": Role.SECRETARY, "bo": Role.ADJUSTER, "E. Rask": Role.ADJUSTER, "Ulf": Role.MEMBER, "Läs": "reader"}
    for name, role in roles.items():
        make_member(name, body, role)
    Membership.objects.filter(user__name="E. Rask").update(person=Person.objects.get(name="Eva"))
    make_member("Förr", body, Role.MEMBER)
    Membership.objects.filter(user__name="Förr").update(ends="2026-01-02")
    assert sorted((row.name, row.duty, row.person is not None) for row in called_over(make_meeting(body))) == [
        ("Bo", "adjuster", True),
        ("Eva", "adjuster", True),
        ("Sara", "secretary", False),
        ("Siv", "deputy", True),
        ("Tove", "chair", True),
        ("Ulf", "member", False),
    ]


def test_a_row_is_taken_away_before_anything_is_saved() -> None:
    meeting, client = make_meeting(body := make_body()), Client()
    client.force_login(make_member("Sara", body, Role.SECRETARY))
    open_meeting(meeting=meeting, by=None)
    sent = {"namn-1": "Bo Al", "namn-2": "Eva Rask", "narvaro-2": "absent", "bort": "1"}
    told = client.post(f"/moten/{meeting.pk}/narvaro/", sent).content.decode()
    assert "<span>1 namn</span> <span>Frånvarande: 1</span>" in told
    assert 'value="Eva Rask"' in told and "Bo Al" not in told and "Ange närvaro" not in told
    assert not Attendance.written.exists()
    sent = {"namn-1": "Bo Al", "narvaro-1": "absent", "namn-4": "Ny Ersättare", "narvaro-4": "present"}
    assert 'name="for-4"' in told  # a new deputy is given at once
    client.post(f"/moten/{meeting.pk}/narvaro/", sent | {"uppgift-4": "deputy", "for-4": "Bo Al"})
    assert {row.name for row in Attendance.written.all()} == {"Bo Al", "Ny Ersättare"}


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting()


@pytest.fixture
def sara(meeting: Meeting) -> Client:
    """The secretary's browser, in which the meeting is open."""
    assert meeting.held_for
    client = Client()
    client.force_login(make_member("Sara", meeting.held_for, Role.SECRETARY))
    open_meeting(meeting=meeting, by=None)
    return client


def test_the_roll_asks_about_everyone(meeting: Meeting, sara: Client) -> None:
    sent = {"namn-1": "Tove Alnfors", "uppgift-1": "chair", "namn-2": "Bo Al", "narvaro-2": "absent"}
    told = sara.post(f"/moten/{meeting.pk}/narvaro/", sent).content.decode()
    assert "Ange närvaro för Tove Alnfors." in told
    assert 'value="Tove Alnfors"' in told  # what was told of others and of her is not asked for again
    assert 'value="Bo Al"' in told


def test_the_roll_starts_with_everyone_present_as_they_were_called_last(meeting: Meeting, sara: Client) -> None:
    earlier = make_meeting(meeting.held_for, day=date(2026, 11, 6))
    told = {"organisation": "Ekeby kommun", "title": "utredare", "presence": "present"}
    for name in ("Sara", "Bo Al"):
        Attendance.objects.create(meeting=earlier, order=1, name=name, is_draft=True, **told)
    first = sara.get(f"/moten/{meeting.pk}/narvaro/").content.decode()
    assert 'value="Ekeby kommun" aria-label="Organisation för Sara"' in first
    assert 'value="utredare" aria-label="Titel för Sara"' in first
    sent = {"namn-1": "Sara", "namn-2": "Bo Al", "narvaro-2": "absent", "alla": "1"}
    told_back = sara.post(f"/moten/{meeting.pk}/narvaro/", sent).content.decode()
    assert 'name="narvaro-1" value="present" checked' in told_back
    assert 'name="narvaro-2" value="absent" checked' in told_back
    assert "Inget är sparat än." in told_back
    assert not Attendance.written.filter(meeting=meeting).exists()
