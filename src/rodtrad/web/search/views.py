"""The page of a search: whole, or only its hits where htmx asks as somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from rodtrad.web.search.access import narrowed_for
from rodtrad.web.search.models import Kind
from rodtrad.web.search.page import FILTERS, examples, results
from rodtrad.web.search.query import MOST_CHARACTERS, NoQuestionError, parse

LONGEST_KEY = 18  # digits of a key that a database can have


@require_safe
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    chosen = narrowed_for(request.user, _chosen(request))
    text = request.GET.get("q", "").strip()
    ctx = {"text": text[: MOST_CHARACTERS * 2], "most_characters": MOST_CHARACTERS}
    if not text:
        ctx["examples"] = examples()
    else:
        try:
            ctx |= results(parse(text), chosen, request.GET.get("sida"))
        except NoQuestionError as error:
            ctx["refusal"] = ctx["told"] = str(error)
    # A page that is fetched again for the browser's history is wanted whole.
    ctx["is_fragment"] = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    return render(request, "search/search.html#results" if ctx["is_fragment"] else "search/search.html", ctx)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filters in the address; those that make no sense are as if they were not there."""
    given = {name: request.GET.get(parameter, "") for name, (parameter, _) in FILTERS.items()}
    right = {
        name: value
        for name, value in given.items()
        if (value in Kind.values if name == "kind" else value.isascii() and value.isdecimal())
    }
    return {name: value for name, value in right.items() if len(value) <= LONGEST_KEY}
