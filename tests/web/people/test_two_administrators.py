"""Two administrators who give the same address at once, each with a connection of their own: one is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from rodtrad.web.accounts.models import Role, User
from tests.web.conftest import make_user

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "siv.lind@example.se"


@pytest.fixture(autouse=True)
def apart() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the database of these tests is in memory, which one connection has to itself")


@pytest.mark.parametrize("is_new", [False, True])
def test_the_same_address(client_of: Callable[[User], Client], is_new: bool) -> None:
    posts = []
    for name in ("Ada", "Eva"):
        user = None if is_new else make_user(f"{name} Lind", Role.READER)
        client = client_of(make_user(name, Role.ADMINISTRATOR))
        path = f"/konto/anvandare/{user.pk}/andra/" if user else "/konto/anvandare/"
        posts.append((client, path, {"name": f"{name} Lind", "email": ADDRESS, "role": "reader"}))
    both = Barrier(2)

    def post(one: tuple[Client, str, dict[str, str]]) -> tuple[int, str]:
        client, path, sent = one
        both.wait()
        try:
            answer = client.post(path, sent)
            return answer.status_code, answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(post, posts))
    assert [status for status, _ in told] == [302, 422]
    assert User.objects.filter(email=ADDRESS).count() == 1
    assert "Det finns redan en användare med den adressen." in told[1][1]
