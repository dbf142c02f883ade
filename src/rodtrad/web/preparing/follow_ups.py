"""How an agenda tells the assignments that are followed up at the meeting."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.formats import date_format

from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Meeting

DAY: Final = "j F Y"


def told_at(meeting: Meeting, assignment: Assignment, due: date | None) -> str:
    """An assignment as the agenda of a meeting tells it. `due`: None where it is due at the meeting itself."""
    is_late = due and meeting.date and due < meeting.date
    day = date_format(due, DAY) if due else "till det här mötet"
    how = "skulle vara klart" if is_late else "klart senast" if due else "klart"
    return f"{whose_task(assignment)} ({how} {day})"


def whose_task(assignment: Assignment) -> str:
    """Whose an assignment is, and what is to be done."""
    who = f"{assignment.assignee}: " if assignment.assignee else ""
    return f"{who}{assignment.task.rstrip(' .')}"


def tell_again(assignment: Assignment, was: str) -> None:
    """Tell a corrected assignment as it is now on the agendas to come that tell it already. `was`: whose it was, and
    what was to be done."""
    for reason in assignment.reasons.filter(meeting__state__in=Meeting.NOT_OVER).select_related("meeting"):
        if assignment.due:
            reason.text = told_at(reason.meeting, assignment, assignment.due)
        else:
            reason.text = f"{whose_task(assignment)}{reason.text.removeprefix(was)}"
        reason.save(update_fields=["text"])
