"""Logging in by an organisation's own log-in, against a real provider: only whom it vouches for and we know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from pytest_django import Settings

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.environment import IdentityProvider
from rodtrad.web.people.actions import invite, mend
from tests.web.accounts.provider import CLIENT, SECRET, Provider, serving

pytestmark = pytest.mark.django_db
PATH = "/konto/logga-in/organisation/region-alvmark/"
RUT = {"sub": "1234", "email": "Rut@example.se", "email_verified": True, "personnummer": "19121212-1212"}


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with serving() as one:
        one.claims = RUT
        settings.OIDC = [IdentityProvider("region-alvmark", "Region Älvmark", one.address, CLIENT, SECRET)]
        app = {
            "provider_id": "region-alvmark",
            "name": "Region Älvmark",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": one.address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield one


def come_back(client: Client, path: str = PATH) -> Any:
    """Go to the provider and come back: what is then answered."""
    there = client.get(path)["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == f"{PATH}svar/"
    return client.get(f"{parts.path}?{parts.query}")


def test_the_log_in_page_offers_it(client: Client, provider: Provider) -> None:
    page = client.get("/konto/logga-in/?next=/dokument/").content.decode()
    assert f'href="{PATH}?next=/dokument/"' in page and "Logga in med Region Älvmark" in page


def test_one_who_is_known_comes_in_and_goes_on(client: Client, provider: Provider, rut: User) -> None:
    answer = come_back(client, f"{PATH}?next=/dokument/")
    assert answer["Location"] == "/dokument/"
    assert client.get("/").status_code == 200
    asked = provider.asked[0]
    assert set(asked["scope"].split()) == {"openid", "profile", "email"} and asked["code_challenge_method"] == "S256"
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.provider, linked.uid, linked.extra_data) == (rut, "region-alvmark", "1234", {})
    assert not SocialToken.objects.exists()
    rows = list(Change.objects.order_by("pk").values_list("action", "details"))
    assert rows == [
        ("organisation-linked", {"organisation": "region-alvmark"}),
        ("logged-in", {"by_way_of": ["region-alvmark"]}),
    ]
    rut.refresh_from_db()
    assert rut.has_usable_password() and rut.name == "Rut"


def test_the_next_time_its_own_number_counts(client: Client, provider: Provider, rut: User) -> None:
    come_back(client)
    provider.claims = {**RUT, "email": "ny.adress@example.se"}
    assert come_back(Client())["Location"] == "/"
    assert SocialAccount.objects.get().extra_data == {}


def test_an_address_that_is_mended_neither_shuts_out_nor_lets_in(
    client_of: Callable[[User], Client], client: Client, provider: Provider, rut: User, ada: User
) -> None:
    """Her own number leads to her account under any address; who gets her old or new address has another number."""
    come_back(client)
    mend(user=rut, name="Rut", email="ny@example.se", by=ada)
    assert come_back(Client())["Location"] == "/"
    rut.refresh_from_db()
    assert rut.email == "ny@example.se" and not EmailAddress.objects.exists()
    invite(email="rut@example.se", name="Rut Ek", role="reader", by=ada)
    come_back(Client())
    assert SocialAccount.objects.get().user == rut
    provider.claims = {**RUT, "sub": "5678", "email": "ny@example.se"}
    answer = come_back(Client())
    assert answer.status_code == 403 and "kopplat till en annan inloggning" in answer.content.decode()
    path = f"/konto/anvandare/{rut.pk}/andra/"
    administrator = client_of(ada)
    assert "Koppla loss organisationens inloggning" in administrator.get(path).content.decode()
    administrator.post(path, {"name": "Rut", "email": "ny@example.se", "unlink": "on"})
    assert Change.objects.filter(action="user-mended")[0].details["unlinked"] == ["region-alvmark"]
    assert come_back(Client())["Location"] == "/"
    assert SocialAccount.objects.get(uid="5678").user == rut
    provider.claims = RUT  # who has the old number and address now comes to the account of that address
    come_back(Client())
    assert SocialAccount.objects.get(uid="1234").user.name == "Rut Ek"


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"email": "nils@example.se"}, "Det finns inget konto för nils@example.se."),
        ({"email_verified": False}, "intygar inte din e-postadress"),
        ({"email_verified": None}, "intygar inte din e-postadress"),
        ({"email": None}, "lämnar ingen e-postadress"),
    ],
)
def test_others_stay_out_and_no_account_is_made(
    client: Client, provider: Provider, rut: User, claims: dict[str, Any], says: str
) -> None:
    provider.claims = {**RUT, **claims}
    answer = come_back(client)
    assert answer.status_code == 403 and says in answer.content.decode()
    assert client.get("/").status_code == 302
    assert User.objects.count() == 1 and not SocialAccount.objects.exists()


def test_a_closed_account_stays_out(client: Client, provider: Provider, rut: User) -> None:
    come_back(client)
    User.objects.update(is_active=False)
    answer = come_back(Client())
    assert answer.status_code == 403 and "Kontot är avstängt" in answer.content.decode()


def test_two_answers_about_two_people_are_refused(client: Client, provider: Provider, rut: User) -> None:
    provider.info = {**RUT, "sub": "9999"}
    answer = come_back(client)
    assert answer.status_code == 403 and "går inte ihop" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_a_logged_in_user_does_not_take_anothers_number(
    client_of: Callable[[User], Client], provider: Provider, rut: User, eva: User
) -> None:
    """Whoever comes back is who the organisation says, not who was logged in."""
    browser = client_of(eva)
    come_back(browser, f"{PATH}?process=connect")
    assert SocialAccount.objects.get().user == rut


def test_one_who_turns_back_is_told(client: Client, provider: Provider) -> None:
    provider.refuses = True
    answer = come_back(client)
    assert answer.status_code == 403 and "Inloggningen avbröts." in answer.content.decode()


def test_a_provider_that_is_down_is_told(client: Client, provider: Provider, settings: Settings) -> None:
    with serving() as gone:
        pass
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"] = {"server_url": gone.address}
    answer = client.get(PATH)
    assert answer.status_code == 403 and "Region Älvmark svarar inte." in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?code=a", "?code=a&state=b", "?error=server_error"])
def test_an_answer_that_nobody_asked_for_is_refused(client: Client, provider: Provider, query: str) -> None:
    answer = client.get(f"{PATH}svar/{query}")
    assert answer.status_code == 403 and "svarade inte som väntat" in answer.content.decode()


def test_an_answer_holds_once_and_in_one_browser(client: Client, provider: Provider, rut: User) -> None:
    there = client.get(PATH)["Location"]
    back = urlsplit(requests.get(there, allow_redirects=False, timeout=5).headers["Location"])
    again = f"{back.path}?{back.query}"
    assert Client().get(again).status_code == 403  # another's browser
    assert client.get(again).status_code == 302
    client.post("/konto/logga-ut/")
    assert client.get(again).status_code == 403
    assert parse_qs(back.query)["code"]
