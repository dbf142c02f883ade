"""The form in which minutes are corrected: each field with the text that stands, or that was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph, Recusal
from rodtrad.web.holding.namesakes import names_of
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting, Presenter, Proposal, Section
from rodtrad.web.verifying.changes import At
from rodtrad.web.verifying.forms import GIVEN, PERSON, TASK

Field = tuple[str, str]  # its name and its text


@dataclass(frozen=True, slots=True)
class Corrected:
    """An item, or a section of one. `called`: as its fields are; `decisions`: each with the box that strikes it;
    `tasks`: each as assignee, what is to be done, when, and that box. Of what was forgotten: `decided`, a clause each
    line, and `given`: the kind of an assignment, and as one of `tasks`."""

    called: str
    title: Field
    presenters: Field
    introduction: Field | None
    proposals: Field
    recused: Field
    paragraphs: list[Field]
    decisions: list[tuple[Field, Field]]
    tasks: list[tuple[Field, ...]]
    new: Field
    decided: Field
    given: tuple[Field, ...]

    @property
    def has_given(self) -> bool:
        """Whether something is filled in of a forgotten assignment."""
        return any(text for _, text in self.given[1:])


def correction_page(meeting: Meeting, sent: Mapping[str, str]) -> dict[str, Any]:
    """The context: the items, who was there, when and where, and why it is corrected. `sent`: what a form that is shown
    again holds. Nine queries."""

    def field(name: str, text: str) -> Field:
        return name, sent.get(name, text)

    rows = _rows(meeting)
    sections: dict[int, list[Section]] = {}
    for section in Section.written.filter(item__meeting=meeting).order_by("order", "pk"):
        sections.setdefault(section.item_id, []).append(section)
    items = Item.written.filter(meeting=meeting).order_by("order", "pk")
    people = list(Attendance.written.filter(meeting=meeting))
    names = {row.pk: name for row, name in zip(people, names_of(people), strict=True)}
    return {
        "rows": [
            _part(item, section, {kind: found.get((item.pk, key), []) for kind, found in rows.items()}, names, field)
            for item in items
            for section in (None, *sections.get(item.pk, ()))
            for key in [section.pk if section else None]
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
        "kinds": Assignment.Kind.choices,
        "why": sent.get("why", ""),
    }


def _rows(meeting: Meeting) -> dict[str, dict[At, list[Any]]]:
    """What is written, by kind, and by item and section."""
    found: dict[str, dict[At, list[Any]]] = {}
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
            found.setdefault(kind, {}).setdefault((row.item_id, row.section_id), []).append(row)
    return {kind: found.get(kind, {}) for kind, _ in kinds}


def _part(
    item: Item,
    section: Section | None,
    rows: Mapping[str, list[Any]],
    names: Mapping[int, str],
    field: Callable[[str, str], Field],
) -> Corrected:
    key = f"{item.pk}-{section.pk}" if section else str(item.pk)
    called = f"{capfirst(item.called)} {item.title}" if item.number else item.title
    return Corrected(
        f"{called}, {section}" if section else called,
        field(f"rubrik-{key}", section.title if section else item.title),
        field(f"foredragande-{key}", "\n".join(row.line for row in rows["presenters"])),
        None if section else field(f"bakgrund-{key}", item.introduction),
        field(f"forslag-{key}", "\n".join(row.text for row in rows["proposals"])),
        field(f"jav-{key}", "\n".join(names[row.attendance_id] for row in rows["recused"])),
        [field(f"stycke-{row.pk}", row.text) for row in rows["paragraphs"]],
        [(field(f"beslut-{row.pk}", row.text), field(f"strykbeslut-{row.pk}", "")) for row in rows["decisions"]],
        [
            (
                *(
                    field(f"{name}-{row.pk}", text)
                    for name, text in zip(TASK, (row.assignee, row.task, row.due_text), strict=True)
                ),
                field(f"strykuppdrag-{row.pk}", ""),
            )
            for row in rows["tasks"]
        ],
        field(f"nytt-{key}", ""),
        field(f"nybeslut-{key}", ""),
        tuple(field(f"{name}-{key}", "") for name in GIVEN),
    )
