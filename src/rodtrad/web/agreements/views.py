"""The list of agreements by expiry, and a page of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.agreements.access import agreement_for_reading, agreements_for
from rodtrad.web.agreements.models import Standing
from rodtrad.web.documents.rows import passages_of, reviewed

PER_PAGE = 50
# Under which heading of the list each standing comes; in the order of expiry.
HEADINGS = {
    Standing.LAPSED: "Har gått ut",
    Standing.EXTENDED: "Har gått ut",
    Standing.SOON: "Går ut inom ett halvår",
    Standing.RUNNING: "Går ut senare",
    Standing.COMING: "Går ut senare",
    Standing.ENDLESS: "Utan slutdatum",
}


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    every = agreements_for(request.user)
    parts = {
        "": ("Alla", every),
        "utgangna": ("Har gått ut", every.lapsed(today)),
        "snart": ("Går ut inom ett halvår", every.lapsing(today)),
        "senare": ("Går ut senare", every.later(today)),
        "utan": ("Utan slutdatum", every.endless()),
    }
    wanted = request.GET.get("lage", "")
    _, found = parts.get(wanted, parts[""])
    rows = found.with_source().prefetch_related("parties__party")
    page = Paginator(rows.by_expiry(), PER_PAGE).get_page(request.GET.get("sida"))
    shown = [(row, row.standing(today)) for row in page]
    ctx = {
        "page": page,
        "rows": [(HEADINGS[standing], row, standing) for row, standing in shown],
        "wanted": wanted,
        "parts": [(value, label) for value, (label, _) in parts.items()],
        "reviewed": reviewed(page),
    }
    return render(request, "agreements/agreements.html", ctx)


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
