"""Who may see and change meetings that are planned here: what their role in the body lets them."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from rodtrad.web import clock
from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.bodies.access import body_for_reading
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.bodies.rights import BodyRight, bodies_where, require_in, rights_in
from rodtrad.web.meetings.models import Item, Meeting, Paper, Section
from rodtrad.web.preparing.models import CalendarAddress, PaperFile

GONE = Q(retired_at__isnull=False) | Q(cancelled=True)
SHOWN_BACK = timedelta(days=366)  # a calendar forgets what is no longer in its feed


def bodies_to_plan_for(user: Somebody) -> QuerySet[Body]:
    """The bodies whose meetings a user may plan. Raises PermissionDenied for one who may read nothing."""
    require(user, Right.READ)
    return bodies_where(user, BodyRight.PLAN)


def planned_meeting_for(user: Somebody, pk: int, right: BodyRight) -> Meeting:
    """A meeting that is held here, to somebody who has a right in one of its bodies; raises as `meeting_and_rights`."""
    return meeting_and_rights(user, pk, right)[0]


def meeting_and_rights(user: Somebody, pk: int, right: BodyRight) -> tuple[Meeting, frozenset[BodyRight]]:
    """A meeting that is held here, to somebody who has a right in one of its bodies, and all that they may do at it.

    Raises Http404 where there is none, PermissionDenied for who lacks the right.
    """
    require(user, Right.READ)
    meeting = get_object_or_404(
        Meeting.objects.select_related("held_for").prefetch_related("bodies"), pk=pk, held_for__isnull=False
    )
    rights = rights_at(user, meeting)
    if right not in rights:
        raise PermissionDenied
    return meeting, rights


def paper_file_for(user: Somebody, pk: int) -> PaperFile:
    """The file of a paper, to somebody who is called to its meeting. Raises as `planned_meeting_for`."""
    file = get_object_or_404(PaperFile.objects.select_related("paper__item"), pk=pk, paper__retired_at=None)
    planned_meeting_for(user, file.paper.item.meeting_id, BodyRight.SEE)
    return file


def paper_for(user: Somebody, pk: int) -> Paper:
    """A paper that a user may change: whoever may change its item. Raises as `item_for`."""
    paper = get_object_or_404(Paper.written.select_related("item", "file"), pk=pk, file__isnull=False)
    paper.item = item_for(user, paper.item_id)
    return paper


def item_for(user: Somebody, pk: int) -> Item:
    """An item that a user may change: whoever arranges the agenda may, and who proposed it until the meeting is called.

    Raises as `planned_meeting_for`.
    """
    return _item_of(user, Item.written.all(), pk)


def removed_item_for(user: Somebody, pk: int) -> Item:
    """An item that was taken off or withdrawn and that a user may put back; raises as `planned_meeting_for`."""
    return _item_of(user, Item._base_manager.filter(GONE), pk)


def section_for(user: Somebody, pk: int) -> Section:
    """A section that a user may change: whoever may change its item. Raises as `item_for`."""
    return _section_of(user, Section.written.all(), pk)


def removed_section_for(user: Somebody, pk: int) -> Section:
    """A section that was taken off or withdrawn and that a user may put back; raises as `item_for`."""
    return _section_of(user, Section._base_manager.filter(GONE), pk)


def _section_of(user: Somebody, sections: QuerySet[Section], pk: int) -> Section:
    section = get_object_or_404(sections, pk=pk)
    section.item = item_for(user, section.item_id)
    return section


def _item_of(user: Somebody, items: QuerySet[Item], pk: int) -> Item:
    item = get_object_or_404(items.select_related("meeting__held_for"), pk=pk)
    meeting = item.meeting
    if meeting.held_for_id is None:
        raise Http404
    own = item.proposed_by_id == user.pk and meeting.state == Meeting.State.PLANNED
    require_in(user, BodyRight.PROPOSE if own else BodyRight.PREPARE, meeting.bodies.all())
    return item


def rights_at(user: Somebody, meeting: Meeting) -> frozenset[BodyRight]:
    """What a user may do at a meeting; one query."""
    return rights_in(user, meeting.bodies.all())


def calendar_addresses_of(user: Somebody) -> QuerySet[CalendarAddress]:
    """The calendar addresses that are a user's own. Raises PermissionDenied for one who may read nothing."""
    own = CalendarAddress.objects.filter(user=require(user, Right.READ), removed=False)
    return own.select_related("body", "user")


def calendar_behind(pk: int, mark: str) -> CalendarAddress:
    """The calendar of a secret address, for nobody knows whom: what its owner may see today is what it shows.

    Raises Http404 where the address is none or no longer one, and where its owner may not read or log in any more.
    """
    address = get_object_or_404(CalendarAddress.objects.select_related("user", "body"), pk=pk, removed=False)
    if not constant_time_compare(mark, address.mark) or not address.user.is_active:
        raise Http404
    try:
        require(address.user, Right.READ)
    except PermissionDenied as error:
        raise Http404 from error
    return address


def meetings_in_calendar(address: CalendarAddress) -> QuerySet[Meeting]:
    """The meetings that are held here and that a calendar shows, those that were called off too. Raises as
    `body_for_reading`."""
    if address.body_id is None:
        roles = Membership.objects.on(clock.today()).filter(user=address.user)
        bodies = Body.objects.filter(pk__in=roles.values("body"))
    else:
        bodies = Body.objects.filter(pk=body_for_reading(address.user, address.body_id).pk)
    held_here = Meeting.objects.filter(held_for__isnull=False, bodies__in=bodies)
    return held_here.filter(date__gte=clock.today() - SHOWN_BACK).distinct().prefetch_related("bodies")
