"""A body of the invented county that meets here, and its people who log in."""

from datetime import date, time

from rodtrad.web.accounts.models import Role, User
from rodtrad.web.bodies.actions import give_role
from rodtrad.web.bodies.models import Body
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.actions import plan_meeting
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
