"""As whom somebody is logged in, in words that are written on what they approve."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

# What the session keeps of how somebody logged in.
METHODS: Final = "account_authentication_methods"
WORDS: Final = {"password": "lösenfras", "code": "kod med e-post", "totp": "engångskod", "webauthn": "nyckel"}


def identity_of(request: HttpRequest) -> str:
    """ "tove@example.se, inloggad med lösenfras och engångskod"; the address alone where no more is known."""
    email = str(getattr(request.user, "email", ""))
    ways = [way for row in request.session.get(METHODS, []) if (way := _way(row))]
    return f"{email}, inloggad med {' och '.join(dict.fromkeys(ways))}" if ways else email


def _way(row: dict[str, Any]) -> str:
    if row.get("provider"):
        return f"{row['provider']}"
    return WORDS.get(str(row.get("type") or ""), WORDS.get(str(row.get("method") or ""), ""))
