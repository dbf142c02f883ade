"""The form in which minutes are corrected: each field with the text that stands, or that was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph, Recusal
from rodtrad.web.holding.namesakes import names_of
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting, Presenter, Proposal
from rodtrad.web.verifying.forms import PERSON, TASK

Field = tuple[str, str]  # its name and its text


@dataclass(frozen=True, slots=True)
class Corrected:
    """An item. `tasks`: each as assignee, what is to be done, and when."""

    item: Item
    title: Field
    presenters: Field
    introduction: Field
    proposals: Field
    recused: Field
    paragraphs: list[Field]
    decisions: list[Field]
    tasks: list[tuple[Field, ...]]
    new: Field


def correction_page(meeting: Meeting, sent: Mapping[str, str]) -> dict[str, Any]:
    """The context: the items, who was there, when and where, and why it is corrected. `sent`: what a form that is shown
    again holds. Eight queries."""

    def field(name: str, text: str) -> Field:
        return name, sent.get(name, text)

    rows = _rows(meeting)
    items = Item.written.filter(meeting=meeting).order_by("order", "pk")
    people = list(Attendance.written.filter(meeting=meeting))
    names = {row.pk: name for row, name in zip(people, names_of(people), strict=True)}
    return {
        "rows": [
            _item(item, {kind: found.get(item.pk, []) for kind, found in rows.items()}, names, field) for item in items
        ],
        "people": [
            {name: field(f"{name}-{row.pk}", getattr(row, attribute)) for name, attribute in PERSON.items()}
            for row in people
        ],
        "when_and_where": {
            "borjade": field("borjade", f"{meeting.start:%H:%M}" if meeting.start else ""),
            "slutade": field("slutade", f"{meeting.end:%H:%M}" if meeting.end else ""),
            "plats": field("plats", meeting.place),
        },
        "presences": Attendance.Presence.choices,
        "duties": Attendance.Duty.choices,
        "why": sent.get("why", ""),
    }


def _rows(meeting: Meeting) -> dict[str, dict[int, list[Any]]]:
    """What is written at the items, by kind and item."""
    found: dict[str, dict[int, list[Any]]] = {}
    kinds: tuple[tuple[str, Iterable[Any]], ...] = (
        ("paragraphs", Paragraph.objects.filter(item__meeting=meeting, removed_at=None).exclude(text="")),
        ("decisions", Decision.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("tasks", Assignment.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("proposals", Proposal.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("recused", Recusal.objects.filter(item__meeting=meeting).order_by("pk")),
        ("presenters", Presenter.written.filter(item__meeting=meeting).order_by("order")),
    )
    for kind, rows in kinds:
        for row in rows:
            found.setdefault(kind, {}).setdefault(row.item_id, []).append(row)
    return {kind: found.get(kind, {}) for kind, _ in kinds}


def _item(
    item: Item, rows: Mapping[str, list[Any]], names: Mapping[int, str], field: Callable[[str, str], Field]
) -> Corrected:
    return Corrected(
        item,
        field(f"rubrik-{item.pk}", item.title),
        field(f"foredragande-{item.pk}", "\n".join(row.line for row in rows["presenters"])),
        field(f"bakgrund-{item.pk}", item.introduction),
        field(f"forslag-{item.pk}", "\n".join(row.text for row in rows["proposals"])),
        field(f"jav-{item.pk}", "\n".join(names[row.attendance_id] for row in rows["recused"])),
        [field(f"stycke-{row.pk}", row.text) for row in rows["paragraphs"]],
        [field(f"beslut-{row.pk}", row.text) for row in rows["decisions"]],
        [
            tuple(
                field(f"{name}-{row.pk}", text)
                for name, text in zip(TASK, (row.assignee, row.task, row.due_text), strict=True)
            )
            for row in rows["tasks"]
        ],
        field(f"nytt-{item.pk}", ""),
    )
