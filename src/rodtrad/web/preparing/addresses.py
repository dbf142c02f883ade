"""The secret addresses of calendars: each function one transaction and one row in the log."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.preparing.models import CalendarAddress


@transaction.atomic
def make_calendar_address(*, body: Body | None, by: User) -> CalendarAddress:
    """Give somebody a secret address for a calendar of one body, or (None) of those in which they have a role; the one
    they have already is returned as it is."""
    address, is_new = CalendarAddress.objects.get_or_create(user=by, body=body)
    if is_new or address.removed:
        if address.removed:
            _next_address(address, removed=False)
        log("calendar-address-made", address, by=by, body=body and body.pk)
    return address


@transaction.atomic
def renew_calendar_address(*, address: CalendarAddress, by: User) -> None:
    """Give a calendar another secret address; the one that it had no longer leads anywhere."""
    _next_address(address, removed=False)
    log("calendar-address-renewed", address, by=by)


@transaction.atomic
def remove_calendar_address(*, address: CalendarAddress, by: User) -> None:
    """Take a calendar's secret address away; calendar programs that have it get nothing more."""
    _next_address(address, removed=True)
    log("calendar-address-removed", address, by=by)


def _next_address(address: CalendarAddress, *, removed: bool) -> None:
    now = CalendarAddress.objects.select_for_update().get(pk=address.pk)
    address.turn, address.since, address.removed = now.turn + 1, timezone.now(), removed
    address.save(update_fields=["turn", "since", "removed"])
