"""Sections within an item of the agenda: lettered by their order, timed, sent with the notice."""

from collections.abc import Callable
from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import Item, Meeting, Section
from rodtrad.web.preparing.actions import add_item, call_meeting, put_back_item, withdraw_item
from rodtrad.web.preparing.agenda import agenda_of, days_planned, planned_items
from rodtrad.web.preparing.comparing import changes_between
from rodtrad.web.preparing.sections import (
    LETTERS,
    add_section,
    arrange_sections,
    change_section,
    put_back_section,
    withdraw_section,
)
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting()


@pytest.fixture
def item(meeting: Meeting) -> Item:
    return add_item(meeting=meeting, fields={"title": "Avtal", "minutes_needed": 5}, clauses=["anta avtalen"], by=None)


def add(item: Item, title: str, minutes: int | None = 10, clauses: tuple[str, ...] = ()) -> Section:
    fields = {"title": title, "minutes_needed": minutes}
    return add_section(item=item, fields=fields, clauses=clauses, presenters=["Tove Alnfors, jurist"], by=None)


def lettered(item: Item) -> str:
    """The sections in their order, "a) Tolkar, b) Hjälpmedel"; those that were withdrawn in brackets."""
    sections = Section.written.filter(item=item).order_by("order")
    return ", ".join(f"({section})" if section.cancelled else str(section) for section in sections)


class TestLetters:
    def test_follow_the_order(self, item: Item) -> None:
        first, second, third = (add(item, title) for title in ("Tolkar", "Hjälpmedel", "Läkare"))
        assert lettered(item) == "a) Tolkar, b) Hjälpmedel, c) Läkare"
        arrange_sections(item=item, order=[third.pk, first.pk, second.pk], by=None)
        assert lettered(item) == "a) Läkare, b) Tolkar, c) Hjälpmedel"
        withdraw_section(section=Section.written.get(pk=first.pk), by=None)
        assert lettered(item) == "a) Läkare, b) Hjälpmedel"
        put_back_section(section=Section._base_manager.get(pk=first.pk), by=None)
        assert lettered(item) == "a) Läkare, b) Tolkar, c) Hjälpmedel"

    def test_stay_after_the_notice(self, meeting: Meeting, item: Item) -> None:
        first, _ = add(item, "Tolkar"), add(item, "Hjälpmedel")
        call_meeting(meeting=meeting, by=None)
        withdraw_section(section=first, by=None)
        assert lettered(item) == "(a) Tolkar), b) Hjälpmedel"
        with pytest.raises(ValidationError, match="redan borttaget"):
            withdraw_section(section=first, by=None)

    def test_are_put_back_once(self, item: Item) -> None:
        first, _, _ = (add(item, title) for title in ("Tolkar", "Hjälpmedel", "Läkare"))
        withdraw_section(section=first, by=None)
        once, again = (Section._base_manager.get(pk=first.pk) for _ in range(2))
        put_back_section(section=once, by=None)
        with pytest.raises(ValidationError, match="redan tillbaka"):
            put_back_section(section=again, by=None)
        assert lettered(item) == "a) Tolkar, b) Hjälpmedel, c) Läkare"

    def test_are_so_many(self, item: Item) -> None:
        for letter in LETTERS:
            add(item, letter)
        with pytest.raises(ValidationError, match="högst 26 avsnitt"):
            add(item, "En till")

    def test_of_another_item(self, meeting: Meeting, item: Item) -> None:
        other = add_item(meeting=meeting, fields={"title": "Budget"}, clauses=[], by=None)
        section = add(other, "Tolkar")
        with pytest.raises(ValidationError, match="ändrats av någon annan"):
            arrange_sections(item=item, order=[section.pk], by=None)


class TestTime:
    @pytest.mark.parametrize(("own", "parts", "whole"), [(5, [10, 10], 25), (5, [10, None], 15), (None, [10, 10], 20)])
    def test_adds_up(self, meeting: Meeting, own: int | None, parts: list[int | None], whole: int) -> None:
        item = add_item(meeting=meeting, fields={"title": "Avtal", "minutes_needed": own}, clauses=[], by=None)
        for minutes in parts:
            add(item, "Tolkar", minutes)
        (planned,) = planned_items(meeting)
        (day,) = days_planned(meeting, [planned])
        assert (planned.minutes, day.minutes, day.untimed) == (whole, whole, 0)

    def test_without_time(self, meeting: Meeting) -> None:
        item = add_item(meeting=meeting, fields={"title": "Avtal"}, clauses=[], by=None)
        add(item, "Tolkar", 10)
        add(item, "Hjälpmedel", None)
        assert planned_items(meeting)[0].minutes is None

    def test_what_is_withdrawn_takes_none(self, meeting: Meeting, item: Item) -> None:
        section = add(item, "Tolkar")
        add_item(meeting=meeting, fields={"title": "Budget"}, clauses=[], by=None)
        assert planned_items(meeting)[1].starts == time(9, 15)
        call_meeting(meeting=meeting, by=None)
        withdraw_section(section=section, by=None)
        assert planned_items(meeting)[1].starts == time(9, 5)


