"""The administrators' page of users."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.accounts import actions
from rodtrad.web.accounts.models import Change, User

URL = "/konto/anvandare/"
NEW = {"email": "Nils@Example.se", "name": "Nils", "role": "editor"}


@pytest.mark.parametrize("name, status", [("rut", 403), ("eva", 403), ("ada", 200)])
def test_who_may_see_users(
    request: pytest.FixtureRequest, client_of: Callable[[User], Client], name: str, status: int
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.get(URL).status_code == status
    if status == 403:
        assert client.post(URL, NEW).status_code == 403
        assert client.post(f"{URL}1/lank/").status_code == 403
        assert client.post(f"{URL}1/bjud-in/").status_code == 403
        assert client.post(f"{URL}1/oppen/").status_code == 403


def test_invite_a_user_and_make_a_link(client_of: Callable[[User], Client], ada: User) -> None:
    client = client_of(ada)
    assert client.post(URL, NEW).status_code == 302
    nils = User.objects.get(email="nils@example.se")
    assert nils.role == "editor" and not nils.has_usable_password()
    assert "inbjudan till nils@example.se väntar" in client.get(URL).content.decode()
    page = client.post(f"{URL}{nils.pk}/lank/").content.decode()
    assert "http://testserver/konto/lank/" in page and "24 timmar" in page


@pytest.mark.parametrize(
    "change, says",
    [
        ({"email": "ada@EXAMPLE.se"}, "Det finns redan en användare"),
        ({"email": "nils"}, "giltig e-post"),
        ({"role": "x"}, ""),
    ],
)
def test_wrong_user_is_told(client_of: Callable[[User], Client], ada: User, change: dict[str, str], says: str) -> None:
    answer = client_of(ada).post(URL, {**NEW, **change})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert User.objects.count() == 1


def test_close_and_open_an_account(client_of: Callable[[User], Client], ada: User, rut: User) -> None:
    client, hers = client_of(ada), client_of(rut)
    assert hers.get("/").status_code == 200
    client.post(f"{URL}{rut.pk}/oppen/", {"active": "0"})
    assert hers.get("/").status_code == 302
    page = client.get(URL).content.decode()
    assert "Avstängd" in page
    client.post(f"{URL}{rut.pk}/oppen/", {"active": "1"})
    rut.refresh_from_db()
    assert rut.is_active


def test_nobody_closes_their_own_account(client_of: Callable[[User], Client], ada: User) -> None:
    answer = client_of(ada).post(f"{URL}{ada.pk}/oppen/", {"active": "0"}, follow=True)
    assert "Du kan inte stänga av ditt eget konto." in answer.content.decode()
    ada.refresh_from_db()
    assert ada.is_active


def test_one_administrator_is_left(ada: User) -> None:
    with pytest.raises(ValidationError, match="minst en administratör"):
        actions.set_active(user=ada, active=False, by=None)


def test_every_action_writes_one_row(ada: User) -> None:
    nils = actions.create_user(email="nils@example.se", name="Nils", role="reader", by=ada)
    actions.create_login_link(user=nils, by=ada)
    actions.use_login_link(link=nils.login_links.get())
    actions.choose_passphrase(user=nils, passphrase="sju blå båtar i hamn", by=nils)  # noqa: S106 - a test's own
    actions.set_active(user=nils, active=False, by=ada)
    actions.set_active(user=nils, active=True, by=ada)
    written = list(Change.objects.order_by("pk").values_list("action", "by", "object_type", "object_id"))
    by = [ada.pk, ada.pk, nils.pk, nils.pk, ada.pk, ada.pk]
    done = ["user-created", "login-link-created", "login-link-used", "passphrase-chosen", "user-closed", "user-opened"]
    assert written == [(what, who, "accounts.user", str(nils.pk)) for what, who in zip(done, by, strict=True)]
