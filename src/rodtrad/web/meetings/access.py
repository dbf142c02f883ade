"""Who may see meetings and decisions: until something is published, everyone who logs in and may read.

Lists hold what stands; the page of one row is there for a retired one too, and says so.
"""

from typing import Protocol

from django.http import Http404
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.meetings.models import Decision, DecisionQuerySet, Meeting, MeetingQuerySet


class Drafted(Protocol):
    """A row of the register that was said at a meeting, perhaps one held here."""

    is_draft: bool

    @property
    def meeting(self) -> Meeting | None: ...


def meetings_for(user: Somebody) -> MeetingQuerySet:
    """The meetings that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return MeetingQuerySet(Meeting).filter(retired_at=None)


def meeting_for_reading(user: Somebody, pk: int) -> Meeting:
    """A meeting with its source. Raises Http404 where there is none, PermissionDenied for one who may not read."""
    require(user, Right.READ)
    return get_object_or_404(MeetingQuerySet(Meeting).with_source().prefetch_related("bodies"), pk=pk)


def decisions_for(user: Somebody) -> DecisionQuerySet:
    """The decisions that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return DecisionQuerySet(Decision).filter(retired_at=None, is_draft=False)


def decision_for_reading(user: Somebody, pk: int) -> Decision:
    """A decision with its source, meeting and item; raises as `meeting_for_reading`."""
    require(user, Right.READ)
    decisions = DecisionQuerySet(Decision).with_source().select_related("meeting", "item", "section", "body")
    decision = get_object_or_404(decisions.prefetch_related("meeting__bodies"), pk=pk)
    check_draft(user, decision)
    return decision


def check_draft(user: Somebody, row: Drafted) -> None:
    """Raises Http404 where a row is a draft of a body whose affairs the user may not see, nor is told of."""
    if row.is_draft and not (row.meeting and BodyRight.SEE in rights_in(user, row.meeting.bodies.all())):
        raise Http404
