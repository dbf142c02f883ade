"""Closing a meeting, and its minutes as a page, a PDF and a Word file."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.documents.originals import NotStored
from rodtrad.web.documents.word_files import Unreadable
from rodtrad.web.holding.access import meeting_to_hold
from rodtrad.web.holding.actions import undecided
from rodtrad.web.holding.roll import Roll
from rodtrad.web.holding.room import not_assigned
from rodtrad.web.holding.standpoints import contradictions
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.access import body_to_dress, version_for_reading
from rodtrad.web.minutes.actions import close_and_make, remove_template, set_template
from rodtrad.web.minutes.content import MinutesContent, minutes_of
from rodtrad.web.minutes.forms import CloseForm, TemplateForm
from rodtrad.web.minutes.models import MinutesVersion, WordTemplate
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.minutes.template import FIELDS, word_file
from rodtrad.web.telling import try_and_tell
from rodtrad.web.typeset.word import MEDIA_TYPE


@require_http_methods(("GET", "HEAD", "POST"))
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The decisions read back to the meeting, and what hinders it from closing; POST closes it."""
    by = require(request.user, Right.READ)
    meeting = meeting_to_hold(by, pk)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_and_make(meeting=meeting, by=by, end=form.cleaned_data["end"])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except NotStored as error:
            messages.error(request, f"Mötet är inte avslutat: {error}")
        else:
            messages.success(request, "Mötet är avslutat och protokollet är gjort.")
            return redirect("minutes:minutes", pk)
        return redirect("minutes:close", pk)
    roll = Roll.of(meeting)
    context = {
        "meeting": meeting,
        "content": minutes_of(meeting, roll),
        "form": form,
        "is_open": meeting.state == Meeting.State.OPEN,
        "undecided": undecided(meeting),
        "wrong": list(contradictions(meeting, roll)),
        "not_assigned": not_assigned(meeting) if meeting.state == Meeting.State.OPEN else [],
    }
    return render(request, "minutes/close.html", context)


@require_safe
def minutes(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """A version of the minutes, the latest where none is named."""
    version = version_for_reading(request.user, pk, number)
    rights = rights_in(request.user, version.meeting.bodies.all())
    context = {
        "meeting": version.meeting,
        "version": version,
        "content": MinutesContent.from_json(version.content),
        "versions": version.meeting.minutes_versions.defer("content"),
        "may_publish": BodyRight.PUBLISH in rights,
        "may_correct": BodyRight.HOLD in rights and version.meeting.state == Meeting.State.CLOSED,
    }
    return render(request, "minutes/minutes.html", context)


@require_safe
def pdf(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """The version's own file."""
    version = version_for_reading(request.user, pk, number)
    try:
        file = version.file.open()
    except FileNotFoundError as error:
        raise Http404("Filen finns inte i lagringen.") from error
    return FileResponse(file, filename=f"protokoll-{version.meeting.date}-{number}.pdf", content_type="application/pdf")


@require_safe
def word(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    version = version_for_reading(request.user, pk, number)
    content = MinutesContent.from_json(version.content)
    return _in_word(request, version, content, f"protokoll-{version.meeting.date}-{number}.docx", is_whole=True)


@require_safe
def extract(request: HttpRequest, pk: int, number: int, item: int, form: str) -> HttpResponseBase:
    """The minutes of one item, as a PDF or a Word file."""
    version = version_for_reading(request.user, pk, number)
    content = MinutesContent.from_json(version.content).extract(item)
    if content is None or form not in {"pdf", "docx"}:
        raise Http404("Protokollet har ingen sådan punkt.")
    name = f"protokollsutdrag-{version.meeting.date}-{number}.{form}"
    if form == "docx":
        return _in_word(request, version, content, name, is_whole=False)
    data = pdf_of(content, made_at=version.made_at, seal=f"Utdrag ur version {number}")
    return FileResponse(BytesIO(data), filename=name, content_type="application/pdf")


def _in_word(
    request: HttpRequest, version: MinutesVersion, content: MinutesContent, name: str, *, is_whole: bool
) -> HttpResponseBase:
    """The Word file, or back to the minutes with what hinders it."""
    try:
        data = word_file(content, version, is_whole=is_whole)
    except (Unreadable, FileNotFoundError) as error:
        why = str(error) if isinstance(error, Unreadable) else "Organets Wordmall finns inte i lagringen."
        messages.error(request, f"Wordfilen kunde inte göras. {why}")
        return redirect("minutes:minutes", version.meeting_id)
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=MEDIA_TYPE)


@require_http_methods(("GET", "HEAD", "POST"))
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """A body's template for Word, the fields that it may have, and a form to hand one in."""
    by = require(request.user, Right.READ)
    body = body_to_dress(by, pk)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            set_template(body=body, name=sent.name, data=sent.read(), by=by)
        except ValidationError as error:
            form.add_error("file", error)
        except NotStored as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, f"Protokoll från {body.name} görs nu i mallen {sent.name}.")
            return redirect("minutes:template", pk)
    known = WordTemplate.objects.select_related("by").filter(body=body).first()
    return render(request, "minutes/template.html", {"body": body, "form": form, "fields": FIELDS, "template": known})


@require_safe
def template_file(request: HttpRequest, pk: int) -> FileResponse:
    body = body_to_dress(request.user, pk)
    known = get_object_or_404(WordTemplate, body=body)
    try:
        file = known.file.open()
    except FileNotFoundError as error:
        raise Http404("Mallen finns inte i lagringen.") from error
    return FileResponse(file, as_attachment=True, filename=known.name, content_type=MEDIA_TYPE)


@require_POST
def drop_template(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    body = body_to_dress(by, pk)
    try_and_tell(request, lambda: remove_template(body=body, by=by), "Mallen är borttagen.")
    return redirect("minutes:template", pk)
