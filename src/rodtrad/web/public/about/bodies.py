"""What the pages of bodies show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import Body, Seat
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Attendance, Decision, Meeting
from rodtrad.web.plans.models import Plan, PlanGroup
from rodtrad.web.public.about.parts import Offer, parts_of, sourced, told
from rodtrad.web.review.asked import asked
from rodtrad.web.review.models import Suggestion

STANDING_MEETING = Q(meetings__retired_at=None)


def counted(bodies: QuerySet[Body]) -> QuerySet[Body]:
    """The bodies by county, each with its number of meetings, the day of the latest and whether it is asked about."""
    asked = Suggestion.objects.open().filter(Q(body=OuterRef("pk")) | Q(other_body=OuterRef("pk")))
    return (
        bodies.select_related("county")
        .annotate(
            meeting_count=Count("meetings", filter=STANDING_MEETING, distinct=True),
            latest=Max("meetings__date", filter=STANDING_MEETING),
            is_asked_about=Exists(asked),
        )
        .order_by(F("county__name").asc(nulls_last=True), "name", "pk")
    )


def body_page(body: Body, today: date, *, wanted: str, number: str) -> dict[str, Any]:
    """The context of a body's page."""
    meetings = Meeting.objects.filter(bodies=body)
    decided = Count("decisions", filter=Q(decisions__retired_at=None), distinct=True)
    seats = list(_seats(body))
    held = list(meetings.annotate(decision_count=decided).with_source().latest_first())
    further: list[tuple[str, str, Sequence[Any]]] = [("moten", "Möten", held), ("ledamoter", "Ledamöter", seats)]
    return {
        "body": body,
        "names": sourced(body.names.all()),
        "children": body.children.all(),
        "seats": seats,
        "meeting_count": len(held),
        "years": [(year, list(rows)) for year, rows in groupby(held, key=lambda row: row.date and row.date.year)],
        "questions": asked(Suggestion.objects.open().about_body(body).with_sources().with_surroundings()),
        "further": [(key, f"{heading} ({len(rows)})") for key, heading, rows in further if rows],
        **told(
            parts_of(_offers(body), today, wanted=wanted, number=number),
            missing=[heading.lower() for _, heading, rows in further if not rows],
        ),
    }


def _seats(body: Body) -> QuerySet[Seat]:
    """Who sits, party by party, then who has left; `last_there`: the latest meeting they were at, as it tells whether
    the seat still stands."""
    there = Attendance.objects.filter(person=OuterRef("person"), meeting__bodies=body, meeting__date__isnull=False)
    latest = there.exclude(presence=Attendance.Presence.ABSENT).order_by("-meeting__date").values("meeting__date")[:1]
    seats = sourced(body.seats.current()).select_related("person", "party").annotate(last_there=Subquery(latest))
    party = F("party__name").asc(nulls_last=True)
    return seats.order_by(F("ends").desc(nulls_first=True), party, "organisation", "person__name")


def _offers(body: Body) -> list[Offer]:
    here = Q(meeting__bodies=body)
    assignments = Assignment.objects.open().with_source().select_related("meeting", "item", "body", "party", "person")
    decisions = Decision.objects.substantial().with_source().select_related("meeting")
    in_plans = PlanGroup.objects.filter(body=body).values("plan")
    return [
        Offer(
            "uppdrag-till",
            "Öppna uppdrag till organet",
            "about/_assignments.html",
            assignments.filter(body=body).by_due(),
            missing="öppna uppdrag till organet",
        ),
        Offer(
            "uppdrag-fran",
            "Öppna uppdrag från mötena",
            "about/_assignments.html",
            assignments.filter(here).exclude(body=body).by_due(),
        ),
        Offer(
            "beslut",
            "Beslut utom formella",
            "about/_decisions.html",
            decisions.filter(here).latest_first(),
            missing="beslut",
        ),
        Offer(
            "avtal",
            "Avtal på mötena",
            "about/_agreements.html",
            Agreement.objects.filter(here).with_source().select_related("meeting").by_expiry(),
        ),
        Offer(
            "planer",
            "Handlingsplaner",
            "about/_plans.html",
            Plan.objects.filter(Q(body=body) | Q(pk__in=in_plans)).with_source(),
        ),
    ]
