"""The page of letters that have been sent, or wait to be."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.mailing.access import letters_for
from rodtrad.web.mailing.actions import send_again
from rodtrad.web.mailing.models import Letter

PER_PAGE: Final = 50
COLOURS: Final = {
    Letter.State.SENDING: "info",
    Letter.State.SENT: "success",
    Letter.State.UNSURE: "warning",
    Letter.State.FAILED: "danger",
}


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    every = letters_for(request.user)
    page = Paginator(every.select_related("by"), PER_PAGE).get_page(request.GET.get("sida"))
    ctx = {
        "page": page,
        "entries": [(letter, COLOURS.get(Letter.State(letter.state), "neutral")) for letter in page],
        "waiting": every.filter(state=Letter.State.QUEUED).count(),
        "is_sent_anywhere": settings.MAIL is not None,
    }
    return render(request, "mailing/letters.html", ctx)


@require_POST
def send_letter_again(request: HttpRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(letters_for(request.user), pk=pk)
    try:
        send_again(letter=letter, by=require(request.user, Right.MANAGE_USERS))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"Brevet till {letter.to} skickas inom kort.")
    return redirect("mailing:letters")
