"""The agenda: what was taken off and put back, how the time adds up, and meetings of several days."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.actions import give_role
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.meetings.models import Item, Meeting, Presenter, Proposal
from rodtrad.web.preparing.actions import (
    add_item,
    arrange_items,
    call_meeting,
    change_item,
    fill_agenda,
    plan_meeting,
    put_back_item,
    withdraw_item,
)
from rodtrad.web.preparing.agenda import days_planned, planned_items
from rodtrad.web.preparing.models import StandingItem
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def sara(body: Body, client_of: Callable[[User], Client]) -> Client:
    return client_of(make_member("Sara", body, Membership.Role.SECRETARY))


def add(meeting: Meeting, title: str, **fields: object) -> Item:
    return add_item(meeting=meeting, fields={"title": title, **fields}, clauses=[f"anta {title}"], by=None)


def titles(meeting: Meeting) -> list[str]:
    return [planned.item.title for planned in planned_items(meeting)]


def agenda(client: Client, meeting: Meeting) -> str:
    return client.get(f"/moten/{meeting.pk}/dagordning/").content.decode()


class TestPuttingBack:
    def test_where_it_stood_and_as_it_was(self, body: Body) -> None:
        meeting = make_meeting(body)
        add(meeting, "Budget")
        told = {"fields": {"title": "Tolkar"}, "clauses": ["inrätta en tolkservice"], "presenters": ["Tove Alnfors"]}
        item = add_item(meeting=meeting, by=None, **told)  # type: ignore[arg-type]  # of several types
        add(meeting, "Lokaler")
        withdraw_item(item=item, by=None)
        assert titles(meeting) == ["Budget", "Lokaler"]
        assert not Proposal.written.filter(item=item).exists()  # nor does publishing find any
        put_back_item(item=item, by=None)
        assert titles(meeting) == ["Budget", "Tolkar", "Lokaler"]
        assert Proposal.written.get(item=item).text == "inrätta en tolkservice"
        assert Presenter.written.get(item=item).name == "Tove Alnfors"

    def test_what_filled_the_agenda_is_not_filled_in_twice(self, body: Body) -> None:
        StandingItem.objects.create(body=body, order=1, title="Mötets öppnande")
        meeting = make_meeting(body)
        item = Item.written.get(meeting=meeting)
        withdraw_item(item=item, by=None)
        put_back_item(item=item, by=None)
        assert fill_agenda(meeting=meeting, by=None) == 0
        StandingItem.objects.update(last=True)
        assert fill_agenda(meeting=meeting, by=None) == 0
        assert titles(meeting) == ["Mötets öppnande"]

    def test_taken_off_by_two_at_once(self, body: Body) -> None:
        item = add(make_meeting(body), "Tolkar")
        pressed_too = Item.written.get(pk=item.pk)  # as a request has it that came before
        withdraw_item(item=item, by=None)
        with pytest.raises(ValidationError, match="redan borttagen"):
            withdraw_item(item=pressed_too, by=None)
        put_back_item(item=item, by=None)
        assert Proposal.written.get(item=item).text == "anta Tolkar"

    def test_after_the_notice_it_is_told(self, body: Body) -> None:
        meeting = make_meeting(body)
        item = add(meeting, "Budget")
        call_meeting(meeting=meeting, by=None)
        withdraw_item(item=item, by=None)
        notice = call_meeting(meeting=meeting, by=None)
        put_back_item(item=item, by=None)
        assert [one["cancelled"] for one in notice.agenda["items"]] == [True]
        assert not Item.written.get(pk=item.pk).cancelled

    def test_by_its_button(self, sara: Client, body: Body) -> None:
        meeting = make_meeting(body)
        item = add(meeting, "Budget")
        page = sara.post(f"/punkter/{item.pk}/ta-bort/", follow=True).content.decode()
        assert "1 borttagen punkt" in page
        assert (
            "tillbaka på dagordningen" in sara.post(f"/punkter/{item.pk}/lagg-tillbaka/", follow=True).content.decode()
        )
        assert Change.objects.filter(action="item-put-back").count() == 1

    @pytest.mark.parametrize(("role", "status"), [("member", 403), ("adjuster", 403), ("reader", 403), ("chair", 302)])
    def test_who_may(self, body: Body, client_of: Callable[[User], Client], role: str, status: int) -> None:
        item = add(make_meeting(body), "Budget")
        withdraw_item(item=item, by=None)
        client = client_of(make_member("Mona", body, role))
        assert client.post(f"/punkter/{item.pk}/lagg-tillbaka/").status_code == status

    def test_nothing_to_put_back(self, sara: Client, body: Body) -> None:
        item = add(make_meeting(body), "Budget")
        assert sara.post(f"/punkter/{item.pk}/lagg-tillbaka/").status_code == 404


class TestTime:
    @pytest.mark.parametrize(
        ("minutes", "told"),
        [
            ([60, 30], "90 av 180 minuter är planerade, till kl. 10.30."),
            ([60, None], "60 av 180 minuter är planerade. 1 punkt har ingen tid."),
            ([120, 90], "210 av 180 minuter är planerade, till kl. 12.30. Det är 30 minuter för mycket."),
        ],
    )
    def test_adds_up(self, sara: Client, body: Body, minutes: list[int | None], told: str) -> None:
        meeting = make_meeting(body)
        for number, needed in enumerate(minutes):
            add(meeting, f"Punkt {number}", minutes_needed=needed)
        page = sara.get(f"/moten/{meeting.pk}/dagordning/").content.decode()
        assert told in page
        assert ("data-over" in page) == ("för mycket" in told)

    def test_without_an_end(self, body: Body) -> None:
        meeting = plan_meeting(bodies=[body], day=date(2026, 12, 4), start=time(9), end=None, place="", by=None)
        add(meeting, "Budget", minutes_needed=45)
        (day,) = days_planned(meeting, planned_items(meeting))
        assert (day.minutes, day.ends, day.given, day.over) == (45, time(9, 45), None, 0)


class TestSeveralDays:
    """A meeting from noon to noon, with two items a day."""

    @pytest.fixture
    def meeting(self, body: Body) -> Meeting:
        when = {"day": date(2026, 12, 4), "last_day": date(2026, 12, 5), "start": time(12), "end": time(10)}
        meeting = plan_meeting(bodies=[body], place="Ekeby", by=None, **when)  # type: ignore[arg-type]  # of several types
        for title in "ABCD":
            add(meeting, title, minutes_needed=60)
        change_item(item=Item.written.get(title="C"), fields={}, clauses=[], begins=(2, time(9)), by=None)
        return meeting

    def days(self, meeting: Meeting) -> str:
        """The titles, with a stroke where a day begins: "AB|CD"."""
        out = "".join(f"{'|' if planned.day else ''}{planned.item.title}" for planned in planned_items(meeting))
        return out.removeprefix("|")

    def test_each_has_its_clock_and_its_sum(self, meeting: Meeting) -> None:
        items = planned_items(meeting)
        assert [planned.starts for planned in items] == [time(12), time(13), time(9), time(10)]
        first, second = days_planned(meeting, items)
        assert (first.date, first.minutes, first.given) == (date(2026, 12, 4), 120, None)
        assert (second.date, second.minutes, second.given, second.over) == (date(2026, 12, 5), 120, 60, 60)

    @pytest.mark.parametrize(
        ("order", "moved", "days"),
        [
            ("BCAD", "A", "B|CAD"),  # dragged into the second day
            ("CABD", "C", "CAB|D"),  # what began it, dragged to the first
            ("ACBD", "B", "A|CBD"),  # a step down over the border
            ("ACBD", "C", "ACB|D"),  # a step up over it
            ("ABDC", "C", "AB|DC"),  # within the day
        ],
    )
    def test_moved_over_the_border(self, meeting: Meeting, order: str, moved: str, days: str) -> None:
        keys = dict(Item.written.filter(meeting=meeting).values_list("title", "pk"))
        arrange_items(meeting=meeting, order=[keys[title] for title in order], moved=keys[moved], by=None)
        assert self.days(meeting) == days

    def test_the_next_begins_the_day_when_the_first_is_taken_off(self, meeting: Meeting) -> None:
        withdraw_item(item=Item.written.get(title="C"), by=None)
        assert self.days(meeting) == "AB|D"

    def test_chosen_in_the_form_of_an_item(self, meeting: Meeting, sara: Client) -> None:
        item = Item.written.get(title="B")
        page = sara.get(f"/punkter/{item.pk}/andra/").content.decode()
        assert "lördag 5 december börjar här" in page
        sara.post(f"/punkter/{item.pk}/andra/", {"title": "B", "day": "2", "day_start": "08:30"})
        assert self.days(meeting) == "A|BCD"
        assert planned_items(meeting)[1].starts == time(8, 30)

    def test_of_one_day_none_can_be_chosen(self, sara: Client, body: Body) -> None:
        item = add(make_meeting(body), "Budget")
        assert "börjar här" not in sara.get(f"/punkter/{item.pk}/andra/").content.decode()


def test_whom_presents_reads_in_the_form_as_it_was_written(sara: Client, body: Body) -> None:
    lines = ["Tove Alnfors, , Ekeby kommun", "Ida Ek, enhetschef"]
    item = add_item(meeting=make_meeting(body), fields={"title": "Tolkar"}, clauses=[], presenters=lines, by=None)
    form = sara.get(f"/punkter/{item.pk}/andra/").context["form"]
    assert form["presenters"].value().splitlines() == lines
    assert Presenter.written.get(item=item, title="").organisation == "Ekeby kommun"
    agenda = sara.get(f"/moten/{item.meeting_id}/dagordning/").content.decode()
    assert "Tove Alnfors, Ekeby kommun; Ida Ek, enhetschef" in agenda


def test_a_planned_meeting_leads_to_its_agenda(sara: Client, body: Body) -> None:
    meeting = make_meeting(body)
    page = sara.get(meeting.get_absolute_url()).content.decode()
    assert ">Dagordningen</a>" in page and "närvarande" not in page and "har ingen dagordning" not in page


def test_a_closed_meeting_is_not_held_nor_planned(sara: Client, body: Body) -> None:
    meeting = make_meeting(body)
    add(meeting, "Budget", minutes_needed=10)
    assert "Håll mötet" in (page := agenda(sara, meeting)) and "minuter är planerade" in page
    Meeting.objects.update(state=Meeting.State.CLOSED)
    assert "Håll mötet" not in (page := agenda(sara, meeting)) and "minuter är planerade" not in page


def test_clauses_are_proposed_without_att(body: Body) -> None:
    meeting = make_meeting(body)
    item = add_item(meeting=meeting, fields={"title": "Budget"}, clauses=["- att anta budgeten", "att "], by=None)
    assert [row.text for row in Proposal.written.filter(item=item)] == ["anta budgeten"]


def test_what_is_found_is_told_and_a_reason_stands_once(sara: Client, body: Body) -> None:
    meeting = make_meeting(body)
    StandingItem.objects.create(body=body, order=1, title="Öppnande")
    told = sara.post(f"/moten/{meeting.pk}/dagordning/fyll/", follow=True).content.decode()
    assert "1 nytt skäl att ta upp något hittades." in told
    assert "Stående punkt:" not in told and "Stående punkt på organets möten" in told


def test_a_body_is_met_with_by_who_plans_for_both(sara: Client, body: Body) -> None:
    """A role in one body says nothing of what is done in the name of another."""
    other = make_body("Styrgruppen")
    told = {"body": body.pk, "day": "2027-01-15", "start": "09:00"}
    for with_body in (body, other):
        assert sara.post("/moten/planera/", told | {"with_body": with_body.pk}).status_code == 200
    secretary = Membership.objects.get(body=body).user
    give_role(user=secretary, body=other, role="secretary", starts=date(2026, 1, 1), by=None)
    sara.post("/moten/planera/", told | {"with_body": other.pk})
    assert set(Meeting.objects.get().bodies.all()) == {body, other}


def test_an_item_that_the_meeting_adds(sara: Client, body: Body) -> None:
    """It comes before those that close the meeting and are still to come, and whoever holds it is back in the room."""
    for title in ("Nästa möte", "Mötet avslutas"):
        StandingItem.objects.create(body=body, order=9, title=title, last=True)
    meeting = make_meeting(body)
    item = add(meeting, "Avtal")
    sara.post(f"/moten/{meeting.pk}/oppna/", {"annan-dag": "ja"})
    page = f"/moten/{meeting.pk}/punkt/?efter="
    room = f"/moten/{meeting.pk}/rum/?punkt={item.pk}"
    assert f'href="{page}{item.pk}"' in sara.get(room).content.decode()
    assert sara.post(f"{page}{item.pk}", {"title": "Tolkar"}).headers["Location"] == room
    closing = Item.written.get(meeting=meeting, title="Nästa möte")
    sara.post(f"{page}{closing.pk}", {"title": "Hälsning"})
    assert titles(meeting) == ["Avtal", "Tolkar", "Nästa möte", "Hälsning", "Mötet avslutas"]


def test_a_meeting_to_come_tells_its_hour_and_counts_nothing(sara: Client, body: Body) -> None:
    make_meeting(body)
    assert "planerat · kl. 09.00–12.00" in sara.get(body.get_absolute_url()).content.decode()
    rows = sara.get("/moten/").content.decode()
    assert '<span class="quiet">kl. 09.00</span>' in rows
    assert '<td data-label="Beslut" class="number"></td>' in rows


def test_who_proposed_an_item_takes_it_off_until_the_meeting_is_called(
    sara: Client, body: Body, client_of: Callable[[User], Client]
) -> None:
    meeting = make_meeting(body)
    others = add(meeting, "Budget")
    bo = client_of(make_member("Bo", body, Membership.Role.MEMBER))
    for title in ("Tolkar", "Lokaler"):
        bo.post(f"/moten/{meeting.pk}/punkt/", {"title": title})
    first, second = (Item.written.get(title=title) for title in ("Tolkar", "Lokaler"))
    page = agenda(bo, meeting)
    assert f"/punkter/{first.pk}/ta-bort/" in page and f"/punkter/{others.pk}/ta-bort/" not in page
    bo.post(f"/punkter/{first.pk}/ta-bort/")
    assert titles(meeting) == ["Budget", "Lokaler"]
    call_meeting(meeting=meeting, by=None)
    assert f"/punkter/{second.pk}/ta-bort/" not in agenda(bo, meeting)
    assert bo.post(f"/punkter/{second.pk}/ta-bort/").status_code == 403
