"""A closed meeting whose minutes hold what should not be public, and the body's people."""

from __future__ import annotations

from uuid import uuid4

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import BodyRules, Item, Meeting
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.publishing.actions import ask_to_publish, rule_on
from rodtrad.web.publishing.models import Publication
from tests.web.meetings.held import make_body, make_meeting, make_member

NUMBER = "121212-1212"  # Skatteverket's own example of a personnummer
SAID = f"Tove Alnfors redogör. Elis Brandt, {NUMBER}, har väntat länge. Ulf utgår pga sjukdom."
FOUND = {NUMBER: "personal-number", "pga sjukdom": "health", "Elis Brandt": "person"}
PUBLIC, SECRET = "Gemensam tolkservice", "Förhandling om lokaler"


def make_closed(*, secretary: User | None = None, **rules: bool) -> Meeting:
    """A closed meeting of three items: one for all, one confidential, one of which only its decision is masked."""
    body = secretary.memberships.get().body if secretary else make_body()
    sara = secretary or make_member("Sara", body, Membership.Role.SECRETARY)
    BodyRules.objects.create(body=body, **({"verifies": False} | rules))
    meeting = make_meeting(body)
    for title, confidential in ((PUBLIC, False), (SECRET, True), ("Boende", False)):
        fields = {"title": title, "type": "decision", "confidential": confidential}
        add_item(meeting=meeting, fields=fields, clauses=[f"godkänna {title.lower()}"], by=sara)
    open_meeting(meeting=meeting, by=sara)
    take_roll(meeting=meeting, called=[Called("Tove Alnfors", "present", duty="chair")], by=sara)
    first, secret, third = Item.written.filter(meeting=meeting).order_by("order")
    write(first, SAID, sara)
    decide(item=first, clauses=["inrätta en tolkservice"], by=sara)
    assign(item=first, assignee="Tove Alnfors", task="bjuda in tolkförmedlingarna", by=sara)
    decide(item=secret, clauses=["säga upp hyresavtalet"], by=sara)
    decide(item=third, clauses=["bevilja Elis Brandt en plats"], by=sara)
    close_and_make(meeting=meeting, by=sara)
    meeting.refresh_from_db()
    return meeting


def write(item: Item, text: str, by: User) -> None:
    save_paragraph(item=item, by=by, save=Save(key=uuid4(), save_key=uuid4(), base=0, text=text))


def another(meeting: Meeting, name: str, role: str) -> User:
    body: Body = meeting.bodies.get()
    return make_member(name, body, role)


def judge(meeting: Meeting, by: User, *, masks: bool = True) -> None:
    """Say of each place that the check finds whether it is masked."""
    for text, kind in FOUND.items():
        rule_on(meeting=meeting, text=text, kind=kind, masks=masks, by=by)


def published(meeting: Meeting, by: User) -> Publication:
    """The minutes, put out with all masks."""
    judge(meeting, by)
    return ask_to_publish(meeting=meeting, by=by)
