"""The pages for what goes wrong, in plain Swedish."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: most often a page left open over a new log-in."""
    return render(request, "403_csrf.html", status=403)
