"""The agenda that fills itself: what comes onto it, why, and what does not come back."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.accounts.models import Role
from rodtrad.web.bodies.models import Body
from rodtrad.web.circulating.actions import put_question
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import assign, close_meeting, decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.meetings.models import BodyRules, Decision, Item, Meeting, Presenter, Proposal, Section
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import (
    add_item,
    arrange_items,
    call_meeting,
    cancel_meeting,
    change_item,
    fill_agenda,
    move_meeting,
    plan_meeting,
    withdraw_item,
)
from rodtrad.web.preparing.filling import FOLLOWED_UP
from rodtrad.web.preparing.models import Reason, StandingItem
from rodtrad.web.preparing.sections import add_section
from rodtrad.web.publishing.actions import ask_to_publish, rule_on
from tests import factories as make
from tests.web.meetings.held import DAY, START, make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    """A body whose minutes of March 2024 have been read; they gave an assignment that was due in June 2024."""
    make.make_county()
    make.enter(make.minutes())
    body = Body.objects.get()
    StandingItem.objects.create(body=body, order=1, title="Mötets öppnande")
    StandingItem.objects.create(body=body, order=2, title="Mötets avslutande", last=True)
    return body


def test_everything_says_why(body: Body) -> None:
    meeting = make_meeting(body)
    told = {
        item.title: [reason.text for reason in item.reasons.all()]
        for item in Item.written.filter(meeting=meeting).order_by("order")
    }
    assert told == {
        "Mötets öppnande": ["Stående punkt på organets möten"],
        "Föregående mötes protokoll": ["Protokollet från mötet den 5 mars 2024"],
        "Uppföljning av uppdrag": ["Norrviks kommun: redovisa kostnaderna (skulle vara klart 30 juni 2024)"],
        "Mötets avslutande": ["Stående punkt på organets möten"],
    }


def test_what_was_taken_off_does_not_come_back(body: Body) -> None:
    meeting = make_meeting(body)
    withdraw_item(item=Item.written.get(meeting=meeting, title="Föregående mötes protokoll"), by=None)
    assert fill_agenda(meeting=meeting, by=None) == 0
    assert not Item.written.filter(meeting=meeting, title="Föregående mötes protokoll").exists()
    assert Reason.objects.exclude(refused_at=None).get().kind == Reason.Kind.MINUTES


def test_a_new_item_stands_before_those_that_close(body: Body) -> None:
    meeting = make_meeting(body)
    add_item(meeting=meeting, fields={"title": "Budget"}, clauses=["anta budgeten"], by=None)
    assert list(Item.written.filter(meeting=meeting).order_by("order").values_list("title", flat=True))[-2:] == [
        "Budget",
        "Mötets avslutande",
    ]


def test_after_the_notice_a_withdrawn_item_stays(body: Body) -> None:
    meeting = make_meeting(body)
    call_meeting(meeting=meeting, by=None)
    item = Item.written.get(meeting=meeting, title="Uppföljning av uppdrag")
    withdraw_item(item=item, by=None)
    item.refresh_from_db()
    assert item.cancelled
    assert call_meeting(meeting=meeting, by=None).is_supplement


def test_nothing_new_to_send(body: Body) -> None:
    meeting = make_meeting(body)
    call_meeting(meeting=meeting, by=None)
    with pytest.raises(ValidationError, match="Inget har ändrats"):
        call_meeting(meeting=meeting, by=None)


def test_arranged_by_somebody_else_meanwhile(body: Body) -> None:
    meeting = make_meeting(body)
    keys = list(Item.written.filter(meeting=meeting).order_by("order").values_list("pk", flat=True))
    arrange_items(meeting=meeting, order=keys[::-1], by=None)
    assert list(Item.written.filter(meeting=meeting).order_by("order").values_list("pk", flat=True)) == keys[::-1]
    add_item(meeting=meeting, fields={"title": "Budget"}, clauses=[], by=None)
    with pytest.raises(ValidationError, match="ändrats av någon annan"):
        arrange_items(meeting=meeting, order=keys, by=None)


def test_not_twice_at_the_same_time(body: Body) -> None:
    make_meeting(body)
    with pytest.raises(ValidationError, match="har redan ett möte"):
        make_meeting(body)
    other = make_meeting(body, day=date(2026, 12, 11))
    when = {"day": DAY, "start": START, "end": None, "place": "", "by": None}
    with pytest.raises(ValidationError, match="har redan ett möte"):
        move_meeting(meeting=other, **when)  # type: ignore[arg-type]  # of several types
    move_meeting(meeting=other, **when | {"start": time(13)})  # type: ignore[arg-type]  # of several types
    assert Meeting.objects.get(pk=other.pk).date == DAY


def test_what_one_body_alone_knows_does_not_come_where_two_meet(client: Client) -> None:
    """A coordinator who has a role in one body plans a meeting with another, and sees nothing of the other's by it."""
    ours, theirs = make_body("Vår grupp"), make_body("Deras grupp")
    sara, eva = make_member("Sara", theirs, "secretary"), make_member("Eva", ours, "member", installation=Role.EDITOR)
    make_member("Tove", theirs, "chair")
    before = make_meeting(theirs)
    for title, secret in (("Lokalfrågan", True), ("Stödet", False)):
        fields = {"title": title, "confidential": secret}
        add_item(meeting=before, fields=fields, clauses=[], by=sara)
    open_meeting(meeting=before, by=sara)
    take_roll(meeting=before, called=[Called("Sara", "present")], by=sara)
    for item in Item.written.filter(meeting=before):
        decide(item=item, clauses=["bordlägga ärendet"], by=sara)
    close_meeting(meeting=before, by=sara)
    told = {"title": "En fråga", "last_day": date(2027, 1, 1), "confidential": True}
    BodyRules.objects.create(body=theirs, by_mail="all")
    asked = put_question(
        body=theirs, fields=told, clauses=["ja"], asked=theirs.memberships.filter(role="chair"), by=sara
    )
    Circulation.objects.filter(pk=asked.pk).update(state="to-meeting", closed_on=date(2026, 12, 5))

    client.force_login(eva)
    times = {"day": "2027-01-15", "start": "09:00", "end": "10:00"}
    client.post("/moten/planera/", {"body": theirs.pk, "with_body": ours.pk, **times})
    together = Meeting.objects.latest("pk")
    page = client.get(f"/moten/{together.pk}/dagordning/").content.decode()
    assert "Föregående mötes protokoll" in page
    assert not [word for word in ("Lokalfrågan", "Stödet", "En fråga") if word in page]

    alone = make_meeting(theirs, day=date(2027, 1, 14))
    titles = set(Item.written.filter(meeting=alone).values_list("title", flat=True))
    assert {"Lokalfrågan", "Stödet", "En fråga"} <= titles


