"""The meeting room: roll, items, paragraphs, decisions, and closing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.models import User
from rodtrad.web.holding.access import (
    assignment_to_undo,
    item_to_write,
    meeting_to_follow,
    meeting_to_hold,
    paragraph_to_write,
    section_of,
    vote_to_undo,
)
from rodtrad.web.holding.actions import (
    assign,
    decide,
    give_floor,
    open_meeting,
    recuse,
    say,
    show_decisions,
    take_assignment_back,
    take_back,
    take_roll,
    take_vote_back,
    undo_opening,
    vote,
)
from rodtrad.web.holding.assignees import unclear_whom
from rodtrad.web.holding.forms import AssignmentForm, DecisionForm, ParagraphForm, SayForm, VoteForm, ballots_in
from rodtrad.web.holding.namesakes import namesakes
from rodtrad.web.holding.pasted import pieces_of
from rodtrad.web.holding.roll import all_present, called_over
from rodtrad.web.holding.roll_form import roll_page, told_roll
from rodtrad.web.holding.room import Refused, is_on, mark_of, room_page, screen_of
from rodtrad.web.holding.saving import Saved, move_paragraph, save_paragraph
from rodtrad.web.holding.standpoints import listed
from rodtrad.web.keys import keys_in
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting, Proposal, Section
from rodtrad.web.telling import try_and_tell

FORM = ("GET", "HEAD", "POST")


@require_safe
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretary's view."""
    meeting = meeting_to_hold(request.user, pk)
    return render(
        request, "holding/room.html", room_page(meeting, request.GET.get("punkt", ""), just=request.GET.getlist("nyss"))
    )


@require_safe
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The item that is treated, in large type for all to see."""
    meeting = meeting_to_follow(request.user, pk)
    part = "#treated" if request.headers.get("HX-Request") else ""
    return render(request, f"holding/screen.html{part}", screen_of(meeting))


@require_POST
def decisions_on_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was decided on the shared screen, instead of an item."""
    by = require(request.user, Right.READ)
    meeting = meeting_to_hold(by, pk)
    text = "Besluten visas på den delade skärmen."
    return _done(request, meeting, text, lambda: show_decisions(meeting=meeting, by=by), to="minutes:close")


