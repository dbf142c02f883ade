"""How many failed log-ins are borne: counted in the database, so that every process and host counts alike."""

from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from rodtrad.web.accounts.models import FailedLogin

WINDOW = timedelta(minutes=15)
LIMIT_PER_USER = 10
# A whole town hall may share one address, so it bears more.
LIMIT_PER_ADDRESS = 100


def address_of(request: HttpRequest) -> str | None:
    """Who asks: the peer, or what a proxy that we trust says of it."""
    peer: str = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    if peer in settings.PROXIES and forwarded:
        peer = forwarded.rpartition(",")[2].strip()
    try:
        return str(ip_address(peer.partition("%")[0]))
    except ValueError:  # a socket has none, and some proxies write a port beside it, which no database takes
        return None


def too_many(*, email: str, address: str | None) -> bool:
    """Whether this login name, or this address, has failed too often lately."""
    lately = FailedLogin.objects.filter(at__gt=timezone.now() - WINDOW)
    return (
        lately.filter(email=email.lower()).count() >= LIMIT_PER_USER
        or lately.filter(address=address).count() >= LIMIT_PER_ADDRESS
    )


def note_failure(*, email: str, address: str | None) -> None:
    """Remember a failure, and forget those that count no longer."""
    FailedLogin.objects.filter(at__lte=timezone.now() - WINDOW).delete()
    FailedLogin.objects.create(email=email.lower()[:254], address=address)