def test_what_was_tabled_and_still_waits_for_an_answer_stands_once() -> None:
    ours, theirs = make_body(), make_body("Styrgruppen")
    asking = make_meeting(theirs)
    item = add_item(meeting=asking, fields={"title": "Tolkar"}, clauses=[], by=None)
    open_meeting(meeting=asking, by=None)
    assign(item=item, assignee="Beredningsgruppen", task="pröva tolkar", kind=Assignment.Kind.REFERRAL, by=None)
    Assignment.written.update(is_draft=False, body=ours)
    first, second = make_meeting(ours), make_meeting(ours, day=date(2027, 1, 15))
    open_meeting(meeting=first, by=None)
    take_roll(meeting=first, called=[Called("Sara", "present")], by=None)
    decide(item=Item.written.get(meeting=first, title="Pröva tolkar"), clauses=["bordlägga ärendet"], by=None)
    close_meeting(meeting=first, by=None)
    again = Item.written.get(meeting=second, title="Pröva tolkar")
    assert [reason.kind for reason in again.reasons.all()] == [Reason.Kind.LEFT_OPEN, Reason.Kind.ANSWER]


@pytest.mark.parametrize(
    ("due", "said"), [(DAY, "klart senast 4 december"), (date(2026, 12, 1), "skulle vara klart 1")]
)
def test_assignments_that_come_later_join_the_item_that_stands(body: Body, due: date, said: str) -> None:
    meeting = make_meeting(body)
    call_meeting(meeting=meeting, by=None)
    given = Assignment.objects.get()
    given.pk, given.task, given.due, given.finding = None, "räkna platserna", due, None
    given.save()
    assert fill_agenda(meeting=meeting, by=None) == 1
    told = [reason.text for reason in Item.written.get(meeting=meeting, title=FOLLOWED_UP).reasons.all()]
    assert len(told) == 2 and said in told[1]


