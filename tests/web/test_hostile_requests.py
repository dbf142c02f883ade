"""Requests that no page of ours makes are answered as what they are, never with a fault of our own."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodtrad.web.accounts.models import FailedLogin, User
from rodtrad.web.bodies.models import Person, PersonName
from rodtrad.web.holding.actions import open_meeting
from rodtrad.web.preparing.actions import add_item
from tests.web.conftest import PASSPHRASE
from tests.web.meetings.held import make_body, make_meeting, make_member

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


MANY, BEYOND = "9" * 5_000, str(BEYOND_64_BITS)


@pytest.mark.parametrize("key", [MANY, BEYOND, "-1", "²", "٣"])
def test_a_key_that_is_none_is_of_nothing(client: Client, key: str) -> None:
    body = make_body()
    sara = make_member("Sara", body, "secretary")
    meeting = make_meeting(body)
    item = add_item(meeting=meeting, fields={"title": "Budget"}, clauses=[], by=sara)
    open_meeting(meeting=meeting, by=sara)
    client.force_login(sara)
    for path, form in (
        (f"/moten/{meeting.pk}/dagordning/ordna/", {"punkt": key, "upp": key}),
        (f"/moten/{meeting.pk}/narvaro/", {f"namn-{key}": "Sara", "namn-01": "Bo", f"narvaro-{key}": "present"}),
        (f"/punkter/{item.pk}/jav/", {"javig": key}),
        (f"/punkter/{item.pk}/angra/", {"beslut": key}),
        (f"/punkter/{item.pk}/sagt/", {"kind": "reservation", "text": "nej", "vem": key}),
        (f"/punkter/{item.pk}/rostning/", {"yes_for": "ja", "no_for": "nej", f"rost-{key}": "yes"}),
        ("/kalender/gor/", {"organ": key}),
        (f"/organ/{body.pk}/beslut-via-epost/ny/", {"asked": key}),
    ):
        # 400: a number that the database does not count to, or a name of a field that nobody's form has.
        assert client.post(path, form).status_code in {200, 302, 400, 404}, path
    for path in ("/kalender/", "/moten/planera/", f"/moten/{meeting.pk}/rum/"):
        assert client.get(path, {"organ": key, "punkt": key, "nyss": key}).status_code in {200, 404}, path


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"day": "9999-12-31"}, "Året 9999 kan inte stämma"),
        ({"day": "0001-01-01"}, "Året 1 kan inte stämma"),
        ({"day": "2027-01-01", "last_day": "9999-12-31"}, "högst 31 dagar"),
    ],
)
def test_no_meeting_lasts_for_ages(client: Client, eva: User, days: dict[str, str], said: str) -> None:
    """Pages tell each day of a meeting, and calendars the one after it."""
    client.force_login(eva)
    form = {"body": make_body().pk, "start": "09:00", "end": "10:00", **days}
    assert said in client.post("/moten/planera/", form).content.decode()
    year = {"rhythm": "4-week", "weekday": "4", "first": "9999-12-01", "last": "9999-12-31", "on_holiday": "skip"}
    assert "Året 9999 kan inte stämma" in client.post("/moten/planera/flera/", form | year).content.decode()
