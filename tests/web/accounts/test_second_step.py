"""Codes from an app and recovery codes: how they are set, asked for, and got rid of."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from rodtrad.web.accounts import actions, attempts
from rodtrad.web.accounts.models import Change, User
from tests.web.accounts.codes import code_of
from tests.web.conftest import PASSPHRASE

LOG_IN, STEP, SAFE, APP = "/konto/logga-in/", "/konto/logga-in/steg/", "/konto/sakerhet/", "/konto/sakerhet/app/"
AGAIN, CODES = "/konto/bekrafta/", "/konto/sakerhet/reservkoder/"
RIGHT = {"email": "rut@example.se", "passphrase": PASSPHRASE}


def prove(client: Client) -> None:
    """Say the passphrase once more, as is asked before the second step is changed."""
    assert client.get(APP)["Location"].startswith(f"{AGAIN}?next=")
    wrong = client.post(AGAIN, {"password": "fel"})
    assert "Lösenfrasen stämmer inte." in wrong.content.decode()
    assert client.post(AGAIN, {"password": PASSPHRASE}).status_code == 302


def connect_app(client: Client) -> tuple[str, list[str]]:
    """Connect an app to the account that a browser is logged in with; its key, and the recovery codes."""
    prove(client)
    page = client.get(APP).content.decode()
    found = re.search(r'<code class="link">([A-Z2-7]+)</code>', page)
    assert found and "data:image/svg+xml;base64," in page
    assert "Koden stämmer inte." in client.post(APP, {"code": "0"}).content.decode()
    answer = client.post(APP, {"code": code_of(found[1])})
    assert answer["Location"] == CODES
    codes = re.findall(r"<li><code>(\w+)</code></li>", client.get(CODES).content.decode())
    assert len(codes) == 10
    return found[1], codes


@pytest.fixture
def hers(client_of: Callable[[User], Client], rut: User) -> tuple[str, list[str]]:
    """The key and the recovery codes of Rut's app."""
    return connect_app(client_of(rut))


def half_way(client: Client, wanted: str = "/dokument/") -> None:
    answer = client.post(LOG_IN, {**RIGHT, "next": wanted})
    assert answer["Location"] == STEP
    assert client.get("/").status_code == 302  # not in yet


def test_a_code_is_asked_for_and_holds_once(client: Client, hers: tuple[str, list[str]]) -> None:
    key, _ = hers
    half_way(client)
    assert "Bekräfta att det är du" in client.get(STEP).content.decode()
    assert "Koden stämmer inte." in client.post(STEP, {"code": "123"}).content.decode()
    code = code_of(key, steps=1)  # the one that connected the app is used up
    assert client.post(STEP, {"code": code})["Location"] == "/dokument/"
    assert client.get("/").status_code == 200
    other = Client()
    half_way(other)
    assert "Koden stämmer inte." in other.post(STEP, {"code": code}).content.decode()


def test_a_recovery_code_holds_once(client: Client, hers: tuple[str, list[str]]) -> None:
    for browser, location in ((client, "/dokument/"), (Client(), None)):
        half_way(browser)
        assert browser.post(STEP, {"code": hers[1][0]}).get("Location") == location


def test_a_login_link_takes_the_place_of_the_passphrase_only(
    client: Client, rut: User, hers: tuple[str, list[str]]
) -> None:
    path = actions.create_login_link(user=rut, by=None)
    assert client.post(path)["Location"] == STEP
    assert client.get("/").status_code == 302
    assert client.post(STEP, {"code": code_of(hers[0], steps=1)})["Location"] == "/"


@pytest.mark.usefixtures("hers")
def test_wrong_codes_are_borne_ten_times(client: Client) -> None:
    half_way(client)
    for _ in range(attempts.LIMIT_PER_USER):
        assert "Koden stämmer inte." in client.post(STEP, {"code": "1"}).content.decode()
    other = Client()
    half_way(other)
    assert "många felaktiga försök. Vänta en kvart" in other.post(STEP, {"code": "1"}).content.decode()


