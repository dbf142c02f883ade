"""Sections in a Word file that comes back, and in corrections: what is changed in one is changed there alone."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_roll
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import Item, Meeting, Section
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.minutes.content import ItemContent, MinutesContent
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.preparing.sections import add_section
from rodtrad.web.returning.actions import answer, take_in
from tests.web.meetings.held import DAY, make_meeting
from tests.web.returning.test_comparing import file_of, insert, move, rewrite, told, written


@pytest.fixture
def divided(body: Body, sara: User) -> Meeting:
    """Closed, with an item in two sections; at it and at each a paragraph, a decision and an assignment."""
    meeting = make_meeting(body, day=DAY.replace(day=11))  # the body meets on the day itself already
    item = add_item(meeting=meeting, fields={"title": "Avtal"}, clauses=[], by=sara)
    sections = [
        add_section(item=item, fields={"title": title}, clauses=[], presenters=[], by=sara)
        for title in ("Tolkar", "Hjälpmedel")
    ]
    open_meeting(meeting=meeting, by=sara)
    take_roll(meeting=meeting, called=[Called("Tove Alnfors", "present", duty="chair")], by=sara)
    item = Item.written.get(pk=item.pk)
    for section, what in zip((None, *sections), ("alla avtal", "tolkar", "hjälpmedel"), strict=True):
        at: dict[str, Any] = {"item": item, "section": section, "by": sara}
        save_paragraph(save=Save(uuid4(), uuid4(), 0, f"Tove redogör för {what}."), **at)
        decide(clauses=[f"förlänga {what} ett år"], **at)
        assign(assignee="Bo Ekmark", task=f"följa upp {what}", **at)
    close_and_make(meeting=meeting, by=sara)
    return Meeting.objects.prefetch_related("bodies").get(pk=meeting.pk)


def parts_of(meeting: Meeting) -> tuple[ItemContent, ...]:
    """The item with its sections, as the latest version has them."""
    return MinutesContent.from_json(meeting.minutes_versions.latest("number").content).items[-1].parts


def rewritten(document: object) -> None:
    for write in (
        rewrite("redogör för hjälpmedel", "Tove redogör för lånen."),
        insert("redogör för tolkar", "Ingen frågar något."),
        rewrite("b) Hjälpmedel", "b) Lån av hjälpmedel"),
        rewrite("förlänga tolkar", "att förlänga tolkar två år"),
        rewrite("följa upp hjälpmedel", "följa upp lånen"),
    ):
        write(document)


def test_comes_back_to_its_section(divided: Meeting, sara: User) -> None:
    file = take_in(meeting=divided, name="m.docx", data=written(file_of(divided), rewritten), by=sara)
    assert file.told == []
    assert [(row.kind, str(row.section)) for row in file.proposals.order_by("pk")] == [
        ("decision", "a) Tolkar"),
        ("changed", "b) Hjälpmedel"),
        ("title", "b) Hjälpmedel"),
        ("task", "b) Hjälpmedel"),
        ("new", "a) Tolkar"),
    ]
    answer(file=file, taken={row.pk for row in file.proposals.all()}, declined=(), on=1, by=sara)
    own, first, second = parts_of(divided)
    assert [block.lines for block in own.blocks] == [("Tove redogör för alla avtal.",)]
    assert [block.lines for block in first.blocks] == [("Tove redogör för tolkar.",), ("Ingen frågar något.",)]
    assert (second.title, second.blocks[0].lines) == ("Lån av hjälpmedel", ("Tove redogör för lånen.",))
    assert (own.decisions, first.decisions) == (("förlänga alla avtal ett år",), ("förlänga tolkar två år",))
    assert [part.tasks[0].what for part in (first, second)] == ["följa upp tolkar", "följa upp lånen"]


@pytest.mark.parametrize(
    ("write", "what"),
    [
        (move("redogör för tolkar", "redogör för hjälpmedel"), "har flyttats till ett annat avsnitt"),
        (rewrite("b) Hjälpmedel", "c) Hjälpmedel"), "punkter och avsnitt behåller sina"),
    ],
)
def test_what_cannot_be_taken_in(divided: Meeting, write: object, what: str) -> None:
    assert what in told(divided, write)  # type: ignore[arg-type]  # what writes in it


def test_each_on_the_page(divided: Meeting, sara: User) -> None:
    """The pages of the file and of corrections say at which section."""
    client = Client()
    client.force_login(sara)
    take_in(meeting=divided, name="m.docx", data=written(file_of(divided), rewritten), by=sara)
    assert "Avtal, b) Hjälpmedel</h2>" in client.get(f"/moten/{divided.pk}/word/").content.decode()
    item, section = Item.written.get(title="Avtal"), Section.written.get(title="Tolkar")
    paragraph, key = Paragraph.objects.get(section=section), f"{item.pk}-{section.pk}"
    page = client.get(f"/moten/{divided.pk}/ratta/").content.decode()
    assert page.index("a) Tolkar</legend>") < page.index(f'name="stycke-{paragraph.pk}"') < page.index("b) Hjälpmedel")
    changes = {
        f"rubrik-{key}": "Tolkar i vården",
        f"foredragande-{key}": "Ida Ekmark, jurist",
        f"forslag-{key}": "förlänga tolkar",
        f"jav-{key}": "Tove Alnfors",
        f"nytt-{key}": "Ida svarar.",
    }
    client.post(f"/moten/{divided.pk}/ratta/", {"on": "1", "why": "Fattades", **changes})
    own, first, second = parts_of(divided)
    assert (first.title, first.presenters, first.proposals) == (
        "Tolkar i vården",
        ("Ida Ekmark, jurist",),
        ("förlänga tolkar",),
    )
    assert (own.recused, first.recused, second.recused) == ((), ("Tove Alnfors",), ())
    assert [len(part.blocks) for part in (own, first, second)] == [1, 2, 1]
    # A remark may be on a paragraph of a section.
    assert "Tove redogör för tolkar." in client.get(f"/moten/{divided.pk}/justering/").content.decode()
