"""What no request brings in, what every answer bears, and what is answered when the database does not."""

import logging
from collections.abc import Callable

from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_cache_control
from django.views.defaults import bad_request

from rodtrad.web.errors import service_unavailable, wrong_method
from rodtrad.web.unshown import shown_of

logger = logging.getLogger(__name__)


class ShownMiddleware:
    """Characters that no program shows stand in nothing that a form or an address says: no view sees them, and so no
    row, no file and no letter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        # Here, so that nothing is taken in of a request that the middleware before this one has turned away.
        request.GET = shown_of(request.GET)  # type: ignore[assignment]  # the stubs' type of a request's own
        if request.method == "POST":
            request.POST = shown_of(request.POST)  # type: ignore[assignment]  # as above


class AnswerMiddleware:
    """No page is for shared caches, nor for search engines unless it says so itself. An address that is asked in the
    wrong way says so. A database that is locked, full or away is a 503, and what it cannot hold (a number that it does
    not count to, a text that is too long) a 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            wrong_method(response)
        response.setdefault("X-Robots-Tag", "noindex, nofollow")
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, (DataError, OverflowError)):
            logger.error("The database cannot hold what was sent to %s", request.path, exc_info=exception)
            return bad_request(request, exception)
        if not isinstance(exception, OperationalError):
            return None
        logger.error("The database did not answer %s", request.path, exc_info=exception)
        return service_unavailable(request)
