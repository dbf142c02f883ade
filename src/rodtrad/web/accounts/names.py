"""How people with an account are called where several of them stand together."""

from __future__ import annotations

from collections.abc import Iterable

from rodtrad.web.accounts.models import Change, User


def told_apart(user: User, users: Iterable[User]) -> str:
    """A user's name, with their address where others of some users bear it."""
    alike = {other.pk for other in users if str(other).casefold() == str(user).casefold()} | {user.pk}
    return f"{user} ({user.email})" if len(alike) > 1 else str(user)


def former_names() -> dict[int, set[str]]:
    """The names that accounts had before they were mended, by the keys of the accounts: a meeting may have been held
    by then. One query."""
    found: dict[int, set[str]] = {}
    mended = Change.objects.filter(action="user-mended").values_list("object_id", "details")
    for pk, details in mended:
        found.setdefault(int(pk), set()).add(details["was"]["name"])
    return found
