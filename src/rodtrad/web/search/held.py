"""The rows of meetings held here, as entries: they come from no document, so their own pages are all that they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Item, Meeting, Section, Standpoint, Vote
from rodtrad.web.search.making import Made, made
from rodtrad.web.search.models import Entry, Kind

KINDS: tuple[tuple[Kind, Any], ...] = (
    (Kind.ITEM, Item),
    (Kind.DECISION, Decision),
    (Kind.STANDPOINT, Standpoint),
    (Kind.VOTE, Vote),
    (Kind.ASSIGNMENT, Assignment),
)


def held_meetings() -> QuerySet[Meeting]:
    """Those of which something may be found."""
    return Meeting.objects.filter(finding=None, state=Meeting.State.PUBLISHED).prefetch_related("bodies")


def entries_at(meeting: Meeting) -> QuerySet[Entry]:
    """What the index has of a meeting, whether or not it still stands in the register."""
    rows = Q()
    for kind, model in KINDS:
        rows |= Q(kind=kind, row_id__in=model._base_manager.filter(meeting=meeting, finding=None).values("pk"))
    return Entry.objects.filter(rows)


def held_entries(meeting: Meeting) -> Iterator[Made]:
    """An entry for each row of a meeting that stands in the register."""
    sections: dict[int, list[str]] = defaultdict(list)
    for section in Section.objects.filter(item__meeting=meeting):
        sections[section.item_id].append(str(section))
    for kind, model in KINDS:
        related = () if model is Item else ("item",)
        rows: Iterable[Any] = model.objects.filter(meeting=meeting, finding=None).select_related(*related)
        for row in rows:
            title, texts = _said(row, sections)
            yield made(
                kind,
                row.pk,
                title=title,
                text="\n".join(filter(None, texts)),
                context=meeting.body_names,
                address=row.get_absolute_url(),
                date=meeting.date,
                day=meeting.date,
                year=meeting.date.year if meeting.date else None,
                bodies={body.pk for body in meeting.bodies.all()} | _key(row, "body_id"),
                parties=_key(row, "party_id"),
            )


def _said(
    row: Item | Decision | Standpoint | Vote | Assignment, sections: dict[int, list[str]]
) -> tuple[str, list[str]]:
    if isinstance(row, Item):
        return str(row), sections[row.pk]
    title = str(row.item) if row.item else ""
    if isinstance(row, Standpoint | Vote):
        return title, [row.in_words]
    return title, [str(row)] if isinstance(row, Assignment) else [row.text]


def _key(row: Any, field: str) -> set[int]:
    return {key for key in [getattr(row, field, None)] if key}
