"""What the meeting room shows: the agenda, the item that is treated, and what has been written at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rodtrad.web.bodies.models import Seat
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import Called, undecided_items
from rodtrad.web.holding.forms import AssignmentForm, DecisionForm, blank_paragraph
from rodtrad.web.holding.models import Floor, Paragraph
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting
from rodtrad.web.preparing.agenda import Planned, planned_items

Presence = Attendance.Presence
EMPTY_ROWS = 3


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
    return {
        "meeting": meeting,
        "items": items,
        "shown": shown,
        "written": written_at(shown.item) if shown else None,
        "before": items[at - 1] if shown and at else None,
        "after": items[at + 1] if shown and at + 1 < len(items) else None,
        "floor": floor.item_id if floor else None,
        "undecided": [item.pk for item in undecided_items(meeting)],
        "roll": list(Attendance.written.filter(meeting=meeting)),
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


def expected(meeting: Meeting) -> list[Called]:
    """Whom the roll names before it is taken: those who have a seat that day, with no word yet of whether they came."""
    seats = Seat.objects.current().filter(body__in=meeting.bodies.all()).select_related("person", "party")
    rows: dict[int, Called] = {}
    for seat in seats.order_by("duty", "person__name"):
        if meeting.date and seat.has_ended(meeting.date):
            continue
        rows.setdefault(
            seat.person_id,
            Called(seat.person.name, "", seat.duty, seat.person, seat.party, seat.organisation or _name(seat.party)),
        )
    return list(rows.values())


def called_over(meeting: Meeting) -> list[Called]:
    """The roll as it was taken last, or whom it will name."""
    taken = Attendance.written.filter(meeting=meeting).select_related("person", "party")
    found = [
        Called(row.name, row.presence, row.duty, row.person, row.party, row.organisation, row.title) for row in taken
    ]
    return found or expected(meeting)


def _name(party: Any) -> str:
    return party.name if party else ""


def told_roll(meeting: Meeting, sent: Mapping[str, str]) -> tuple[list[Called], list[str]]:
    """What the form of the roll says, and the names of those of whom it doesn't say whether they came.

    A row is `namn-N`, `narvaro-N`, `uppgift-N`, `organisation-N`, `titel-N`; a row without a name is none.
    """
    known = {row.name: row for row in called_over(meeting)}
    rows, silent = [], []
    numbers = sorted(int(key[5:]) for key in sent if key.startswith("namn-") and key[5:].isdecimal())
    for number in numbers:
        name = " ".join(sent[f"namn-{number}"].split())
        presence, duty = sent.get(f"narvaro-{number}", ""), sent.get(f"uppgift-{number}", "")
        if not name:
            continue
        if presence not in Presence.values:
            silent.append(name)
            continue
        seated = known.get(name)
        rows.append(
            Called(
                name[:500],
                presence,
                duty if duty in Attendance.Duty.values else Attendance.Duty.MEMBER,
                seated.person if seated else None,
                seated.party if seated else None,
                sent.get(f"organisation-{number}", "").strip()[:500],
                sent.get(f"titel-{number}", "").strip()[:500],
            )
        )
    return rows, silent
