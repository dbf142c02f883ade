"""Verification, corrections and signing, as their people see them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.documents.originals import NotStored
from rodtrad.web.keys import key_in
from rodtrad.web.meetings.models import BodyRules, Item, Meeting
from rodtrad.web.verifying.access import (
    answer_to_give,
    meeting_to_correct,
    meeting_to_remark_on,
    meeting_to_see_verified,
    remark_to_settle,
    round_to_recall,
    seal_for_reading,
)
from rodtrad.web.verifying.actions import DONE, approve, recall, remark, send_back, send_round, settle
from rodtrad.web.verifying.certificates import CannotSign
from rodtrad.web.verifying.correcting import add, correct
from rodtrad.web.verifying.correction_page import correction_page
from rodtrad.web.verifying.forms import (
    AdditionForm,
    FileForm,
    RecallForm,
    RemarkForm,
    SendBackForm,
    SendForm,
    changes_in,
)
from rodtrad.web.verifying.identity import identity_of
from rodtrad.web.verifying.pages import verification_page
from rodtrad.web.verifying.signing import file_of, sign, signing_copy, take_back_signed, to_be_signed
from rodtrad.web.verifying.verifiers import verifiers_of

FORM = ("GET", "HEAD", "POST")
PDF = "application/pdf"


@require_safe
def verification(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes with what is remarked beside them, who has approved them, and what is signed."""
    meeting = meeting_to_see_verified(request.user, pk)
    return render(request, "verifying/verification.html", verification_page(request.user, meeting))


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    meeting = meeting_to_correct(by, pk)
    version = meeting.minutes_versions.last()
    verifiers = verifiers_of(meeting)[0]
    form = SendForm(request.POST, verifiers=verifiers)
    if version is None or not form.is_valid():
        messages.error(request, "Protokollet är inte skickat: välj minst en som ska justera det.")
        return redirect("verifying:verification", pk)
    asked = [one.user for one in verifiers if one.user.pk in form.cleaned_data["asked"]]
    return _done(request, pk, "Protokollet är skickat.", lambda: send_round(version=version, asked=asked, by=by))


