"""What waits for somebody; what has come since they were here last: documents, published minutes, and notices from
their own bodies; and the meetings that these are to have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.urls import reverse

from rodtrad.web import clock
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight, bodies_where
from rodtrad.web.circulating.access import to_answer
from rodtrad.web.documents.models import Document
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.publishing.access import to_confirm
from rodtrad.web.publishing.models import Publication
from rodtrad.web.verifying.access import to_verify

SHOWN = 5  # of each kind
VERIFY, CONFIRM = "verifying:verification", "publishing:check"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what is new or waits. `rows`: the latest; `more`: how many there are besides. `meeting_of`: the
    meeting that a row is told by, where it is told by one, and `page` the name of the address of that meeting which it
    leads to; else it is told by itself."""

    label: str
    rows: list[Any]
    more: int
    meeting_of: Callable[[Any], Meeting] | None = None
    page: str = ""

    @property
    def told(self) -> list[tuple[str, str]]:
        """What is said of each row, and its address."""
        if not self.meeting_of:
            return [(str(row), row.get_absolute_url()) for row in self.rows]
        meetings = map(self.meeting_of, self.rows)
        return [(meeting.heading, reverse(self.page, args=[meeting.pk])) for meeting in meetings]


def for_user(user: User, since: datetime | None) -> dict[str, list[Any]]:
    """What waits for a user, the next meetings of their bodies, those bodies of theirs for which they are to plan one,
    and what is new since a moment; kinds of which there is nothing are left out. Nine queries."""
    waiting = [
        _kind("Protokoll att justera", to_verify(user), lambda one: one.round.version.meeting, VERIFY),
        _kind("Frågor via e-post att svara på", to_answer(user)),
        _kind("Publiceringar att godkänna", to_confirm(user), lambda one: one.meeting, CONFIRM),
    ]
    news = [] if since is None else _news(user, since)
    coming = list(_coming(user)[:SHOWN])
    told = [kind.meeting_of(row) for kind in (*waiting, *news) if kind.meeting_of for row in kind.rows]
    prefetch_related_objects([*told, *coming], "bodies")
    return {
        "waiting": [one for one in waiting if one.rows],
        "coming": coming,
        "to_plan": list(_to_plan(user)[:SHOWN]),
        "news": [one for one in news if one.rows],
    }


def _news(user: User, since: datetime) -> list[Kind]:
    return [
        _kind("Publicerade protokoll", _published(since), lambda one: one.meeting, "publishing:minutes"),
        _kind("Kallelser till dina organ", _called(user, since), lambda meeting: meeting, "meetings:meeting"),
        _kind("Dokument", Document.objects.filter(current__added_at__gt=since).order_by("-current__added_at")),
    ]


def _coming(user: User) -> QuerySet[Meeting]:
    own = Meeting.objects.filter(bodies__in=bodies_where(user, BodyRight.SEE)).distinct()
    return own.to_come(clock.today()).in_turn()


def _to_plan(user: User) -> QuerySet[Body]:
    """The bodies whose meetings a user holds by a role there, and that have none to come."""
    to_come = Meeting.objects.to_come(clock.today()).order_by()
    return bodies_where(user, BodyRight.HOLD).exclude(pk__in=to_come.values("bodies")).order_by("name")


def _published(since: datetime) -> QuerySet[Publication]:
    shown = Publication.objects.shown().defer("content").prefetch_related(None)
    return shown.filter(state="published", published_at__gt=since)


def _called(user: User, since: datetime) -> QuerySet[Meeting]:
    own = bodies_where(user, BodyRight.SEE)
    return Meeting.objects.filter(notices__at__gt=since, bodies__in=own).distinct()


def _kind(label: str, rows: QuerySet[Any], meeting_of: Callable[[Any], Meeting] | None = None, page: str = "") -> Kind:
    found = list(rows[: SHOWN + 1])
    more = rows.count() - SHOWN if len(found) > SHOWN else 0
    return Kind(label, found[:SHOWN], more, meeting_of, page)
