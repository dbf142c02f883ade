"""Whom published minutes name: persons with seats, asked about as those of a document, until they are withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership, Party, Person, PersonName, Seat
from rodtrad.web.documents.models import Document
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_roll, vote
from rodtrad.web.holding.roll import Called, expected
from rodtrad.web.holding.voting import Counted
from rodtrad.web.meetings.models import Attendance, BodyRules, Item, Meeting, Naming, Presenter
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.publishing.actions import ask_to_publish, rule_on, tell_anew, withdraw
from rodtrad.web.publishing.models import Publication, Ruling
from rodtrad.web.review.actions import dismiss_suggestion
from rodtrad.web.review.merging import merge, split
from rodtrad.web.review.models import Suggestion
from rodtrad.web.review.removing import remove_document
from rodtrad.web.search.finding import entries, find
from rodtrad.web.search.query import parse
from rodtrad.web.verifying.changes import Changes
from rodtrad.web.verifying.correcting import correct
from tests import factories as make
from tests.web.meetings.held import DAY, make_meeting, make_member

pytestmark = pytest.mark.django_db
Kind, Duty = Suggestion.Kind, Attendance.Duty
ROLL = (
    Called("Tove Alnfors", "present", duty="chair", organisation="Region Ekeby län"),
    Called("Birger Storhed", "present", duty="adjuster", organisation="Norrviks kommun"),
    Called("Hilding Kvarnlyke", "absent", duty="deputy"),
    Called("Alvar Månhög", "present", duty="other", title="utredare"),
)


@pytest.fixture
def body() -> Body:
    """Samverkansrådet, of which a document was read: Tove, Birger, Signe and Hilding Kvarnlycke are known."""
    make.make_county()
    make.enter(make.minutes())
    return Body.objects.get()


@pytest.fixture
def sara(body: Body) -> User:
    BodyRules.objects.create(body=body, verifies=False)
    return make_member("Sara", body, Membership.Role.SECRETARY)


def opened(sara: User, *roll: Called, day: date = DAY) -> Item:
    """The item of a meeting that goes on; nothing is decided at it yet."""
    meeting = make_meeting(sara.memberships.get().body, day=day)
    item = add_item(meeting=meeting, fields={"title": "Tolkar", "type": "decision"}, clauses=[], by=sara)
    open_meeting(meeting=meeting, by=sara)
    take_roll(meeting=meeting, called=roll or ROLL, by=sara)
    return Item.written.select_related("meeting__held_for").get(pk=item.pk)


def close(meeting: Meeting, sara: User) -> Meeting:
    for item in Item.written.filter(meeting=meeting, type="decision"):
        decide(item=item, clauses=["bordlägga"], by=sara)
    close_and_make(meeting=meeting, by=sara)
    return Meeting.objects.get(pk=meeting.pk)


def closed(
    sara: User,
    *roll: Called,
    day: date = date(2026, 12, 4),
    assignee: str = "",
    presenter: dict[str, str] | None = None,
) -> Meeting:
    """A meeting of one item, its minutes made but not public."""
    item = opened(sara, *roll, day=day)
    if assignee:
        assign(item=item, assignee=assignee, task="räkna tolkarna", by=sara)
    if presenter:
        Presenter.objects.create(item=item, order=1, is_draft=True, **presenter)
    return close(item.meeting, sara)


def publish(meeting: Meeting, sara: User) -> Publication:
    return ask_to_publish(meeting=meeting, by=sara)


def told() -> dict[str, object]:
    """All that the register knows of people, in an order of its own."""
    seats = Seat.objects.current().order_by("person__name")
    return {
        "persons": sorted(Person.objects.values_list("name", flat=True)),
        "names": sorted(PersonName.objects.values_list("name", "finding")),
        "seats": list(seats.values_list("person__name", "duty", "party__name", "finding")),
        "asked": sorted(Suggestion.objects.values_list("kind", "text")),
        "found": [len(find(parse(word), {"kind": "person"}).ids) for word in ("Tove", "Kvarnlyke", "Månhög", "Ekhult")],
    }


def person(name: str) -> Person:
    return Person.objects.get(name=name)


NEW = {"Hilding Kvarnlyke", "Alvar Månhög", "Stig Ekhult"}
STIG = {"name": "Stig Ekhult", "title": "enhetschef", "organisation": "Norrviks kommun"}


def test_they_are_linked_asked_about_and_seated_until_it_is_withdrawn(body: Body, sara: User) -> None:
    before, known = told(), set(Person.objects.all())
    meeting = closed(sara, assignee="Alvar Månhög", presenter=STIG)
    assert told() == before  # nothing of a draft

    publication = publish(meeting, sara)
    # Whom the document had named in this body is the same, whoever is new is a person, and who may be another is asked.
    assert person("Tove Alnfors").attendances.count() == 2
    assert {one.name for one in set(Person.objects.all()) - known} == NEW
    question = Suggestion.objects.get(kind=Kind.SPELLINGS)
    assert question.text == "Är Hilding Kvarnlyke och Hilding Kvarnlycke samma person?"
    assert Presenter.objects.get(item__meeting=meeting).person == person("Stig Ekhult")
    assert Assignment.objects.get(meeting=meeting).person == person("Alvar Månhög")
    assert {seat.person.name: (seat.duty, str(seat.party or "")) for seat in Seat.objects.current()} == {
        "Tove Alnfors": ("chair", "Region Ekeby län"),
        "Birger Storhed": ("member", "Norrviks kommun"),
        "Hilding Kvarnlyke": ("deputy", ""),
    }
    assert told()["found"] == [1, 1, 1, 1]
    assert expected(make_meeting(body, day=date(2026, 12, 18)))[0].person == person("Tove Alnfors")

    withdraw(publication=publication, why="Fel fil", by=sara)
    assert told() == before
    assert not Naming.objects.exists() and not Attendance.written.filter(meeting=meeting, person__name__in=NEW).exists()
    publish(Meeting.objects.get(pk=meeting.pk), sara)
    assert told()["found"] == [1, 1, 1, 1] and Suggestion.objects.get(kind=Kind.SPELLINGS).text == question.text


def test_pages_lead_to_the_line_that_says_it(body: Body, sara: User, client_of: Callable[[User], Client]) -> None:
    meeting, client = closed(sara, presenter=STIG), client_of(sara)
    publish(meeting, sara)
    minutes = Client().get(f"/publicerat/{meeting.pk}/").content.decode()
    at = f'href="/publicerat/{meeting.pk}/#'
    for name, line in (("Hilding Kvarnlyke", "Hilding Kvarnlyke"), ("Alvar Månhög", "Alvar Månhög, utredare")):
        page = client.get(person(name).get_absolute_url()).content.decode()
        (mark,) = set(re.findall(rf'{at}([^"]+)">Visa i protokollet', page))
        assert f'<li id="{mark}">{line}</li>' in minutes
    item = meeting.items.get(title="Tolkar")
    page = client.get(person("Stig Ekhult").get_absolute_url()).content.decode()
    assert f'{at}punkt-{item.pk}">Visa i protokollet 4 december 2026, ' in page and f'id="punkt-{item.pk}"' in minutes
    assert "enhetschef" in page and "Norrviks kommun" in page
    asked, hilding = Suggestion.objects.get(kind=Kind.SPELLINGS).text, person("Hilding Kvarnlyke").get_absolute_url()
    for address in ("/att-se-over/", hilding, "/"):
        page = client.get(address).content.decode()
        assert asked in page and f"{at}narvaro-" in page
    for about in (body, Party.objects.get(name="Norrviks kommun")):
        page = client.get(about.get_absolute_url()).content.decode()
        assert "Birger Storhed" in page and f"{at}narvaro-" in page


def test_masked_names_stay_out(body: Body, sara: User) -> None:
    before = told()
    meeting = closed(sara, presenter=STIG)
    for name in ("Hilding Kvarnlyke", "Alvar Månhög", "Stig Ekhult", "Tove Alnfors"):
        rule_on(meeting=meeting, text=name, kind=Ruling.Kind.OWN, masks=True, by=sara)
    publish(meeting, sara)
    assert {**told(), "seats": []} == {**before, "seats": []}
    assert Naming.objects.get().row.name == "Birger Storhed"


def test_a_line_masked_as_a_whole_tells_of_nobody(body: Body, sara: User) -> None:
    before = told()
    meeting = closed(sara, presenter=STIG)
    lines = ("Hilding Kvarnlyke", "Alvar Månhög, utredare", "Stig Ekhult, enhetschef, Norrviks kommun")
    for line in (*lines, "Tove Alnfors, Region Ekeby län, ordförande"):
        rule_on(meeting=meeting, text=line, kind=Ruling.Kind.OWN, masks=True, by=sara)
    publish(meeting, sara)
    assert {**told(), "seats": []} == {**before, "seats": []}
    assert Naming.objects.get().row.name == "Birger Storhed"


def test_whose_name_is_corrected_to_somebody_elses_is_not_the_same(body: Body, sara: User) -> None:
    """Of a roll that was taken of the seats of the body, each row the person of one."""
    birger, norrvik = person("Birger Storhed"), Party.objects.get(name="Norrviks kommun")
    roll = Called("Birger Storhed", "present", "member", birger, norrvik, norrvik.name)
    meeting = closed(sara, roll, Called("Tove Alnfors", "present", "chair", person("Tove Alnfors")))
    row, spelt = (Attendance.written.get(meeting=meeting, name=name) for name in ("Birger Storhed", "Tove Alnfors"))
    people = {
        row.pk: {"name": "Ulla Ek", "organisation": "Sandhamra kommun"},
        spelt.pk: {"name": "Tove  alnfors", "organisation": ""},
    }
    correct(meeting=meeting, on=1, changes=Changes(people=people), why="Ulla var där för Birger", by=sara)
    publish(Meeting.objects.get(pk=meeting.pk), sara)
    row, spelt = Attendance.objects.get(pk=row.pk), Attendance.objects.get(pk=spelt.pk)
    assert row.person == person("Ulla Ek") != birger and row.party != norrvik
    assert spelt.person == person("Tove Alnfors")
    assert [name.name for name in birger.names.all()] == ["Birger Storhed"]


def test_namesakes_in_a_roll_stay_two(body: Body, sara: User) -> None:
    two = [Called("Eva Rask", "present", organisation=at) for at in ("Norrviks kommun", "Sandhamra kommun")]
    more = [Called("Eva Rask", "present", title="ordförande i nämnden", organisation="Norrviks kommun", duty="chair")]
    assignee, presenter = "Eva Rask (Sandhamra kommun)", {"name": "Eva Rask", "organisation": "Sandhamra kommun"}
    publish(closed(sara, *two, presenter=presenter, assignee=assignee), sara)
    norrvik, sandhamra = (Attendance.objects.get(organisation=one.organisation, name="Eva Rask").person for one in two)
    assert norrvik != sandhamra and Person.objects.filter(name="Eva Rask").count() == 2
    given = Assignment.objects.get(assignee=assignee)
    assert Presenter.objects.get(name="Eva Rask").person == given.person == sandhamra and not given.party
    # Of three, one of whom nobody was asked before, and a presenter who may be any of them.
    publish(closed(sara, *two, *more, day=date(2026, 12, 18), presenter={"name": "Eva Rask"}), sara)
    assert Person.objects.filter(name="Eva Rask").count() >= 3
    assert Presenter.objects.filter(name="Eva Rask", person=None).count() == 1


def test_of_each_that_may_be_the_same_it_is_asked(body: Body, sara: User) -> None:
    names = ("Hilding Kvarnlyke", "Hilding Kvarnlycka")
    publish(closed(sara, *(Called(name, "present") for name in names)), sara)
    asked = Suggestion.objects.filter(other_person__name="Hilding Kvarnlycke")
    assert sorted(asked.values_list("person__name", flat=True)) == sorted(names)


def test_what_people_answered_is_not_asked_again(body: Body, sara: User) -> None:
    publish(closed(sara), sara)
    dismiss_suggestion(suggestion=Suggestion.objects.get(kind=Kind.SPELLINGS), by=sara)
    publish(closed(sara, day=date(2026, 12, 18)), sara)
    tell_anew()
    assert Suggestion.objects.filter(kind=Kind.SPELLINGS).count() == 1


@pytest.mark.parametrize("is_undone", [False, True], ids=["stands", "was taken apart"])
def test_answers_go_with_the_minutes_that_asked(body: Body, sara: User, is_undone: bool) -> None:
    make.enter(make.minutes(body="Tolkrådet"), name="tolkradet.txt")  # which is asked about too
    before = told()
    known = Attendance.objects.get(meeting__bodies=body, name="Hilding Kvarnlycke").person
    assert known
    publication = publish(closed(sara), sara)
    new = person("Hilding Kvarnlyke")
    done = merge(kept=new, gone=known, by=sara)
    assert new.names.count() == 2 and new.attendances.count() == 2
    if is_undone:
        split(done=done, by=sara)
    withdraw(publication=publication, why="Fel fil", by=sara)
    assert told() == before and not Person._base_manager.filter(pk=new.pk).exists()
    assert Attendance.objects.get(person=known).name == known.name
    publish(Meeting.objects.get(pk=publication.meeting_id), sara)
    assert Suggestion.objects.open().filter(kind=Kind.SPELLINGS).count() == 1


def test_whom_something_else_names_stays_by_that(body: Body, sara: User) -> None:
    publication = publish(closed(sara), sara)
    alvar = person("Alvar Månhög")
    there = [make.attendance("Birger Storhed", "Norrviks kommun", 9), make.attendance("Alvar Månhög", None, 10)]
    for at in (body.name, "Tolkrådet"):
        record = make.minutes(body=at, date="2026-12-11", attendance=there, items=[], decisions=[], assignments=[])
        make.enter(record, name=f"{at}.txt")
    asked = Suggestion.objects.get(other_person=alvar)
    assert asked.other_naming and not asked.other
    withdraw(publication=publication, why="Fel fil", by=sara)
    asked.refresh_from_db()
    assert alvar.names.get().finding == asked.other and not asked.other_naming
    assert Attendance.written.get(person=alvar, meeting=publication.meeting).is_draft
    assert len(find(parse("Månhög"), {"kind": "person"}).ids) == 2


def test_who_has_a_role_stays_in_the_rolls_that_are_written(body: Body, sara: User) -> None:
    publication = publish(closed(sara), sara)
    alvar = person("Alvar Månhög")
    make_member("Alvar", body, Membership.Role.MEMBER)
    Membership.objects.filter(user__name="Alvar").update(person=alvar)
    goes_on = opened(sara, Called("Alvar Månhög", "present", person=alvar), day=date(2026, 12, 18)).meeting
    withdraw(publication=publication, why="Fel fil", by=sara)
    assert Attendance.written.get(meeting=goes_on).person == alvar and alvar.names.get().naming is None


def test_minutes_are_the_source_where_a_document_was_removed(body: Body, sara: User) -> None:
    meeting, document = closed(sara), Document.objects.get()
    publication = publish(meeting, sara)
    remove_document(document=document, by=sara)
    tove = person("Tove Alnfors")
    assert tove.names.get().naming == tove.seats.current().get().naming == tove.attendances.get().naming
    assert not Suggestion.objects.exists() and not Person.objects.filter(name="Signe Rönnbacke").exists()
    withdraw(publication=publication, why="Fel fil", by=sara)
    assert not Person._base_manager.exists() and not Seat.objects.exists()


def test_more_people_cost_no_more_questions(body: Body, sara: User) -> None:
    told = re.compile(
        r'FROM "?(bodies_|review_|meetings_(naming|attendance))|INTO "?(bodies|meetings_naming)|person_id'
    )

    def asked(number: int, day: int, name: str) -> int:
        roll = [Called(f"Bo {name}{chr(97 + n)}strand", "present") for n in range(number)]
        meeting = closed(sara, *roll, day=date(2026, 12, day))
        with CaptureQueriesContext(connection) as queries:
            publish(meeting, sara)
        return sum(bool(told.search(one["sql"])) for one in queries if "_concerned" not in one["sql"])

    few = asked(4, 4, "Ö")
    assert 20 < asked(12, 11, "Ä") <= few + 2  # no seat was there at first


def test_who_voted_how_is_found_but_for_masked_names(body: Body, sara: User) -> None:
    BodyRules.objects.filter(body=body).update(votes=True)
    item = opened(sara, *(Called(name, "present") for name in ("Tove Alnfors", "Ove Maskros")))
    rows = Attendance.written.filter(meeting=item.meeting)
    told = Counted(yes_for="bifall", no_for="avslag", named={row.pk: "yes" for row in rows})
    vote(item=item, told=told, by=sara)
    meeting = close(item.meeting, sara)
    assert not find(parse("alnfors bifall"), {}).ids
    rule_on(meeting=meeting, text="Ove Maskros", kind=Ruling.Kind.OWN, masks=True, by=sara)
    publish(meeting, sara)
    (hit,) = entries(find(parse("alnfors bifall"), {}).ids)
    assert hit.get_absolute_url() == f"/publicerat/{meeting.pk}/#punkt-{item.pk}"
    assert not find(parse("maskros"), {}).ids
