"""Source → record: lines, parts, facts, and what does not add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rodtrad.reading.facts.attendance import find_attendance
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.decisions import find_decisions
from rodtrad.reading.facts.items import find_items, passages_of
from rodtrad.reading.flow import flowing, without_running_headers
from rodtrad.reading.head import Head, kind_of, read_head
from rodtrad.reading.outline import outline
from rodtrad.reading.parties import Parties, swedish_parties
from rodtrad.reading.record import Record
from rodtrad.reading.sources.source import Line, Source


def read(source: Source, *, parties: Parties | None = None) -> Record:
    """Everything the reader finds in one document.

    `parties`: the register of parties; Sweden's regions and municipalities where none is given. Never raises for
    what a document says or leaves out: that becomes issues and unplaced findings of the record.
    """
    lines = without_running_headers(source.lines)
    flow = flowing(lines)
    parts = outline(flow)
    context = Context(source, parts, parties or swedish_parties())
    kind = kind_of(flow, parts)
    head = read_head(context, flow, kind)
    record = Record(kind=kind, body=head.body, bodies=head.bodies, reference=head.reference, meeting=head.meeting)
    if kind in {"minutes", "notice"}:
        record = _meeting_facts(context, head, record)
    return replace(record, issues=tuple(context.issues), unplaced=tuple(context.unplaced), head_places=head.places)


def _meeting_facts(context: Context, head: Head, record: Record) -> Record:
    attendance = find_attendance(context)
    context = replace(
        context, meeting_date=_day(head), body=head.body, people=tuple(person.name for person in attendance)
    )
    passages = [passage for part in context.outline.items for passage in passages_of(part)]
    proposals, decisions = find_decisions(context, passages)
    return replace(
        record, attendance=attendance, items=find_items(context), proposals=proposals, decisions=decisions
    )


def _day(head: Head) -> date | None:
    if not head.meeting or not head.meeting.date or len(head.meeting.date) < 10:
        return None
    return date.fromisoformat(head.meeting.date)


__all__ = ["Line", "read"]
