"""Logging in with a passphrase, and how often one may fail."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from rodtrad.web.accounts import attempts
from rodtrad.web.accounts.models import Change, FailedLogin, User
from tests.web.conftest import PASSPHRASE

URL = "/konto/logga-in/"


def test_right_passphrase(client: Client, rut: User) -> None:
    answer = client.post(URL, {"email": "RUT@example.se", "passphrase": PASSPHRASE})
    assert answer.status_code == 302 and answer["Location"] == "/"
    assert client.get("/").status_code == 200
    row = Change.objects.get()
    assert (row.action, row.by, row.details) == ("logged-in", rut, {"by_way_of": ["password"]})


@pytest.mark.parametrize("email", ["rut@example.se", "ingen@example.se"])
def test_wrong_passphrase_does_not_tell_who_exists(client: Client, rut: User, email: str) -> None:
    answer = client.post(URL, {"email": email, "passphrase": "fel"})
    assert answer.status_code == 422
    assert "E-postadressen eller lösenfrasen stämmer inte." in answer.content.decode()
    assert FailedLogin.objects.get().email == email


def test_closed_account_stays_out(client: Client, rut: User) -> None:
    User.objects.filter(pk=rut.pk).update(is_active=False)
    for passphrase, is_told in ((PASSPHRASE, True), ("fel", False)):
        answer = client.post(URL, {"email": rut.email, "passphrase": passphrase})
        assert answer.status_code == 422
        assert ("Kontot är avstängt" in answer.content.decode()) == is_told, "only who knows the passphrase hears it"


@pytest.mark.parametrize(
    "wanted, leads_to",
    [("/dokument/", "/dokument/"), ("https://ond.example.org/", "/"), ("//ond.example.org", "/"), ("", "/")],
)
def test_leads_on_within_the_site_only(client: Client, rut: User, wanted: str, leads_to: str) -> None:
    answer = client.post(URL, {"email": rut.email, "passphrase": PASSPHRASE, "next": wanted})
    assert answer["Location"] == leads_to


def test_too_many_failures_of_one_user(client: Client, rut: User) -> None:
    for _ in range(attempts.LIMIT_PER_USER):
        assert client.post(URL, {"email": rut.email, "passphrase": "fel"}).status_code == 422
    answer = client.post(URL, {"email": rut.email.upper(), "passphrase": PASSPHRASE})
    assert answer.status_code == 429
    assert "Vänta en kvart" in answer.content.decode()


def test_too_many_failures_of_one_address(client: Client, rut: User) -> None:
    rows = [FailedLogin(email=f"{n}@example.se", address="127.0.0.1") for n in range(attempts.LIMIT_PER_ADDRESS)]
    FailedLogin.objects.bulk_create(rows)
    assert client.post(URL, {"email": rut.email, "passphrase": PASSPHRASE}).status_code == 429


def test_failures_are_forgotten(client: Client, rut: User) -> None:
    past = timezone.now() - attempts.WINDOW - timedelta(seconds=1)
    rows = [FailedLogin(email=rut.email, address="127.0.0.1", at=past) for _ in range(attempts.LIMIT_PER_USER)]
    FailedLogin.objects.bulk_create(rows)
    assert client.post(URL, {"email": rut.email, "passphrase": "fel"}).status_code == 422
    assert FailedLogin.objects.count() == 1


@pytest.mark.parametrize("proxies, address", [([], "127.0.0.1"), (["127.0.0.1"], "10.0.0.7")])
def test_only_known_proxies_tell_the_address(
    client: Client, rut: User, settings: Settings, proxies: list[str], address: str
) -> None:
    settings.PROXIES = proxies
    told = {"X-Forwarded-For": "203.0.113.9, 10.0.0.7"}
    client.post(URL, {"email": rut.email, "passphrase": "fel"}, headers=told)
    assert FailedLogin.objects.get().address == address


@pytest.mark.parametrize("told, address", [("10.0.0.7:5123", None), ("unknown", None), ("fe80::1%eth0", "fe80::1")])
def test_what_a_proxy_tells_that_is_no_address(
    client: Client, rut: User, settings: Settings, told: str, address: str | None
) -> None:
    settings.PROXIES = ["127.0.0.1"]
    answer = client.post(URL, {"email": rut.email, "passphrase": "fel"}, headers={"X-Forwarded-For": told})
    assert answer.status_code == 422
    assert FailedLogin.objects.get().address == address


def test_log_out_is_a_post(client: Client, rut: User) -> None:
    client.force_login(rut)
    assert client.get("/konto/logga-ut/").status_code == 405
    assert client.post("/konto/logga-ut/").status_code == 302
    assert client.get("/").status_code == 302
