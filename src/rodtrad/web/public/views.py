"""The start page, and the accessibility statement."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.visits import last_here
from rodtrad.web.public.news import for_user
from rodtrad.web.public.start import start as start_page

ASSESSED = date(2026, 11, 26)  # when the statement was last held against the pages


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    user = require(request.user, Right.READ)
    since = last_here(request)
    context = {"since": since, **for_user(user, since)}
    return render(request, "public/start.html", start_page(clock.today()) | context)


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
