"""What the page of a decision shows: the clause, where it was taken, and what came of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from rodtrad.web.bodies.models import key_of
from rodtrad.web.documents.models import Entered
from rodtrad.web.documents.rows import mentions_at, passages_of
from rodtrad.web.meetings.models import Decision, Proposal

Row = TypeVar("Row", bound=Entered)


def decision_page(decision: Decision, today: date) -> dict[str, Any]:
    """The context of the page. Appointments and agreements are those that stand in the clause's own words."""
    meeting = decision.meeting
    appointments = meeting.appointments.with_source().select_related("person", "replaces", "body")
    agreements = meeting.agreements.with_source()
    assignments = decision.assignments.with_source().select_related("body", "person", "party")
    return {
        "decision": decision,
        "meeting": meeting,
        "bodies": list(meeting.bodies.all()),
        "taken_on": decision.date or meeting.date,
        "precision": decision.date_precision,
        "passages": passages_of(decision),
        "proposal": _adopted(decision),
        "assignments": [(row, row.standing(today)) for row in assignments],
        "appointments": _within(decision, appointments),
        "agreements": [(row, row.standing(today)) for row in _within(decision, agreements)],
        "mentions": mentions_at(decision),
    }


def _adopted(decision: Decision) -> Proposal | None:
    """The carried proposal in the decision's own words, where one was put at its item."""
    if not decision.adopts_proposal:
        return None
    carried = Proposal.objects.filter(meeting=decision.meeting_id, outcome=Proposal.Outcome.CARRIED)
    of_item = carried.filter(item=decision.item_id).with_source()
    return next((proposal for proposal in of_item if key_of(proposal.text) == key_of(decision.text)), None)


def _within(decision: Decision, rows: Iterable[Row]) -> list[Row]:
    """The rows whose place in the document overlaps the decision's."""
    whole = decision.finding
    if whole is None:
        return []
    return [
        row
        for row in rows
        if row.finding
        and row.finding.version_id == whole.version_id
        and row.finding.first_char < whole.end_char
        and whole.first_char < row.finding.end_char
    ]
