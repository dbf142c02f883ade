"""Who may see, put and answer questions by mail: what their role in the body lets them. Others see the decision, when
minutes that confirm it are published."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.access import body_for_reading
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight, bodies_where, require_in
from rodtrad.web.circulating.models import Asked, Circulation, CirculationQuerySet, Enclosure


def body_where(user: Somebody, pk: int, right: BodyRight) -> Body:
    """A body in which a user has a right. Raises Http404 where there is none, PermissionDenied for others."""
    body = body_for_reading(user, pk)
    require_in(user, right, [body])
    return body


def circulation_for(user: Somebody, pk: int, right: BodyRight) -> Circulation:
    """A question of a body in which a user has a right; raises as `body_where`."""
    require(user, Right.READ)
    found = get_object_or_404(Circulation.objects.select_related("body", "put_by", "closed_by", "item__meeting"), pk=pk)
    require_in(user, right, [found.body])
    return found


def enclosure_for(user: Somebody, pk: int) -> Enclosure:
    """A paper of a question, to somebody who may see the question; raises as `body_where`."""
    require(user, Right.READ)
    found = get_object_or_404(Enclosure, pk=pk)
    circulation_for(user, found.circulation_id, BodyRight.SEE)
    return found


def asked_for(user: Somebody, pk: int) -> Asked | None:
    """What a letter asks: None where it asks somebody else than the user, or one who has no role in the body now.

    Raises Http404 where there is no such question, PermissionDenied for one who may read nothing.
    """
    by = require(user, Right.READ)
    asked = get_object_or_404(Asked.objects.select_related("circulation__body", "user"), pk=pk)
    mine = asked.user_id == by.pk and bodies_where(by, BodyRight.SEE).filter(pk=asked.circulation.body_id).exists()
    return asked if mine else None


def to_answer(user: User) -> CirculationQuerySet:
    """The open questions that wait for a user's answer, in bodies whose affairs they may see."""
    waiting = Asked.objects.filter(user=user, answers=None).values("circulation")
    return Circulation.objects.open().filter(pk__in=waiting, body__in=bodies_where(user, BodyRight.SEE))
