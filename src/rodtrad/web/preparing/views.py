"""The agenda of a meeting, and its items."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.bodies.rights import BodyRight
from rodtrad.web.keys import keys_in
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.ordering import told_order
from rodtrad.web.preparing.access import item_for, meeting_and_rights, planned_meeting_for, removed_item_for
from rodtrad.web.preparing.actions import (
    add_item,
    arrange_items,
    change_item,
    fill_agenda,
    put_back_item,
    withdraw_item,
)
from rodtrad.web.preparing.agenda import agenda_of, days_of, planned_items
from rodtrad.web.preparing.comparing import changes_between
from rodtrad.web.preparing.filling import waiting_for
from rodtrad.web.preparing.forms import ItemForm
from rodtrad.web.preparing.pages import agenda_page
from rodtrad.web.preparing.planning_views import back
from rodtrad.web.telling import try_and_tell

FORM = ("GET", "HEAD", "POST")


@require_http_methods(("GET", "HEAD"))
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda with its clock, and what each item stands there for."""
    meeting, rights = meeting_and_rights(request.user, pk, BodyRight.SEE)
    page = agenda_page(meeting, rights)
    waiting, unsent = list[str](), list[str]()
    if page["may_arrange"]:
        waiting = waiting_for(meeting)
        if meeting.state == Meeting.State.CALLED and (notice := meeting.notices.last()):
            unsent = changes_between(notice.agenda, agenda_of(meeting, page["items"]))
    return render(request, "preparing/agenda.html", {**page, "waiting": waiting, "unsent": unsent})


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the items in an order: the whole one that was dragged together, or one item a step up or down."""
    by = require(request.user, Right.READ)
    meeting = planned_meeting_for(by, pk, BodyRight.PREPARE)
    order, moved = told_order(request.POST)
    return _done(request, meeting, "", lambda: arrange_items(meeting=meeting, order=order, moved=moved, by=by))


@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again for what belongs on the agenda."""
    by = require(request.user, Right.READ)
    meeting = planned_meeting_for(by, pk, BodyRight.PREPARE)
    try_and_tell(
        request,
        lambda: fill_agenda(meeting=meeting, by=by),
        _found,
    )
    return redirect("preparing:agenda", pk)


def _found(came: int) -> str:
    """How many reasons to take something up came, as whoever looked is told."""
    if not came:
        return "Inget nytt att ta upp hittades."
    return f"{came} {'nytt' if came == 1 else 'nya'} skäl att ta upp något hittades."


@require_http_methods(FORM)
def new_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose an item. `efter`: at which item it was added in the room, to which whoever holds the meeting returns."""
    by = require(request.user, Right.READ)
    meeting, rights = meeting_and_rights(by, pk, BodyRight.PROPOSE)
    form = ItemForm(request.POST or None, days=days_of(meeting))
    at = Item.written.filter(meeting=meeting, pk__in=keys_in(request.GET.getlist("efter"))).first()
    in_room = "efter" in request.GET and BodyRight.HOLD in rights
    room = reverse("holding:meeting", args=[pk]) + (f"?punkt={at.pk}" if at else "") if in_room else ""
    if request.method == "POST" and form.is_valid():
        told = _told(form)
        try:
            item = add_item(meeting=meeting, by=by, after=at, **told)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"”{item.title}” står på dagordningen.")
            return redirect(room) if room else back(request, meeting)
    ctx = {"form": form, "meeting": meeting, "heading": "Ny punkt", "room": room}
    return render(request, "preparing/item.html", ctx)


@require_http_methods(FORM)
def edit_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item."""
    by = require(request.user, Right.READ)
    item = item_for(by, pk)
    form = ItemForm(request.POST or None, days=days_of(item.meeting), initial=_initial(item))
    if request.method == "POST" and form.is_valid():
        try:
            change_item(item=item, by=by, **_told(form))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"”{item.title}” är ändrad.")
            return redirect(f"{reverse('preparing:agenda', args=[item.meeting_id])}#punkt-{pk}")
    return render(request, "preparing/item.html", {"form": form, "meeting": item.meeting, "heading": "Ändra punkten"})


def _initial(item: Item) -> dict[str, Any]:
    one = next(planned for planned in planned_items(item.meeting) if planned.item.pk == item.pk)
    names = ("title", "type", "minutes_needed", "introduction", "confidential")
    return {name: getattr(item, name) for name in names} | {
        "clauses": "\n".join(row.text for row in one.proposals),
        "presenters": "\n".join(row.line for row in one.presenters),
        "day": start.day if (start := getattr(one.item, "day_start", None)) else "",
        "day_start": start and start.start,
    }


def _told(form: ItemForm) -> dict[str, Any]:
    """What `add_item` and `change_item` are to be told of an item."""
    fields = dict(form.cleaned_data)
    day, start = fields.pop("day", ""), fields.pop("day_start", None)
    lists = {name: fields.pop(name).splitlines() for name in ("clauses", "presenters")}
    return {"fields": fields, **lists, "begins": (int(day), start) if day else None}


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    by = require(request.user, Right.READ)
    item = item_for(by, pk)
    title, meeting = item.title, item.meeting
    return _done(request, meeting, f"”{title}” är borttagen.", lambda: withdraw_item(item=item, by=by))


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an item on the agenda again."""
    by = require(request.user, Right.READ)
    item = removed_item_for(by, pk)
    said = f"”{item.title}” är tillbaka på dagordningen."
    return _done(request, item.meeting, said, lambda: put_back_item(item=item, by=by))


def _done(request: HttpRequest, meeting: Meeting, text: str, act: Callable[[], object]) -> HttpResponse:
    """Do it, tell what came of it, and go back to the agenda."""
    try_and_tell(request, act, text)
    return back(request, meeting)
