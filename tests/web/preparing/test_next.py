"""Which meeting of a body is its next, and where what waits goes: two on one day, and one that was forgotten."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from rodtrad.web.bodies.models import Body
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.holding.actions import assign, close_meeting, decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called, called_over
from rodtrad.web.meetings.models import Item, Meeting, Proposal
from rodtrad.web.preparing.actions import add_item, cancel_meeting, fill_agenda, plan_meeting
from rodtrad.web.preparing.filling import FOLLOWED_UP, TO_CONFIRM, is_next, waiting_for
from rodtrad.web.preparing.models import StandingItem
from tests.web.meetings.held import DAY, make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
TOLD = "är inte hållet"


@pytest.mark.parametrize(
    ("planned", "first"),
    [
        # Today is 23 November. By day, then by hour, then in the order in which they were planned.
        (["12-11 09 planned", "12-04 09 planned"], 1),
        (["12-04 13 planned", "12-04 09 planned", "12-04 10 called"], 1),
        (["12-04 09 planned", "12-04 09 planned"], 0),
        (["12-04 09 planned", "12-04 -- planned"], 0),
        (["12-04 -- planned", "12-04 09 planned"], 1),
        (["11-23 09 planned", "12-04 09 planned"], 0),
        # One that is over or called off is none.
        (["12-04 09 closed", "12-04 13 planned"], 1),
        (["12-04 09 cancelled", "12-04 13 called"], 1),
        (["12-04 09 open", "12-04 13 planned"], 0),
        # Nor is one whose day has gone, unless somebody opened it; its last day counts.
        (["11-20 09 planned", "12-04 09 planned"], 1),
        (["11-20 09 called", "12-04 09 planned"], 1),
        (["11-22 09 planned 11-23", "12-04 09 planned"], 0),
        (["11-20 09 open", "12-04 09 planned"], 0),
        (["11-20 09 planned"], None),
        (["12-04 09 cancelled"], None),
    ],
)
def test_the_next_is_one(planned: list[str], first: int | None) -> None:
    body = make_body()
    meetings = [made(body, told) for told in planned]
    assert [one for one, meeting in enumerate(meetings) if is_next(meeting)] == ([] if first is None else [first])


def made(body: Body, told: str) -> Meeting:
    """A meeting as "12-04 13 called": day, hour or none, state, and its last day where it has several."""
    day, hour, state, *last = told.split()
    meeting = Meeting.objects.create(
        date=date.fromisoformat(f"2026-{day}"),
        end_date=date.fromisoformat(f"2026-{last[0]}") if last else None,
        start=None if hour == "--" else time(int(hour)),
        state=state,
        held_for=body,
    )
    meeting.bodies.add(body)
    return meeting


def titles(meeting: Meeting) -> list[str]:
    return list(Item.written.filter(meeting=meeting).order_by("order").values_list("title", flat=True))


def reasons(meeting: Meeting, title: str) -> list[str]:
    return [reason.text for reason in Item.written.get(meeting=meeting, title=title).reasons.all()]


def test_what_the_morning_leaves_open_comes_to_the_afternoon() -> None:
    body = make_body()
    StandingItem.objects.create(body=body, order=1, title="Mötets öppnande")
    noon = make_meeting(body, start=time(11))
    later = make_meeting(body, day=date(2026, 12, 11))
    morning = make_meeting(body)
    make_member("Sara", body, "secretary")
    item = add_item(meeting=morning, fields={"title": "Tolkar"}, clauses=[], by=None)
    open_meeting(meeting=morning, by=None)
    take_roll(meeting=morning, called=[Called("Sara", "present", title="kanslichef")], by=None)
    assign(item=item, assignee="Sara", task="räkna tolkarna", due_text="till nästa möte", by=None)
    decide(item=item, clauses=["bordlägga ärendet"], by=None)
    close_meeting(meeting=morning, by=None)
    assert titles(noon) == ["Mötets öppnande", "Föregående mötes protokoll", "Tolkar", FOLLOWED_UP]
    morning.refresh_from_db()
    told = f"Protokollet från mötet den 4 december 2026 kl. {morning.start:%H.%M}"
    assert reasons(noon, "Föregående mötes protokoll") == [told]
    assert reasons(noon, FOLLOWED_UP) == ["Sara: räkna tolkarna (klart till det här mötet)"]
    assert titles(later) == ["Mötets öppnande"]
    assert [row.title for row in called_over(noon)] == ["kanslichef"]
    open_meeting(meeting=noon, by=None)
    take_roll(meeting=noon, called=[Called("Sara", "present")], by=None)
    for one in Item.written.filter(meeting=noon, title__in=("Tolkar", "Föregående mötes protokoll")):
        decide(item=one, clauses=["godkänna det"], by=None)
    close_meeting(meeting=noon, by=None)
    assert titles(later) == ["Mötets öppnande", "Föregående mötes protokoll", FOLLOWED_UP]
    assert reasons(later, FOLLOWED_UP) == ["Sara: räkna tolkarna (skulle vara klart 4 december 2026)"]


def test_nothing_comes_by_itself_into_a_meeting_that_is_held() -> None:
    """What waits for it is told, and would otherwise keep it from closing."""
    body = make_body()
    morning, noon = make_meeting(body), make_meeting(body, start=time(11))
    item = add_item(meeting=morning, fields={"title": "Tolkar"}, clauses=[], by=None)
    for meeting in (morning, noon):
        open_meeting(meeting=meeting, by=None)
        take_roll(meeting=meeting, called=[Called("Sara", "present")], by=None)
    decide(item=item, clauses=["bordlägga ärendet"], by=None)
    close_meeting(meeting=morning, by=None)
    assert titles(noon) == []
    assert "Tolkar" in waiting_for(noon)


def decide_by_mail(body: Body) -> None:
    told: dict[str, Any] = {"body": body, "title": "Tolkar", "clauses": ["ja"], "last_day": date(2026, 11, 20)}
    days: dict[str, Any] = {"put_on": date(2026, 11, 9), "closed_on": date(2026, 11, 20)}
    Circulation.objects.create(**told, **days, rule="all", state="decided")


def test_calling_off_a_later_one_leaves_the_next_alone() -> None:
    body = make_body()
    first, second = make_meeting(body), make_meeting(body, start=time(11))
    decide_by_mail(body)
    cancel_meeting(meeting=second, why="", by=None)
    assert (titles(first), waiting_for(first)) == ([], [f"{TO_CONFIRM}: Tolkar"])


def test_what_waited_for_a_forgotten_meeting_goes_to_the_real_next(settings: Settings) -> None:
    body = make_body()
    decide_by_mail(body)
    forgotten, following, last = (make_meeting(body, day=date(2026, 12, day)) for day in (4, 11, 18))
    asked = f"{TO_CONFIRM}: Tolkar"
    assert (titles(forgotten), titles(following), waiting_for(following)) == ([asked], [], [])
    settings.TODAY = date(2026, 12, 5)
    assert (waiting_for(forgotten), waiting_for(following), waiting_for(last)) == ([], [asked], [])
    fill_agenda(meeting=following, by=None)
    assert titles(following) == [asked] and waiting_for(following) == []
    # When the real next is over, what comes after it is filled, however long the other is forgotten.
    cancel_meeting(meeting=following, why="", by=None)
    assert titles(last) == [asked]


def test_one_that_is_planned_for_a_day_that_has_gone_leaves_the_next_alone() -> None:
    body = make_body()
    coming = make_meeting(body)
    assert not is_next(plan_meeting(bodies=[body], day=date(2026, 11, 2), start=time(9), end=None, place="", by=None))
    assert is_next(coming)


@pytest.mark.parametrize(
    ("role", "links"), [("secretary", ["rum/", "flytta/", "dagordning/#stall-in"]), ("member", [])]
)
def test_it_is_told_with_what_to_do(settings: Settings, client: Client, role: str, links: list[str]) -> None:
    meeting = make_meeting(body := make_body())
    client.force_login(make_member("Mona", body, role))
    pages = {"meeting": f"/moten/{meeting.pk}/", "body": f"/organ/{body.pk}/", "list": "/moten/"}
    pages["agenda"] = f"/moten/{meeting.pk}/dagordning/"
    for page in pages.values():
        assert "inte hållet" not in client.get(page).content.decode().casefold(), page
    settings.TODAY = DAY.replace(day=5)
    shown = {name: client.get(page).content.decode() for name, page in pages.items()}
    assert '<td data-label="Källa"></td>' in shown["list"]
    assert "Möten som inte är hållna" in shown["list"] and "Inte hållet" in shown["list"]
    assert "Kommande möten" not in shown["list"] and "Tidigare möten" not in shown["list"]
    assert all(TOLD in shown[name] for name in ("meeting", "body", "agenda"))
    assert ("håll det, flytta det eller ställ in det" in shown["body"]) == bool(links)
    for link in ("rum/", "flytta/", "dagordning/#stall-in"):
        told = [f'href="/moten/{meeting.pk}/{link}">{word}' in shown["meeting"] for word in ("håll", "flytta", "ställ")]
        assert any(told) == (link in links), link
    Meeting.objects.update(state="cancelled")
    assert not [name for name, page in pages.items() if TOLD in client.get(page).content.decode()]


def test_what_was_carried_does_not_come_back_with_what_was_tabled() -> None:
    body = make_body()
    meeting, coming = make_meeting(body), make_meeting(body, day=date(2026, 12, 11))
    make_member("Sara", body, "secretary")
    clauses = ["anta planen", "köpa bilar"]
    item = add_item(meeting=meeting, fields={"title": "Plan"}, clauses=clauses, by=None)
    open_meeting(meeting=meeting, by=None)
    take_roll(meeting=meeting, called=[Called("Sara", "present")], by=None)
    decide(item=item, clauses=["anta planen", "bordlägga inköpet av bilar"], by=None)
    close_meeting(meeting=meeting, by=None)
    waiting = Proposal.written.filter(item__meeting=coming, item__title="Plan")
    assert [row.text for row in waiting] == ["köpa bilar"]
