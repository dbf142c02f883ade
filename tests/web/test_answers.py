"""What every answer bears, who may come in, and the pages for what goes wrong."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from rodtrad.web.accounts.models import User
from rodtrad.web.urls import urlpatterns as own

# An example of each kind of part that an address may have.
PARTS = {"int": "1", "str": "x", "slug": "x", "uuid": "6f2d1c3e-0d5a-4f5e-9d53-0c1a2b3c4d5e"}
OPEN_TO_ALL = {
    "konto/logga-in/",
    "konto/lank/<str:token>/",
    "robots.txt",
    "tillganglighet/",
    "publicerat/",
    "kontrollera/",
}
# Open to all as well, and not there until something is published, or for who does not know the secret part.
PUBLISHED = {
    "publicerat/<int:pk>/",
    "publicerat/<int:pk>/protokoll.pdf",
    "publicerat/organ/<int:pk>/flode.atom",
    "logotyper/<str:digest>.png",
}
SECRET = {"kalender/<int:pk>-<slug:mark>.ics"}
# On the way in; they let nobody in by themselves, and lead to the log-in page those who have not begun there.
ON_THE_WAY = {
    "konto/logga-in/steg/": 302,
    "konto/logga-in/passnyckel/": 302,
    "konto/logga-in/organisation/<slug:key>/": 404,
    "konto/logga-in/organisation/<slug:provider_id>/svar/": 404,
}


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [*own, path("borta/", away), path("trasig/", broken)]


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the url conf, as a pattern."""
    for entry in resolver.url_patterns:
        here = f"{before}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from addresses(entry, here)


@pytest.mark.parametrize("pattern", sorted(addresses(get_resolver())))
@pytest.mark.django_db
def test_every_page_asks_for_log_in(client: Client, pattern: str) -> None:
    url = "/" + re.sub(r"<(\w+):\w+>", lambda part: PARTS[part[1]], pattern)
    answer = client.post(url) if pattern.endswith(("lank/", "oppen/", "logga-ut/")) else client.get(url)
    if pattern in OPEN_TO_ALL:
        assert answer.status_code in (200, 410)
    elif pattern in ON_THE_WAY:
        assert answer.status_code == ON_THE_WAY[pattern]
        assert answer.status_code == 404 or answer["Location"] == "/konto/logga-in/"
    elif pattern in PUBLISHED | SECRET:
        assert answer.status_code == 404
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/logga-in/?next=")


def test_every_answer_has_the_headers(client_of: Callable[[User], Client], rut: User) -> None:
    answer = client_of(rut).get("/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "style-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "private" in answer["Cache-Control"]


@pytest.mark.django_db
def test_robots_are_sent_away(client: Client) -> None:
    assert b"Disallow: /" in client.get("/robots.txt").content


@pytest.mark.django_db
def test_page_that_is_not_there(client: Client) -> None:
    answer = client.get("/finns-inte/")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()


def test_page_one_may_not_see(client_of: Callable[[User], Client], rut: User) -> None:
    answer = client_of(rut).get("/konto/anvandare/")
    assert answer.status_code == 403
    assert "Du har inte behörighet" in answer.content.decode()


@pytest.mark.django_db
def test_wrong_host_is_no_question(client: Client) -> None:
    answer = client.get("/", headers={"host": "ond.example.org"})
    assert answer.status_code == 400
    assert "gick inte att förstå" in answer.content.decode()


@pytest.mark.django_db
def test_form_without_token() -> None:
    answer = Client(enforce_csrf_checks=True).post("/konto/logga-in/", {"email": "rut@example.se"})
    assert answer.status_code == 403
    assert "Formuläret var för gammalt" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_database_that_is_away(client_of: Callable[[User], Client], rut: User) -> None:
    answer = client_of(rut).get("/borta/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Det du skickade är inte sparat" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_our_own_fault(client_of: Callable[[User], Client], rut: User) -> None:
    client = client_of(rut)
    client.raise_request_exception = False
    answer = client.get("/trasig/")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()


def test_navigation_tells_where_one_is(client_of: Callable[[User], Client], rut: User) -> None:
    page = client_of(rut).get("/dokument/").content.decode()
    assert page.count('<a href="/dokument/" aria-current="page">Dokument</a>') == 2  # the wide menu and the phone's
    assert settings.NAME in page


def test_an_address_that_is_asked_in_the_wrong_way_says_so(reader: Client) -> None:
    for answer in (reader.get("/konto/logga-ut/"), reader.post("/uppdrag/")):
        assert answer.status_code == 405 and "Inget att visa här" in answer.content.decode()
    assert not Client().head("/konto/logga-ut/").content
