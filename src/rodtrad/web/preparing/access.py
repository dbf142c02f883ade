"""Who may see and change meetings that are planned here: what their role in the body lets them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight, bodies_where, require_in, rights_in
from rodtrad.web.meetings.models import Item, Meeting


def bodies_to_plan_for(user: Somebody) -> QuerySet[Body]:
    """The bodies whose meetings a user may plan. Raises PermissionDenied for one who may read nothing."""
    require(user, Right.READ)
    return bodies_where(user, BodyRight.PLAN)


def planned_meeting_for(user: Somebody, pk: int, right: BodyRight) -> Meeting:
    """A meeting that is held here, to somebody who has a right in one of its bodies.

    Raises Http404 where there is none, PermissionDenied for who lacks the right.
    """
    require(user, Right.READ)
    meeting = get_object_or_404(
        Meeting.objects.select_related("held_for").prefetch_related("bodies"), pk=pk, held_for__isnull=False
    )
    require_in(user, right, meeting.bodies.all())
    return meeting


def item_for(user: Somebody, pk: int) -> Item:
    """An item that a user may change: whoever arranges the agenda may, and who proposed it until the meeting is called.

    Raises as `planned_meeting_for`.
    """
    item = get_object_or_404(Item.written.select_related("meeting__held_for"), pk=pk)
    meeting = item.meeting
    if meeting.held_for_id is None:
        raise Http404
    own = item.proposed_by_id == user.pk and meeting.state == Meeting.State.PLANNED
    require_in(user, BodyRight.PROPOSE if own else BodyRight.PREPARE, meeting.bodies.all())
    return item


def rights_at(user: Somebody, meeting: Meeting) -> frozenset[BodyRight]:
    """What a user may do at a meeting; one query."""
    return rights_in(user, meeting.bodies.all())