class TestSupplement:
    def test_tells_what_is_new(self, meeting: Meeting, item: Item) -> None:
        first, second = add(item, "Tolkar"), add(item, "Hjälpmedel")
        sent = call_meeting(meeting=meeting, by=None).agenda
        add(item, "Läkare", clauses=("anta avtalet",))
        withdraw_section(section=first, by=None)
        fields = {"title": "Lån av hjälpmedel"}
        change_section(section=second, fields=fields, clauses=["höja taxan"], presenters=[], by=None)
        assert changes_between(sent, agenda_of(meeting)) == [
            "Utgår: Avtal, a) Tolkar",
            "Avtal, b) Lån av hjälpmedel: rubriken, förslaget till beslut, föredragande har ändrats",
            "Nytt avsnitt: Avtal, c) Läkare",
        ]

    def test_of_another_order(self, meeting: Meeting, item: Item) -> None:
        keys = [add(item, title).pk for title in ("Tolkar", "Hjälpmedel")]
        sent = call_meeting(meeting=meeting, by=None).agenda
        arrange_sections(item=item, order=keys[::-1], by=None)
        assert changes_between(sent, agenda_of(meeting)) == ["Avtal: avsnitten tas upp i en annan ordning"]


def test_go_and_come_back_with_their_item(item: Item) -> None:
    section = add(item, "Tolkar", clauses=("anta avtalet",))
    gone = add(item, "Hjälpmedel")
    withdraw_section(section=gone, by=None)
    withdraw_item(item=item, by=None)
    assert not Section.written.filter(item=item).exists()
    put_back_item(item=item, by=None)
    assert lettered(item) == "a) Tolkar"
    assert section.proposals(manager="written").get().text == "anta avtalet"


def test_nothing_is_written_at_what_somebody_took_off_meanwhile(item: Item) -> None:
    section = add(item, "Tolkar")
    seen = Section.written.get(pk=section.pk)
    withdraw_section(section=section, by=None)
    with pytest.raises(ValidationError, match="”Tolkar” är borttaget"):
        change_section(section=seen, fields={"title": "Tolk"}, clauses=["anta taxan"], presenters=[], by=None)
    seen_item = Item.written.get(pk=item.pk)
    withdraw_item(item=item, by=None)
    with pytest.raises(ValidationError, match="”Avtal” är borttagen"):
        add(seen_item, "Hjälpmedel")


class TestPages:
    @pytest.fixture
    def body(self) -> Body:
        return make_body("Samverkansnämnden")

    @pytest.fixture
    def sara(self, body: Body, client_of: Callable[[User], Client]) -> Client:
        return client_of(make_member("Sara", body, "secretary"))

    def test_from_new_to_removed(self, sara: Client, body: Body) -> None:
        item = add_item(meeting=make_meeting(body), fields={"title": "Avtal"}, clauses=[], by=None)
        told = {"title": "Tolkar", "minutes_needed": "20", "presenters": "Tove Alnfors", "clauses": "anta avtalet"}
        page = sara.post(f"/punkter/{item.pk}/avsnitt/", told, follow=True).content.decode()
        assert "a) Tolkar" in page
        assert "att anta avtalet" in page
        assert "20 av 180 minuter är planerade" in page
        first = Section.written.get()
        sara.post(f"/punkter/{item.pk}/avsnitt/", {"title": "Hjälpmedel"})
        second = Section.written.latest("pk")
        sara.post(f"/punkter/{item.pk}/avsnitt/ordna/", {"punkt": [first.pk, second.pk], "ner": first.pk})
        assert lettered(item) == "a) Hjälpmedel, b) Tolkar"
        assert "anta avtalet" in sara.get(f"/avsnitt/{first.pk}/andra/").content.decode()
        sara.post(f"/avsnitt/{first.pk}/andra/", told | {"title": "Tolkar i vården"})
        page = sara.post(f"/avsnitt/{first.pk}/ta-bort/", follow=True).content.decode()
        assert "1 borttaget avsnitt" in page
        assert (
            "”Tolkar i vården” är tillbaka."
            in sara.post(f"/avsnitt/{first.pk}/lagg-tillbaka/", follow=True).content.decode()
        )

    def test_in_the_notice(self, sara: Client, body: Body) -> None:
        meeting = make_meeting(body)
        item = add_item(meeting=meeting, fields={"title": "Avtal"}, clauses=[], by=None)
        section = add(item, "Tolkar", clauses=("anta avtalet",))
        who = ["Tove Alnfors, jurist, Region Älvmark"]
        change_section(section=section, fields={"title": "Tolkar"}, clauses=["anta avtalet"], presenters=who, by=None)
        page = sara.get(f"/moten/{meeting.pk}/kallelse/").content.decode()
        assert "a) Tolkar" in page and who[0] in page
        call_meeting(meeting=meeting, by=None)
        assert "1. Avtal\n   a) Tolkar\n" in Letter.objects.latest("pk").text
        assert b"".join(sara.get(f"/moten/{meeting.pk}/kallelse.pdf")).startswith(b"%PDF")
