"""Who may hold a meeting, and who may follow it: what their role in the body lets them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Somebody
from rodtrad.web.bodies.rights import BodyRight
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.keys import key_in
from rodtrad.web.meetings.models import AtItem, Item, Meeting, Section, Vote
from rodtrad.web.preparing.access import planned_meeting_for


def meeting_to_hold(user: Somebody, pk: int) -> Meeting:
    """A meeting that a user may hold. Raises Http404 or PermissionDenied as `planned_meeting_for`."""
    return planned_meeting_for(user, pk, BodyRight.HOLD)


def meeting_to_follow(user: Somebody, pk: int) -> Meeting:
    """A meeting that a user may follow on the shared screen; raises as `meeting_to_hold`."""
    return planned_meeting_for(user, pk, BodyRight.SEE)


def item_to_write(user: Somebody, pk: int) -> Item:
    """An item at which a user may write; raises as `meeting_to_hold`."""
    item = get_object_or_404(Item.written, pk=pk)
    item.meeting = meeting_to_hold(user, item.meeting_id)
    return item


def section_of(item: Item, told: str) -> Section | None:
    """The section of an item that an address names by its key; None where it names none, and it is about the item
    itself. Raises Http404 where the item has no such section."""
    if not told:
        return None
    return get_object_or_404(Section.written, pk=key_in(told), item=item)


def paragraph_to_write(user: Somebody, key: UUID) -> Paragraph:
    """A paragraph that a user may write, with its item and meeting; raises as `meeting_to_hold`."""
    paragraph = get_object_or_404(Paragraph, key=key)
    paragraph.item = item_to_write(user, paragraph.item_id)
    return paragraph


def vote_to_undo(user: Somebody, pk: int) -> Vote:
    """A vote that a user may take back; raises as `meeting_to_hold`."""
    vote = get_object_or_404(Vote.written, pk=pk, is_draft=True)
    vote.item, vote.meeting = _at_draft(user, vote)
    return vote


def assignment_to_undo(user: Somebody, pk: int) -> Assignment:
    """An assignment that a user may take back; raises as `meeting_to_hold`."""
    assignment = get_object_or_404(Assignment.written, pk=pk, is_draft=True)
    assignment.item, assignment.meeting = _at_draft(user, assignment)
    return assignment


def _at_draft(user: Somebody, row: AtItem) -> tuple[Item, Meeting]:
    if row.item_id is None:
        raise Http404
    item = item_to_write(user, row.item_id)
    return item, item.meeting
