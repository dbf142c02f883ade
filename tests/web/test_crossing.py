"""Keys of another body's meeting in the forms of one's own: nothing of it is changed or told."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core import serializers
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Person
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_roll
from rodtrad.web.holding.models import Paragraph, ParagraphRevision, Recusal, Stay
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import (
    Attendance,
    BodyRules,
    Decision,
    Item,
    Meeting,
    Presenter,
    Proposal,
    Section,
)
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.preparing.sections import add_section
from rodtrad.web.publishing.actions import ask_to_publish, rule_on, withdraw
from rodtrad.web.publishing.models import Ruling
from rodtrad.web.verifying.models import Remark
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
OURS, THEIRS = "Tolkgruppen", "Andra gruppen"


def open_of(body: Body, by: User) -> Meeting:
    """An open meeting with an item and a section of it, its roll, a paragraph and a decision."""
    meeting = make_meeting(body)
    fields = {"title": f"{body} ärende", "type": "decision"}
    item = add_item(meeting=meeting, fields=fields, clauses=["anta planen"], by=by)
    add_section(item=item, fields={"title": f"{body} avsnitt"}, clauses=[], presenters=[], by=by)
    open_meeting(meeting=meeting, by=by)
    take_roll(meeting=meeting, called=[Called(f"{body} Ek", "present")], by=by)
    save_paragraph(item=item, save=Save(uuid4(), uuid4(), 0, f"{body} sade."), by=by)
    decide(item=item, clauses=[f"anta planen i {body}"], by=by)
    return meeting


def rows_of(meeting: Meeting) -> str:
    """All that is written of a meeting."""
    at_item = {"item__meeting": meeting}
    rows = [
        *Meeting.objects.filter(pk=meeting.pk),
        *Item.written.filter(meeting=meeting),
        *Section.written.filter(**at_item),
        *Proposal.written.filter(meeting=meeting),
        *Decision.written.filter(meeting=meeting),
        *Attendance.written.filter(meeting=meeting),
        *Paragraph.objects.filter(**at_item),
        *ParagraphRevision.objects.filter(paragraph__item__meeting=meeting),
        *Recusal.objects.filter(**at_item),
        *Stay.objects.filter(first__meeting=meeting),
        *Remark.objects.filter(**at_item),
    ]
    return str(serializers.serialize("json", rows))


@pytest.fixture
def sara() -> User:
    """Sara is the secretary of our body."""
    return make_member("Sara", make_body(OURS), "secretary")


@pytest.fixture
def ours(sara: User) -> Meeting:
    return open_of(Body.objects.get(name=OURS), sara)


@pytest.fixture
def theirs() -> Meeting:
    return open_of(make_body(THEIRS), make_member("Otto", Body.objects.get(name=THEIRS), "secretary"))


def test_of_an_open_meeting(sara: User, ours: Meeting, theirs: Meeting) -> None:
    client, before = Client(), rows_of(theirs)
    client.force_login(sara)
    own = Item.written.get(meeting=ours, type="decision")
    item, paragraph = Item.written.get(meeting=theirs, type="decision"), Paragraph.objects.get(item__meeting=theirs)
    section = Section.written.get(item=item)
    person, spent = Attendance.written.get(meeting=theirs), paragraph.revisions.get()
    sent = {"key": str(paragraph.key), "save_key": str(uuid4()), "base": "1", "text": "Ändrat.", "kind": "text"}
    roll = {"namn-1": "Bo Ek", "narvaro-1": "present", "fran-1": str(item.pk), "till-1": str(item.pk)}
    for path, form in (
        (f"/moten/{ours.pk}/dagordning/ordna/", {"punkt": [item.pk]}),
        (f"/punkter/{own.pk}/stycke/", sent),
        (f"/punkter/{own.pk}/stycke/", {**sent, "key": str(uuid4()), "save_key": str(spent.save_key)}),
        (f"/punkter/{own.pk}/stycke/", {**sent, "key": str(uuid4()), "base": "0", "after": str(paragraph.key)}),
        (f"/punkter/{own.pk}/jav/", {"javig": [person.pk]}),
        (f"/punkter/{own.pk}/avsnitt/ordna/", {"punkt": [section.pk]}),
        *(
            (f"/punkter/{own.pk}/{what}/?avsnitt={section.pk}", form)
            for what, form in (
                ("stycke", {**sent, "key": str(uuid4()), "base": "0"}),
                ("beslut", {"clauses": "avslå"}),
                ("uppdrag", {"task": "utreda", "kind": "assignment"}),
                ("jav", {"javig": [person.pk]}),
            )
        ),
        (f"/moten/{ours.pk}/narvaro/", roll),
    ):
        answer = client.post(path, form, follow=True)
        assert f"{THEIRS} sade" not in answer.content.decode(), path
        assert rows_of(theirs) == before, path
    assert client.get(f"/moten/{ours.pk}/rum/?punkt={item.pk}").content.decode().count(THEIRS) == 0


def test_of_closed_minutes(sara: User, ours: Meeting, theirs: Meeting) -> None:
    client = Client()
    client.force_login(sara)
    for meeting in (ours, theirs):
        close_and_make(meeting=meeting, by=None)
    before = rows_of(theirs)
    item, decision = Item.written.get(meeting=theirs, type="decision"), Decision.written.get(meeting=theirs)
    section = Section.written.get(item=item)
    paragraph, person = Paragraph.objects.get(item=item), Attendance.written.get(meeting=theirs)
    changes = {
        f"stycke-{paragraph.pk}": "x",
        f"beslut-{decision.pk}": "x",
        f"namn-{person.pk}": "x",
        f"nytt-{item.pk}": "x",
        **{f"rubrik-{key}-{section.pk}": "x" for key in (item.pk, Item.written.get(meeting=ours, type="decision").pk)},
    }
    client.post(f"/moten/{ours.pk}/ratta/", {"on": "1", "why": "Fel.", **changes})
    client.post(f"/moten/{ours.pk}/justering/kommentar/", {"item": item.pk, "text": "Hej."})
    assert rows_of(theirs) == before
    assert client.get(f"/moten/{ours.pk}/protokoll/1/utdrag-{item.pk}.pdf").status_code == 404


def test_drafts_of_another_body_are_on_no_agenda(sara: User, theirs: Meeting) -> None:
    """What minutes that are not public give our body to do is not told before they are."""
    body, item = Body.objects.get(name=OURS), Item.written.get(meeting=theirs, type="decision")
    for order, kind in enumerate(("assignment", "referral"), 1):
        told = {
            "task": f"utreda {THEIRS}",
            "body": body,
            "due": date(2026, 12, 1),
            "due_precision": "day",
            "kind": kind,
        }
        Assignment.objects.create(meeting=theirs, item=item, order=order, is_draft=True, **told)
    assert not Item.written.filter(meeting=make_meeting(body), reasons__assignment__isnull=False).exists()
    Assignment.written.update(is_draft=False)
    assert Item.written.filter(meeting=make_meeting(body, day=date(2026, 12, 2)), reasons__assignment__isnull=False)


def test_what_was_confidential_is_so_on_the_next_agenda(sara: User) -> None:
    body = Body.objects.get(name=OURS)
    meeting = make_meeting(body)
    fields = {"title": "Lokaler", "type": "decision", "confidential": True}
    item = add_item(meeting=meeting, fields=fields, clauses=["hyra ut"], by=sara)
    open_meeting(meeting=meeting, by=sara)
    take_roll(meeting=meeting, called=[Called("Bo Ek", "present")], by=sara)
    decide(item=item, clauses=["bordlägga ärendet"], by=sara)
    close_and_make(meeting=meeting, by=sara)
    again = Item.written.get(meeting=make_meeting(body, day=date(2026, 12, 11)), title="Lokaler")
    assert again.confidential


def test_who_stands_in_drafts_or_is_masked_is_on_no_page_of_persons(sara: User) -> None:
    """Nobody is a person of the register by what is not public: not while the minutes are written, where a name is
    masked or an item is confidential, nor after they were withdrawn."""
    body, client = make_body(THEIRS), Client()
    otto = make_member("Otto", body, "secretary")
    BodyRules.objects.create(body=body, verifies=False)
    client.force_login(sara)
    meeting = make_meeting(body)
    items = [
        add_item(meeting=meeting, fields=fields, clauses=[], by=otto)
        for fields in ({"title": "Lokaler", "confidential": True}, {"title": "Tolkar"})
    ]
    for item, name in zip(items, ("Siv Hemberg", "Ture Tolkman"), strict=True):
        Presenter.objects.create(item=item, order=1, name=name, is_draft=True)
    open_meeting(meeting=meeting, by=otto)
    take_roll(meeting=meeting, called=[Called(name, "present") for name in ("Isa Draknäs", "Ove Maskros")], by=otto)
    for item, name in zip(items, ("Isa Draknäs", "Ove Maskros"), strict=True):
        assign(item=item, assignee=name, task="ringa", by=otto)
    names = {"Siv Hemberg", "Ture Tolkman", "Isa Draknäs", "Ove Maskros"}

    def shown() -> set[str]:
        """Which of the names stand in what our body is shown of persons."""
        pages = ["/personer/", "/personer/hamta.csv", "/att-se-over/", "/", "/uppdrag/", body.get_absolute_url()]
        pages += [f"/personer/{key}/" for key in Person._base_manager.values_list("pk", flat=True)]
        pages += [f"/sok/?q={name}&slag={kind}" for name in ("Hemberg", "Maskros") for kind in ("", "person")]
        answers = [client.get(page) for page in pages]
        told = b"".join(one.getvalue() if one.streaming else one.content for one in answers).decode()
        assert all(one.status_code in {200, 404} for one in answers)
        return {name for name in names if name in told}

    assert shown() == set()
    close_and_make(meeting=meeting, by=otto)
    assert shown() == set()
    rule_on(meeting=meeting, text="Ove Maskros", kind=Ruling.Kind.OWN, masks=True, by=otto)
    publication = ask_to_publish(meeting=meeting, by=otto)
    assert shown() == {"Ture Tolkman", "Isa Draknäs"}
    withdraw(publication=publication, why="Fel fil", by=otto)
    assert shown() == set() and not Person._base_manager.exists()
