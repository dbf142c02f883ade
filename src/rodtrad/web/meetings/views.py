"""The lists of meetings and decisions, and a page each."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight, may_plan, rights_in
from rodtrad.web.documents.rows import reviewed
from rodtrad.web.meetings.access import decision_for_reading, decisions_for, meeting_for_reading, meetings_for
from rodtrad.web.meetings.decision_page import decision_page
from rodtrad.web.meetings.gone import telling_of_withdrawn
from rodtrad.web.meetings.meeting_page import meeting_page
from rodtrad.web.meetings.models import MeetingQuerySet
from rodtrad.web.meetings.register import DECISIONS
from rodtrad.web.meetings.states import is_held_here
from rodtrad.web.registers.files import download
from rodtrad.web.registers.listing import Listing

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is narrowed to, of what there is. What is asked for and isn't there counts as not asked for."""

    bodies: list[Body]
    years: list[int]
    body: Body | None
    year: int | None

    @classmethod
    def of(cls, request: HttpRequest, meetings: MeetingQuerySet) -> "Choice":
        bodies = list(Body.objects.filter(meetings__in=meetings.order_by()).distinct())
        years = [day.year for day in meetings.dates("date", "year", order="DESC")]
        wanted_body, wanted_year = request.GET.get("organ"), request.GET.get("ar")
        body = next((body for body in bodies if str(body.pk) == wanted_body), None)
        return cls(bodies, years, body, next((year for year in years if str(year) == wanted_year), None))

    @property
    def is_made(self) -> bool:
        return self.body is not None or self.year is not None


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    found = meetings_for(request.user)
    choice = Choice.of(request, found)
    if choice.body:
        found = found.of_body(choice.body)
    if choice.year:
        found = found.in_year(choice.year)
    rows = found.counted().with_source().prefetch_related("bodies").coming_first(clock.today())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    listed: list[Any] = list(page)
    parts: dict[str, list[Any]] = {"coming": [], "forgotten": [], "held": []}
    for row in listed:
        parts["coming" if row.is_coming else "forgotten" if row.is_waiting else "held"].append(row)
    context = {"page": page, **parts, "choice": choice, "reviewed": reviewed(page)}
    return render(request, "meetings/meetings.html", context | {"may_plan": may_plan(request.user)})


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_for_reading(request.user, pk)
    rights = rights_in(request.user, meeting.bodies.all()) if is_held_here(meeting) else frozenset()
    context = {
        "may_see": BodyRight.SEE in rights,
        "may_hold": BodyRight.HOLD in rights,
        "may_plan": BodyRight.PLAN in rights,
    }
    return render(request, "meetings/meeting.html", meeting_page(meeting, clock.today()) | context)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    listing = Listing.of(DECISIONS, request, decisions_for(request.user))
    return listing.answer(reviewed=reviewed(listing.rows))


@require_safe
def decisions_file(request: HttpRequest, form: str) -> FileResponse:
    return download(DECISIONS, request, decisions_for(request.user), form)


@require_safe
@telling_of_withdrawn
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    decision = decision_for_reading(request.user, pk)
    return render(request, "meetings/decision.html", decision_page(decision, clock.today()))
