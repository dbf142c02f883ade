"""Who may see bodies, parties and persons: until something is published, everyone who logs in and may read."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.bodies.models import Body, Membership, Party, Person, Seat
from rodtrad.web.bodies.rights import BodyRight, require_in, roles_to_give

_Merged = TypeVar("_Merged", Body, Person)


def bodies_for(user: Somebody) -> QuerySet[Body]:
    """The bodies that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return Body.objects.all()


def body_for_reading(user: Somebody, pk: int, *also: str) -> Body:
    """A body with its county and the body above it; where it was found to be another, that one. `also`: what else
    there is one of, to be fetched with it.

    Raises Http404 where there is none, PermissionDenied for one who may not read.
    """
    require(user, Right.READ)
    return _who_it_is(Body._base_manager.select_related("county", "parent", *also), pk)


def body_for_editing(user: Somebody, pk: int) -> Body:
    """A body of which a user may say what it is; raises as `body_for_reading`."""
    require(user, Right.REVIEW)
    return body_for_reading(user, pk)


def body_for_giving_roles(user: Somebody, pk: int) -> Body:
    """A body in which a user may give roles; raises as `body_for_reading`."""
    body = body_for_reading(user, pk)
    require_in(user, BodyRight.GIVE_ROLES, [body])
    return body


def membership_for_editing(user: Somebody, pk: int) -> Membership:
    """A role that a user may end; raises as `body_for_reading`."""
    require(user, Right.READ)
    membership = get_object_or_404(Membership.objects.select_related("user", "body"), pk=pk)
    if membership.role not in roles_to_give(user, membership.body):
        raise PermissionDenied
    return membership


def seat_for_editing(user: Somebody, pk: int) -> Seat:
    """A seat whose days a user may set; raises as `body_for_reading`."""
    require(user, Right.REVIEW)
    return get_object_or_404(Seat.objects.current().select_related("person", "body", "party"), pk=pk)


def parties_for(user: Somebody) -> QuerySet[Party]:
    """The parties that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return Party.objects.all()


def party_for_reading(user: Somebody, pk: int) -> Party:
    """A party with its county; raises as `body_for_reading`."""
    return get_object_or_404(parties_for(user).select_related("county"), pk=pk)


def persons_for(user: Somebody) -> QuerySet[Person]:
    """The persons that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return Person.objects.all()


def person_for_reading(user: Somebody, pk: int) -> Person:
    """A person with the county; as `body_for_reading`."""
    require(user, Right.READ)
    return _who_it_is(Person._base_manager.select_related("county"), pk)


def _who_it_is(rows: QuerySet[_Merged], pk: int) -> _Merged:
    found = get_object_or_404(rows, pk=pk)
    while found.merged_into_id is not None:
        found = rows.get(pk=found.merged_into_id)
    return found
