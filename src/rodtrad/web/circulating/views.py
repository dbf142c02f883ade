"""Questions by mail, as those see them who put, answer and close them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, require
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight
from rodtrad.web.circulating.access import asked_for, body_where, circulation_for, enclosure_for
from rodtrad.web.circulating.actions import (
    answer_question,
    close_question,
    put_question,
    roles_to_ask,
    withdraw_question,
)
from rodtrad.web.circulating.forms import AnswerForm, QuestionForm
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.circulating.pages import circulation_page, circulations_page
from rodtrad.web.documents.paper_files import as_it_came
from rodtrad.web.documents.receiving import refused_by
from rodtrad.web.telling import try_and_tell

FORM = ("GET", "HEAD", "POST")


@require_safe
def circulations(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of a body, open and closed."""
    by = require(request.user, Right.READ)
    body = body_where(by, pk, BodyRight.SEE)
    return render(request, "circulating/circulations.html", circulations_page(by, body))


@require_http_methods(FORM)
def put(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a question to a body."""
    by = require(request.user, Right.READ)
    body = body_where(by, pk, BodyRight.PREPARE)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = QuestionForm(*sent, roles=roles_to_ask(body))
    for one in refused_by(request):
        form.add_error("enclosures", f"{one.name} togs inte emot. {one.reason}")
    if request.method == "POST" and form.is_valid():
        try:
            made = _put(body, form.cleaned_data, by)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Frågan är ställd. Brev skickas till {made.asked.count()}.")
            return redirect(made)
    if request.FILES:
        form.add_error("enclosures", "Välj filerna igen: webbläsaren minns dem inte.")
    return render(request, "circulating/put.html", {"form": form, "body": body})


def _put(body: Body, told: dict[str, Any], by: User) -> Circulation:
    """Put a question as the form told it. Raises ValidationError as `put_question`."""
    fields = {name: told[name] for name in ("title", "background", "last_day", "confidential")}
    lines = {name: told[name].splitlines() for name in ("clauses", "papers")}
    files = {"files": told["enclosures"], "files_confidential": told["enclosures_confidential"]}
    return put_question(body=body, fields=fields, **lines, **files, asked=told["asked"], by=by)


@require_safe
def paper(request: HttpRequest, pk: int) -> FileResponse:
    """A paper of a question as it came, always as a download."""
    return as_it_came(enclosure_for(request.user, pk))


@require_safe
def circulation(request: HttpRequest, pk: int) -> HttpResponse:
    """A question, its answers, and what the rule says of them."""
    by = require(request.user, Right.READ)
    found = circulation_for(by, pk, BodyRight.SEE)
    return render(request, "circulating/circulation.html", circulation_page(by, found))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a question as one of what the answers allow."""
    by = require(request.user, Right.READ)
    found, outcome = circulation_for(by, pk, BodyRight.PREPARE), request.POST.get("utfall", "")
    try_and_tell(request, lambda: close_question(circulation=found, outcome=outcome, by=by), "Frågan är avslutad.")
    return redirect(found)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question back."""
    by = require(request.user, Right.READ)
    found, why = circulation_for(by, pk, BodyRight.PREPARE), request.POST.get("why", "")[:500]
    try_and_tell(request, lambda: withdraw_question(circulation=found, why=why, by=by), "Frågan är återkallad.")
    return redirect(found)


@require_http_methods(FORM)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a letter leads: the question, and the answer of the one it was sent to. Others are told whom they are."""
    by = require(request.user, Right.READ)
    asked = asked_for(by, pk)
    if asked is None:
        return render(request, "circulating/not_asked.html", status=403)
    now = asked.latest
    form = AnswerForm(request.POST or None, initial={"kind": now.kind, "comment": now.comment} if now else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(asked=asked, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Ditt svar är sparat. Du kan ändra det till och med sista dagen.")
            return redirect("circulating:answer", pk)
    found = asked.circulation
    may_answer = found.is_open and not found.is_over(clock.today())
    context = {"asked": asked, "circulation": found, "body": found.body, "form": form, "may_answer": may_answer}
    return render(request, "circulating/answer.html", context)
