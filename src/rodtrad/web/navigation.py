"""The main navigation: what stands in the header of every page."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, may
from rodtrad.web.public.help.pages import help_for

# Label and address name, in the order they are shown.
PLACES = (
    ("Start", "public:start"),
    ("Organ", "bodies:bodies"),
    ("Möten", "meetings:meetings"),
    ("Beslut", "meetings:decisions"),
    ("Uppdrag", "followup:assignments"),
    ("Avtal", "agreements:agreements"),
    ("Planer", "plans:plans"),
    ("Parter", "bodies:parties"),
    ("Personer", "bodies:persons"),
    ("Dokument", "documents:documents"),
    ("Att se över", "review:questions"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `installation`, `places` (each `label`, `url`, `current`) and `may_manage_users`; `help`: the
    address of what helps with the page, or "" where nothing does; `now`: the moment that the page tells of."""
    user = getattr(request, "user", AnonymousUser())  # an error may come before the user is known
    addresses = [(label, reverse(name)) for label, name in PLACES]
    if may(user, Right.REVIEW):
        addresses.append(("Läs in", reverse("intake:uploads")))
    places = [{"label": label, "url": url, "current": _is_at(request.path, url)} for label, url in addresses]
    return {
        "installation": settings.NAME,
        "places": places if user.is_authenticated else [],
        "help": help_for(request),
        "now": clock.now(),
        "may_manage_users": may(user, Right.MANAGE_USERS),
    }


def _is_at(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
