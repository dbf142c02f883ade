"""The start page, what was done with a meeting, and the accessibility statement."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.visits import last_here
from rodtrad.web.bodies.rights import BodyRight
from rodtrad.web.preparing.access import planned_meeting_for
from rodtrad.web.public.history import changes_of_meeting, told
from rodtrad.web.public.news import for_user
from rodtrad.web.public.start import start as start_page

PER_PAGE = 100  # of what was done with a meeting
ASSESSED = date(2026, 11, 26)  # when the statement was last held against the pages


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    user = require(request.user, Right.READ)
    since = last_here(request)
    context = {"since": since, **for_user(user, since)}
    return render(request, "public/start.html", start_page(clock.today()) | context)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that anyone has done with a meeting held here, for who sees what is its bodies' own."""
    meeting = planned_meeting_for(request.user, pk, BodyRight.SEE)
    page = Paginator(changes_of_meeting(meeting), PER_PAGE).get_page(request.GET.get("sida"))
    return render(request, "public/history.html", {"meeting": meeting, "page": page, "rows": told(list(page))})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the law on accessibility of public digital services (2018:1937) asks to be told."""
    context = {
        "owner": settings.OWNER or f"Den som har hand om {settings.NAME}",
        "contact": settings.CONTACT,
        "assessed": ASSESSED,
    }
    return render(request, "public/accessibility.html", context)
