"""What somebody's role in a body lets them do there: the one place that says so.

What the roles of the installation may do stands in `accounts.access`. A coordinator plans every body's meetings and an
administrator gives the roles, but neither sees what is confidential to a body they have no role in.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, Somebody, may, require
from rodtrad.web.accounts.models import Role, User
from rodtrad.web.bodies.models import Body, Membership


class BodyRight(StrEnum):
    SEE = "see"  # what is confidential to the body, and what is not called yet
    PROPOSE = "propose"  # items for the agenda
    PLAN = "plan"  # when meetings are, and their standing items
    PREPARE = "prepare"  # arrange the agenda, call
    HOLD = "hold"  # open the meeting, take the roll, write the minutes, close
    VERIFY = "verify"  # approve the minutes, or send them back
    PUBLISH = "publish"
    GIVE_ROLES = "give-roles"  # that let their holders do no more than oneself; and invite people to them


IN_BODY: dict[str, frozenset[BodyRight]] = {
    Membership.Role.SECRETARY: frozenset(BodyRight) - {BodyRight.VERIFY},
    Membership.Role.CHAIR: frozenset(BodyRight),
    Membership.Role.ADJUSTER: frozenset({BodyRight.SEE, BodyRight.PROPOSE, BodyRight.VERIFY}),
    Membership.Role.MEMBER: frozenset({BodyRight.SEE, BodyRight.PROPOSE}),
    Membership.Role.DEPUTY: frozenset({BodyRight.SEE, BodyRight.PROPOSE}),
    Membership.Role.READER: frozenset({BodyRight.SEE}),
}
IN_EVERY_BODY: dict[str, frozenset[BodyRight]] = {
    Role.EDITOR: frozenset({BodyRight.PROPOSE, BodyRight.PLAN}),
    Role.ADMINISTRATOR: frozenset({BodyRight.PROPOSE, BodyRight.PLAN, BodyRight.GIVE_ROLES}),
}


def rights_in(user: Somebody, bodies: Iterable[Body]) -> frozenset[BodyRight]:
    """What a user may do at a meeting of some bodies, today: what any of them lets them. One query."""
    if not isinstance(user, User) or not may(user, Right.READ):
        return frozenset()
    roles = Membership.objects.on(clock.today()).filter(user=user, body__in=list(bodies)).values_list("role", flat=True)
    return IN_EVERY_BODY.get(user.role, frozenset()).union(*(IN_BODY[role] for role in roles))


def require_in(user: Somebody, right: BodyRight, bodies: Iterable[Body]) -> User:
    """The user, who has the right in one of the bodies. Raises PermissionDenied (403) otherwise."""
    known = require(user, Right.READ)
    if right not in rights_in(user, bodies):
        raise PermissionDenied
    return known


def bodies_where(user: Somebody, right: BodyRight) -> QuerySet[Body]:
    """The bodies in which a user has a right today; to filter by, so that lists show nobody what is not theirs."""
    if not isinstance(user, User) or not may(user, Right.READ):
        return Body.objects.none()
    if right in IN_EVERY_BODY.get(user.role, frozenset()):
        return Body.objects.all()
    roles = [role for role, rights in IN_BODY.items() if right in rights]
    held = Membership.objects.on(clock.today()).filter(user=user, role__in=roles)
    return Body.objects.filter(pk__in=held.values("body"))


def users_where(right: BodyRight, bodies: Iterable[Body]) -> QuerySet[User]:
    """Those whose role in one of some bodies gives them a right there today, and who may log in."""
    roles = [role for role, rights in IN_BODY.items() if right in rights]
    held = Membership.objects.on(clock.today()).filter(body__in=list(bodies), role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def publishers_of(bodies: Iterable[Body]) -> list[User]:
    """Those who may publish the minutes of some bodies: where two are to agree to it, there must be two. One query."""
    return list(users_where(BodyRight.PUBLISH, bodies).order_by("name", "pk"))


def roles_to_give(user: Somebody, body: Body) -> list[str]:
    """The roles in a body that a user may give and end: an administrator all, others those that let nobody do more
    than they may themselves."""
    rights = rights_in(user, [body])
    if BodyRight.GIVE_ROLES not in rights:
        return []
    return [role for role, lets in IN_BODY.items() if may(user, Right.MANAGE_USERS) or lets <= rights]


def may_plan(user: Somebody) -> bool:
    """Whether there is any body whose meetings a user may plan."""
    return bodies_where(user, BodyRight.PLAN).exists()
