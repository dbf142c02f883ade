"""A closed meeting of the invented county whose minutes come back from Word."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from uuid import uuid4

import pytest

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item
from tests.web.meetings.held import make_body, make_meeting, make_member
from tests.web.once import made_once

WRITTEN = (
    ("text", "Tove redogör för **avtalet** och dess kostnad."),
    ("list", "Priset höjs med tre procent.\n  Det gäller från mars.\nTiden är två år."),
    ("text", "Bo frågar om leveranserna.\nTove svarar att de kommer i tid."),
    ("note", "Bo lämnar en anteckning."),
)


@dataclass
class Closed:
    body: Body
    sara: User
    meeting: Meeting


def make_closed() -> Closed:
    """A closed meeting with two items; at the first four paragraphs, a decision and an assignment."""
    body = make_body()
    sara = make_member("Sara", body, Membership.Role.SECRETARY)
    meeting = make_meeting(body)
    for title in ("Avtal om hjälpmedel", "Utbildning"):
        add_item(meeting=meeting, fields={"title": title, "type": "information"}, clauses=[], by=sara)
    open_meeting(meeting=meeting, by=sara)
    take_roll(meeting=meeting, called=[Called("Tove Alnfors", "present", duty="chair")], by=sara)
    first, second = Item.written.filter(meeting=meeting, title__in=("Avtal om hjälpmedel", "Utbildning")).order_by(
        "order"
    )
    for kind, text in WRITTEN:
        save_paragraph(item=first, save=Save(uuid4(), uuid4(), 0, text, kind), by=sara)
    save_paragraph(item=second, save=Save(uuid4(), uuid4(), 0, "Utbildningen hålls i april."), by=sara)
    for text in ("Kan den hållas på distans?", "Ja, delvis."):  # under one heading
        save_paragraph(item=second, save=Save(uuid4(), uuid4(), 0, text, "dialogue"), by=sara)
    decide(item=first, clauses=["förlänga avtalet ett år", "avsätta medel"], by=sara)
    assign(item=first, assignee="Bo Ekmark", task="skriva till leverantören", due_text="i april 2027", by=sara)
    close_and_make(meeting=meeting, by=sara)
    return Closed(body, sara, meeting)


made = made_once(make_closed)


@pytest.fixture
def closed(made: Closed, db: None) -> Closed:
    return deepcopy(made)


@pytest.fixture
def body(closed: Closed) -> Body:
    return closed.body


@pytest.fixture
def sara(closed: Closed) -> User:
    """Sara is the secretary."""
    return closed.sara


@pytest.fixture
def meeting(closed: Closed) -> Meeting:
    return closed.meeting
