"""The register of assignments, and a page of one."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.documents.rows import mentions_at, passages_of, reviewed
from rodtrad.web.followup.access import assignment_for_reading, assignments_for
from rodtrad.web.followup.register import ASSIGNMENTS
from rodtrad.web.meetings.gone import telling_of_withdrawn
from rodtrad.web.registers.files import download
from rodtrad.web.registers.listing import Listing


@require_safe
def assignments(request: HttpRequest) -> HttpResponse:
    every = assignments_for(request.user)
    listing = Listing.of(ASSIGNMENTS, request, every)
    counts = every.counts(clock.today())
    return listing.answer(head="followup/_counts.html", open=counts, reviewed=reviewed(listing.rows))


@require_safe
def assignments_file(request: HttpRequest, form: str) -> FileResponse:
    return download(ASSIGNMENTS, request, assignments_for(request.user), form)


@require_safe
@telling_of_withdrawn
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = assignment_for_reading(request.user, pk)
    decision = assignment.decision
    ctx = {
        "assignment": assignment,
        # One that is masked is no part of the register, though what it gave somebody to do is.
        "decision": decision if decision and decision.is_draft <= assignment.is_draft else None,
        "standing": assignment.standing(clock.today()),
        "passages": passages_of(assignment),
        "mentions": mentions_at(assignment),
    }
    return render(request, "followup/assignment.html", ctx)