def test_wrong_passphrases_before_a_change_are_borne_ten_times(client_of: Callable[[User], Client], rut: User) -> None:
    browser = client_of(rut)
    for _ in range(attempts.LIMIT_PER_USER):
        assert browser.post(AGAIN, {"password": "fel"}).status_code == 200
    answer = browser.post(AGAIN, {"password": PASSPHRASE})
    assert answer.status_code == 429 and "Vänta en kvart" in answer.content.decode()


def test_the_step_is_nothing_without_the_passphrase(client: Client, hers: tuple[str, list[str]]) -> None:
    answer = client.post(STEP, {"code": code_of(hers[0], steps=1)})
    assert answer["Location"] == LOG_IN
    assert client.get("/").status_code == 302


def test_a_copy_of_the_database_makes_no_codes(hers: tuple[str, list[str]]) -> None:
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert hers[0] not in kept and not any(code in kept for code in hers[1])


def test_the_app_is_taken_away(
    client_of: Callable[[User], Client], rut: User, client: Client, hers: tuple[str, list[str]]
) -> None:
    browser = client_of(rut)
    assert browser.get(f"{APP}ta-bort/")["Location"].startswith(AGAIN)
    browser.post(AGAIN, {"password": PASSPHRASE})
    assert browser.post(f"{APP}ta-bort/")["Location"] == SAFE
    assert "Appen är bortkopplad." in browser.get(SAFE).content.decode()
    assert not Authenticator.objects.exists()
    assert client.post(LOG_IN, RIGHT)["Location"] == "/"


def test_new_recovery_codes_end_the_old(client_of: Callable[[User], Client], rut: User, client: Client) -> None:
    browser = client_of(rut)
    _, old = connect_app(browser)
    assert browser.post(f"{CODES}nya/")["Location"] == CODES
    assert not set(old) & set(re.findall(r"<code>(\w+)</code>", browser.get(CODES).content.decode()))
    half_way(client)
    assert "Koden stämmer inte." in client.post(STEP, {"code": old[0]}).content.decode()


@pytest.mark.usefixtures("hers")
def test_an_administrator_takes_it_away(
    client_of: Callable[[User], Client], rut: User, eva: User, ada: User, client: Client
) -> None:
    path = f"/konto/anvandare/{rut.pk}/andra-steg/"
    assert client_of(eva).post(path).status_code == 403
    browser = client_of(ada)
    assert "Ta bort andra steget" in browser.get("/konto/anvandare/").content.decode()
    assert "Rut loggar nu in utan andra steg." in browser.post(path, follow=True).content.decode()
    assert client.post(LOG_IN, RIGHT)["Location"] == "/"
    assert "Rut har inget andra steg." in browser.post(path, follow=True).content.decode()


def test_one_without_a_passphrase_chooses_one_first(client_of: Callable[[User], Client], rut: User) -> None:
    rut.set_unusable_password()
    rut.save()
    browser = client_of(rut)
    page = browser.get(SAFE).content.decode()
    assert "Välj en lösenfras" in page and "Koppla en app" not in page
    assert browser.get(APP).status_code == 403


def test_what_happens_stands_in_the_log(
    client_of: Callable[[User], Client],
    rut: User,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _, codes = connect_app(client_of(rut))
    half_way(client)
    client.post(STEP, {"code": codes[0]})
    rows = Change.objects.order_by("pk").values_list("action", "by__name", "details")
    assert [row for row in rows if row[0] != "second-step-added"] == [
        ("logged-in", "Rut", {"by_way_of": ["password", "recovery_codes"]})
    ]
    assert {row[2]["type"] for row in rows if row[0] == "second-step-added"} == {"totp", "recovery_codes"}


def test_a_closed_account_stays_out_at_the_second_step(client: Client, rut: User, hers: tuple[str, list[str]]) -> None:
    half_way(client)
    User.objects.filter(pk=rut.pk).update(is_active=False)
    client.post(STEP, {"code": code_of(hers[0], steps=1)})
    assert client.get("/").status_code == 302


def test_no_door_of_allauths_own_is_open(client: Client) -> None:
    for path in ("signup/", "login/", "password/reset/", "email/", "social/signup/", "2fa/"):
        assert client.get(f"/konto/{path}").status_code == 404
        assert client.get(f"/accounts/{path}").status_code == 404
