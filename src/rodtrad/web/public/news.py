"""What has come since somebody was here last: documents, published minutes, and notices and questions from their own
bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.rights import BodyRight, bodies_where
from rodtrad.web.circulating.access import to_answer
from rodtrad.web.documents.models import Document
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.publishing.models import Publication

SHOWN = 5  # of each kind


@dataclass(frozen=True, slots=True)
class News:
    """One kind of what is new. `rows`: the latest of them, each with an address; `more`: how many there are besides."""

    label: str
    rows: list[tuple[str, str]]
    more: int


def news(user: User, since: datetime) -> list[News]:
    """What is new to a user; kinds of which nothing is are left out. Six queries."""
    kinds = (
        _kind("Frågor via e-post att svara på", to_answer(user), str),
        _kind("Publicerade protokoll", _published(since), lambda one: one.meeting.heading),
        _kind("Kallelser till dina organ", _called(user, since), lambda meeting: meeting.heading),
        _kind("Dokument", Document.objects.filter(current__added_at__gt=since).order_by("-current__added_at"), str),
    )
    return [one for one in kinds if one.rows]


def _published(since: datetime) -> QuerySet[Publication]:
    return Publication.objects.shown().defer("content").filter(state="published", published_at__gt=since)


def _called(user: User, since: datetime) -> QuerySet[Meeting]:
    own = bodies_where(user, BodyRight.SEE)
    return Meeting.objects.filter(notices__at__gt=since, bodies__in=own).distinct().prefetch_related("bodies")


def _kind(label: str, rows: QuerySet[Any], told: Any) -> News:
    found = list(rows[: SHOWN + 1])
    more = rows.count() - SHOWN if len(found) > SHOWN else 0
    return News(label, [(told(row), row.get_absolute_url()) for row in found[:SHOWN]], more)
