"""Whom a notice goes to, and what the letter tells."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership, Person, Seat
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.preparing.actions import add_item, call_meeting, change_item
from tests.web.conftest import make_user
from tests.web.meetings.held import DAY, make_body, make_meeting, make_member
from tests.web.publishing.closed import NUMBER

pytestmark = pytest.mark.django_db
QUERIES = 22
CLOSED = "Förhandling om lokaler"


@pytest.fixture
def body() -> Body:
    body = make_body()
    make_member("Sara", body, Membership.Role.SECRETARY)
    make_member("Mona", body, Membership.Role.MEMBER)
    make_member("Olle", make_body("Styrgruppen"), Membership.Role.MEMBER)
    make_user("Rut", "reader")
    return body


@pytest.fixture
def meeting(body: Body) -> Meeting:
    meeting = make_meeting(body)
    for title, confidential in (("Gemensam tolkservice", False), (CLOSED, True)):
        fields = {"title": title, "confidential": confidential}
        add_item(meeting=meeting, fields=fields, clauses=["inrätta en tolkservice"], by=None)
    return meeting


def test_goes_to_everyone_with_a_role_in_the_body(meeting: Meeting) -> None:
    call_meeting(meeting=meeting, by=None)
    assert set(Letter.objects.values_list("to", flat=True)) == {"sara@example.se", "mona@example.se"}


def test_tells_when_where_and_what(meeting: Meeting) -> None:
    call_meeting(meeting=meeting, by=None)
    letter = Letter.objects.all()[0]
    assert letter.subject == "Kallelse: Beredningsgruppen 4 december 2026"
    for told in ("kl. 09.00–12.00", "Rådhuset, Ekeby", "1. Gemensam tolkservice", f"/moten/{meeting.pk}/kallelse/"):
        assert told in letter.text


def test_a_supplement_tells_what_is_new(meeting: Meeting) -> None:
    call_meeting(meeting=meeting, by=None)
    add_item(meeting=meeting, fields={"title": "Budget"}, clauses=[], by=None)
    call_meeting(meeting=meeting, by=None)
    letter = Letter.objects.filter(subject__startswith="Tillägg").all()[0]
    assert "Nytt sedan kallelsen:\n- Ny punkt: Budget" in letter.text


def test_nothing_confidential_is_in_a_letter(meeting: Meeting) -> None:
    call_meeting(meeting=meeting, by=None)
    item = Item.written.get(meeting=meeting, title=CLOSED)
    change_item(item=item, fields={"introduction": "Hyran"}, clauses=["säga upp hyran"], by=None)
    add_item(meeting=meeting, fields={"title": CLOSED + " 2", "confidential": True}, clauses=[], by=None)
    call_meeting(meeting=meeting, by=None)
    letters = Letter.objects.all()
    assert len(letters) == 4
    assert not [letter for letter in letters if "Förhandling" in letter.text or "yran" in letter.text]
    assert "2. Punkt som bara är för organet" in letters[0].text


def test_two_of_one_name_who_get_it_are_told_apart(meeting: Meeting, body: Body) -> None:
    sara = User.objects.get(name="Sara")
    other = make_member("Nina", body, Membership.Role.READER)
    User.objects.filter(pk=other.pk).update(name="Sara")
    client = Client()
    client.force_login(sara)
    page = client.get(f"/moten/{meeting.pk}/kallelse/").content.decode()
    assert f"Sara ({sara.email})" in page and f"Sara ({other.email})" in page


def test_whoever_calls_sees_first_who_gets_it_and_what_should_not_go(
    meeting: Meeting, body: Body, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Mona", "Nils", "Per Ek"):
        Seat.objects.create(person=Person.objects.create(name=name), body=body)
    linked = make_member("P. Ek", body, Membership.Role.MEMBER)
    Membership.objects.filter(user=linked).update(person=Person.objects.get(name="Per Ek"))
    client, path = Client(), f"/moten/{meeting.pk}/kallelse/"
    client.force_login(User.objects.get(name="Sara"))
    with django_assert_max_num_queries(QUERIES):
        page = client.get(path).content.decode()
    assert "Går med e-post till 3 personer med roll i organet: Mona, P. Ek, Sara." in page
    assert "Utan brev, för de har inget konto: Nils." in page and "personnummer" not in page
    for item in Item.written.filter(meeting=meeting):
        change_item(item=item, fields={"introduction": f"Gäller {NUMBER}."}, clauses=[], by=None)
    # What is confidential is not sent.
    assert "Ta bort det först: 1. Gemensam tolkservice.</p>" in client.get(path).content.decode()
    client.force_login(User.objects.get(name="Mona"))
    assert "Går med e-post" not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("change", "subject", "told"),
    [
        (
            {"place": "Regionhuset"},
            "Ändrad plats",
            ["som förut den 4 december 2026 kl. 09.00–12.00.", "Ny plats: Regionhuset. Förut: Rådhuset, Ekeby."],
        ),
        (
            {"day": date(2026, 12, 7)},
            "Ändrad tid",
            [
                "flyttat till den 7 december 2026 kl. 09.00–12.00. Det var den 4 december 2026 kl. 09.00–12.00.",
                "Platsen är som förut: Rådhuset, Ekeby.",
            ],
        ),
        ({"end": time(15)}, "Ändrad tid", ["slutar på en annan tid: 4 december 2026 kl. 09.00–15.00."]),
        ({"start": time(8), "place": ""}, "Ändrad tid och plats", ["flyttat till den", "Ny plats: inte bestämd."]),
    ],
)
def test_what_is_changed_is_told_and_to_how_many(
    meeting: Meeting, change: dict[str, Any], subject: str, told: list[str]
) -> None:
    call_meeting(meeting=meeting, by=None)
    client, path = Client(), f"/moten/{meeting.pk}/flytta/"
    client.force_login(User.objects.get(name="Sara"))
    fields = {"day": DAY, "start": "09:00", "end": "12:00", "place": meeting.place}
    page = client.post(path, fields).content.decode()
    assert "Du har inte ändrat något." in page and "ett brev om vad som är ändrat till 2 personer: Mona, Sara." in page
    page = client.post(path, fields | change, follow=True).content.decode()
    assert "Ett brev om det skickas till 2 personer." in page
    letter = Letter.objects.order_by("-pk")[0]
    assert letter.subject.startswith(f"{subject}: ")
    assert [line for line in told if line not in letter.text] == []
    assert ("flyttat" in letter.text) == ("day" in change or "start" in change)


def test_whoever_calls_is_told_to_how_many(meeting: Meeting, body: Body) -> None:
    client = Client()
    client.force_login(make_member("Stina", body, Membership.Role.SECRETARY))
    page = client.post(f"/moten/{meeting.pk}/kallelse/", follow=True).content.decode()
    assert "Kallelsen skickas till 3 personer med roll i organet." in page
