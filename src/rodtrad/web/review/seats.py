"""Seats: who sits in a body and when, as its attendance lists and the appointments to it tell.

A seat is worked out anew from all that stands in the register, so that it does not matter in which order documents
come: an older list read after the decision that replaced somebody gives no seat back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from rodtrad.web.bodies.models import Body, Party, Seat
from rodtrad.web.clock import now
from rodtrad.web.documents.models import Finding
from rodtrad.web.meetings.models import Appointment, Attendance, Meeting
from rodtrad.web.review.entry import BATCH, Entry

SEATED = frozenset(Seat.Duty.values)
DAY = timedelta(days=1)
TOLD = ("party", "organisation", "duty", "finding", "retired_at")
DAYS = ("starts", "ends", "ends_finding")
Row = TypeVar("Row", Attendance, Appointment)


@dataclass(slots=True)
class _Evidence:
    """What the register knows of one person in one body, the earliest first."""

    attended: list[Attendance] = field(default_factory=list)
    appointed: list[Appointment] = field(default_factory=list)
    replaced: list[Appointment] = field(default_factory=list)


def seat(entry: Entry) -> None:
    """Settle the seats of all whom the document, in this version or an earlier one, lists, appoints or replaces."""
    touched: dict[Body, set[int]] = defaultdict(set)
    if len(entry.bodies) == 1:  # a joint meeting does not tell who sits in which body
        touched[entry.bodies[0]] |= {row.person.pk for row in entry.made(Attendance) if row.person}
    for row in entry.made(Appointment):
        if body := row.body or (entry.bodies[0] if len(entry.bodies) == 1 and not row.body_name else None):
            touched[body] |= {person.pk for person in (row.person, row.replaces) if person}
    own = Q(finding__version__document=entry.document) | Q(ends_finding__version__document=entry.document)
    for one in Seat.objects.current().filter(own).select_related("body"):
        touched[one.body].add(one.person_id)
    for body, persons in touched.items():
        settle(body, persons)


def settle_those_shown_by(findings: Iterable[int]) -> None:
    """Settle the seats that these findings show; after they have been refused."""
    keys = list(findings)
    _settle_of(Seat.objects.current().filter(Q(finding__in=keys) | Q(ends_finding__in=keys)))


def settle_all() -> None:
    """Settle every seat, and those that an older version of the program did not see in what the register tells."""
    _settle_of(Seat.objects.current())
    for appointment in Appointment.objects.exclude(body=None).select_related("body"):
        if appointment.body:
            settle(appointment.body, {key for key in (appointment.person_id, appointment.replaces_id) if key})


def _settle_of(seats: QuerySet[Seat]) -> None:
    touched: dict[Body, set[int]] = defaultdict(set)
    for one in seats.select_related("body"):
        touched[one.body].add(one.person_id)
    for body, persons in touched.items():
        settle(body, persons)


def settle(body: Body, persons: Iterable[int]) -> None:
    """Make the seats of these persons in a body what the register tells of them; retire those it tells nothing of."""
    keys = set(persons)
    if not keys:
        return
    evidence = _evidence(body, keys)
    there = {one.person_id: one for one in Seat.objects.current().filter(body=body, person__in=keys).order_by("-pk")}
    fresh, changed = list[Seat](), list[Seat]()
    for key in sorted(keys):
        seat_row = there.get(key)
        if key not in evidence or not (evidence[key].attended or evidence[key].appointed):
            if seat_row and not seat_row.by_hand:
                seat_row.retired_at = now()
                changed.append(seat_row)
            continue
        (changed if seat_row else fresh).append(_told(seat_row or Seat(person_id=key, body=body), evidence[key]))
    Seat.objects.bulk_create(fresh, batch_size=BATCH)
    Seat.objects.bulk_update(changed, [*TOLD, *DAYS], batch_size=BATCH)


def _evidence(body: Body, persons: set[int]) -> dict[int, _Evidence]:
    found: dict[int, _Evidence] = defaultdict(_Evidence)
    alone = Meeting.objects.annotate(body_count=Count("bodies")).filter(body_count=1)
    here = alone.filter(pk__in=Meeting.objects.filter(bodies=body).values("pk")).values("pk")
    attended = Attendance.objects.filter(person__in=persons, duty__in=SEATED, meeting__in=here)
    for row in _in_time(attended.select_related("party")):
        found[row.person_id or 0].attended.append(row)
    to_it = Q(body=body) | Q(body=None, body_name="", meeting__in=here)
    appointments = Appointment.objects.filter(to_it).filter(Q(person__in=persons) | Q(replaces__in=persons))
    for one in _in_time(appointments):
        if one.person_id in persons:
            found[one.person_id].appointed.append(one)
        if one.replaces_id in persons:
            found[one.replaces_id].replaced.append(one)
    return found


def _in_time(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related("meeting", "finding").order_by("meeting__date", "pk")


def _told(seat_row: Seat, evidence: _Evidence) -> Seat:
    """The seat as the evidence has it; days that people have set stay."""
    listed, appointed = evidence.attended, evidence.appointed
    rows: list[Attendance | Appointment] = [*listed[:1], *appointed[:1]]
    first = min(rows, key=_day)
    seat_row.finding, seat_row.retired_at = first.finding, None
    if listed:
        latest = listed[-1]
        seat_row.duty, seat_row.party = latest.duty, latest.party
        seat_row.organisation = "" if latest.party else latest.organisation
    else:
        seat_row.party = _party_named_at(appointed[0])
    if not seat_row.by_hand:
        # Who was listed before is elected anew, and from when the seat was held nobody says.
        seat_row.starts = appointed[0].starts if appointed and first is appointed[0] else None
        seat_row.ends, seat_row.ends_finding = _end(evidence, after=seat_row.starts)
    return seat_row


def _end(evidence: _Evidence, *, after: date | None) -> tuple[date | None, Finding | None]:
    """The day before somebody takes over, unless the person comes back later; and what says so."""
    if not evidence.replaced:
        return None, None
    last = evidence.replaced[-1]
    end = last.starts - DAY if last.starts else last.meeting.date
    later = [*map(_day, evidence.attended), *map(_day, evidence.appointed)]
    if end is None or (after and end < after) or any(day > end for day in later):
        return None, None
    return end, last.finding


def _day(row: Attendance | Appointment) -> date:
    """The day that a row tells of: of an appointment, the first in office."""
    starts = row.starts if isinstance(row, Appointment) else None
    return starts or row.meeting.date or date.min


def _party_named_at(appointment: Appointment) -> Party | None:
    """The one party that the words of an appointment name."""
    named = Party.objects.filter(mentions__finding=appointment.finding)[:2]
    return named[0] if len(named) == 1 else None
