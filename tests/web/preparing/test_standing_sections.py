"""Standing items with sections: said once for a body, and lettered on each new agenda."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodtrad.web.accounts.models import Change
from rodtrad.web.bodies.models import Body
from rodtrad.web.holding.actions import close_meeting, decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.meetings.models import Item, Meeting, Presenter, Proposal, Section
from rodtrad.web.preparing.actions import fill_agenda, plan_meeting
from rodtrad.web.preparing.filling import waiting_for
from rodtrad.web.preparing.models import StandingItem
from rodtrad.web.preparing.sections import LETTERS, add_section, change_section, withdraw_section
from tests.web.meetings.held import DAY, make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 15)


def standing(body: Body, title: str, *sections: str) -> StandingItem:
    """A standing item; each section as "Norra delen / Anna Ek"."""
    told = [line.split(" / ") for line in sections]
    rows = [{"title": name, "presenters": presenters} for name, *presenters in told]
    return StandingItem.objects.create(body=body, order=1, title=title, sections=rows)


def told(meeting: Meeting, title: str = "Ekonomi") -> list[str]:
    """The sections of an item, with who presents each and what is proposed: "a) Norra delen / Anna Ek: godkänna"."""
    found = []
    for section in Section.written.filter(item__meeting=meeting, item__title=title).order_by("item", "order"):
        names = Presenter.written.filter(section=section).order_by("order").values_list("name", flat=True)
        clauses = Proposal.written.filter(section=section).order_by("order").values_list("text", flat=True)
        found.append(" / ".join([str(section), *names]) + (f": {', '.join(clauses)}" if clauses else ""))
    return found


def test_written_in_lines_and_lettered_on_the_agenda(client: Client) -> None:
    client.force_login(make_member("Sara", body := make_body(), "secretary"))
    page = f"/organ/{body.pk}/staende-punkter/"
    lines = "Norra delen / Anna Ek, enhetschef, Ekeby kommun / Bo Ek\r\n\r\n  Södra och/eller västra delen \r\n"
    assert client.post(page, {"title": "Ekonomi", "sections": lines}).status_code == 302
    item = StandingItem.objects.get()
    shown = client.get(page).content.decode()
    assert "<li>a) Norra delen, Anna Ek, enhetschef, Ekeby kommun, Bo Ek</li>" in shown
    meeting = make_meeting(body)
    assert told(meeting) == ["a) Norra delen / Anna Ek / Bo Ek", "b) Södra och/eller västra delen"]
    anna = Presenter.written.get(name="Anna Ek")
    assert (anna.title, anna.organisation) == ("enhetschef", "Ekeby kommun")
    change = f"/staende-punkter/{item.pk}/andra/"
    kept = "Norra delen / Anna Ek, enhetschef, Ekeby kommun / Bo Ek\nSödra och/eller västra delen"
    assert f">\n{kept}</textarea>" in client.get(change).content.decode()
    client.post(change, {"title": "Ekonomi", "sections": "Södra delen"})
    assert Change.objects.get(action="standing-item-changed").details["was"]["sections"] == item.sections
    # What stands on an agenda stands; what is planned from now on has the new ones.
    assert len(told(meeting)) == 2 and told(make_meeting(body, day=LATER)) == ["a) Södra delen"]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("/ Anna Ek", "Skriv en rubrik före snedstrecket: ”/ Anna Ek”."),
        ("a" * 501, "högst 500 tecken"),
        ("Del\n" * (len(LETTERS) + 1), "högst 26 avsnitt"),
    ],
)
def test_wrong_lines_are_told_and_stay(client: Client, lines: str, says: str) -> None:
    client.force_login(make_member("Sara", body := make_body(), "secretary"))
    page = client.post(f"/organ/{body.pk}/staende-punkter/", {"title": "Ekonomi", "sections": lines}).content.decode()
    assert says in page and lines.strip() in page and not StandingItem.objects.exists()


@pytest.mark.parametrize("is_planned_before", [True, False])
def test_one_that_was_tabled_comes_once(is_planned_before: bool) -> None:
    body = make_body()
    standing(body, "Ekonomi", "Norra delen / Anna Ek", "Södra delen", "Södra delen")
    first = make_meeting(body)
    later = make_meeting(body, day=LATER) if is_planned_before else None
    item = Item.written.get(meeting=first)
    north, south, _ = Section.written.filter(item=item).order_by("order")
    for section, clause in ((north, "anta planen"), (south, "sälja huset")):
        fields = {"title": section.title, "minutes_needed": 20}
        change_section(section=section, fields=fields, clauses=[clause], presenters=["Bo Ek"], by=None)
    more = add_section(item=item, fields={"title": "Västra delen"}, clauses=[], presenters=[], by=None)
    open_meeting(meeting=first, by=None)
    take_roll(meeting=first, called=[Called("Sara", "present")], by=None)
    for section in (north, more):
        decide(item=item, section=section, clauses=["bordlägga ärendet"], by=None)
    decide(item=item, section=south, clauses=["sälja huset"], by=None)
    close_meeting(meeting=first, by=None)
    later = later or make_meeting(body, day=LATER)
    assert told(later) == [
        "a) Norra delen / Anna Ek: anta planen",
        "b) Södra delen",
        "c) Södra delen",
        "d) Västra delen",
    ]
    assert [one.minutes_needed for one in Section.written.filter(item__meeting=later)] == [20, None, None, None]


def test_more_that_were_tabled_cost_no_more_queries() -> None:
    def asked(number: int) -> int:
        body = make_body(f"Grupp {number}")
        standing(body, "Ekonomi", *(f"Del {n} / Anna Ek" for n in range(number)))
        first, later = make_meeting(body), make_meeting(body, day=LATER)
        open_meeting(meeting=first, by=None)
        take_roll(meeting=first, called=[Called("Sara", "present")], by=None)
        for section in Section.written.filter(item__meeting=first).select_related("item__meeting"):
            decide(item=section.item, section=section, clauses=["bordlägga ärendet"], by=None)
        close_meeting(meeting=first, by=None)
        with CaptureQueriesContext(connection) as queries:
            assert waiting_for(Meeting.objects.get(pk=later.pk)) == []
        return len(queries)

    assert asked(12) == asked(2)


def test_where_two_meet_each_brings_its_own() -> None:
    ours, theirs = make_body("Vår grupp"), make_body("Deras grupp")
    standing(ours, "Ekonomi", "Norra delen / Anna Ek", "Utfall")
    standing(theirs, "Ekonomi", "Utfall / Bo Ek", "Södra delen")
    standing(theirs, "Verksamhet", "Läget")
    meeting = plan_meeting(bodies=[ours, theirs], day=DAY, start=time(9), end=None, place="", by=None)
    assert told(meeting) == ["a) Norra delen / Anna Ek", "b) Utfall / Bo Ek", "c) Södra delen"]
    assert told(meeting, "Verksamhet") == ["a) Läget"]


def test_what_gets_no_letter_is_an_item_of_its_own() -> None:
    """Nothing that fills itself keeps a meeting from being planned, or the one before from being closed."""
    ours, theirs = make_body("Vår grupp"), make_body("Deras grupp")
    for body, letter in ((ours, "V"), (theirs, "D")):
        standing(body, "Ekonomi", *(f"{letter}{number}" for number in range(20)))
    meeting = plan_meeting(bodies=[ours, theirs], day=DAY, start=time(9), end=None, place="", by=None)
    items = Item.written.filter(meeting=meeting).order_by("order")
    assert [Section.written.filter(item=item).count() for item in items] == [20, 20]


def test_what_was_taken_off_stays_away() -> None:
    body = make_body()
    standing(body, "Ekonomi", "Norra delen", "Södra delen")
    meeting = make_meeting(body)
    withdraw_section(section=Section.written.get(title="Norra delen"), by=None)
    assert fill_agenda(meeting=meeting, by=None) == 0
    assert told(meeting) == ["a) Södra delen"]
