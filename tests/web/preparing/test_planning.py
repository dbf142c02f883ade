"""Planning a body's meetings: several in one step, who may, and when their agendas are filled."""

from datetime import date, time

import pytest
from django.test import Client

from rodtrad.web.accounts.models import Change, Role
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.holding.actions import close_meeting, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.preparing.actions import add_item, cancel_meeting, plan_meetings
from rodtrad.web.preparing.models import StandingItem
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
PAGE = "/moten/planera/flera/"


@pytest.fixture
def body() -> Body:
    body = make_body()
    StandingItem.objects.create(body=body, order=1, title="Mötets öppnande")
    return body


@pytest.fixture
def sara(body: Body) -> Client:
    client = Client()
    client.force_login(make_member("Sara", body, Membership.Role.SECRETARY))
    return client


def wanted(body: Body, **more: str) -> dict[str, str]:
    return {
        "body": str(body.pk),
        "rhythm": "last-month",
        "weekday": "4",
        "first": "2027-05-01",
        "last": "2027-08-31",
        "start": "09:00",
        "end": "12:00",
        "place": "Rådhuset",
        "on_holiday": "earlier",
        **more,
    }


def test_the_page_of_a_body_leads_to_planning_for_it(sara: Client, body: Body) -> None:
    page = sara.get(body.get_absolute_url()).content.decode()
    for path in ("/moten/planera/", PAGE):
        assert f'href="{path}?organ={body.pk}"' in page
        assert str(sara.get(path, {"organ": body.pk}).context["form"]["body"].value()) == str(body.pk)


def test_days_are_shown_before_anything_is_saved(sara: Client, body: Body) -> None:
    page = sara.get(PAGE, wanted(body)).content.decode()
    assert "fredag 18 juni 2027" in page
    assert "Flyttat: 25 juni är midsommarafton." in page
    assert page.count('name="dag"') == page.count(" checked") == 4
    assert not Meeting.objects.exists()


def test_those_that_are_ticked_become_meetings(sara: Client, body: Body) -> None:
    # 26 June was never proposed, so that it is no meeting either.
    told = wanted(body) | {"dag": ["2027-05-28", "2027-06-18", "2027-06-26"]}
    assert "2 möten är planerade" in sara.post(PAGE, told, follow=True).content.decode()
    days = list(Meeting.objects.order_by("date").values_list("date", "start", "place"))
    assert days == [(day, time(9), "Rådhuset") for day in (date(2027, 5, 28), date(2027, 6, 18))]
    assert Change.objects.filter(action="meeting-planned", by__name="Sara").count() == 2


def test_existing_meetings_are_told_and_not_doubled(sara: Client, body: Body) -> None:
    make_meeting(body, day=date(2027, 5, 28))
    assert "redan ett möte den dagen kl. 09.00." in sara.get(PAGE, wanted(body)).content.decode()
    sara.post(PAGE, wanted(body) | {"dag": ["2027-05-28", "2027-06-18"]})
    assert Meeting.objects.filter(date=date(2027, 5, 28)).count() == 1
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"last": "2027-04-30"}, "Välj en dag efter den första"),
        ({"last": "2035-04-30"}, "högst två år senare"),
        ({"end": "08:00"}, "kan inte sluta 08.00"),
        ({"rhythm": "9-week"}, "giltigt"),
    ],
)
def test_what_is_wrong_is_told(sara: Client, body: Body, more: dict[str, str], told: str) -> None:
    assert told in sara.get(PAGE, wanted(body, **more)).content.decode()


@pytest.mark.parametrize(
    ("who", "may"), [("secretary", True), ("chair", True), ("adjuster", False), ("member", False), ("editor", True)]
)
def test_who_may_plan(body: Body, who: str, may: bool) -> None:
    """A body that one may not plan for is none that can be chosen."""
    client = Client()
    is_editor = who == "editor"
    client.force_login(make_user("Eva", Role.EDITOR) if is_editor else make_member("Mona", body, who))
    client.post(PAGE, wanted(body) | {"dag": ["2027-05-28"]})
    assert Meeting.objects.exists() == may


class TestAgendas:
    @pytest.fixture
    def year(self, body: Body) -> list[Meeting]:
        """Three meetings of a year, of which the first has an item that nobody decides."""
        days = [date(2026, 12, 4), date(2027, 1, 8), date(2027, 2, 5)]
        year = plan_meetings(body=body, days=days, start=time(9), end=None, place="", by=None)
        add_item(meeting=year[0], fields={"title": "Gemensam tolkservice"}, clauses=["inrätta en"], by=None)
        return year

    def titles(self, meeting: Meeting) -> list[str]:
        return list(Item.written.filter(meeting=meeting).order_by("order").values_list("title", flat=True))

    def test_later_ones_have_standing_items_alone(self, year: list[Meeting]) -> None:
        assert self.titles(year[1]) == self.titles(year[2]) == ["Mötets öppnande"]

    def test_the_next_is_filled_when_one_is_closed(self, year: list[Meeting]) -> None:
        open_meeting(meeting=year[0], by=None)
        take_roll(meeting=year[0], called=[Called("Tove Alnfors", "present", duty="chair")], by=None)
        Item.written.filter(title="Gemensam tolkservice").update(cancelled=True)
        close_meeting(meeting=year[0], end=time(12), by=None)
        assert self.titles(year[1]) == ["Mötets öppnande", "Föregående mötes protokoll", "Gemensam tolkservice"]
        assert self.titles(year[2]) == ["Mötets öppnande"]

    def test_or_called_off(self, year: list[Meeting]) -> None:
        Meeting.objects.filter(pk=year[0].pk).update(state=Meeting.State.CLOSED)
        cancel_meeting(meeting=year[1], why="", by=None)
        assert "Föregående mötes protokoll" in self.titles(year[2])

    def test_what_comes_after_one_still_to_come_waits(self, year: list[Meeting], body: Body) -> None:
        last = make_meeting(body, day=date(2027, 3, 5))
        Meeting.objects.filter(pk=year[0].pk).update(state=Meeting.State.CLOSED)
        cancel_meeting(meeting=year[2], why="", by=None)
        assert self.titles(last) == ["Mötets öppnande"]
        cancel_meeting(meeting=year[1], why="", by=None)
        assert "Föregående mötes protokoll" in self.titles(last)
