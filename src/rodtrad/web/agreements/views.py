"""The register of agreements, and a page of one."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.agreements.access import agreement_for_reading, agreements_for
from rodtrad.web.agreements.register import AGREEMENTS
from rodtrad.web.documents.rows import passages_of, reviewed
from rodtrad.web.registers.files import download
from rodtrad.web.registers.listing import Listing


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    listing = Listing.of(AGREEMENTS, request, agreements_for(request.user))
    return listing.answer(reviewed=reviewed(listing.rows))


@require_safe
def agreements_file(request: HttpRequest, form: str) -> FileResponse:
    return download(AGREEMENTS, request, agreements_for(request.user), form)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_for_reading(request.user, pk)
    ctx = {
        "agreement": agreement,
        "standing": agreement.standing(clock.today()),
        "parties": agreement.parties.select_related("party"),
        "passages": passages_of(agreement),
    }
    return render(request, "agreements/agreement.html", ctx)
