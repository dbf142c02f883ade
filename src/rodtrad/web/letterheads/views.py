"""A county's logotype: the picture itself, and where it is handed in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.documents.originals import NotStored
from rodtrad.web.letterheads.access import county_to_dress
from rodtrad.web.letterheads.actions import remove_emblem, set_emblem
from rodtrad.web.letterheads.forms import EmblemForm
from rodtrad.web.letterheads.models import Emblem, Shown
from rodtrad.web.telling import try_and_tell


@require_http_methods(("GET", "HEAD", "POST"))
def emblem(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    county = county_to_dress(by, pk)
    shown = Shown.of(county)
    form = EmblemForm(request.POST or None, request.FILES or None, initial={"alt": shown.alt or county.name})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            set_emblem(county=county, data=told["file"].read(), alt=told["alt"], by=by)
        except ValidationError as error:
            form.add_error(None, error)
        except NotStored as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, "Logotypen är sparad. Den står på det som skickas från och med nu.")
            return redirect("letterheads:emblem", pk)
    return render(request, "letterheads/emblem.html", {"county": county, "shown": shown, "form": form})


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    by = require(request.user, Right.READ)
    county = county_to_dress(by, pk)
    try_and_tell(request, lambda: remove_emblem(county=county, by=by), "Logotypen är borttagen.")
    return redirect("letterheads:emblem", pk)


@login_not_required
@require_safe
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """A logotype that a county has or has had: it stands on public pages too."""
    made = Emblem.objects.filter(file=f"{digest[:2]}/{digest}").first()
    data = Shown(str(made.file)).data() if made else b""
    if not data:
        raise Http404("Det finns ingen sådan logotyp.")
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": "public, max-age=86400, immutable"})
