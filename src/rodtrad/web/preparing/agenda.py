"""An agenda as it stands: its items with their clock times, and in the form that a notice keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import Prefetch

from rodtrad.web.meetings.models import Item, Meeting, Paper, Presenter, Proposal
from rodtrad.web.preparing.models import PaperFile, Reason

VEILED: Final = "Punkt som bara är för organet"
VEILED_PAPER: Final = "Handling som bara är för organet"


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
        Prefetch("papers", Paper.written.select_related("file").order_by("order", "pk"), to_attr="handed_out"),
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


def without_confidential(items: list[Planned]) -> list[Planned]:
    """What others than the bodies may see of an agenda: that a confidential item is there, and nothing of it."""
    shown = []
    for one in items:
        item, papers = one.item, [paper for paper in one.papers if file_of(paper, insiders=False)]
        if item.confidential:
            veiled = Item(pk=item.pk, meeting=item.meeting, order=item.order, title=VEILED, confidential=True)
            veiled.cancelled = item.cancelled
            shown.append(replace(one, item=veiled, proposals=[], presenters=[], papers=[], reasons=[]))
        else:
            shown.append(replace(one, papers=papers, reasons=[]))
    return shown


def file_of(paper: Paper, *, insiders: bool) -> PaperFile | None:
    """The file of a paper, where it has one that may be given to those who see what is confidential, or to others."""
    file: PaperFile | None = getattr(paper, "file", None)
    return file if file and file.is_for(insiders=insiders) else None


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
        "papers": [_paper_as_sent(paper) for paper in planned.papers],
    }


def _paper_as_sent(paper: Paper) -> dict[str, Any]:
    file = file_of(paper, insiders=True)
    return {
        "title": paper.text,
        "sha256": file.sha256 if file else "",
        "confidential": file is not None and file.confidential,
    }


def veiled(agenda: dict[str, Any]) -> dict[str, Any]:
    """An agenda, as `agenda_of` tells it, without what its confidential items and papers are about."""
    return {**agenda, "items": [_veiled_item(item) for item in agenda["items"]]}


def _veiled_item(item: dict[str, Any]) -> dict[str, Any]:
    if item["confidential"]:
        item = {**item, "title": VEILED, "introduction": "", "clauses": [], "presenters": []}
    hidden = {"title": VEILED_PAPER}
    papers = [
        {**paper, **hidden} if item["confidential"] or paper["confidential"] else paper for paper in item["papers"]
    ]
    return {**item, "papers": papers}
