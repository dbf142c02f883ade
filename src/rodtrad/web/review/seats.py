"""Seats: who sits in a body and when, as its attendance lists and the appointments to it tell.

A seat is worked out anew from all that stands in the register: an older list read after the decision that replaced
somebody gives no seat back. Only who is linked counts: a decision that names somebody, or a body, that no document had
named before it was read is not linked afterwards, and ends no seat.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from rodtrad.web.bodies.models import Body, Party, Seat
from rodtrad.web.clock import now
from rodtrad.web.meetings.models import Appointment, Attendance, Meeting
from rodtrad.web.review.entry import BATCH, Entry

SEATED = frozenset(Seat.Duty.values)
DAY = timedelta(days=1)
MEMBER = Seat.Duty.MEMBER.value
POSTS = {"ordförande": Seat.Duty.CHAIR.value, "ersättare": Seat.Duty.DEPUTY.value}
NO_SEAT = Q(post__iendswith="sekreterare")  # a secretary serves a body and has no seat in it
TOLD = (
    "party_id",
    "organisation",
    "duty",
    "finding_id",
    "naming_id",
    "retired_at",
    "starts",
    "ends",
    "ends_finding_id",
)


# Undated ones first, which the databases do not agree on.
IN_TIME = (F("meeting__date").asc(nulls_first=True), "pk")


class _Listed(NamedTuple):
    """A line of an attendance list. A body has thousands of them, too many to be made instances of the model."""

    person_id: int
    finding_id: int | None
    naming_id: int | None
    meeting_date: date | None
    duty: str
    party_id: int | None
    organisation: str

    @property
    def day(self) -> date:
        return self.meeting_date or date.min


class _Appointed(NamedTuple):
    """A decision on who takes a seat, maybe after whom."""

    person_id: int | None
    finding_id: int | None
    meeting_date: date | None
    starts: date | None
    replaces_id: int | None
    post: str

    @property
    def naming_id(self) -> None:
        """Minutes of meetings held here tell no such decision as a row of its own."""

    @property
    def day(self) -> date:
        """The first day in office."""
        return self.starts or self.meeting_date or date.min

    @property
    def duty(self) -> str:
        """What they are chosen to be, by the words of the decision; a member where these name another post or none."""
        words = self.post.casefold().split()
        return next((duty for word, duty in POSTS.items() if words[-1:] == [word] and "vice" not in words), MEMBER)


@dataclass(slots=True)
class _Evidence:
    """What the register knows of one person in one body, the earliest first."""

    attended: list[_Listed] = field(default_factory=list)
    appointed: list[_Appointed] = field(default_factory=list)
    replaced: list[_Appointed] = field(default_factory=list)


def seat(entry: Entry, *, is_first: bool) -> set[int]:
    """Settle the seats of all whom the document, in this version or an earlier one, lists, appoints or replaces.

    Returns the keys of those whose seats are other than before.
    """
    touched: dict[Body, set[int]] = defaultdict(set)
    if len(entry.bodies) == 1:  # a joint meeting does not tell who sits in which body
        touched[entry.bodies[0]] |= {row.person.pk for row in entry.made(Attendance) if row.person}
    for row in entry.made(Appointment):
        if body := row.body or (entry.bodies[0] if len(entry.bodies) == 1 and not row.body_name else None):
            touched[body] |= {person.pk for person in (row.person, row.replaces) if person}
    if not is_first:
        for one in _seats_told_by(finding__version__document=entry.document):
            touched[one.body].add(one.person_id)
    return {key for body, persons in touched.items() for key in settle(body, persons)}


def settle_those_shown_by(findings: Iterable[int]) -> None:
    """Settle the seats that these findings show; after their rows have been retired, or stand again."""
    _settle_of(_seats_told_by(finding__in=list(findings)))


def _seats_told_by(**where: object) -> QuerySet[Seat]:
    """The seats of all whom rows list, appoint or replace, retired rows too."""
    listed = Attendance._base_manager.filter(**where).values("person")
    chosen = Appointment._base_manager.filter(**where)
    told = Q(person__in=listed) | Q(person__in=chosen.values("person")) | Q(person__in=chosen.values("replaces"))
    return Seat.objects.current().filter(told).select_related("body")


def settle_all() -> set[int]:
    """Settle every seat, and those that an older version of the program did not see in what the register tells.

    Returns the keys of those whose seats are other than before.
    """
    changed = _settle_of(Seat.objects.current())
    for appointment in Appointment.objects.exclude(body=None).select_related("body"):
        if appointment.body:
            keys = {key for key in (appointment.person_id, appointment.replaces_id) if key}
            changed |= settle(appointment.body, keys)
    return changed


def _settle_of(seats: QuerySet[Seat]) -> set[int]:
    touched: dict[Body, set[int]] = defaultdict(set)
    for one in seats.select_related("body"):
        touched[one.body].add(one.person_id)
    return {key for body, persons in touched.items() for key in settle(body, persons)}


def settle(body: Body, persons: Iterable[int]) -> set[int]:
    """Make the seats of these persons in a body what the register tells of them; retire those it tells nothing of.

    Returns the keys of those whose seats are other than before.
    """
    keys = set(persons)
    if not keys:
        return keys
    evidence = _evidence(body, keys)
    # One that was retired comes back, where it is told again; of several the one that holds, the first of those.
    last = F("retired_at").asc(nulls_last=True)
    there = {one.person_id: one for one in Seat.objects.filter(body=body, person__in=keys).order_by(last, "-pk")}
    fresh, changed = list[Seat](), list[Seat]()
    for key in sorted(keys):
        row = there.get(key) or Seat(person_id=key, body=body)
        before = _state(row)
        if key in evidence and (evidence[key].attended or evidence[key].appointed):
            _tell(row, evidence[key])
        elif not row.by_hand:
            row.retired_at = row.retired_at or now()
        if row.pk is None and not row.retired_at:
            fresh.append(row)
        elif row.pk is not None and _state(row) != before:
            changed.append(row)
    Seat.objects.bulk_create(fresh, batch_size=BATCH)
    Seat.objects.bulk_update(changed, TOLD, batch_size=BATCH)
    return {one.person_id for one in (*fresh, *changed)}


def _state(row: Seat) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in TOLD)


def _evidence(body: Body, persons: set[int]) -> dict[int, _Evidence]:
    found: dict[int, _Evidence] = defaultdict(_Evidence)
    alone = Meeting.objects.annotate(body_count=Count("bodies")).filter(body_count=1)
    here = alone.filter(pk__in=Meeting.objects.filter(bodies=body).values("pk")).values("pk")
    # Who adjusts the minutes of a meeting held here is one of its members, as `holding` counts them.
    seated = Q(duty__in=SEATED) | Q(duty=Attendance.Duty.ADJUSTER, finding=None)
    attended = Attendance.objects.filter(seated, person__in=persons, meeting__in=here)
    in_time = attended.order_by(*IN_TIME)
    fields = ("person", "finding", "naming", "meeting__date", "duty", "party", "organisation")
    for listed in map(_Listed._make, in_time.values_list(*fields)):
        found[listed.person_id].attended.append(listed)
    to_it = Q(body=body) | Q(body=None, body_name="", meeting__in=here)
    appointments = Appointment.objects.filter(to_it).exclude(NO_SEAT)
    appointments = appointments.filter(Q(person__in=persons) | Q(replaces__in=persons))
    told = ("person", "finding", "meeting__date", "starts", "replaces", "post")
    for one in map(_Appointed._make, appointments.order_by(*IN_TIME).values_list(*told)):
        if one.person_id in persons:
            found[one.person_id or 0].appointed.append(one)
        if one.replaces_id in persons:
            found[one.replaces_id or 0].replaced.append(one)
    return found


def _tell(row: Seat, evidence: _Evidence) -> None:
    """Make a seat what the evidence has; days that people have set stay."""
    listed, appointed = evidence.attended, evidence.appointed
    rows: list[_Listed | _Appointed] = [*listed[:1], *appointed[:1]]
    first = min(rows, key=lambda one: one.day)
    row.finding_id, row.naming_id, row.retired_at = first.finding_id, first.naming_id, None
    if listed:
        latest = listed[-1]
        row.duty = next((one.duty for one in reversed(listed) if one.duty in SEATED), MEMBER)
        row.party_id = latest.party_id
        row.organisation = "" if latest.party_id else latest.organisation
    else:
        row.duty, row.organisation, row.party_id = appointed[-1].duty, "", _party_named_at(appointed[0])
    if not row.by_hand:
        # Who was listed before is elected anew, and from when the seat was held nobody says.
        row.starts = appointed[0].starts if appointed and first is appointed[0] else None
        row.ends, row.ends_finding_id = _end(evidence, after=row.starts)


def _end(evidence: _Evidence, *, after: date | None) -> tuple[date | None, int | None]:
    """The day before somebody takes over, unless the person comes back later; and the finding that says so."""
    if not evidence.replaced:
        return None, None
    last = evidence.replaced[-1]
    end = last.starts - DAY if last.starts else last.meeting_date
    if end is None or (after and end < after):
        return None, None
    later: list[_Listed | _Appointed] = [*evidence.attended, *evidence.appointed]
    if any(one.day > end for one in later):
        return None, None
    return end, last.finding_id


def _party_named_at(appointment: _Appointed) -> int | None:
    """The one party that the words of an appointment name."""
    named = Party.objects.filter(mentions__finding=appointment.finding_id).values_list("pk", flat=True)[:2]
    return named[0] if len(named) == 1 else None
