"""Calendars to subscribe to: what each shows, to whom, and when an address ends."""

from datetime import date, time

import pytest
from django.test import Client
from icalendar import Calendar, Event
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.accounts.models import Change, Role, User
from rodtrad.web.bodies.actions import end_role
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.actions import add_item, call_meeting, cancel_meeting, move_meeting
from rodtrad.web.preparing.addresses import make_calendar_address, remove_calendar_address, renew_calendar_address
from rodtrad.web.preparing.models import CalendarAddress
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def mona(body: Body) -> User:
    return make_member("Mona", body, Membership.Role.MEMBER)


def fetched(address: CalendarAddress) -> list[Event]:
    """What a calendar program that has never logged in gets there."""
    answer = Client().get(address.address.removeprefix("http://127.0.0.1:8000"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "private" in answer["Cache-Control"]
    return list(Calendar.from_ical(answer.content).events)


def status(address: str) -> int:
    return Client().get(address.removeprefix("http://127.0.0.1:8000")).status_code


class TestWhatItShows:
    def test_ones_own_bodies_alone(self, body: Body, mona: User) -> None:
        own, other = make_meeting(body), make_meeting(make_body("Styrgruppen"))
        events = fetched(make_calendar_address(body=None, by=mona))
        assert [event["SUMMARY"] for event in events] == ["Beredningsgruppen"]
        assert own.get_absolute_url() in str(events[0]["URL"]) and other.get_absolute_url() not in str(events[0]["URL"])

    def test_planned_called_moved_and_cancelled(self, body: Body, mona: User) -> None:
        meetings = [make_meeting(body, day=date(2026, 12, day)) for day in (4, 11, 18)]
        address = make_calendar_address(body=body, by=mona)
        before = {event["UID"]: event["SEQUENCE"] for event in fetched(address)}
        add_item(meeting=meetings[0], fields={"title": "Hyran", "confidential": True}, clauses=["säga upp"], by=None)
        call_meeting(meeting=meetings[0], by=None)
        move_meeting(meeting=meetings[1], day=date(2026, 12, 14), start=time(10), end=None, place="Norrvik", by=None)
        cancel_meeting(meeting=meetings[2], why="", by=None)
        after = {event["UID"]: event for event in fetched(address)}
        assert after.keys() == before.keys() and set(before.values()) == {0}
        assert sorted((event["STATUS"], event["SEQUENCE"]) for event in after.values()) == [
            ("CANCELLED", 1),
            ("CONFIRMED", 0),
            ("CONFIRMED", 1),
        ]
        assert not [event for event in after.values() if "yra" in event.to_ical().decode()]

    def test_what_is_read_from_documents_is_history(self, body: Body, mona: User) -> None:
        Meeting.objects.create(date=date(2026, 12, 4)).bodies.add(body)
        assert fetched(make_calendar_address(body=body, by=mona)) == []

    def test_many_meetings_cost_no_more(
        self, body: Body, mona: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for day in range(1, 15):
            make_meeting(body, day=date(2026, 12, day))
        address = make_calendar_address(body=None, by=mona)
        with django_assert_max_num_queries(4):
            assert len(fetched(address)) == 14


class TestWhenItEnds:
    def test_renewed(self, body: Body, mona: User) -> None:
        address = make_calendar_address(body=None, by=mona)
        old = address.address
        renew_calendar_address(address=address, by=mona)
        address.refresh_from_db()
        assert (status(old), status(address.address)) == (404, 200)

    def test_removed(self, body: Body, mona: User) -> None:
        address = make_calendar_address(body=None, by=mona)
        old = address.address
        remove_calendar_address(address=address, by=mona)
        assert [status(old), status(address.address)] == [404, 404]
        again = make_calendar_address(body=None, by=mona)
        assert [status(old), status(again.address)] == [404, 200]
        log = Change.objects.filter(action__startswith="calendar-address").order_by("pk")
        assert list(log.values_list("action", flat=True)) == [
            f"calendar-address-{done}" for done in ("made", "removed", "made")
        ]

    def test_guessed(self, mona: User) -> None:
        address = make_calendar_address(body=None, by=mona)
        assert status(address.address.replace(address.mark, "0" * 64)) == 404
        assert status(address.address.replace(f"/{address.pk}-", f"/{address.pk + 1}-")) == 404

    @pytest.mark.parametrize("change", [{"is_active": False}, {"role": ""}])
    def test_when_its_owner_may_not_come_in(self, body: Body, mona: User, change: dict[str, object]) -> None:
        addresses = [make_calendar_address(body=one, by=mona).address for one in (None, body)]
        User.objects.filter(pk=mona.pk).update(**change)
        assert [status(address) for address in addresses] == [404, 404]

    def test_ones_role_ends(self, body: Body, mona: User) -> None:
        make_meeting(body)
        address = make_calendar_address(body=None, by=mona)
        end_role(membership=Membership.objects.get(user=mona), ends=date(2026, 1, 2), by=None)
        assert fetched(address) == []


class TestThePage:
    def test_made_and_renewed_by_its_owner_alone(self, body: Body, mona: User, client: Client) -> None:
        client.force_login(mona)
        page = client.post("/kalender/skapa/", {"organ": str(body.pk)}, follow=True).content.decode()
        address = CalendarAddress.objects.get()
        assert address.address in page
        client.force_login(make_user("Rut", Role.READER))
        assert client.post(f"/kalender/{address.pk}/fornya/").status_code == 404
        assert address.address not in client.get("/kalender/").content.decode()
        assert client.post(f"/kalender/{address.pk}/ta-bort/").status_code == 404
        address.refresh_from_db()
        assert (address.turn, address.removed) == (1, False)
        client.force_login(mona)
        page = client.post(f"/kalender/{address.pk}/ta-bort/", follow=True).content.decode()
        assert "Adressen är borttagen" in page and "kalender/skapa" in page and address.address not in page
        assert client.post(f"/kalender/{address.pk}/fornya/").status_code == 404

    def test_made_twice_is_one(self, mona: User, client: Client) -> None:
        client.force_login(mona)
        for _ in range(2):
            client.post("/kalender/skapa/")
        assert CalendarAddress.objects.count() == 1
