"""Planning a meeting, its agenda, and its notice."""

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
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.meetings.states import can_be_arranged
from rodtrad.web.ordering import told_order
from rodtrad.web.preparing.access import item_for, planned_meeting_for, removed_item_for, rights_at
from rodtrad.web.preparing.actions import (
    add_item,
    arrange_items,
    call_meeting,
    change_item,
    fill_agenda,
    put_back_item,
    withdraw_item,
)
from rodtrad.web.preparing.agenda import agenda_of, days_of, days_planned, planned_items, removed_items
from rodtrad.web.preparing.comparing import changes_between
from rodtrad.web.preparing.forms import ItemForm
from rodtrad.web.preparing.letters import recipients_of
from rodtrad.web.preparing.models import Notice
from rodtrad.web.telling import try_and_tell

FORM = ("GET", "HEAD", "POST")


@require_http_methods(("GET", "HEAD"))
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda with its clock, and what each item stands there for."""
    meeting = planned_meeting_for(request.user, pk, BodyRight.SEE)
    return render(request, "preparing/agenda.html", _agenda_page(request, meeting))


def _agenda_page(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    items, rights = planned_items(meeting), rights_at(request.user, meeting)
    is_open = can_be_arranged(meeting)
    may_arrange = is_open and BodyRight.PREPARE in rights
    return {
        "meeting": meeting,
        "items": items,
        "may_arrange": may_arrange,
        "may_propose": is_open and BodyRight.PROPOSE in rights,
        "may_plan": BodyRight.PLAN in rights and meeting.state in {Meeting.State.PLANNED, Meeting.State.CALLED},
        "may_hold": BodyRight.HOLD in rights,
        "days": days_planned(meeting, items),
        "removed": removed_items(meeting) if may_arrange else [],
        "notices": list(meeting.notices.all()),
    }


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
        lambda came: f"{came} nya skäl att ta upp något hittades." if came else "Inget nytt att ta upp hittades.",
    )
    return redirect("preparing:agenda", pk)


@require_http_methods(FORM)
def new_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose an item."""
    by = require(request.user, Right.READ)
    meeting = planned_meeting_for(by, pk, BodyRight.PROPOSE)
    form = ItemForm(request.POST or None, days=days_of(meeting))
    if request.method == "POST" and form.is_valid():
        told = _told(form)
        try:
            item = add_item(meeting=meeting, by=by, **told)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"”{item.title}” står på dagordningen.")
            return redirect("preparing:agenda", pk)
    return render(request, "preparing/item.html", {"form": form, "meeting": meeting, "heading": "Ny punkt"})


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
    named = [", ".join(filter(None, [row.name, row.title, row.organisation])) for row in one.presenters]
    names = ("title", "type", "minutes_needed", "introduction", "confidential")
    return {name: getattr(item, name) for name in names} | {
        "clauses": "\n".join(row.text for row in one.proposals),
        "presenters": "\n".join(named),
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


@require_http_methods(FORM)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as it was sent last or would be sent now; POST sends it."""
    right = BodyRight.PREPARE if request.method == "POST" else BodyRight.SEE
    meeting = planned_meeting_for(request.user, pk, right)
    if request.method == "POST":
        by = require(request.user, Right.READ)
        try_and_tell(request, lambda: call_meeting(meeting=meeting, by=by), _sent)
        return redirect("preparing:notice", pk)
    sent = list(meeting.notices.select_related("by"))
    page = _agenda_page(request, meeting)
    changes = changes_between(sent[-1].agenda, agenda_of(meeting)) if sent else None
    return render(request, "preparing/notice.html", {**page, "sent": sent, "changes": changes})


def _sent(notice: Notice) -> str:
    """To how many a notice goes, as whoever sent it is told."""
    what = "Tillägget" if notice.is_supplement else "Kallelsen"
    number = len(recipients_of(notice.meeting))
    if not number:
        return f"{what} finns nu på sidan. Ingen har någon roll i organet, så den gick inte till någon."
    return f"{what} skickas till {number} {'person' if number == 1 else 'personer'} med roll i organet."


def _done(request: HttpRequest, meeting: Meeting, text: str, act: Callable[[], object]) -> HttpResponse:
    """Do it, tell what came of it, and go back to the agenda."""
    try_and_tell(request, act, text)
    return redirect("preparing:agenda", meeting.pk)