@require_POST
def recall_it(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    sent, form = round_to_recall(by, pk), RecallForm(request.POST)
    meeting = sent.version.meeting_id
    if not form.is_valid():
        messages.error(request, "Utskicket är inte återkallat: skriv varför.")
        return redirect("verifying:verification", meeting)
    why = form.cleaned_data["why"]
    return _done(request, meeting, "Utskicket är återkallat.", lambda: recall(round=sent, why=why, by=by))


@require_POST
def approve_it(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    answer, identity = answer_to_give(by, pk), identity_of(request)
    meeting, text = answer.round.version.meeting_id, "Du har godkänt protokollet."
    return _done(request, meeting, text, lambda: approve(answer=answer, by=by, identity=identity))


@require_POST
def send_it_back(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    answer, identity, form = answer_to_give(by, pk), identity_of(request), SendBackForm(request.POST)
    meeting = answer.round.version.meeting_id
    if not form.is_valid():
        messages.error(request, "Protokollet är inte återsänt: skriv vad som behöver rättas.")
        return redirect("verifying:verification", meeting)
    why = form.cleaned_data["why"]
    text = "Protokollet är återsänt till sekreteraren."
    return _done(request, meeting, text, lambda: send_back(answer=answer, why=why, by=by, identity=identity))


@require_POST
def remark_on(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    meeting, form = meeting_to_remark_on(by, pk), RemarkForm(request.POST)
    version = meeting.minutes_versions.last()
    if version is None or not form.is_valid():
        messages.error(request, "Kommentaren är inte sparad: skriv något i rutan.")
        return redirect("verifying:verification", pk)
    told, item = form.cleaned_data, None
    if told["item"]:
        item = Item.written.filter(meeting=meeting, pk=told["item"]).first()
    return _done(
        request,
        pk,
        "Kommentaren är sparad.",
        lambda: remark(version=version, item=item, quote=told["quote"], text=told["text"], by=by),
        at=f"punkt-{item.pk}" if item else "",
    )


@require_POST
def settle_it(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    row = remark_to_settle(by, pk)
    at = f"punkt-{row.item_id}" if row.item_id else ""
    return _done(request, row.version.meeting_id, "Kommentaren är åtgärdad.", lambda: settle(remark=row, by=by), at=at)


@require_http_methods(FORM)
def corrections(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of minutes that are not approved; of approved ones, a form for what is added to them."""
    by = require(request.user, Right.READ)
    meeting = meeting_to_correct(by, pk)
    latest = meeting.minutes_versions.last()
    if latest is None:
        raise Http404("Det finns inget protokoll än.")
    is_done, errors = meeting.state in DONE, list[str]()
    form = AdditionForm(request.POST or None, meeting=meeting)
    if request.method == "POST":
        try:
            _correct(request, meeting, form)
        except ValidationError as error:
            errors = error.messages
        except NotStored as error:
            errors = [f"Rättelsen är inte sparad: {error}"]
        else:
            messages.success(request, _saved(meeting))
            return redirect("verifying:verification", pk)
    context = {"meeting": meeting, "latest": latest, "is_done": is_done, "errors": errors, "form": form}
    if not is_done:
        context |= correction_page(meeting, request.POST.dict())
    return render(request, "verifying/correct.html", context)


def _saved(meeting: Meeting) -> str:
    """What became of a correction, and what is left to do."""
    number = meeting.minutes_versions.latest("number").number
    asks = meeting.held_for is not None and BodyRules.of(meeting.held_for).verifies
    left = " Skicka den till justering när du har rättat klart." if asks else ""
    return f"Rättelsen är sparad som en ny version av protokollet, version {number}.{left}"


def _correct(request: HttpRequest, meeting: Meeting, form: AdditionForm) -> None:
    """Do what the form of corrections or of additions asks. Raises ValidationError, NotStored."""
    by, number = require(request.user, Right.READ), key_in(request.POST.get("on", "")) or 0
    if meeting.state not in DONE:
        why = request.POST.get("why", "")[:500]
        correct(meeting=meeting, on=number, changes=changes_in(request.POST.dict()), why=why, by=by)
        return
    if not form.is_valid():
        raise ValidationError("Skriv både rättelsen och varför.")
    add(meeting=meeting, on=number, by=by, **form.cleaned_data)


@require_POST
def sign_it(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    meeting = meeting_to_correct(by, pk)
    return _done(request, pk, "Protokollet är undertecknat.", lambda: sign(meeting=meeting, by=by))


@require_safe
def to_sign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file for a signing service."""
    meeting = meeting_to_correct(request.user, pk)
    try:
        version = to_be_signed(meeting)
        data = file_of(signing_copy(version).file)
    except (ValidationError, NotStored) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return redirect("verifying:verification", pk)
    name = f"protokoll-{meeting.date}-{version.number}-att-underteckna.pdf"
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=PDF)


@require_POST
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    meeting, form = meeting_to_correct(by, pk), FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("verifying:verification", pk)
    data = form.cleaned_data["file"].read()
    text = "Den undertecknade filen är mottagen och jämförd."
    return _done(request, pk, text, lambda: take_back_signed(meeting=meeting, data=data, by=by))


@require_safe
def signed(request: HttpRequest, pk: int) -> FileResponse:
    """A signed file, byte for byte."""
    seal = seal_for_reading(request.user, pk)
    try:
        data = file_of(seal.file)
    except NotStored as error:
        raise Http404(str(error)) from error
    return FileResponse(BytesIO(data), filename=f"protokoll-undertecknat-{seal.pk}.pdf", content_type=PDF)


def _done(request: HttpRequest, pk: int, text: str, act: Callable[[], object], *, at: str = "") -> HttpResponse:
    """Do it, tell what came of it, and go back to the page."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except (CannotSign, NotStored) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, text)
    answer = redirect("verifying:verification", pk)
    if at:
        answer["Location"] += f"#{at}"
    return answer
