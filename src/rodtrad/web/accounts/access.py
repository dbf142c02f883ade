"""What the roles of the installation may do: the one place that says so.

Views ask with `@requires(Right.X)` or `require`; templates are given what they may show by their view.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from rodtrad.web.accounts.models import Role, User

Somebody = AbstractBaseUser | AnonymousUser  # what `request.user` may be


class Right(StrEnum):
    READ = "read"  # the register, its documents and their originals
    REVIEW = "review"  # confirm, correct, refuse; hand in documents, and remove those that nobody has spoken for
    OVERRULE = "overrule"  # remove what people have spoken for; have any document read again
    MANAGE_USERS = "manage-users"


RIGHTS: dict[str, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ}),
    Role.EDITOR: frozenset({Right.READ, Right.REVIEW}),
    Role.ADMINISTRATOR: frozenset(Right),
}


def may(user: Somebody, right: Right) -> bool:
    """Whether someone has a right; those not logged in and those put out of use have none."""
    return isinstance(user, User) and user.is_active and right in RIGHTS.get(user.role, frozenset())


def require(user: Somebody, right: Right) -> User:
    """The user, who has the right. Raises PermissionDenied (403) otherwise."""
    if not isinstance(user, User) or not may(user, right):
        raise PermissionDenied
    return user


P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def requires(
    right: Right,
) -> Callable[[Callable[Concatenate[HttpRequest, P], R]], Callable[Concatenate[HttpRequest, P], R]]:
    """Decorate a view that only those with a right may open; others get 403."""

    def decorate(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require(request.user, right)
            return view(request, *args, **kwargs)

        return checked

    return decorate
