"""The page where anyone may have a PDF checked, without logging in."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.web.accounts.attempts import address_of
from rodtrad.web.verifying.forms import FileForm
from rodtrad.web.verifying.models import Check
from rodtrad.web.verifying.standing import signature_page
from rodtrad.web.verifying.verdict import Kind, Verdict, verdict_on

WINDOW: Final = timedelta(minutes=10)
LIMIT: Final = 30  # of one address, within the window
LIMIT_IN_ALL: Final = 300


@login_not_required
@require_http_methods(("GET", "HEAD", "POST"))
def check(request: HttpRequest) -> HttpResponse:
    """Whether a file is ours, whole, and by whom. What is sent is not kept."""
    if request.method != "POST":
        return render(request, "verifying/check.html", {"form": FileForm()})
    if _too_many(address_of(request)):
        return render(request, "verifying/check.html", {"form": FileForm(), "too_many": True}, status=429)
    form, verdict = FileForm(request.POST, request.FILES), None
    if form.is_valid():
        verdict = verdict_on(form.cleaned_data["file"].read())
    return render(request, "verifying/check.html", {"form": form, "verdict": verdict, **_linked(request, verdict)})


def _linked(request: HttpRequest, verdict: Verdict | None) -> dict[str, object]:
    """The minutes' own words for which they are, and of whole ones who approved them, as the file says too; a link to
    them for who has logged in."""
    if verdict is None or verdict.version is None:
        return {}
    content = verdict.version.content
    return {
        "what": f"{content['body']} {content['day']}",
        "version": verdict.version,
        "approvals": signature_page(verdict.version, "").approvals if verdict.kind == Kind.OURS else (),
        "meeting": verdict.version.meeting_id if request.user.is_authenticated else None,
    }


def _too_many(address: str | None) -> bool:
    """Count a check; whether the address, or all together, have asked too often lately."""
    now = timezone.now()
    Check.objects.filter(at__lte=now - WINDOW).delete()
    lately = Check.objects.filter(at__gt=now - WINDOW)
    if lately.filter(address=address).count() >= LIMIT or lately.count() >= LIMIT_IN_ALL:
        return True
    Check.objects.create(address=address, at=now)
    return False
