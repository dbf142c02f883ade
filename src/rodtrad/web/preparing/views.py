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
from rodtrad.web.preparing.access import bodies_to_plan_for, item_for, planned_meeting_for, rights_at
from rodtrad.web.preparing.actions import (
    add_item,
    arrange_items,
    call_meeting,
    cancel_meeting,
    change_item,
    fill_agenda,
    move_meeting,
    plan_meeting,
    withdraw_item,
)
from rodtrad.web.preparing.agenda import agenda_of, minutes_given, minutes_planned, planned_items
from rodtrad.web.preparing.comparing import changes_between
from rodtrad.web.preparing.forms import ItemForm, MeetingForm
from rodtrad.web.preparing.letters import recipients_of
from rodtrad.web.preparing.models import Notice
from rodtrad.web.telling import try_and_tell

FORM = ("GET", "HEAD", "POST")


@require_http_methods(FORM)
def plan(request: HttpRequest) -> HttpResponse:
    """Plan one meeting."""
    by = require(request.user, Right.READ)
    bodies = bodies_to_plan_for(by)
    form = MeetingForm(request.POST or None, bodies=bodies, initial={"body": request.GET.get("organ")})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        meeting_bodies = [body for body in (told.pop("body"), told.pop("with_body")) if body]
        try:
            meeting = plan_meeting(bodies=meeting_bodies, by=by, **told)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Mötet är planerat. Dagordningen har fyllts med det som hör dit.")
            return _back(request, meeting)
    return render(request, "preparing/plan.html", {"form": form, "may_plan": bodies.exists()})


@require_http_methods(FORM)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when and where a meeting is."""
    by = require(request.user, Right.READ)
    meeting = planned_meeting_for(by, pk, BodyRight.PLAN)
    now = {"day": meeting.date, "last_day": meeting.end_date, "start": meeting.start, "end": meeting.end}
    form = MeetingForm(request.POST or None, bodies=None, initial={**now, "place": meeting.place})
    if request.method == "POST" and form.is_valid():
        try:
            move_meeting(meeting=meeting, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Tid och plats är ändrade.")
            return _back(request, meeting)
    return render(request, "preparing/move.html", {"form": form, "meeting": meeting})


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting off."""
    by = require(request.user, Right.READ)
    meeting = planned_meeting_for(by, pk, BodyRight.PLAN)
    why = request.POST.get("why", "").strip()
    return _done(request, meeting, "Mötet är inställt.", lambda: cancel_meeting(meeting=meeting, why=why[:500], by=by))


@require_http_methods(("GET", "HEAD"))
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda with its clock, and what each item stands there for."""
    meeting = planned_meeting_for(request.user, pk, BodyRight.SEE)
    return render(request, "preparing/agenda.html", _agenda_page(request, meeting))


def _agenda_page(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    items, rights = planned_items(meeting), rights_at(request.user, meeting)
    given, planned = minutes_given(meeting), minutes_planned(items)
    is_open = can_be_arranged(meeting)
    return {
        "meeting": meeting,
        "items": items,
        "may_arrange": is_open and BodyRight.PREPARE in rights,
        "may_propose": is_open and BodyRight.PROPOSE in rights,
        "may_plan": BodyRight.PLAN in rights and meeting.state in {Meeting.State.PLANNED, Meeting.State.CALLED},
        "may_hold": BodyRight.HOLD in rights,
        "given": given,
        "planned": planned,
        "over": planned - given if given is not None and planned > given else 0,
        "notices": list(meeting.notices.all()),
    }


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the items in an order: the whole one that was dragged together, or one item a step up or down."""
    by = require(request.user, Right.READ)
    meeting = planned_meeting_for(by, pk, BodyRight.PREPARE)
    order = [int(key) for key in request.POST.getlist("punkt") if key.isdecimal()]
    for step, name in ((-1, "upp"), (1, "ner")):
        moved = request.POST.get(name, "")
        if moved.isdecimal() and int(moved) in order:
            at = order.index(int(moved))
            to = min(max(at + step, 0), len(order) - 1)
            order.insert(to, order.pop(at))
    return _done(request, meeting, "", lambda: arrange_items(meeting=meeting, order=order, by=by))


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
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields, clauses, presenters = _told(form)
        try:
            add_item(meeting=meeting, fields=fields, clauses=clauses, presenters=presenters, by=by)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"”{fields['title']}” står på dagordningen.")
            return _back(request, meeting)
    return render(request, "preparing/item.html", {"form": form, "meeting": meeting, "heading": "Ny punkt"})


@require_http_methods(FORM)
def edit_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item."""
    by = require(request.user, Right.READ)
    item = item_for(by, pk)
    form = ItemForm(request.POST or None, initial=_initial(item))
    if request.method == "POST" and form.is_valid():
        fields, clauses, presenters = _told(form)
        try:
            change_item(item=item, fields=fields, clauses=clauses, presenters=presenters, by=by)
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
    }


def _told(form: ItemForm) -> tuple[dict[str, Any], list[str], list[str]]:
    """The fields of an item, its clauses and its presenters."""
    fields = dict(form.cleaned_data)
    clauses, presenters = fields.pop("clauses").splitlines(), fields.pop("presenters").splitlines()
    return fields, clauses, presenters


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    by = require(request.user, Right.READ)
    item = item_for(by, pk)
    title, meeting = item.title, item.meeting
    return _done(request, meeting, f"”{title}” är borttagen.", lambda: withdraw_item(item=item, by=by))


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
    return _back(request, meeting)


def _back(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """To the agenda; whoever plans without a role in the body, and doesn't see it, to the meeting."""
    sees = BodyRight.SEE in rights_at(request.user, meeting)
    return redirect("preparing:agenda", meeting.pk) if sees else redirect(meeting)
