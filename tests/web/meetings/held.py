"""A body of the invented county that meets here, and its people who log in."""

from datetime import date, time
from uuid import uuid4

from rodtrad.web.accounts.models import Role, User
from rodtrad.web.bodies.actions import give_role
from rodtrad.web.bodies.models import Body
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import Item, Meeting, Presenter, Section
from rodtrad.web.preparing.actions import add_item, plan_meeting
from rodtrad.web.preparing.sections import add_section
from tests.web.conftest import make_user

DAY, START = date(2026, 12, 4), time(9, 0)


def make_body(name: str = "Beredningsgruppen", **fields: str) -> Body:
    return Body.objects.create(name=name, **fields)


def make_member(name: str, body: Body, role: str, *, installation: str = Role.READER) -> User:
    """Somebody who logs in, with a role in a body."""
    user = make_user(name, installation)
    give_role(user=user, body=body, role=role, starts=date(2026, 1, 1), by=None)
    return user


def make_meeting(body: Body | None = None, *, day: date = DAY, start: time = START) -> Meeting:
    return plan_meeting(
        bodies=[body or make_body()], day=day, start=start, end=time(12, 0), place="Rådhuset, Ekeby", by=None
    )


def hold_large(by: User, body: Body, *, items: int = 30, people: int = 60) -> Meeting:
    """An open meeting of many people, at each of whose items something is told, proposed, decided and assigned, and in
    the sections of some too."""
    meeting = make_meeting(body)
    clauses = ["ställa sig bakom förslaget om stöd till äldre", "återrapportera till nästa möte"]
    for number in range(1, items + 1):
        fields = {"title": f"Ärende {number}", "type": "decision", "minutes_needed": 10, "introduction": "Bakgrund."}
        item = add_item(meeting=meeting, fields=fields, clauses=clauses, by=by)
        for part in ("Norra delen", "Södra delen") if number % 10 == 0 else ():
            add_section(item=item, fields={"title": part}, clauses=clauses, presenters=["Ledamot 2"], by=by)
    open_meeting(meeting=meeting, by=by)
    written = list(Item.written.filter(meeting=meeting).order_by("order"))
    roll = [Called(f"Ledamot {n}", "present", duty="chair" if n == 0 else "member") for n in range(people - 10)]
    roll += [
        Called(f"Ersättare {n}", "partial", duty="deputy", first=written[n], stands_in_for=f"Frånvarande {n}")
        for n in range(5)
    ]
    roll += [Called(f"Frånvarande {n}", "absent") for n in range(5)]
    take_roll(meeting=meeting, called=roll, by=by)
    for item in written:
        Presenter.objects.create(item=item, order=1, name="Ledamot 1", is_draft=True)
        for number in range(3):
            told = Save(uuid4(), uuid4(), 0, f"Stycke {number} om vad mötet talade om vid {item.title}.")
            save_paragraph(item=item, save=told, by=by)
        decide(item=item, clauses=clauses, as_proposed=True, by=by)
        assign(item=item, assignee="Ekeby kommun", task=f"redovisa {item.title}", due_text="i maj 2027", by=by)
        for section in Section.written.filter(item=item):
            save_paragraph(item=item, section=section, save=Save(uuid4(), uuid4(), 0, "Om delen."), by=by)
            decide(item=item, section=section, clauses=clauses, as_proposed=True, by=by)
    return meeting
