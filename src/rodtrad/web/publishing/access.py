"""Who may publish minutes and take them back: what their role in the body lets them. What is public is for everyone."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Somebody
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.rights import BodyRight, bodies_where
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.access import planned_meeting_for
from rodtrad.web.publishing.models import Publication


def meeting_to_publish(user: Somebody, pk: int) -> Meeting:
    """A meeting whose minutes a user may publish. Raises Http404 where there are none, PermissionDenied for others."""
    meeting = planned_meeting_for(user, pk, BodyRight.PUBLISH)
    if not meeting.minutes_versions.exists():
        raise Http404("Det finns inget protokoll än.")
    return meeting


def publication_to_decide(user: Somebody, pk: int) -> Publication:
    """A publication that a user may confirm, decline or withdraw; raises as `meeting_to_publish`."""
    publication = get_object_or_404(Publication.objects.select_related("version", "asked_by"), pk=pk)
    publication.meeting = meeting_to_publish(user, publication.meeting_id)
    return publication


def to_confirm(user: User) -> QuerySet[Publication]:
    """What somebody else has asked to publish and a user may confirm."""
    meetings = Meeting.objects.filter(bodies__in=bodies_where(user, BodyRight.PUBLISH))
    waiting = Publication.objects.filter(state=Publication.State.WAITING, meeting__in=meetings.order_by())
    others = waiting.exclude(asked_by=user).defer("content")
    return others.select_related("meeting")


def publication_for_all(meeting: int) -> Publication:
    """The latest publication of a meeting's minutes, public or withdrawn. Raises Http404 where there was none."""
    publication = Publication.objects.shown().select_related("version", "ended_by").filter(meeting=meeting).first()
    if publication is None:
        raise Http404("Protokollet är inte publicerat.")
    return publication
