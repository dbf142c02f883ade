"""The pages for what goes wrong, in plain Swedish. They use neither database nor session, which may be what failed."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER = "30"  # seconds


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: most often a page left open over a new log-in."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """The database does not answer, or its disk is full."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER})


def wrong_method(response: HttpResponse) -> None:
    """Say on the answer that an address takes a form alone, or shows a page alone, which Django leaves empty."""
    response.content = render_to_string("405.html")
