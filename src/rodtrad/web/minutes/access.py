"""Who may see the minutes of a meeting held here: its bodies. What all may see when they are published is a copy."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from rodtrad.web.accounts.access import Somebody
from rodtrad.web.bodies.access import body_for_reading
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.preparing.access import planned_meeting_for


def version_for_reading(user: Somebody, pk: int, number: int | None) -> MinutesVersion:
    """A version of the minutes, the latest where no number is given; raises as `planned_meeting_for`."""
    meeting = planned_meeting_for(user, pk, BodyRight.SEE)
    versions = MinutesVersion.objects.select_related("meeting", "by").filter(meeting=meeting)
    version = versions.filter(number=number).first() if number else versions.last()
    if version is None:
        raise Http404("Det finns inget protokoll än.")
    version.meeting = meeting
    return version


def body_to_dress(user: Somebody, pk: int) -> Body:
    """A body whose minutes' Word file a user may give a template: whoever plans or prepares its meetings. Raises
    Http404 where there is none, PermissionDenied for others."""
    body = body_for_reading(user, pk)
    if not {BodyRight.PLAN, BodyRight.PREPARE} & rights_in(user, [body]):
        raise PermissionDenied
    return body
