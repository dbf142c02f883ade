"""As whom somebody is logged in, in words that are written on what they approve."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

# What the session keeps of how somebody logged in.
METHODS: Final = "account_authentication_methods"
WORDS: Final = {
    "password": "lösenfras",
    "link": "inloggningslänk",
    "totp": "engångskod",
    "recovery_codes": "reservkod",
    "webauthn": "nyckel",
}


def identity_of(request: HttpRequest) -> str:
    """As "inloggad som tove@example.se med lösenfras och engångskod"; without the last where no more is known."""
    who = f"inloggad som {getattr(request.user, 'email', '')}"
    ways = [way for row in request.session.get(METHODS, []) if (way := _way(row))]
    return f"{who} med {' och '.join(dict.fromkeys(ways))}" if ways else who


def _way(row: dict[str, Any]) -> str:
    if row.get("provider"):
        return f"{row['provider']}"
    return WORDS.get(str(row.get("type") or ""), WORDS.get(str(row.get("method") or ""), ""))
