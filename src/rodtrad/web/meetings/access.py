"""Who may see meetings and decisions: until something is published, everyone who logs in and may read.

Lists hold what stands; the page of one row is there for a retired one too, and says so.
"""

from typing import Protocol

from django.http import Http404
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.meetings.models import Decision, DecisionQuerySet, Item, Meeting, MeetingQuerySet

WITHDRAWN = "withdrawn"  # of what `publishing`, which lies above, has put out


class Drafted(Protocol):
    """A row of the register that was said at a meeting, perhaps one held here."""

    is_draft: bool

    @property
    def meeting(self) -> Meeting | None: ...

    @property
    def item(self) -> Item | None: ...


class Withdrawn(Http404):
    """A row of minutes of a `meeting` that were public, and were withdrawn."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting


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
    """Raises Http404 where a row is a draft of a body whose affairs the user may not see, nor is told of: Withdrawn
    where its minutes have been public."""
    meeting = row.meeting
    if not row.is_draft or (meeting and BodyRight.SEE in rights_in(user, meeting.bodies.all())):
        return
    was_secret = row.item is not None and row.item.confidential
    is_public = meeting is None or meeting.state == Meeting.State.PUBLISHED
    if meeting and not (was_secret or is_public) and meeting.publications.filter(state=WITHDRAWN).exists():
        raise Withdrawn(meeting)
    raise Http404
