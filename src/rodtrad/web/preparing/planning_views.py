"""Planning when a body meets: one meeting, a year of them, another time, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.access import bodies_to_plan_for, planned_meeting_for, rights_at
from rodtrad.web.preparing.actions import cancel_meeting, move_meeting, plan_meeting, plan_meetings
from rodtrad.web.preparing.forms import MeetingForm, YearForm
from rodtrad.web.preparing.letters import recipients_of
from rodtrad.web.preparing.year import Proposed, proposed_days
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
            return back(request, meeting)
    return render(request, "preparing/plan.html", {"form": form, "may_plan": bodies.exists()})


@require_http_methods(FORM)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when and where a meeting is."""
    by = require(request.user, Right.READ)
    meeting = planned_meeting_for(by, pk, BodyRight.PLAN)
    called = recipients_of(meeting) if meeting.state == Meeting.State.CALLED else []
    now = {"day": meeting.date, "last_day": meeting.end_date, "start": meeting.start, "end": meeting.end}
    form = MeetingForm(request.POST or None, bodies=None, initial={**now, "place": meeting.place})
    if request.method == "POST" and form.is_valid():
        try:
            move_meeting(meeting=meeting, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Tid och plats är ändrade.{_sent_to(called)}")
            return back(request, meeting)
    return render(request, "preparing/move.html", {"form": form, "meeting": meeting, "called": called})


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting off."""
    by = require(request.user, Right.READ)
    meeting = planned_meeting_for(by, pk, BodyRight.PLAN)
    why = request.POST.get("why", "").strip()
    called = recipients_of(meeting) if meeting.state == Meeting.State.CALLED else []
    text = f"Mötet är inställt.{_sent_to(called)}"
    try_and_tell(request, lambda: cancel_meeting(meeting=meeting, why=why[:500], by=by), text)
    return back(request, meeting)


def _sent_to(called: list[User]) -> str:
    """That those who were called are told by a letter; empty where nobody was."""
    number = len(called)
    return f" Ett brev om det skickas till {number} {'person' if number == 1 else 'personer'}." if number else ""


@require_http_methods(FORM)
def plan_several(request: HttpRequest) -> HttpResponse:
    """Plan a body's meetings by a rhythm: GET shows the days that it comes to, POST plans those that were ticked."""
    by = require(request.user, Right.READ)
    bodies = bodies_to_plan_for(by)
    told = request.POST or (request.GET if "rhythm" in request.GET else None)
    form = YearForm(told, bodies=bodies, initial={**_coming_year(), "body": request.GET.get("organ")})
    days = _proposed(form) if form.is_bound and form.is_valid() else []
    if request.method == "POST" and days:
        ticked = set(request.POST.getlist("dag"))
        chosen = [one.day for one in days if not one.taken and one.day.isoformat() in ticked]
        where = {name: form.cleaned_data[name] for name in ("body", "start", "end", "place")}
        try:
            made = plan_meetings(days=chosen, by=by, **where)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            planned = "Ett möte är planerat." if len(made) == 1 else f"{len(made)} möten är planerade."
            messages.success(request, f"{planned} Nästa mötes dagordning har fyllts med det som hör dit.")
            return redirect(f"{reverse('meetings:meetings')}?organ={where['body'].pk}")
    ctx = {"form": form, "days": days, "may_plan": bodies.exists()}
    return render(request, "preparing/plan_several.html", ctx)


def _proposed(form: YearForm) -> list[Proposed]:
    names = ("rhythm", "weekday", "first", "last", "on_holiday")
    fields = {name: form.cleaned_data[name] for name in names}
    return proposed_days(taken=_taken(form.cleaned_data["body"], fields["first"], fields["last"]), **fields)


def _taken(body: Body, first: date, last: date) -> dict[date, str]:
    """The days on which a body meets already, with the hour of each."""
    meetings = Meeting.objects.filter(bodies=body, date__range=(first, last)).exclude(state=Meeting.State.CANCELLED)
    rows = meetings.values_list("date", "start")
    return {day: f"kl. {start:%H.%M}" if start else "" for day, start in rows if day}


def _coming_year() -> dict[str, Any]:
    """From today to the end of the year, or in its last months the next."""
    today = clock.today()
    first = date(today.year + 1, 1, 1) if today.month > 9 else today
    return {"first": first, "last": date(first.year, 12, 31), "rhythm": "4-week", "weekday": 4}


def back(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """To the agenda; whoever plans without a role in the body, and doesn't see it, to the meeting."""
    sees = BodyRight.SEE in rights_at(request.user, meeting)
    return redirect("preparing:agenda", meeting.pk) if sees else redirect(meeting)
