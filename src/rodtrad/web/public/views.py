"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, requires
from rodtrad.web.public.start import start as start_page


@requires(Right.READ)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "public/start.html", start_page(clock.today()))
