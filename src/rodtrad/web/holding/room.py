"""What the meeting room shows: the agenda, the item that is treated, and what has been written at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import undecided_items
from rodtrad.web.holding.forms import AssignmentForm, DecisionForm, blank_paragraph
from rodtrad.web.holding.models import Floor, Paragraph
from rodtrad.web.holding.roll import Roll
from rodtrad.web.meetings.models import BodyRules, Decision, Item, Meeting
from rodtrad.web.preparing.agenda import Planned, planned_items


@dataclass(frozen=True, slots=True)
class Written:
    """What stands at one item."""

    paragraphs: list[Paragraph]
    decisions: list[Decision]
    assignments: list[Assignment]


def room_page(meeting: Meeting, wanted: str) -> dict[str, Any]:
    """The context of the room. `wanted`: the key of the item to write at; where it names none, the one treated."""
    items = planned_items(meeting)
    floor = Floor.objects.filter(meeting=meeting).first()
    shown = _shown(items, wanted, floor)
    at = items.index(shown) if shown else 0
    roll = Roll.of(meeting)
    rules = BodyRules.of(meeting.held_for) if meeting.held_for else BodyRules()
    return {
        "meeting": meeting,
        "items": items,
        "shown": shown,
        "written": written_at(shown.item) if shown else None,
        "before": items[at - 1] if shown and at else None,
        "after": items[at + 1] if shown and at + 1 < len(items) else None,
        "floor": floor.item_id if floor else None,
        "undecided": [item.pk for item in undecided_items(meeting)],
        "roll": roll.people,
        "there": roll.present_at(shown.item) if shown else [],
        "recused": roll.recused.get(shown.item.pk, ()) if shown else (),
        "quorum": roll.quorum_at(shown.item, rules) if shown else None,
        "blank": blank_paragraph(),
        "kinds": Paragraph.Kind.choices,
        "decision_form": DecisionForm(auto_id="beslut-%s"),
        "assignment_form": AssignmentForm(auto_id="uppdrag-%s"),
        "is_open": meeting.state == Meeting.State.OPEN,
    }


def written_at(item: Item) -> Written:
    """What has been written at an item; three queries."""
    return Written(
        list(Paragraph.objects.filter(item=item, removed_at=None)),
        list(Decision.written.filter(item=item).order_by("order")),
        list(Assignment.written.filter(item=item).order_by("order")),
    )


def _shown(items: list[Planned], wanted: str, floor: Floor | None) -> Planned | None:
    by_key = {str(one.item.pk): one for one in items}
    treated = str(floor.item_id) if floor else ""
    return by_key.get(wanted) or by_key.get(treated) or (items[0] if items else None)
