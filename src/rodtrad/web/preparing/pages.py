"""What the pages of an agenda and of a notice show."""

from __future__ import annotations

from typing import Any

from rodtrad.web.bodies.rights import BodyRight
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.meetings.states import can_be_arranged
from rodtrad.web.preparing.agenda import days_planned, planned_items, removed_items


def agenda_page(meeting: Meeting, rights: frozenset[BodyRight]) -> dict[str, Any]:
    """The agenda as somebody sees it who has those rights at the meeting."""
    items = planned_items(meeting)
    is_open = can_be_arranged(meeting)
    may_arrange = is_open and BodyRight.PREPARE in rights
    return {
        "meeting": meeting,
        "items": items,
        "may_arrange": may_arrange,
        "may_propose": is_open and BodyRight.PROPOSE in rights,
        "may_plan": BodyRight.PLAN in rights and meeting.state in Meeting.NOT_BEGUN,
        "may_hold": is_open and BodyRight.HOLD in rights,
        "days": days_planned(meeting, items) if is_open else [],
        "removed": removed_items(meeting) if may_arrange else [],
        "removed_sections": [section for one in items for section in one.removed] if may_arrange else [],
    }
