"""The list of assignments, and a page of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.documents.rows import passages_of, reviewed
from rodtrad.web.followup.access import assignment_for_reading, assignments_for
from rodtrad.web.followup.models import Assignment

PER_PAGE = 50
LATE = "forsenade"


@require_safe
def assignments(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    every = assignments_for(request.user)
    state, kind = request.GET.get("lage", ""), request.GET.get("slag", "")
    found = every.filter(kind=kind) if kind in Assignment.Kind.values else every
    if state == LATE:
        found = found.overdue(today)
    elif state in Assignment.State.values:
        found = found.filter(state=state)
    related = ("body", "person", "party", "meeting", "item")
    rows = found.with_source().select_related(*related).prefetch_related("meeting__bodies").open_first()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    ctx = {
        "page": page,
        "rows": [(row, row.standing(today)) for row in page],
        "open": every.counts(today),
        "state": state,
        "states": [("", "Alla"), (LATE, "Försenade"), ("open", "Öppna"), ("done", "Klara"), ("dropped", "Avskrivna")],
        "kind": kind,
        "kinds": [("", "Alla slag"), *Assignment.Kind.choices],
        "reviewed": reviewed(page),
    }
    return render(request, "followup/assignments.html", ctx)


@require_safe
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = assignment_for_reading(request.user, pk)
    finding = assignment.finding
    ctx = {
        "assignment": assignment,
        "standing": assignment.standing(clock.today()),
        "passages": passages_of(assignment),
        "mentions": finding.mentions.select_related("party").order_by("party__name") if finding else [],
    }
    return render(request, "followup/assignment.html", ctx)