@pytest.mark.parametrize("is_planned_before", [True, False])
def test_a_standing_item_that_was_tabled_stands_once_where_it_stands(is_planned_before: bool) -> None:
    body = make_body()
    for order, (title, last) in enumerate((("Upprop", False), ("Paus", False), ("Paus", False), ("Nästa möte", True))):
        StandingItem.objects.create(body=body, order=order, title=title, last=last)
    first = make_meeting(body)
    second = make_meeting(body, day=date(2027, 1, 15)) if is_planned_before else None
    add_item(meeting=first, fields={"title": "Budget"}, clauses=[], by=None)
    for item in Item.written.filter(meeting=first, title__in=("Upprop", "Nästa möte")):
        fields = {"type": "decision", "title": item.title}
        change_item(item=item, fields=fields, clauses=[f"godkänna {item.title}"], by=None)
    open_meeting(meeting=first, by=None)
    take_roll(meeting=first, called=[Called("Sara", "present")], by=None)
    for item in Item.written.filter(meeting=first, title__in=("Upprop", "Nästa möte", "Budget")):
        decide(item=item, clauses=["bordlägga ärendet"], by=None)
    close_meeting(meeting=first, by=None)
    second = second or make_meeting(body, day=date(2027, 1, 15))
    told = [
        (
            item.title,
            [reason.kind for reason in item.reasons.all()],
            [row.text for row in Proposal.written.filter(item=item)],
        )
        for item in Item.written.filter(meeting=second).exclude(reasons__kind="minutes").order_by("order")
    ]
    assert told == [
        ("Upprop", ["standing", "left-open"], ["godkänna Upprop"]),
        ("Paus", ["standing"], []),
        ("Paus", ["standing"], []),
        ("Budget", ["left-open"], []),
        ("Nästa möte", ["standing", "left-open"], ["godkänna Nästa möte"]),
    ]


def test_where_two_meet_it_comes_from_each_once_with_the_name_of_whose_it_is(body: Body) -> None:
    make.enter(make.minutes(body="Styrgruppen", date="2024-05-06"), name="annat.txt")
    other = Body.objects.get(name="Styrgruppen")
    for order, title in enumerate(("Mötets öppnande", "Ekonomi")):
        StandingItem.objects.create(body=other, order=order, title=title)
    Decision.objects.filter(meeting__bodies=other).update(effect="table")
    alone, late = make_meeting(other, day=date(2026, 12, 1)), date(2027, 1, 15)
    together = plan_meeting(bodies=[body, other], day=DAY, start=time(13), end=None, place="", by=None)
    later = plan_meeting(bodies=[body, other], day=late, start=START, end=None, place="", by=None)

    def told(meeting: Meeting) -> dict[str, list[str]]:
        rows = Item.written.filter(meeting=meeting).order_by("order")
        return {item.title: [reason.text for reason in item.reasons.all()] for item in rows}

    standing = "Stående punkt på organets möten ({})".format
    ours = {
        "Mötets öppnande": [standing("Samverkansrådet"), standing("Styrgruppen")],
        "Ekonomi": [standing("Styrgruppen")],
    }
    assert told(later) == ours | {"Mötets avslutande": [standing("Samverkansrådet")]}
    ours["Föregående mötes protokoll (Samverkansrådet)"] = ["Protokollet från mötet den 5 mars 2024 (Samverkansrådet)"]
    task = "Norrviks kommun: redovisa kostnaderna (skulle vara klart 30 juni 2024)"
    assert told(together) == ours | {
        FOLLOWED_UP: [f"{task} (Samverkansrådet)"],
        "Mötets avslutande": [standing("Samverkansrådet")],
    }
    cancel_meeting(meeting=alone, why="Sjukdom", by=None)
    assert told(together) == ours | {
        FOLLOWED_UP: [f"{task} (Samverkansrådet)", f"{task} (Styrgruppen)"],
        "Föregående mötes protokoll (Styrgruppen)": ["Protokollet från mötet den 6 maj 2024 (Styrgruppen)"],
        "Avtal om hjälpmedel": ["Bordlades på mötet den 6 maj 2024 (Styrgruppen)"],
        "Mötets avslutande": [standing("Samverkansrådet")],
    }
    assert fill_agenda(meeting=together, by=None) == 0


