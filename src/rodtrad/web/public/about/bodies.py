"""What the pages of bodies show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import Body, Party, Seat
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Attendance, Decision, Meeting
from rodtrad.web.plans.models import Plan, PlanGroup
from rodtrad.web.public.about.coverage import coverage_of
from rodtrad.web.public.about.parts import Offer, parts_of, sourced, told, with_source
from rodtrad.web.review.asked import asked
from rodtrad.web.review.models import Suggestion

HEAVY = ("finding__version__text", "finding__version__record")
# A notice calls to a meeting, and is none.
HELD = Q(meetings__retired_at=None) & ~Q(meetings__state=Meeting.State.CALLED)


def counted(bodies: QuerySet[Body], today: date) -> QuerySet[Body]:
    """The bodies by county, each with its number of meetings, the day of the latest, how many of the county's
    huvudmän sit in it (`sitting`) out of how many (`huvudman_count`), and whether it is asked about."""
    asked = Suggestion.objects.open().filter(Q(body=OuterRef("pk")) | Q(other_body=OuterRef("pk")))
    seats = Seat.objects.current().filter(Q(ends=None) | Q(ends__gte=today), body=OuterRef("pk"))
    sitting = seats.filter(party__county=OuterRef("county")).exclude(party__kind=Party.Kind.OTHER).order_by()
    huvudman = Party.objects.filter(county=OuterRef("county")).exclude(kind=Party.Kind.OTHER).order_by()
    return (
        bodies.select_related("county")
        .annotate(
            meeting_count=Count("meetings", filter=HELD, distinct=True),
            latest=Max("meetings__date", filter=HELD),
            is_asked_about=Exists(asked),
            sitting=Subquery(sitting.values("body").annotate(n=Count("party", distinct=True)).values("n")),
            huvudman_count=Subquery(huvudman.values("county").annotate(n=Count("pk")).values("n")),
        )
        .order_by(F("county__name").asc(nulls_last=True), "name", "pk")
    )


def body_page(body: Body, today: date, *, wanted: str, number: str) -> dict[str, Any]:
    """The context of a body's page."""
    meetings = Meeting.objects.filter(bodies=body)
    decided = Count("decisions", filter=Q(decisions__retired_at=None, decisions__is_draft=False), distinct=True)
    listed = Exists(Attendance.objects.filter(meeting=OuterRef("pk"), duty__in=Seat.Duty.values))
    seats = list(_seats(body))
    held: list[Any] = list(meetings.annotate(decision_count=decided, has_list=listed).with_source().latest_first())
    sitting = [seat for seat in seats if not seat.has_ended(today)]
    took_place = [meeting for meeting in held if meeting.state != Meeting.State.CALLED]
    listed_on = [meeting.date for meeting in took_place if meeting.has_list and meeting.date]
    roll = [] if seats else _last_roll(took_place)
    members: tuple[str, Sequence[Any]] = ("Med på det senaste mötet", roll) if roll else ("Ledamöter", sitting)
    # Who has a role is for those who give roles; that nobody is a member would not be true.
    known = {"ledamoter"} if not (seats or roll) and body.memberships.on(today).exists() else set[str]()
    further: list[tuple[str, str, Sequence[Any]]] = [("moten", "Möten", held), ("ledamoter", *members)]
    return {
        "body": body,
        "names": sourced(body.names.exclude(finding=None, name=body.name)),
        "style": getattr(body, "house_style", None),
        "children": body.children.all(),
        "seats": sitting,
        "roll": roll,
        "earlier_seats": [seat for seat in seats if seat.has_ended(today)],
        "coverage": coverage_of(body, seats, listed_on, today) if seats else [],
        "meeting_count": len(took_place),
        "forgotten": [meeting for meeting in held if meeting.is_forgotten],
        "notice_count": len(held) - len(took_place),
        "years": [(year, list(rows)) for year, rows in groupby(held, key=lambda row: row.date and row.date.year)],
        "questions": asked(Suggestion.objects.open().about_body(body).with_sources().with_surroundings()),
        "further": [(key, f"{heading} ({len(rows)})") for key, heading, rows in further if rows],
        **told(
            parts_of(_offers(body), today, wanted=wanted, number=number),
            missing=[heading.lower() for key, heading, rows in further if not rows and key not in known],
        ),
    }


def _seats(body: Body) -> QuerySet[Seat]:
    """Who sits, party by party, then who has left. As they tell whether the seat still stands: `last_there`, the latest
    meeting they were at, and `last_listed`, the latest whose list names them at all."""
    there = Attendance.objects.filter(person=OuterRef("person"), meeting__bodies=body, meeting__date__isnull=False)
    listed = there.order_by("-meeting__date").values("meeting__date")[:1]
    latest = there.exclude(presence=Attendance.Presence.ABSENT).order_by("-meeting__date").values("meeting__date")[:1]
    seats = sourced(body.seats.current()).select_related("person", "party", "naming", "ends_finding__version__document")
    seats = seats.defer("ends_finding__version__text", "ends_finding__version__record", *HEAVY)
    seats = seats.annotate(last_there=Subquery(latest), last_listed=Subquery(listed))
    party = F("party__name").asc(nulls_last=True)
    return seats.order_by(F("ends").desc(nulls_first=True), party, "organisation", "person__name")


def _last_roll(held: Iterable[Any]) -> list[Attendance]:
    """Who was called over at the latest of some meetings whose list has members: what is known of a body whose people
    nobody has linked to persons."""
    last = next((meeting for meeting in held if meeting.has_list), None)
    return list(last.attendances.select_related("meeting", "person", "party")) if last else []


def _offers(body: Body) -> list[Offer]:
    here = Q(meeting__bodies=body)
    given_to = with_source("meeting", "item", "body", "party", "person")
    in_plans = PlanGroup.objects.filter(body=body).values("plan")
    return [
        Offer(
            "uppdrag-till",
            "Öppna uppdrag till organet",
            "about/_assignments.html",
            Assignment.objects.open().filter(body=body).by_due(),
            given_to,
            missing="öppna uppdrag till organet",
        ),
        Offer(
            "uppdrag-fran",
            "Öppna uppdrag från mötena",
            "about/_assignments.html",
            Assignment.objects.open().filter(here).exclude(body=body).by_due(),
            given_to,
        ),
        Offer(
            "beslut",
            "Beslut utom formella",
            "about/_decisions.html",
            Decision.objects.substantial().filter(here).latest_first(),
            missing="beslut",
        ),
        Offer("avtal", "Avtal på mötena", "about/_agreements.html", Agreement.objects.filter(here).by_expiry()),
        Offer(
            "planer",
            "Handlingsplaner",
            "about/_plans.html",
            Plan.objects.filter(Q(body=body) | Q(pk__in=in_plans)),
            with_source(),
        ),
    ]
