"""Requests that no page of ours makes are answered as what they are, never with a fault of our own."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodtrad.web.accounts.models import FailedLogin, User
from rodtrad.web.bodies.models import Person, PersonName
from tests.web.conftest import PASSPHRASE

pytestmark = pytest.mark.django_db

BEYOND_64_BITS = 2**63


@pytest.mark.parametrize(
    "path",
    [
        "/dokument/{}/",
        "/dokument/{}/original/1/",
        "/moten/{}/",
        "/beslut/{}/",
        "/uppdrag/{}/",
        "/avtal/{}/",
        "/planer/{}/",
        "/aktiviteter/{}/",
        "/organ/{}/",
        "/parter/{}/",
        "/personer/{}/",
    ],
)
def test_a_number_beyond_what_the_database_counts_to_is_not_there(client: Client, rut: User, path: str) -> None:
    client.force_login(rut)
    assert client.get(path.format(BEYOND_64_BITS)).status_code == 404


@pytest.mark.parametrize(
    "wanted", ["moten", "public:start", "..", "%2f%2fannan.example", "//annan.example", "/\\annan"]
)
def test_after_log_in_one_stands_within_the_site(client: Client, rut: User, wanted: str) -> None:
    answer = client.post(
        f"/konto/logga-in/?next={quote(wanted)}", {"email": rut.email, "passphrase": PASSPHRASE}, follow=False
    )
    assert answer.status_code == 302
    assert not answer["Location"].startswith(("//", "/\\", "http"))


@pytest.mark.parametrize("text", ["a b c d e f g h i j k l m n o p q r s t u v w x y z å ä ö " * 40, "tove\0", "\0"])
def test_a_name_that_nobody_has_is_looked_for_in_one_join(client: Client, rut: User, text: str) -> None:
    client.force_login(rut)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/personer/", {"namn": text}).status_code == 200
    assert not any("\0" in query["sql"] for query in queries)


def test_all_words_are_of_one_of_the_names(client: Client, rut: User) -> None:
    person = Person.objects.create(name="Tove Alnfors")
    for name in ("Tove Alnfors", "Anna Storhed"):
        PersonName.objects.create(person=person, name=name, key=name.casefold())
    client.force_login(rut)
    assert "Tove Alnfors" in client.get("/personer/", {"namn": "alnfors tove"}).content.decode()
    assert "Tove Alnfors" not in client.get("/personer/", {"namn": "tove storhed"}).content.decode()


def test_nul_in_a_log_in_is_a_failure_as_any_other(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/konto/logga-in/", {"email": "rut\0@example.se", "passphrase": "x"})
    assert answer.status_code == 422
    assert FailedLogin.objects.get().email == "rut@example.se"
    assert not any("\0" in query["sql"] for query in queries)
