"""An agenda as it stands: its items with their clock times, and in the form that a notice keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch

from rodtrad.web.meetings.models import Item, Meeting, Paper, Presenter, Proposal
from rodtrad.web.preparing.models import Reason


@dataclass(frozen=True, slots=True)
class Planned:
    """One item with when it begins by the plan. `starts`: None where an item before it has no time given."""

    item: Item
    place: int
    starts: time | None
    proposals: list[Proposal]
    presenters: list[Presenter]
    papers: list[Paper]
    reasons: list[Reason]


def planned_items(meeting: Meeting) -> list[Planned]:
    """The items in their order; five queries."""
    rows = Item.written.filter(meeting=meeting).order_by("order", "pk")
    items = rows.select_related("proposed_by").prefetch_related(
        Prefetch("proposals", Proposal.written.all().order_by("order"), to_attr="clauses"),
        Prefetch("presenters", Presenter.written.all(), to_attr="presented_by"),
        Prefetch("papers", Paper.written.all(), to_attr="handed_out"),
        Prefetch(
            "reasons",
            Reason.objects.select_related("assignment", "agreement", "decision", "circulation", "earlier_item"),
        ),
    )
    out: list[Planned] = []
    clock = datetime.combine(meeting.date, meeting.start) if meeting.date and meeting.start else None
    for place, item in enumerate(items, 1):
        known: Any = item
        starts = clock.time() if clock and not item.cancelled else None
        out.append(
            Planned(item, place, starts, known.clauses, known.presented_by, known.handed_out, list(item.reasons.all()))
        )
        if item.cancelled:
            continue
        clock = clock + timedelta(minutes=item.minutes_needed) if clock and item.minutes_needed else None
    return out


def minutes_planned(items: list[Planned]) -> int:
    """How long the items take together, as far as they tell."""
    return sum(p.item.minutes_needed or 0 for p in items if not p.item.cancelled)


def minutes_given(meeting: Meeting) -> int | None:
    """How long the meeting is; None where it has no end."""
    if not (meeting.date and meeting.start and meeting.end):
        return None
    last = meeting.end_date or meeting.date
    whole = datetime.combine(last, meeting.end) - datetime.combine(meeting.date, meeting.start)
    return int(whole.total_seconds() // 60)


def agenda_of(meeting: Meeting) -> dict[str, Any]:
    """The agenda as plain values, as a notice keeps it and two of them are compared."""
    return {
        "date": meeting.date and meeting.date.isoformat(),
        "end_date": meeting.end_date and meeting.end_date.isoformat(),
        "start": meeting.start and f"{meeting.start:%H:%M}",
        "end": meeting.end and f"{meeting.end:%H:%M}",
        "place": meeting.place,
        "items": [_as_sent(planned) for planned in planned_items(meeting)],
    }


def _as_sent(planned: Planned) -> dict[str, Any]:
    item = planned.item
    return {
        "item": item.pk,
        "title": item.title,
        "type": item.type,
        "cancelled": item.cancelled,
        "confidential": item.confidential,
        "introduction": item.introduction,
        "minutes": item.minutes_needed,
        "starts": planned.starts and f"{planned.starts:%H:%M}",
        "clauses": [proposal.text for proposal in planned.proposals],
        "presenters": [presenter.name for presenter in planned.presenters],
        "papers": [paper.text for paper in planned.papers],
    }
