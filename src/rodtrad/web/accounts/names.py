"""How people with an account are called where several of them stand together."""

from __future__ import annotations

from collections.abc import Iterable

from rodtrad.web.accounts.models import User


def told_apart(user: User, users: Iterable[User]) -> str:
    """A user's name, with their address where others of some users bear it."""
    alike = {other.pk for other in users if str(other).casefold() == str(user).casefold()} | {user.pk}
    return f"{user} ({user.email})" if len(alike) > 1 else str(user)
