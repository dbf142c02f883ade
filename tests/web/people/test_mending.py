"""Mending an account: another name or address, and what that leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from rodtrad.web.accounts.actions import create_login_link
from rodtrad.web.accounts.models import Change, LoginLink, Role, User
from rodtrad.web.accounts.sealing import unseal
from rodtrad.web.mailing.actions import queue_letter
from rodtrad.web.mailing.models import Letter
from rodtrad.web.people.actions import invite, mend
from tests.web.conftest import PASSPHRASE, make_user
from tests.web.who import MAY_READ, status_for

pytestmark = pytest.mark.django_db
SIV = {"name": "Siv Lind", "email": "Siv.Lind@Example.se"}


def page_of(user: User) -> str:
    return f"/konto/anvandare/{user.pk}/andra/"


@pytest.fixture
def siv(db: None) -> User:
    """Siv Berg has logged in before."""
    user = make_user("Siv Berg", Role.EDITOR)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("who", [name for name, _ in MAY_READ])
def test_who_mends_accounts(request: pytest.FixtureRequest, siv: User, who: str) -> None:
    seen = status_for(who, page_of(siv))
    assert seen == {"ada": 200, "otto": 302}.get(who, 403)
    if who != "otto":
        client = Client()
        client.force_login(User.objects.get(name=who))
        assert client.post(page_of(siv), SIV).status_code == (302 if who == "ada" else 403)
    assert User.objects.filter(name="Siv Lind").exists() is (who == "ada")


def test_another_name_and_address(client_of: Callable[[User], Client], ada: User, siv: User) -> None:
    hers, link = client_of(siv), create_login_link(user=siv, by=ada)
    client = client_of(ada)
    assert 'href="/konto/anvandare/' + f'{siv.pk}/andra/"' in client.get("/konto/anvandare/").content.decode()
    assert 'value="siv.berg@example.se"' in client.get(page_of(siv)).content.decode()
    told = client.post(page_of(siv), SIV, follow=True).content.decode()
    assert "Kontot för Siv Lind är ändrat." in told
    row = Change.objects.get(action="user-mended")
    assert (row.by, row.object_id, row.details) == (
        ada,
        str(siv.pk),
        {
            "was": {"name": "Siv Berg", "email": "siv.berg@example.se"},
            "became": {"name": "Siv Lind", "email": "siv.lind@example.se"},
            "unlinked": [],
        },
    )
    old, new = Letter.objects.order_by("pk")
    assert (old.to, new.to) == ("siv.berg@example.se", "siv.lind@example.se")
    assert "siv.lind" not in old.text and "Ada (ada@example.se)" in old.text
    assert "loggar du in med siv.lind@example.se" in new.text and new.text.startswith("Hej Siv Lind!")
    assert hers.get("/").status_code == 200  # who is logged in stays so
    assert Client().get(link).status_code == 410
    for email, status in (("siv.berg@example.se", 422), ("SIV.lind@example.se", 302)):
        answer = Client().post("/konto/logga-in/", {"email": email, "passphrase": PASSPHRASE})
        assert answer.status_code == status, email


@pytest.mark.parametrize(
    ("name", "email", "letters", "rows"),
    [
        ("Siv Lind", "siv.berg@example.se", 0, 1),
        ("Siv Berg", "SIV.BERG@example.se", 0, 0),
        (" Siv Berg ", "siv@example.se", 2, 1),
    ],
)
def test_who_is_told(siv: User, ada: User, name: str, email: str, letters: int, rows: int) -> None:
    link = create_login_link(user=siv, by=ada)
    assert mend(user=siv, name=name, email=email, by=ada) is bool(rows)
    assert Letter.objects.count() == letters
    assert Change.objects.filter(action="user-mended").count() == rows
    assert Client().get(link).status_code == (410 if letters else 200)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"email": "NILS@example.se"}, "Adressen används redan av Nils."),
        ({"email": "borta@example.se"}, "Adressen används redan av Borta, vars konto är avstängt."),
        ({"email": "siv"}, "giltig e-post"),
        ({"name": " "}, "måste fyllas i"),
    ],
)
def test_what_is_wrong_is_told(
    client_of: Callable[[User], Client], ada: User, siv: User, change: dict[str, str], says: str
) -> None:
    make_user("Nils", Role.READER)
    User.objects.filter(pk=make_user("Borta", Role.READER).pk).update(is_active=False)
    answer = client_of(ada).post(page_of(siv), {**SIV, **change})
    assert answer.status_code == 422 and says in answer.content.decode()
    siv.refresh_from_db()
    assert siv.name == "Siv Berg" and not Letter.objects.exists() and not Change.objects.exists()


def test_one_misspelt_in_the_invitation_is_invited_anew(client: Client, ada: User) -> None:
    """The letter that waits for the wrong address is not sent, and the link in it, had it been, opens nothing."""
    nils = invite(email="nisl@example.se", name="Nisl", role="reader", by=ada)
    wrong = unseal(Letter.objects.get().sealed).removeprefix("http://127.0.0.1:8000")
    mend(user=nils, name="Nils", email="nils@example.se", by=ada)
    told, invitation = Letter.objects.order_by("pk")
    assert told.to == "nisl@example.se" and invitation.to == "nils@example.se"
    assert invitation.text.startswith("Hej Nils!") and not told.sealed
    assert client.get(wrong).status_code == 410
    right = unseal(invitation.sealed).removeprefix("http://127.0.0.1:8000")
    assert client.post(right)["Location"] == "/konto/losenfras/"
    assert LoginLink.objects.count() == 1


def test_letters_that_wait_go_to_the_new_address(ada: User, siv: User) -> None:
    """But not what somebody else gets, and not minutes, whose sender chose the address."""
    keys = ("notice-1-1", "verify-1", "minutes-1-all-ab", "notice-1-2")
    with transaction.atomic():
        for key in keys:
            to = "nils@example.se" if key == keys[-1] else siv.email
            queue_letter(key=key, to=to, subject="Kallelse", text="Kom!", by=ada)
    Letter.objects.filter(key="verify-1").update(state=Letter.State.FAILED)
    mend(user=siv, name="Siv Berg", email="siv@example.se", by=ada)
    found = dict(Letter.objects.values_list("key", "to"))
    assert [found[key] for key in keys] == ["siv@example.se"] * 2 + ["siv.berg@example.se", "nils@example.se"]


def test_a_closed_account_frees_its_address_without_a_letter(ada: User, siv: User) -> None:
    User.objects.filter(pk=siv.pk).update(is_active=False)
    mend(user=siv, name="Siv Berg", email="siv.forut@example.se", by=ada)
    assert not Letter.objects.exists()
    invite(email="siv.berg@example.se", name="Siv Berg", role="reader", by=ada)


def test_nobody_takes_their_own_right_or_log_in_away(client_of: Callable[[User], Client], ada: User) -> None:
    SocialAccount.objects.create(user=ada, provider="region-alvmark", uid="1")
    client = client_of(ada)
    own: dict[str, Any] = {"name": "Ada Ek", "email": "ada.ek@example.se", "unlink": "on", "role": "reader"}
    assert "Koppla loss" not in client.get(page_of(ada)).content.decode()
    assert client.post(page_of(ada), own).status_code == 302
    assert client.get("/konto/anvandare/").status_code == 200
    assert SocialAccount.objects.filter(user=ada).exists()
    with pytest.raises(ValidationError, match="Be en annan administratör"):
        mend(user=ada, name="Ada", email="ada@example.se", by=ada, unlink=True)
