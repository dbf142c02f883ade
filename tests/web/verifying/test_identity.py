"""As whom somebody approves, by how they logged in."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from django.test import RequestFactory

from rodtrad.web.accounts.models import User
from rodtrad.web.verifying.identity import METHODS, identity_of


@pytest.mark.parametrize(
    ("methods", "told"),
    [
        ([], ""),
        ([{"method": "password"}], " med lösenfras"),
        ([{"method": "password"}, {"method": "mfa", "type": "totp"}], " med lösenfras och engångskod"),
        ([{"method": "password"}, {"method": "mfa", "type": "webauthn"}], " med lösenfras och nyckel"),
        ([{"method": "socialaccount", "provider": "Region Älvmark"}], " med Region Älvmark"),
        ([{"method": "something new"}], ""),
    ],
)
def test_identity(methods: list[dict[str, Any]], told: str) -> None:
    request = RequestFactory().get("/")
    request.user = User(email="tove@example.se")
    request.session = SessionStore()
    request.session[METHODS] = methods
    assert identity_of(request) == f"inloggad som tove@example.se{told}"
