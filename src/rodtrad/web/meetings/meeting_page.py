"""What the page of a meeting shows: who was there, and each item with what was said at it. One query a kind of row, and
one for all those that only list what a document tells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

from rodtrad.web.bodies.models import Person
from rodtrad.web.documents.models import Entered, Finding
from rodtrad.web.documents.rows import reviewed
from rodtrad.web.meetings.models import (
    Attendance,
    Decision,
    Item,
    Meeting,
    Paper,
    Presenter,
    Proposal,
    Section,
    Signature,
    Standpoint,
    Vote,
)

Duty, Presence = Attendance.Duty, Attendance.Presence
VEILED = "Punkten är bara för organet"
LAST = datetime.max.replace(tzinfo=UTC)
DUTIES = (
    (Duty.CHAIR, "Ordförande"),
    (Duty.SECRETARY, "Sekreterare"),
    (Duty.ADJUSTER, "Justerare"),
    (Duty.MEMBER, "Ledamöter"),
    (Duty.DEPUTY, "Ersättare"),
    (Duty.OTHER, "Övriga"),
)


@dataclass(slots=True)
class Said:
    """What was said at one place: an item, a section of one, or where no item is told."""

    presenters: list[Presenter] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    standpoints: list[Standpoint] = field(default_factory=list)

    @property
    def by_mail(self) -> bool:
        return bool(self.decisions) and all(decision.by_mail for decision in self.decisions)


@dataclass(slots=True)
class ShownItem:
    item: Item
    said: Said
    papers: list[Paper]
    sections: list[tuple[Section, Said]]

    @property
    def decision_count(self) -> int:
        return sum(len(said.decisions) for said in (self.said, *(said for _, said in self.sections)))


def meeting_page(meeting: Meeting, today: date) -> dict[str, Any]:
    """The context of the page. `assignments`, `agreements`: each with how it stands today."""
    bodies = list(meeting.bodies.all())
    attendances = list(meeting.attendances.with_source().select_related("person", "party"))
    told = _told(meeting)
    items, elsewhere, rows = _items(meeting, told)
    assignments = list(
        meeting.assignments.with_source().select_related("item", "body", "person", "party").order_by("order")
    )
    issues = list(meeting.finding.version.issues.all()) if meeting.finding else []
    agreements = list(meeting.agreements.with_source().select_related("item").order_by("order"))
    appointments = list(meeting.appointments.with_source().select_related("item", "person", "replaces", "body"))
    return {
        "meeting": meeting,
        "bodies": bodies,
        "joint": len(bodies) > 1,
        "groups": groups_of(attendances),
        "present_count": sum(row.presence != Presence.ABSENT for row in attendances),
        "items": items,
        "persons": persons_of(attendances),
        "elsewhere": elsewhere,
        "assignments": [(row, row.standing(today)) for row in assignments],
        "agreements": [(row, row.standing(today)) for row in agreements],
        "appointments": appointments,
        "next_meetings": sorted(told["nextmeeting"], key=lambda row: row.date),
        "signatures": claims_of(told["signature"], attendances),
        "recipients": told["recipient"],
        "issues": issues,
        "signer_issue": next((issue for issue in issues if issue.code == "signer-not-present"), None),
        "reviewed": reviewed([meeting, *attendances, *rows, *assignments, *agreements, *appointments]),
    }


def persons_of(attendances: Iterable[Attendance]) -> dict[str, Person]:
    """Who the names of those who were there are, folded; a name that two have is nobody's."""
    found: dict[str, set[Person | None]] = defaultdict(set)
    for row in attendances:
        found[row.name.casefold()].add(row.person)
    alone = {name: persons.pop() for name, persons in found.items() if len(persons) == 1}
    return {name: person for name, person in alone.items() if person}


def claims_of(signatures: Iterable[Signature], attendances: Iterable[Attendance]) -> list[tuple[Signature, str]]:
    """What a document says of who signed it, in the order of the moments, and how each agrees with the attendance."""
    there: dict[int | str, str] = {}
    for one in attendances:
        there[one.name.casefold()] = one.presence
        if one.person_id:
            there[one.person_id] = one.presence
    claims = []
    for row in signatures:
        presence = there.get(row.person_id or "") or there.get(row.name.casefold(), "")
        absent = "frånvarande enligt närvarolistan" if presence == Presence.ABSENT else ""
        claims.append((row, absent if presence else "står inte i närvarolistan" if there else ""))
    # Some name their moment by another offset than others; those that name none come last, as they stand.
    return sorted(claims, key=lambda claim: claim[0].signed_at or LAST)