def test_what_is_masked_in_public_minutes_comes_back_to_their_own_body_alone() -> None:
    body = make_body()
    first, sara = make_meeting(body, day=date(2026, 11, 6)), make_member("Sara", body, "secretary")
    BodyRules.objects.create(body=body, verifies=False)
    item = add_item(meeting=first, fields={"title": "Val", "type": "decision"}, clauses=["utse en tolk"], by=None)
    told = {"clauses": ["utse Disa Hamrin", "Disa Hamrin"], "presenters": ["Disa Hamrin", "Sara"]}
    add_section(item=item, fields={"title": "Norra delen"}, **told, by=None)
    open_meeting(meeting=first, by=None)
    take_roll(meeting=first, called=[Called("Sara", "present")], by=None)
    for at in (None, Section.written.get(item=item)):
        decide(item=item, section=at, clauses=["bordlägga ärendet"], by=None)
    close_and_make(meeting=first, by=None)
    rule_on(meeting=first, text="Disa Hamrin", kind="own", masks=True, by=sara)
    ask_to_publish(meeting=Meeting.objects.get(pk=first.pk), by=sara)
    comes_back: dict[tuple[Body, ...], tuple[list[str], set[tuple[str | None, str]]]] = {
        (body, make_body("Andra gruppen")): (["Sara"], {(None, "utse en tolk"), ("a", "utse [maskerat]")}),
        (body,): (
            ["Disa Hamrin", "Sara"],
            {(None, "utse en tolk"), ("a", "utse Disa Hamrin"), ("a", "Disa Hamrin")},
        ),
    }
    for bodies, (presenters, clauses) in comes_back.items():
        meeting = plan_meeting(bodies=bodies, day=DAY, start=START, end=None, place="", by=None)
        item = Item.written.get(meeting=meeting, title="Val")
        assert [row.name for row in Presenter.written.filter(item=item)] == presenters
        assert set(Proposal.written.filter(item=item).values_list("section__label", "text")) == clauses
        cancel_meeting(meeting=meeting, why="Sjukdom", by=None)


@pytest.mark.parametrize(
    ("due_text", "task", "confidential", "is_planned_before"),
    [
        ("till nästa möte", "räkna platserna", False, True),
        ("Inför nästa sammanträde.", "räkna platserna", True, True),
        ("", "återkomma med antalet vid nästa möte", False, False),
    ],
)
def test_what_is_to_be_done_by_the_next_meeting_is_followed_up_there(
    due_text: str, task: str, confidential: bool, is_planned_before: bool
) -> None:
    body = make_body()
    first = make_meeting(body)
    days = (date(2027, 1, 15), date(2027, 2, 12))
    planned = [make_meeting(body, day=day) for day in days] if is_planned_before else []
    item = add_item(meeting=first, fields={"title": "Platser", "confidential": confidential}, clauses=[], by=None)
    hold(first, lambda: assign(item=item, assignee="Sara", task=task, due_text=due_text, by=None))
    second, third = planned or [make_meeting(body, day=day) for day in days]
    assert followed_up(second) == [(confidential, f"Sara: {task} (klart till det här mötet)")]
    assert followed_up(third) == []
    hold(second)
    fill_agenda(meeting=third, by=None)
    assert followed_up(third) == [(confidential, f"Sara: {task} (skulle vara klart 15 januari 2027)")]


@pytest.mark.parametrize(
    ("due_text", "task"), [("senast den 3 maj", "räkna platserna"), ("snarast", "räkna platserna"), ("", "räkna")]
)
def test_other_times_are_not_the_next_meeting(due_text: str, task: str) -> None:
    body = make_body()
    first = make_meeting(body)
    item = add_item(meeting=first, fields={"title": "Platser"}, clauses=[], by=None)
    hold(first, lambda: assign(item=item, assignee="Sara", task=task, due_text=due_text, by=None))
    assert followed_up(make_meeting(body, day=date(2027, 1, 15))) == []


def hold(meeting: Meeting, while_open: Callable[[], object] = lambda: None) -> None:
    open_meeting(meeting=meeting, by=None)
    take_roll(meeting=meeting, called=[Called("Sara", "present")], by=None)
    for item in Item.written.filter(meeting=meeting, type="decision"):
        decide(item=item, clauses=["lägga informationen till handlingarna"], by=None)
    while_open()
    close_meeting(meeting=meeting, by=None)


def followed_up(meeting: Meeting) -> list[tuple[bool, str]]:
    items = Item.written.filter(meeting=meeting, title=FOLLOWED_UP)
    return [(item.confidential, reason.text) for item in items for reason in item.reasons.all()]


@pytest.mark.parametrize("is_planned_before", [True, False])
def test_a_standing_item_that_was_taken_off_after_the_notice_stands_once(is_planned_before: bool) -> None:
    body = make_body()
    StandingItem.objects.create(body=body, order=1, title="Upprop")
    first = make_meeting(body)
    second = make_meeting(body, day=date(2027, 1, 15)) if is_planned_before else None
    call_meeting(meeting=first, by=None)
    withdraw_item(item=Item.written.get(meeting=first), by=None)
    hold(first)
    second = second or make_meeting(body, day=date(2027, 1, 15))
    [item] = Item.written.filter(meeting=second, title="Upprop")
    assert [reason.kind for reason in item.reasons.all()] == ["standing", "left-open"]