@require_POST
def open_it(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    meeting = meeting_to_hold(by, pk)
    if not is_on(meeting, clock.today()) and "annan-dag" not in request.POST:
        messages.error(request, f"Mötet är den {meeting.when}. Bocka för att det ska öppnas i dag ändå.")
        return redirect("holding:meeting", pk)
    return _done(request, meeting, "Mötet är öppnat.", lambda: open_meeting(meeting=meeting, by=by))


@require_POST
def undo_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a meeting that was opened by mistake as it was."""
    by = require(request.user, Right.READ)
    meeting = meeting_to_hold(by, pk)
    text = "Öppnandet är ångrat. Det står kvar i loggen."
    return _done(request, meeting, text, lambda: undo_opening(meeting=meeting, by=by))


@require_http_methods(FORM)
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is there: a form while the meeting is open, else to read."""
    by = require(request.user, Right.READ)
    meeting = meeting_to_hold(by, pk)
    rows, errors = called_over(meeting), list[str]()
    if request.method != "POST" and meeting.state != Meeting.State.OPEN:
        return render(request, "holding/roll_told.html", {"meeting": meeting, "rows": rows})
    if request.method == "POST":
        rows, errors = told_roll(meeting, request.POST.dict())
        if "bort" in request.POST or "alla" in request.POST:
            errors = []  # nothing is saved yet, so that nothing is asked for
            rows = all_present(rows) if "alla" in request.POST else rows
        elif not errors:
            try:
                take_roll(meeting=meeting, called=rows, by=by)
            except ValidationError as error:
                errors = error.messages
            else:
                told = [f"{listed(names)} räknas som {len(names)} personer." for names in namesakes(rows)]
                messages.success(request, " ".join(["Närvaron är upptagen.", *told]))
                return redirect("holding:meeting", pk)
        rows = rows or called_over(meeting)
    context = {**roll_page(meeting, rows), "errors": errors, "filled_in": "alla" in request.POST}
    return render(request, "holding/roll.html", context)


@require_POST
def recuse_at(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes no part in the item, or in the section, for a conflict of interest."""
    by = require(request.user, Right.READ)
    item, section = _place(request, by, pk)
    people = _people(request, item, "javig")
    act = lambda: recuse(item=item, section=section, people=people, by=by)  # noqa: E731 - handed on
    return _done(request, item.meeting, "Jäv är antecknat.", act, item=item, section=section)


@require_POST
def floor(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    item = item_to_write(by, pk)
    return _done(request, item.meeting, "", lambda: give_floor(item=item, by=by), item=item)


@require_POST
def paragraph(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one paragraph. Answers JSON to the script, and a page, with both texts where they differ, without it."""
    by = require(request.user, Right.READ)
    item, section = _place(request, by, pk)
    form, scripted = ParagraphForm(request.POST), request.headers.get("Accept") == "application/json"
    try:
        if not form.is_valid():
            raise ValidationError("Stycket kunde inte sparas: något i formuläret saknas. Kopiera texten och ladda om.")
        saved = save_paragraph(item=item, section=section, save=form.save_asked_for(), by=by)
    except ValidationError as error:
        if scripted:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        messages.error(request, " ".join(error.messages))
        return redirect(_at(item, section))
    if scripted:
        return _told(saved)
    if saved.theirs is not None:
        yours = form.cleaned_data["text"]
        return render(request, "holding/conflict.html", {"item": item, "saved": saved, "yours": yours}, status=409)
    return redirect(_at(item, section))


@require_POST
def paste(request: HttpRequest, pk: int) -> JsonResponse:
    """What was pasted, as paragraphs for the script to put in; nothing is saved by it."""
    item_to_write(request.user, pk)
    try:
        pieces = pieces_of(request.POST.get("html", ""))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    return JsonResponse({"pieces": [asdict(piece) for piece in pieces]})


def _told(saved: Saved) -> JsonResponse:
    """What the script is told: the revision that stands, when, and the other text where somebody wrote meanwhile."""
    at = date_format(timezone.localtime(), "H.i")
    told: dict[str, Any] = {"revision": saved.revision, "at": at, "removed": saved.paragraph.is_removed}
    if saved.theirs is None:
        return JsonResponse(told)
    last = saved.paragraph.revisions.filter(lost=False).select_related("by").last()
    return JsonResponse(told | {"theirs": saved.theirs, "by": str(last.by) if last else ""}, status=409)


@require_POST
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    by = require(request.user, Right.READ)
    paragraph = paragraph_to_write(by, key)
    act = lambda: move_paragraph(paragraph=paragraph, up="up" in request.POST, by=by)  # noqa: E731 - handed on
    return _done(request, paragraph.item.meeting, "", act, item=paragraph.item, section=paragraph.section)


@require_safe
def history(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every text that a paragraph has had, also those that did not come to stand."""
    paragraph = paragraph_to_write(request.user, key)
    context = {
        "meeting": paragraph.item.meeting,
        "paragraph": paragraph,
        "revisions": paragraph.revisions.select_related("by").order_by("-pk"),
        "is_open": paragraph.item.meeting.state == Meeting.State.OPEN,
    }
    return render(request, "holding/history.html", context)


@require_POST
def decide_at(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    item, section = _place(request, by, pk)
    form = DecisionForm(_with_proposal(request, item, section))
    if not form.is_valid():
        messages.error(request, "Beslutet är tomt. Skriv minst en att-sats.")
        return redirect(_at(item, section))
    told = dict(form.cleaned_data)
    clauses = told.pop("clauses").splitlines()
    try:
        made = decide(item=item, section=section, clauses=clauses, by=by, **told)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_at(item, section))
    # The page offers to take back what was just written.
    return redirect(_at(item, section, just=made))


def _with_proposal(request: HttpRequest, item: Item, section: Section | None) -> Any:
    """What was sent; with the proposed clauses where the meeting decides as proposed."""
    sent = request.POST.copy()
    if sent.get("as_proposed"):
        proposed = Proposal.written.filter(item=item, section=section).order_by("order")
        sent["clauses"] = "\n".join(proposed.values_list("text", flat=True))
    return sent


@require_POST
def undo_decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back decisions: one, or all that were just written."""
    by = require(request.user, Right.READ)
    item, section = _place(request, by, pk)
    decisions = list(
        Decision.written.filter(item=item, section=section, pk__in=keys_in(request.POST.getlist("beslut")))
    )
    text = "Beslutet är borttaget. Det står kvar i loggen."
    act = lambda: take_back(item=item, decisions=decisions, by=by)  # noqa: E731 - handed on
    return _done(request, item.meeting, text, act, item=item, section=section)


@require_POST
def vote_at(request: HttpRequest, pk: int) -> HttpResponse:
    """Write how it was voted; what contradicts itself is told beside what was filled in."""
    by = require(request.user, Right.READ)
    item, section = _place(request, by, pk)
    mark = mark_of(section)
    form, named = VoteForm(request.POST, auto_id=f"rost-%s{mark}"), ballots_in(request.POST.dict())
    put = _put(request, item, section)
    try:
        if not form.is_valid():
            raise ValidationError([f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items()])
        vote(item=item, section=section, told=form.counted(named, put), by=by)
    except ValidationError as error:
        refused = Refused(section, error.messages, vote_form=form, named=named, put=put)
        return render(request, "holding/room.html", room_page(item.meeting, str(pk), refused=refused))
    messages.success(request, "Omröstningen är skriven. Skriv nu beslutet.")
    return redirect(_at(item, section))


def _put(request: HttpRequest, item: Item, section: Section | None) -> list[int] | None:
    """Which proposals a vote is on; None where there are none."""
    proposals = Proposal.written.filter(item=item, section=section)
    chosen = proposals.filter(pk__in=keys_in(request.POST.getlist("forslag"))).values_list("pk", flat=True)
    return list(chosen) if proposals.exists() else None


@require_POST
def undo_vote(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    row = vote_to_undo(by, pk)
    text = "Omröstningen är borttagen. Den står kvar i loggen."
    return _done(
        request, row.meeting, text, lambda: take_vote_back(vote=row, by=by), item=row.item, section=row.section
    )


@require_POST
def say_at(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what somebody says against or beside the decision, as a paragraph; what hinders it is told beside what was
    filled in."""
    by = require(request.user, Right.READ)
    item, section = _place(request, by, pk)
    form, people = SayForm(request.POST, auto_id=f"sagt-%s{mark_of(section)}"), _people(request, item, "vem")
    try:
        if not form.is_valid():
            raise ValidationError("Det är inte sparat: välj slag, och skriv högst 20 000 tecken.")
        say(item=item, section=section, people=people, by=by, **form.cleaned_data)
    except ValidationError as error:
        refused = Refused(section, error.messages, say_form=form, said_by=[row.pk for row in people])
        return render(request, "holding/room.html", room_page(item.meeting, str(pk), refused=refused))
    messages.success(request, "Det är antecknat.")
    return redirect(_at(item, section))


@require_POST
def assign_at(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    item, section = _place(request, by, pk)
    form = AssignmentForm(item, request.POST)
    if not form.is_valid():
        messages.error(request, "Uppdraget är inte sparat: skriv vad som ska göras.")
        return redirect(_at(item, section))
    act = lambda: assign(item=item, section=section, by=by, **form.cleaned_data)  # noqa: E731 - handed on
    if unclear := unclear_whom(item.meeting, form.cleaned_data["assignee"]):
        messages.warning(request, f"{unclear} Ångra uppdraget och skriv det igen med vem det gäller.")
    return _done(request, item.meeting, "Uppdraget är skrivet.", act, item=item, section=section)


def _people(request: HttpRequest, item: Item, name: str) -> list[Attendance]:
    """Those of the roll whom a field of a form names."""
    return list(Attendance.written.filter(meeting=item.meeting, pk__in=keys_in(request.POST.getlist(name))))


def _place(request: HttpRequest, by: User, pk: int) -> tuple[Item, Section | None]:
    """The item at which somebody writes, and the section of it, where the address names one."""
    item = item_to_write(by, pk)
    return item, section_of(item, request.GET.get("avsnitt", ""))


def _at(item: Item, section: Section | None = None, just: Iterable[Decision] = ()) -> str:
    """The room, where something is written. `just`: the decisions that were."""
    query = urlencode([("punkt", item.pk), *(("nyss", row.pk) for row in just)])
    mark = f"#beslut{mark_of(section)}" if just else f"#avsnitt{mark_of(section)}" if section else ""
    return f"{reverse('holding:meeting', args=[item.meeting_id])}?{query}{mark}"


def _done(
    request: HttpRequest,
    meeting: Meeting,
    text: str,
    act: Callable[[], object],
    *,
    to: str = "holding:meeting",
    item: Item | None = None,
    section: Section | None = None,
) -> HttpResponse:
    """Do it, tell what came of it, and go back to the item."""
    try_and_tell(request, act, text)
    return redirect(_at(item, section) if item else reverse(to, args=[meeting.pk]))


@require_POST
def undo_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    row = assignment_to_undo(by, pk)
    text = "Uppdraget är borttaget. Det står kvar i loggen."
    return _done(
        request,
        row.meeting,
        text,
        lambda: take_assignment_back(assignment=row, by=by),
        item=row.item,
        section=row.section,
    )