def groups_of(attendances: Iterable[Attendance]) -> list[tuple[str, list[Attendance]]]:
    """Those who were there by duty, then the absent."""
    headings = dict(DUTIES)
    groups: dict[str, list[Attendance]] = {heading: [] for heading in (*headings.values(), "Frånvarande")}
    for row in attendances:
        absent = row.presence == Presence.ABSENT
        groups["Frånvarande" if absent else headings[Duty(row.duty)]].append(row)
    return [(heading, members) for heading, members in groups.items() if members]


def _told(meeting: Meeting) -> dict[str, list[Any]]:
    """What is told of papers, votes, what members say, coming meetings, signatures and recipients, by the kind of row,
    in its order. Of a document one query over its findings has them all; of a meeting held here there are two kinds."""
    kinds = ("paper", "vote", "standpoint", "next_meeting", "signature", "recipient")
    rows: dict[str, list[Any]] = {kind.replace("_", ""): [] for kind in kinds}
    if meeting.finding is None:
        return rows | {"vote": list(meeting.votes.order_by("order")), "standpoint": list(meeting.standpoints.all())}
    findings = Finding.objects.filter(version__document=meeting.finding.version.document_id, kind__in=kinds)
    kept = ("paper", "vote", "standpoint", "nextmeeting__body", "signature__person", "recipient")
    linked = findings.select_related("version__document", *kept)
    for finding in linked.defer("version__text", "version__record").order_by("pk"):
        for kind, members in rows.items():
            row = getattr(finding, kind, None)
            if row and row.retired_at is None:
                members.append(row)
    return rows


def _items(meeting: Meeting, told: dict[str, list[Any]]) -> tuple[list[ShownItem], Said, list[Entered]]:
    """The items with what was said at each; what was said at none of them; and all these rows."""
    items = [*meeting.items.with_source(), *_veiled(meeting)]
    items.sort(key=lambda item: item.order)
    parts = {"item__meeting": meeting, "item__retired_at": None, "item__is_draft": False}
    sections = list(Section.objects.filter(**parts).with_source())
    presenters = list(Presenter.objects.filter(**parts).with_source().select_related("person", "party"))
    proposals = list(meeting.proposals.with_source())
    decisions = list(meeting.decisions.with_source().select_related("body"))
    papers, votes, standpoints = told["paper"], told["vote"], told["standpoint"]
    rows: dict[str, list[Any]] = {"presenters": presenters, "proposals": proposals, "decisions": decisions}
    said = _said(items, sections, rows | {"votes": votes, "standpoints": standpoints})
    papers_of, sections_of = defaultdict(list), defaultdict(list)
    for paper in papers:
        papers_of[paper.item_id].append(paper)
    for section in sections:
        sections_of[section.item_id].append((section, said[section.item_id, section.pk]))
    shown = [ShownItem(i, said[i.pk, None], papers_of[i.pk], sections_of[i.pk]) for i in items]
    return shown, said[None, None], [*items, *sections, *papers, *votes, *standpoints, *chain(*rows.values())]


def _veiled(meeting: Meeting) -> list[Item]:
    """The items of published minutes that are confidential to the bodies: that they were there, and no more."""
    if meeting.finding or meeting.state != Meeting.State.PUBLISHED:
        return []
    told = Item.written.filter(meeting=meeting, confidential=True).only("order", "number", "is_paragraph", "cancelled")
    items = list(told)
    for item in items:
        item.title = VEILED
    return items


Place = tuple[int | None, int | None]  # an item's and a section's key


def _said(items: list[Item], sections: list[Section], rows: Mapping[str, Iterable[Any]]) -> dict[Place, Said]:
    """What was said, by place. A row whose section or item is retired is shown where its remaining place is. `rows`: by
    the field of `Said` where they belong."""
    places: set[Place] = {(item.pk, None) for item in items} | {(s.item_id, s.pk) for s in sections}
    found: dict[Place, Said] = defaultdict(Said)
    for kind, members in rows.items():
        for row in members:
            exact, item = (row.item_id, row.section_id), (row.item_id, None)
            at = exact if exact in places else item if item in places else (None, None)
            getattr(found[at], kind).append(row)
    return found
