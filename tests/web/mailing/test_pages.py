"""The page of letters, and the task that sends them."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep

import pytest
from django.test import Client
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from rodtrad.web.accounts.models import User
from rodtrad.web.environment import MailServer
from rodtrad.web.intake.working import make_runner
from rodtrad.web.mailing.actions import queue_letter
from rodtrad.web.mailing.models import Letter
from rodtrad.web.mailing.tasks import ask_to_send
from tests.web.mailing.conftest import Kept
from tests.web.who import status_for

pytestmark = pytest.mark.django_db
URL = "/post/"


def queue(key: str = "k") -> Letter:
    return queue_letter(key=key, to="rut@example.se", subject="Kallelse", text="Sekretess för organet.", by=None)


@pytest.mark.parametrize(("who", "status"), [("rut", 403), ("eva", 403), ("ada", 200), ("nina", 403), ("otto", 302)])
def test_who_may_see_letters(who: str, status: int) -> None:
    assert status_for(who, URL) == status


@pytest.mark.parametrize("who", ["rut", "eva"])
def test_who_may_not_send_again(client_of: Callable[[User], Client], request: pytest.FixtureRequest, who: str) -> None:
    letter = queue()
    assert client_of(request.getfixturevalue(who)).post(f"{URL}{letter.pk}/igen/").status_code == 403


def test_the_page_tells_what_became_of_letters_and_not_what_they_say(
    client_of: Callable[[User], Client], ada: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(ada)
    assert "Inget brev har köats än." in client.get(URL).content.decode()
    for number in range(20):
        queue(f"k{number}")
    Letter.objects.filter(key="k1").update(state="failed", error="E-postservern svarar: 550 ingen sådan låda")
    with django_assert_max_num_queries(8):
        page = client.get(URL).content.decode()
    assert "Ingen e-postserver är inställd, så 19 brev väntar." in page
    assert "550 ingen sådan låda" in page and "Kunde inte skickas" in page
    assert "Sekretess" not in page


def test_a_failed_letter_is_sent_again(
    client_of: Callable[[User], Client], ada: User, post: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The worker drops old connections, for which it would take the one that a test's transaction is on.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    letter = queue()
    Letter.objects.update(state="failed", error="550")
    client = client_of(ada)
    assert "Försök igen" in client.get(URL).content.decode()
    told = client.post(f"{URL}{letter.pk}/igen/", follow=True).content.decode()
    assert "Brevet till rut@example.se skickas inom kort." in told
    ask_to_send()
    ask_to_send()
    assert DBTaskResult.objects.count() == 1
    make_runner().run()
    assert len(post.letters) == 1
    ask_to_send()
    assert DBTaskResult.objects.count() == 1
    assert "Försök igen" not in client.get(URL).content.decode()


def test_nothing_is_asked_for_without_a_server(settings: Settings) -> None:
    queue()
    ask_to_send()
    assert not DBTaskResult.objects.exists()
    settings.MAIL = MailServer("127.0.0.1", 1)
    sleep(0.002)  # SQLite's clock counts milliseconds
    ask_to_send()
    assert DBTaskResult.objects.count() == 1
