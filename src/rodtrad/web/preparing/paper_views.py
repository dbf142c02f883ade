"""The papers of an item: handed in, named, ordered, taken off, and read."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.rights import BodyRight
from rodtrad.web.documents.paper_files import as_it_came, taken_in
from rodtrad.web.documents.papers import NoPicture
from rodtrad.web.documents.reading import most_bytes
from rodtrad.web.documents.receiving import in_megabytes, refused_by
from rodtrad.web.meetings.models import Item, Paper
from rodtrad.web.meetings.states import can_be_arranged
from rodtrad.web.preparing.access import item_for, paper_file_for, paper_for, planned_meeting_for
from rodtrad.web.preparing.bundle import bundle_of
from rodtrad.web.preparing.papers import add_paper, change_paper, move_paper, remove_paper
from rodtrad.web.telling import try_and_tell

FOR_ALL = "alla"
STEPS = {"upp": -1, "ner": 1}


@require_http_methods(("GET", "HEAD", "POST"))
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of an item; POST takes files in."""
    by = require(request.user, Right.READ)
    item = item_for(by, pk)
    if request.method == "POST":
        _take_in(request, item, by)
        return redirect("preparing:papers", pk)
    rows = list(Paper.written.filter(item=item, file__isnull=False).select_related("file").order_by("order", "pk"))
    ctx = {
        "item": item,
        "meeting": item.meeting,
        "papers": rows,
        "may_change": can_be_arranged(item.meeting),
        "most_size": in_megabytes(most_bytes()),
    }
    return render(request, "preparing/papers.html", ctx)


def _take_in(request: HttpRequest, item: Item, by: User) -> None:
    """Keep the files of a request, and tell of each that was not taken in why."""
    files = request.FILES.getlist("filer")  # takes them in, unless the form's token was looked for already
    refused = refused_by(request)
    confidential, kept = request.POST.get("confidential") == "on", 0
    for file in files:
        try:
            original = taken_in(file.name or "", file.read())
            add_paper(item=item, original=original, confidential=confidential, by=by)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            kept += 1
    for one in refused:
        messages.error(request, f"{one.name} togs inte emot. {one.reason}")
    if kept:
        messages.success(request, "1 handling är tillagd." if kept == 1 else f"{kept} handlingar är tillagda.")
    elif not files and not refused:
        messages.warning(request, "Ingen fil var vald.")


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a paper, say whom it is for, or move it a step."""
    by = require(request.user, Right.READ)
    paper = paper_for(by, pk)
    if steps := next((steps for name, steps in STEPS.items() if name in request.POST), 0):
        try_and_tell(request, lambda: move_paper(paper=paper, steps=steps, by=by))
        return redirect("preparing:papers", paper.item_id)
    title, confidential = request.POST.get("title", ""), request.POST.get("confidential") == "on"
    try_and_tell(
        request,
        lambda: change_paper(paper=paper, title=title, confidential=confidential, by=by),
        f"”{' '.join(title.split())}” är ändrad.",
    )
    return redirect("preparing:papers", paper.item_id)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a paper off."""
    by = require(request.user, Right.READ)
    paper = paper_for(by, pk)
    try_and_tell(request, lambda: remove_paper(paper=paper, by=by), f"”{paper.text}” är borttagen.")
    return redirect("preparing:papers", paper.item_id)


@require_safe
def paper(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came, always as a download."""
    return as_it_came(paper_file_for(request.user, pk))


@require_safe
def bundle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All papers of a meeting in one file; with `for=alla` as it may be sent on to others than the body."""
    meeting = planned_meeting_for(request.user, pk, BodyRight.SEE)
    for_all = request.GET.get("for") == FOR_ALL
    try:
        data = bundle_of(meeting, insiders=not for_all)
    except NoPicture as error:
        messages.error(request, f"Handlingarna kunde inte samlas i en fil: {error}. De finns var för sig nedan.")
        return redirect("preparing:notice", pk)
    name = f"handlingar-{meeting.date}{'-oppna' if for_all else ''}.pdf"
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type="application/pdf")
