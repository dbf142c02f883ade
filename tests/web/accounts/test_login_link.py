"""One-time links: single use, short life, not burnt by previews, kept as a digest."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from rodtrad.web.accounts import actions
from rodtrad.web.accounts.models import Change, LoginLink, Role, User
from tests.web.conftest import PASSPHRASE


@pytest.fixture
def nils(db: None) -> User:
    """Nils is new: no passphrase yet."""
    return actions.create_user(email="Nils@Example.se", name="Nils", role=Role.READER, by=None)


def test_link_logs_in_once_and_asks_for_a_passphrase(client: Client, nils: User) -> None:
    path = actions.create_login_link(user=nils, by=None)
    for _ in range(2):  # previews fetch it
        assert "Logga in som Nils" in client.get(path).content.decode()
    answer = client.post(path)
    assert answer.status_code == 302 and answer["Location"] == "/konto/losenfras/"
    assert client.get("/").status_code == 200
    assert Client().post(path).status_code == 410


def test_link_for_one_with_a_passphrase_leads_home(client: Client, rut: User) -> None:
    assert client.post(actions.create_login_link(user=rut, by=None))["Location"] == "/"


def test_token_is_nowhere_in_the_database(nils: User) -> None:
    token = actions.create_login_link(user=nils, by=None).split("/")[-2]
    assert token not in LoginLink.objects.get().digest
    assert token not in str(Change.objects.values_list("details", "object_text"))


def test_old_link_is_refused(client: Client, nils: User) -> None:
    path = actions.create_login_link(user=nils, by=None)
    LoginLink.objects.update(created_at=timezone.now() - settings.LOGIN_LINK_LIFETIME - timedelta(seconds=1))
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410


def test_link_used_meanwhile_is_refused(nils: User) -> None:
    actions.create_login_link(user=nils, by=None)
    first, second = LoginLink.objects.get(), LoginLink.objects.get()
    actions.use_login_link(link=first)
    with pytest.raises(ValidationError, match="gäller inte längre"):
        actions.use_login_link(link=second)


def test_made_up_link_is_refused(client: Client, nils: User) -> None:
    assert client.get("/konto/lank/hittepa/").status_code == 410


def test_closing_an_account_ends_its_links(client: Client, nils: User, ada: User) -> None:
    path = actions.create_login_link(user=nils, by=ada)
    actions.set_active(user=nils, active=False, by=ada)
    assert client.post(path).status_code == 410
    with pytest.raises(ValidationError, match="avstängt"):
        actions.create_login_link(user=nils, by=ada)


@pytest.mark.parametrize(
    "phrase, says",
    [
        ("kort fras", "minst 12 tecken"),
        ("928374650918", "bara siffror"),
        ("password1234", "de vanligaste"),
        ("nils@example", "liknar ditt namn eller din e-postadress"),
    ],
)
def test_weak_passphrase_is_refused(client: Client, nils: User, phrase: str, says: str) -> None:
    client.force_login(nils)
    answer = client.post("/konto/losenfras/", {"passphrase": phrase, "again": phrase})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert says in told
    assert "lösenord" not in told.lower()


def test_two_passphrases_must_be_alike(client: Client, nils: User) -> None:
    client.force_login(nils)
    answer = client.post("/konto/losenfras/", {"passphrase": "en lång lösenfras", "again": "en lång lösenfrass"})
    assert "De två är inte lika." in answer.content.decode()


def test_chosen_passphrase_logs_in(client: Client, nils: User) -> None:
    client.force_login(nils)
    phrase = "sju blå båtar i hamn"
    assert client.post("/konto/losenfras/", {"passphrase": phrase, "again": phrase}).status_code == 302
    assert client.get("/").status_code == 200  # the session outlives the change
    other = Client()
    assert other.post("/konto/logga-in/", {"email": "nils@example.se", "passphrase": phrase}).status_code == 302


def test_a_passphrase_is_changed_by_one_who_knows_it_or_has_a_link(client: Client, rut: User) -> None:
    new = {"passphrase": "sju blå båtar i hamn", "again": "sju blå båtar i hamn"}
    client.force_login(rut)  # as with a session that somebody else got hold of
    for answer in (client.get("/konto/losenfras/"), client.post("/konto/losenfras/", new)):
        assert answer["Location"] == "/konto/bekrafta/?next=%2Fkonto%2Flosenfras%2F"
    rut.refresh_from_db()
    assert rut.check_password(PASSPHRASE)
    assert client.post("/konto/bekrafta/?next=/konto/losenfras/", {"password": PASSPHRASE}).status_code == 302
    assert client.post("/konto/losenfras/", new)["Location"] == "/"
    forgetful = Client()
    forgetful.post(actions.create_login_link(user=rut, by=None))
    assert forgetful.get("/konto/losenfras/").status_code == 200
