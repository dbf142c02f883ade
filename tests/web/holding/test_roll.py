"""The roll before it is taken: whom it names, and how somebody is taken off it."""

import pytest
from django.test import Client

from rodtrad.web.bodies.models import Membership, Person, Seat
from rodtrad.web.holding.actions import open_meeting
from rodtrad.web.holding.roll import called_over
from rodtrad.web.meetings.models import Attendance
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
