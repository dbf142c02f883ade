"""Those whom the public minutes of a meeting held here name: linked, asked about and seated as those of a document.

Only what `publishing` has brought into the register is looked at, so no draft and no masked name tells of anybody. When
the minutes are taken back, who is named nowhere else goes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Person, PersonName, Seat, key_of
from rodtrad.web.documents.models import Document
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.namesakes import meant
from rodtrad.web.meetings.models import Attendance, Meeting, Naming, Presenter
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.people import in_order
from rodtrad.web.review.directory import Directory
from rodtrad.web.review.entry import BATCH, Entering
from rodtrad.web.review.merging import CannotMergeError, split
from rodtrad.web.review.models import Merge, Suggestion
from rodtrad.web.review.people import People
from rodtrad.web.review.seats import settle
from rodtrad.web.review.sources import ask_elsewhere, find_other_sources, is_let_go
from rodtrad.web.search.actions import forget_person, index_persons

LINKED: Final[tuple[type[Attendance | Presenter | Assignment], ...]] = (Attendance, Presenter, Assignment)


@dataclass(slots=True, kw_only=True)
class _Minutes(Entering):
    """The rows of a meeting in the register."""

    meeting: Meeting

    @property
    def county_id(self) -> int | None:
        return next((body.county_id for body in self.bodies if body.county_id), None)

    @property
    def raised_by(self) -> dict[str, Document | Meeting]:
        return {"meeting": self.meeting}


class _People(People):
    """The persons of a roll that was taken here: each of its rows is somebody else."""

    def _listed_apart(self, row: Any) -> bool:
        return isinstance(row, Attendance)


def name_people(meeting: Meeting, content: MinutesContent) -> int:
    """Link those whom the rows of a meeting in the register name, ask about those who may be somebody else too, and
    settle their seats; returns how many persons are new. `content`: what was published of the minutes.

    What was done before is left as it is, so that a register of an older version is brought here by the same.
    """
    entry = _Minutes(directory=Directory(), bodies=list(meeting.bodies.all()), meeting=meeting)
    for model in LINKED:
        at = "item__meeting" if model is Presenter else "meeting"
        entry.rows[model] = list(model.objects.filter(**{at: meeting}).select_related("person").order_by("pk"))
    _show_where(meeting, entry, content)
    unlinked = [row for model in LINKED for row in entry.made(model) if not row.person]
    people = _People(entry)
    people.link()
    people.save()
    _link_assignees(entry)
    _save_links(unlinked)
    _add_names(entry)
    Suggestion.objects.bulk_create(_not_asked(entry), batch_size=BATCH)
    if len(entry.bodies) == 1:  # as of a document
        settle(entry.bodies[0], {row.person.pk for row in entry.made(Attendance) if row.person})
    return len(people.new)


def _save_links(rows: Iterable[Attendance | Presenter | Assignment]) -> None:
    for model in LINKED:
        manager: Any = model._base_manager
        linked = [row for row in rows if isinstance(row, model) and row.person]
        manager.bulk_update(linked, ["person"], batch_size=BATCH)


def _show_where(meeting: Meeting, entry: Entering, content: MinutesContent) -> None:
    """Say of each name where the minutes have it."""
    lines = {number: line for _, people in content.numbered for number, line in people}
    there = Naming.objects.filter(meeting=meeting)
    in_roll, at_items = (set(there.values_list(field, flat=True)) for field in ("attendance", "presenter"))
    fresh = list[Naming]()
    for row in in_order(entry.made(Attendance)):
        told = ", ".join(filter(None, [row.name, row.title, row.organisation]))
        number = next((number for number, line in lines.items() if line == told or line.startswith(f"{told}, ")), None)
        lines.pop(number or 0, None)
        if row.pk not in in_roll:
            fresh.append(Naming(meeting=meeting, attendance=row, line=number))
    for presenter in entry.made(Presenter):
        if presenter.pk not in at_items:
            fresh.append(Naming(meeting=meeting, presenter=presenter, item_id=presenter.item_id))
    Naming.objects.bulk_create(fresh, batch_size=BATCH)


def _link_assignees(entry: Entering) -> None:
    """To whom an assignment is given by what tells them from a namesake in the roll."""
    roll = entry.made(Attendance)
    for row in entry.made(Assignment):
        if row.assignee and not row.proved_assignee:
            those = meant(row.assignee, roll)
            row.person = those[0].person if len(those) == 1 else None


def _add_names(entry: Entering) -> None:
    """Whom the roll knew by another name, or whose name nothing else said, has this one too."""
    named: list[Attendance | Presenter] = [*entry.made(Attendance), *entry.made(Presenter)]
    persons = {row.person_id for row in named if row.person_id}
    known, fresh = set(PersonName.objects.filter(person__in=persons).values_list("person", "key")), list[PersonName]()
    for row in named:
        key = key_of(row.name)
        if row.person and (row.person.pk, key) not in known and len(row.name.split()) > 1:
            known.add((row.person.pk, key))
            fresh.append(PersonName(person=row.person, name=row.name, key=key, naming=row.naming))
    PersonName.objects.bulk_create(fresh, batch_size=BATCH)


def _not_asked(entry: Entering) -> Iterator[Suggestion]:
    """What nobody was asked before, of the two persons that a question is about."""
    both = [frozenset(person.pk for person in one.pair or ()) for one in entry.suggestions]
    keys = frozenset[int]().union(*both)
    before = Suggestion.objects.filter(Q(person__in=keys) | Q(other_person__in=keys))
    asked = set(map(frozenset[int | None], before.values_list("person", "other_person")))
    for one, pair in zip(entry.suggestions, both, strict=True):
        if len(pair) == 2 and pair not in asked:
            asked.add(pair)
            yield one


def unname_people(meeting: Meeting, persons: Iterable[int], *, by: User | None) -> None:
    """Take back what the minutes of a meeting told of people, whose rows are drafts again, with what people answered
    where the minutes alone made them be asked. `persons`: the keys of those whom they named."""
    apart = _take_apart(meeting, by)
    namings = Naming.objects.filter(meeting=meeting)
    gone = set(namings.values_list("pk", flat=True))
    names = list(PersonName.objects.filter(naming__in=gone))
    known = {*persons, *apart, *(name.person_id for name in names)}
    bodies = list(meeting.bodies.all())
    for body in bodies:
        settle(body, known)
    Seat.objects.filter(naming__in=gone).update(naming=None)
    ended = Seat.objects.exclude(retired_at=None).filter(body__in=bodies, person__in=known, by_hand=False)
    ended.filter(finding=None, naming=None).delete()
    find_other_sources(names, gone=gone)
    Suggestion.objects.filter(meeting=meeting).delete()
    elsewhere = Suggestion.objects.filter(Q(one_naming__in=gone) | Q(other_naming__in=gone))
    ask_elsewhere(elsewhere.select_related("person", "other_person"), lambda source: source.naming in gone)
    namings.delete()
    _let_go(Person.objects.filter(pk__in={name.person_id for name in names}))
    index_persons(persons=Person.objects.filter(pk__in=known))


def _take_apart(meeting: Meeting, by: User | None) -> set[int]:
    """Those who were found to be one only where the minutes asked it are two again; their keys."""
    elsewhere = Suggestion.objects.exclude(meeting=meeting).filter(merges__isnull=False).values("merges")
    found: set[int] = set()
    for done in Merge.objects.filter(answered__meeting=meeting).exclude(pk__in=elsewhere).order_by("-pk").distinct():
        if not done.undone_at:
            try:
                split(done=done, by=by)
            except CannotMergeError:  # they are somebody else's too by now, by another answer
                continue
        found |= {done.kept.pk, done.gone.pk}
        done.delete()
    return found


def _let_go(persons: Iterable[Person]) -> None:
    """Who is named nowhere else goes, unless they have a role; rolls that are not public keep the name alone."""
    for person in persons:
        key = person.pk
        if not (person.names.exists() or person.memberships.exists()):
            for model in LINKED:
                model._base_manager.filter(person=person, is_draft=True).update(person=None)
        if is_let_go(person):
            forget_person(key=key)
