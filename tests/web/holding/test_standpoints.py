"""What is said against and beside decisions: who may, whose it is, and the rows that it becomes."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Membership
from rodtrad.web.holding.actions import decide, open_meeting, recuse, say, take_roll
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.namesakes import named_in
from rodtrad.web.holding.roll import Called, Roll
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.holding.standpoints import contradictions, sentence
from rodtrad.web.meetings.models import Attendance, Item, Standpoint
from rodtrad.web.minutes.actions import close_and_make, make_version
from rodtrad.web.minutes.content import minutes_of
from rodtrad.web.preparing.actions import add_item
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
Kind = Paragraph.Kind


@pytest.fixture
def sara() -> User:
    return make_member("Sara", make_body(), Membership.Role.SECRETARY)


@pytest.fixture
def item(sara: User) -> Item:
    """A decided item with Tove and Bo, and Ida who is recused; Ulf is absent, Eva was asked in."""
    meeting = make_meeting(sara.memberships.get().body)
    item = add_item(meeting=meeting, fields={"title": "Avtal", "type": "decision"}, clauses=[], by=sara)
    open_meeting(meeting=meeting, by=sara)
    names = {"Tove Alnfors": "present", "Bo Al": "present", "Ida Ek": "present", "Ulf By": "absent"}
    roll = [Called(name, presence) for name, presence in names.items()]
    take_roll(meeting=meeting, called=[*roll, Called("Eva Rask", "present", duty="other")], by=sara)
    recuse(item=item, people=who("Ida Ek"), by=sara)
    decide(item=item, clauses=["förlänga avtalet"], by=sara)
    return Item.written.select_related("meeting__held_for").get(pk=item.pk)


def who(*names: str) -> list[Attendance]:
    return [Attendance.written.get(name=name) for name in names]


def write(item: Item, kind: str, text: str, by: User) -> None:
    save_paragraph(item=item, save=Save(uuid4(), uuid4(), 0, text, kind), by=by)


def test_a_name_within_a_longer_one_is_not_named() -> None:
    rows = [Attendance(pk=n, name=name) for n, name in enumerate(("Bo Al", "Bo Alm", "Bo Al Ek"), 1)]
    for text, names in (
        ("Bo Al reserverar sig.", ["Bo Al"]),
        ("bo  als yrkande, som **Bo Al Ek** delar", ["Bo Al", "Bo Al Ek"]),
        ("Bo Almgren reserverar sig.", []),
        ("Bo Alm", ["Bo Alm"]),
    ):
        assert [row.name for row in named_in(text, rows)] == names


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        (Kind.DISSENT, "Ledamoten reserverar sig.", "Reservation utan känt namn"),
        (Kind.DISSENT, "Ulf By reserverar sig.", "Ulf By är frånvarande"),
        (Kind.DISSENT, "Ida Ek reserverar sig.", "Ida Ek är jävig"),
        (Kind.DISSENT, "Eva Rask reserverar sig.", "Eva Rask är varken ledamot"),
        (Kind.STATEMENT, "Ulf By anför följande.", "Ulf By är frånvarande"),
        (Kind.NOTE, "Ulf By vill anteckna.", "Ulf By är frånvarande"),
        (Kind.NOTE, "Eva Rask vill anteckna att frågan är ny.", ""),
        (Kind.NOTE, "Frågan är ny.", ""),
        (Kind.TEXT, "Ulf By reserverar sig.", ""),
    ],
)
def test_by_whom(item: Item, sara: User, kind: str, text: str, wrong: str) -> None:
    write(item, kind, text, sara)
    told = [why for _, why in contradictions(item.meeting, Roll.of(item.meeting))]
    assert len(told) == bool(wrong)
    if wrong:
        assert wrong in told[0]
        with pytest.raises(ValidationError, match=f"”Avtal”: .*{wrong}"):
            close_and_make(meeting=item.meeting, by=sara)


def test_who_takes_no_part_has_nothing_to_reserve_themselves_against(item: Item, sara: User) -> None:
    say(item=item, kind=Kind.ABSTENTION, people=who("Bo Al"), text="", by=sara)
    with pytest.raises(ValidationError, match="Bo Al deltar inte i beslutet"):
        say(item=item, kind=Kind.DISSENT, people=who("Bo Al"), text="", by=sara)
    assert Paragraph.objects.get().text == "Bo Al deltar inte i beslutet."


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [
        (Kind.DISSENT, "", "Bo Al reserverar sig mot beslutet."),
        (Kind.DISSENT, "Kostnaden är okänd.", "Bo Al reserverar sig mot beslutet. Kostnaden är okänd."),
        (Kind.DISSENT, "Bo Al reserverar sig mot beslutet.", "Bo Al reserverar sig mot beslutet."),
        (Kind.DISSENT, "Mot beslutet reserverar sig bo al.", "Mot beslutet reserverar sig bo al."),
        (Kind.DISSENT, "Bo Al vill vänta.", "Bo Al reserverar sig mot beslutet. Bo Al vill vänta."),
        (Kind.STATEMENT, "Särskilt yttrande av Bo Al: vänta.", "Särskilt yttrande av Bo Al: vänta."),
        (Kind.NOTE, "Bo Al vill anteckna att frågan är ny.", "Bo Al vill anteckna att frågan är ny."),
        (Kind.ABSTENTION, "Bo Al deltar inte i beslutet.", "Bo Al deltar inte i beslutet."),
    ],
)
def test_nothing_is_said_twice(kind: str, text: str, written: str) -> None:
    assert sentence(kind, ["Bo Al"], text) == written


def test_what_hinders_it_stands_beside_what_was_filled_in(item: Item, sara: User) -> None:
    client = Client()
    client.force_login(sara)
    [ulf] = who("Ulf By")
    sent = {"kind": Kind.DISSENT, "vem": ulf.pk, "text": "Kostnaden är okänd."}
    told = (
        client.post(f"/punkter/{item.pk}/sagt/", sent)
        .content.decode()
        .partition('role="alert" tabindex="-1" autofocus')[2]
    )
    assert "Ulf By är frånvarande" in told
    assert "Kostnaden är okänd.</textarea>" in told
    [eva] = who("Eva Rask")
    told = client.post(f"/punkter/{item.pk}/sagt/", sent | {"vem": eva.pk}).content.decode()
    assert f'name="vem" value="{eva.pk}" checked> Eva Rask <span class="quiet">bara protokollsanteckning' in told
    assert told.count("bara protokollsanteckning") == 2  # Ida is recused
    assert not Paragraph.objects.exists()


def test_not_without_a_decision(item: Item, sara: User) -> None:
    other = add_item(meeting=item.meeting, fields={"title": "Rapport"}, clauses=[], by=sara)
    with pytest.raises(ValidationError, match="inget beslut att reservera sig mot"):
        say(item=other, kind=Kind.DISSENT, people=who("Bo Al"), text="", by=sara)


def test_rows_of_the_minutes_and_anew_when_they_are_corrected(item: Item, sara: User) -> None:
    say(item=item, kind=Kind.DISSENT, people=who("Bo Al", "Tove Alnfors"), text="Kostnaden är **okänd**.", by=sara)
    say(item=item, kind=Kind.NOTE, people=who("Eva Rask"), text="Frågan är ny.", by=sara)
    write(item, Kind.DIALOGUE, "Mötet talar om kostnaden.", sara)
    write(item, Kind.DIALOGUE, "Flera vill veta mer.", sara)
    write(item, Kind.QUESTION, "Vem betalar?", sara)
    close_and_make(meeting=item.meeting, by=sara)
    rows = [(row.kind, row.who, row.text) for row in Standpoint.written.all()]
    assert rows == [
        (
            "reservation",
            ["Bo Al", "Tove Alnfors"],
            "Bo Al och Tove Alnfors reserverar sig mot beslutet. Kostnaden är okänd.",
        ),
        ("note", ["Eva Rask"], "Eva Rask lämnar en protokollsanteckning. Frågan är ny."),
        ("recusal", ["Ida Ek"], "Ida Ek deltar inte i handläggningen på grund av jäv."),
    ]
    assert not Standpoint.objects.exists()  # drafts until the minutes are public
    blocks = minutes_of(item.meeting).items[-1].blocks
    assert [(block.heading, len(block.lines)) for block in blocks] == [
        ("Reservation", 1),
        ("Protokollsanteckning", 1),
        ("Dialog", 1),
        ("", 1),
        ("Frågor och synpunkter", 1),
    ]
    Paragraph.objects.filter(kind=Kind.DISSENT).update(text="Bo Al reserverar sig mot beslutet.")
    make_version(meeting=item.meeting, why="Fel namn", by=sara)
    assert Standpoint.written.get(kind="reservation").who == ["Bo Al"]
    Attendance.written.filter(name="Bo Al").update(presence="absent")
    with pytest.raises(ValidationError, match="Bo Al är frånvarande"):
        make_version(meeting=item.meeting, why="Fel närvaro", by=sara)
