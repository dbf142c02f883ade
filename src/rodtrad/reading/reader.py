"""Source → record: lines, parts, facts, and what does not add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice

from rodtrad.reading.bundles import own_part
from rodtrad.reading.document_kind import MINUTES, PLAN, kind_of
from rodtrad.reading.facts.agreements import find_agreements
from rodtrad.reading.facts.appointments import find_appointments
from rodtrad.reading.facts.assignments import find_assignments
from rodtrad.reading.facts.attendance import find_attendance
from rodtrad.reading.facts.closing import find_distribution, find_next_meetings
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.decisions import gather_decisions
from rodtrad.reading.facts.due import known_days
from rodtrad.reading.facts.items import find_items, passages_of
from rodtrad.reading.facts.own_agreement import find_own_agreement
from rodtrad.reading.facts.plan import find_plan
from rodtrad.reading.facts.references import find_references
from rodtrad.reading.facts.signatures import find_signatures
from rodtrad.reading.facts.standpoints import find_standpoints, find_votes
from rodtrad.reading.flow import flowing, without_running_headers
from rodtrad.reading.grids import in_rows
from rodtrad.reading.head import Head, read_head
from rodtrad.reading.house_style import HouseStyle, style_key
from rodtrad.reading.outline import outline
from rodtrad.reading.parties import Parties, swedish_parties
from rodtrad.reading.reconcile import reconcile
from rodtrad.reading.record import Attendance, DocumentKind, Evidence, Record
from rodtrad.reading.sources.source import Line, Source
from rodtrad.reading.unbroken import broken_again


def read(source: Source, *, parties: Parties | None = None, styles: Mapping[str, HouseStyle] | None = None) -> Record:
    """Everything the reader finds in one document.

    `parties`: the register of parties; Sweden's regions and municipalities where none is given. `styles`: house styles
    by `style_key` of their bodies. Never raises for what a document says or leaves out: that becomes issues and
    unplaced findings of the record.
    """
    parties = parties or swedish_parties()
    printed = broken_again(source.lines, parties)
    if printed is source.lines and source.edges is None:
        printed = without_running_headers(printed)
    flow, others = own_part(flowing(printed if _is_plan(printed) else in_rows(printed, source.line_starts)))
    context, kind, head = _opened(source, flow, parties)
    if styles and head.body and (style := styles.get(style_key(head.body))):
        flow = tuple(style.labelled(flow))
        context, kind, head = _opened(source, flow, parties, style)
    for title in others:
        text = f"Filen innehåller också ”{title.text}”, som inte lästes. Dela upp den i en fil för varje dokument."
        context.issue("several-documents", text, title.content)
    record = Record(kind=kind, body=head.body, bodies=head.bodies, reference=head.reference, meeting=head.meeting)
    if kind in {"minutes", "notice"}:
        record = _meeting_facts(context, head, record)
    elif kind == "action_plan":
        record = _plan_facts(context, head, record, printed)
    elif kind == "agreement" and flow:
        record = replace(
            record, agreements=find_own_agreement(context, flow), signatures=find_signatures(context, (), by_party=True)
        )
    record = replace(record, references=find_references(context), head_places=head.places)
    return replace(record, issues=reconcile(context, record), unplaced=tuple(context.unplaced))


def _opened(
    source: Source, flow: Sequence[Line], parties: Parties, style: HouseStyle | None = None
) -> tuple[Context, DocumentKind, Head]:
    """The document in its parts, and what its top says."""
    parts = outline(flow, numbering=style.numbering if style else None)
    context = Context(source, parts, parties)
    kind = kind_of(flow, parts, source.edges or ())
    return context, kind, read_head(context, flow, kind)


def _meeting_facts(context: Context, head: Head, record: Record) -> Record:
    context = replace(context, meeting_date=_day(head), names=head.names)
    held = record.kind == "minutes"
    attendance = find_attendance(context) if held else ()  # who is named in a notice is called, and was not there
    context = replace(context, called=_called(attendance))
    of_items = [passages_of(part) for part in context.outline.items]
    passages = list(chain.from_iterable(of_items))
    gathered = gather_decisions(context, passages)
    next_meetings = find_next_meetings(context)
    agreements = find_agreements(context, passages, gathered.decisions)
    known = known_days(next_meetings, agreements)
    return replace(
        record,
        attendance=attendance,
        items=find_items(context, of_items, attendance),
        proposals=gathered.proposal_facts(context),
        decisions=gathered.decision_facts(context) if held else (),
        standpoints=find_standpoints(context, passages),
        votes=find_votes(context, passages),
        # A notice calls to what has not been decided; what it tells of assignments is an earlier meeting's.
        assignments=find_assignments(context, passages, gathered.decisions, known) if held else (),
        appointments=find_appointments(context, gathered.decisions, passages) if held else (),
        agreements=agreements,
        next_meetings=next_meetings,
        signatures=find_signatures(context, attendance),
        distribution=find_distribution(context),
    )


def _is_plan(lines: Sequence[Line]) -> bool:
    """Whether the first lines call it a plan, whose tables are read in their own way."""
    titles = [line.text for line in islice((x for x in lines if x.text), 8)]
    return any(PLAN.search(t) for t in titles) and not any(MINUTES.search(t) for t in titles)


def _called(attendance: Sequence[Attendance]) -> frozenset[str]:
    """The first names and surnames of those listed, by which notes call them."""
    words = (word for person in attendance for word in (person.name.split()[0], person.name.split()[-1]))
    return frozenset(word for word in words if len(word) > 1 and word.istitle())


def _plan_facts(context: Context, head: Head, record: Record, lines: Sequence[Line]) -> Record:
    found = find_plan(context.source, lines)
    context.issues.extend(found.issues)
    context.unplaced.extend(found.unplaced)
    head.places.update(found.head)
    plan, by = found.plan, found.plan.decided_by
    if by and head.body and by.casefold() in head.body.casefold() and " " not in by:
        # "Nätverket beslutade": the one that the head names in full
        plan = replace(plan, decided_by=head.body)
        head.places["plan.decided_by"] = replace(found.head["plan.decided_by"], inferred=("decided_by",))
    elif by and by[0].isupper() and not _heads_title(head, found.head.get("plan.title")):
        # A plan is the body's that decided it, whatever groups its title names.
        head.body, head.places["body"] = by, found.head["plan.decided_by"]
        context.issues[:] = [issue for issue in context.issues if issue.code != "no-body"]
    return replace(record, plan=plan, body=head.body, bodies=(head.body,) if head.body else ())


def _heads_title(head: Head, title: Evidence | None) -> bool:
    """Whether a body's name stands by itself above the plan's title, which is then that body's own."""
    body = head.places.get("body")
    return bool(body and title and body.rule == "body-head" and body.place.lines[0] < title.place.lines[0])


def _day(head: Head) -> date | None:
    if not head.meeting or not head.meeting.date or len(head.meeting.date) < 10:
        return None
    return date.fromisoformat(head.meeting.date)
