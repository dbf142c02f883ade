"""What a saved address of a row tells when the minutes that said it were withdrawn."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rodtrad.web.meetings.access import Withdrawn

View = Callable[[HttpRequest, int], HttpResponse]


def telling_of_withdrawn(view: View) -> View:
    """Decorate the page of a row: where its minutes were withdrawn it says so, and leads to when, by whom and why."""

    @wraps(view)
    def told(request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except Withdrawn as withdrawn:
            return render(request, "meetings/gone.html", {"meeting": withdrawn.meeting}, status=HTTPStatus.GONE)

    return told
