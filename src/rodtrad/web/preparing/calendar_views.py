"""Calendars to subscribe to: the page with one's secret addresses, and what stands behind them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.bodies.access import body_for_reading
from rodtrad.web.bodies.models import Body
from rodtrad.web.keys import key_in
from rodtrad.web.preparing.access import calendar_addresses_of, calendar_behind, meetings_in_calendar
from rodtrad.web.preparing.addresses import make_calendar_address, remove_calendar_address, renew_calendar_address
from rodtrad.web.preparing.calendar import feed_of
from rodtrad.web.preparing.models import CalendarAddress
from rodtrad.web.telling import try_and_tell


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """One's own calendar and those of bodies that one has made an address for, or that the page is asked about."""
    made = {address.body_id: address for address in calendar_addresses_of(request.user)}
    asked = _body(request, request.GET.get("organ", ""))
    shown: list[tuple[Body | None, CalendarAddress | None]] = [(None, made.pop(None, None))]
    if asked:
        shown.append((asked, made.pop(asked.pk, None)))
    shown += [(address.body, address) for address in made.values()]
    return render(request, "preparing/calendars.html", {"shown": shown})


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    by = require(request.user, Right.READ)
    body = _body(request, request.POST.get("organ", ""))
    try_and_tell(request, lambda: make_calendar_address(body=body, by=by), "Adressen är gjord.")
    return _back(body)


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Another address in the place of one that somebody should no longer have."""
    by = require(request.user, Right.READ)
    address = get_object_or_404(calendar_addresses_of(by), pk=pk)
    said = "Kalendern har fått en ny adress. Den gamla gäller inte längre."
    try_and_tell(request, lambda: renew_calendar_address(address=address, by=by), said)
    return _back(address.body)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an address away that nobody should have any more."""
    by = require(request.user, Right.READ)
    address = get_object_or_404(calendar_addresses_of(by), pk=pk)
    said = "Adressen är borttagen. Kalenderprogram som hade den får inga fler möten."
    try_and_tell(request, lambda: remove_calendar_address(address=address, by=by), said)
    return _back(None)


@login_not_required
@require_safe
def feed(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """The meetings of a calendar, to whoever knows its address."""
    address = calendar_behind(pk, mark)
    name = address.body.name if address.body else f"{settings.NAME}: mina möten"
    return HttpResponse(
        feed_of(meetings_in_calendar(address), name=name),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="moten.ics"', "Referrer-Policy": "no-referrer"},
    )


def _body(request: HttpRequest, key: str) -> Body | None:
    return body_for_reading(request.user, pk) if (pk := key_in(key)) is not None else None


def _back(body: Body | None) -> HttpResponse:
    return redirect(f"{reverse('preparing:calendars')}{f'?organ={body.pk}' if body else ''}")
