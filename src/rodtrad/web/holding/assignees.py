"""Whom an assignment that is written here means: only where the register has one of that name, as with documents."""

from __future__ import annotations

from rodtrad.web.bodies.models import Body, Party, Person, key_of
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.holding.namesakes import meant, names_of, which_of
from rodtrad.web.meetings.models import Attendance, Meeting


def whom(meeting: Meeting, name: str) -> dict[str, Body | Party | Person | None]:
    """The `body`, else the `person` of the meeting's roll, else the `party` that a name tells; all None for others.
    Somebody whom an organisation tells from a namesake is no party."""
    none: dict[str, Body | Party | Person | None] = dict.fromkeys(("body", "party", "person"))
    if not name:
        return none
    bodies = list(Body.objects.filter(names__key=key_of(name)).distinct()[:2])
    if len(bodies) == 1:
        return none | {"body": bodies[0]}
    if people := meant(name, list(Attendance.written.filter(meeting=meeting).select_related("person"))):
        return none | {"person": people[0].person if len(people) == 1 else None}
    return none | {"party": PartyFinder().party(name)}


def unclear_whom(meeting: Meeting, name: str) -> str:
    """What to write where several of the meeting's roll bear the name that an assignment is given to; "" where one or
    none does."""
    roll = list(Attendance.written.filter(meeting=meeting)) if name else []
    named = {row.pk for row in meant(name, roll)}
    called = [told for row, told in zip(roll, names_of(roll), strict=True) if row.pk in named]
    return which_of(called) if len(called) > 1 else ""
