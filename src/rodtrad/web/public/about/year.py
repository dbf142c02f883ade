"""A body's year: its meetings, who was there, what was decided and given to do, and how that stands today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import Body
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Appointment, Attendance, Decision, Meeting
from rodtrad.web.public.about.parts import Offer, parts_of, told, with_source

WAS_THERE = (Attendance.Presence.PRESENT, Attendance.Presence.REMOTE, Attendance.Presence.PARTIAL)
WHOLE = 1_000  # rows of a kind: a year is looked over on paper, where nobody leafs on
MEMBERS = (Attendance.Duty.CHAIR, Attendance.Duty.ADJUSTER, Attendance.Duty.MEMBER, Attendance.Duty.DEPUTY)


@dataclass(frozen=True, slots=True)
class Present:
    """One member over the year: at how many of the meetings that list them they were there."""

    row: Attendance
    there: int
    listed: int


def years_of(body: Body) -> list[int]:
    """The years in which the body met, the latest first."""
    days = Meeting.objects.filter(bodies=body, date__isnull=False).dates("date", "year", order="DESC")
    return [day.year for day in days]


def year_page(body: Body, year: int, today: date, *, wanted: str, number: str) -> dict[str, Any]:
    """The context of the page of a body's year."""
    of_year = Q(meeting__bodies=body, meeting__date__year=year)
    decided = Count("decisions", filter=Q(decisions__retired_at=None, decisions__is_draft=False), distinct=True)
    there = Count(
        "attendances",
        filter=Q(attendances__retired_at=None, attendances__is_draft=False, attendances__presence__in=WAS_THERE),
        distinct=True,
    )
    meetings = Meeting.objects.filter(bodies=body, date__year=year).exclude(state=Meeting.State.CALLED)
    held: list[Any] = list(
        meetings.annotate(decision_count=decided, there_count=there).with_source().order_by("date", "pk")
    )
    return {
        "body": body,
        "year": year,
        "years": years_of(body),
        "meetings": held,
        "decision_count": sum(one.decision_count for one in held),
        "assignments": Assignment.objects.filter(of_year).counts(today),
        "present": _present(Attendance.objects.filter(of_year, duty__in=MEMBERS)),
        **told(parts_of(_offers(of_year), today, wanted=wanted, number=number)),
    }


def _present(rows: QuerySet[Attendance]) -> list[Present]:
    found: dict[Any, list[Attendance]] = defaultdict(list)
    for row in rows.select_related("person", "party", "meeting").order_by("meeting__date", "order"):
        found[row.person_id or row.name].append(row)
    members = [Present(own[-1], sum(r.presence in WAS_THERE for r in own), len(own)) for own in found.values()]
    return sorted(
        members, key=lambda one: (one.row.party is None, str(one.row.party or one.row.organisation), one.row.name)
    )


def _offers(of_year: Q) -> list[Offer]:
    in_order = ("meeting__date", "order")
    return [
        Offer(
            "beslut",
            "Beslut utom formella",
            "about/_decisions.html",
            Decision.objects.substantial().filter(of_year).order_by("meeting__date", "meeting", "order"),
            shown=WHOLE,
        ),
        Offer(
            "uppdrag",
            "Uppdrag som gavs",
            "about/_assignments.html",
            Assignment.objects.filter(of_year).order_by(*in_order),
            with_source("meeting", "item", "body", "party", "person"),
            shown=WHOLE,
        ),
        Offer(
            "val",
            "Val",
            "about/_appointments.html",
            Appointment.objects.filter(of_year).order_by(*in_order),
            with_source("meeting", "person", "replaces", "body"),
            shown=WHOLE,
        ),
        Offer(
            "avtal",
            "Avtal på mötena",
            "about/_agreements.html",
            Agreement.objects.filter(of_year).by_expiry(),
            shown=WHOLE,
        ),
    ]
