"""Who may see the minutes of a meeting held here: its bodies. What all may see when they are published is a copy."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.bodies.rights import BodyRight, require_in, rights_in
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.models import MinutesVersion


def meeting_with_minutes(user: Somebody, pk: int) -> Meeting:
    """A meeting whose minutes a user may see. Raises Http404 where there is none, PermissionDenied for others."""
    require(user, Right.READ)
    meetings = Meeting.objects.select_related("held_for").prefetch_related("bodies")
    meeting = get_object_or_404(meetings, pk=pk, held_for__isnull=False)
    require_in(user, BodyRight.SEE, meeting.bodies.all())
    return meeting


def version_for_reading(user: Somebody, pk: int, number: int | None) -> MinutesVersion:
    """A version of the minutes, the latest where no number is given; raises as `meeting_with_minutes`."""
    meeting = meeting_with_minutes(user, pk)
    versions = MinutesVersion.objects.select_related("meeting", "by").filter(meeting=meeting)
    version = versions.filter(number=number).first() if number else versions.last()
    if version is None:
        raise Http404("Det finns inget protokoll än.")
    version.meeting = meeting
    return version


def content_for(user: Somebody, version: MinutesVersion) -> MinutesContent:
    """What a user may see of a version: confidential items only in their own bodies."""
    content = MinutesContent.from_json(version.content)
    sees = BodyRight.SEE in rights_in(user, version.meeting.bodies.all())
    return content if sees else content.without_confidential()
