"""Those whom the register knows by name: bodies, parties and persons, as entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q

from rodtrad.web.bodies.models import Body, Party, Person, Seat
from rodtrad.web.documents.models import Entered
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Appointment, Attendance, Meeting, Presenter, Signature
from rodtrad.web.search.making import Made, made
from rodtrad.web.search.models import Entry, Kind
from rodtrad.web.search.tokens import filtered

# Where the register names persons.
NAMED: tuple[tuple[type[Entered], str], ...] = (
    *((model, "person") for model in (Attendance, Presenter, Appointment, Signature, Assignment)),
    (Appointment, "replaces"),
)


def body_entries(bodies: Iterable[Body]) -> Iterator[Made]:
    """Bodies by all their names; fetched with `names`, `county` and `parent`."""
    for body in bodies:
        names = [name.name for name in body.names.all() if name.name != body.name]
        above = f"under {body.parent.name}" if body.parent else ""
        context = ", ".join(filter(None, [body.get_kind_display(), above, str(body.county or "")]))
        yield _named(Kind.BODY, body, names, context, bodies={body.pk})


def party_entries(parties: Iterable[Party]) -> Iterator[Made]:
    """Parties by all their names; fetched with `county`."""
    for party in parties:
        context = ", ".join(filter(None, [party.get_kind_display(), str(party.county or "")]))
        yield _named(Kind.PARTY, party, party.other_names, context, parties={party.pk})


def person_entries(persons: Iterable[Person]) -> Iterator[Made]:
    """Persons by all their names, with whom they were met for; those of whom nothing stands any more are left out."""
    persons = list(persons)
    keys = [person.pk for person in persons]
    met, bodies, parties = _met(keys)
    seats: dict[int, list[str]] = defaultdict(list)
    for seat in Seat.objects.current().filter(person__in=keys).select_related("body", "party").order_by("pk"):
        for_whom = seat.party.name if seat.party else seat.organisation
        told = f"{seat.get_duty_display()} i {seat.body}"
        seats[seat.person_id].append(f"{told} för {for_whom}" if for_whom else told)
    for person in persons:
        if person.pk in met:
            names = [name.name for name in person.names.all() if name.name != person.name]
            context = "; ".join(seats[person.pk])
            yield _named(Kind.PERSON, person, names, context, bodies=bodies[person.pk], parties=parties[person.pk])


def _met(keys: list[int]) -> tuple[set[int], dict[int, set[int]], dict[int, set[int]]]:
    """Who of some persons stands in the register; in which bodies they were met, and for which parties."""
    bodies: dict[int, set[int]] = defaultdict(set)
    parties: dict[int, set[int]] = defaultdict(set)
    attendances = Attendance.objects.filter(person__in=keys).order_by()
    for person, body, party in attendances.values_list("person", "meeting__bodies", "party").distinct():
        bodies[person] |= {body} - {None}
        parties[person] |= {party} - {None}
    named = [
        model._default_manager.filter(**{f"{field}__in": keys}).order_by().values_list(field) for model, field in NAMED
    ]
    return {person for (person,) in named[0].union(*named[1:])}, bodies, parties


def met_anew(rows: Mapping[Any, Sequence[Any]]) -> set[int]:
    """Those of whom a document tells that the index does not know them, or not in such a body or for such a party.

    `rows`: what the document became.
    """
    bodies = {f for meeting in rows.get(Meeting, ()) for f in (filtered("body", b.pk) for b in meeting.bodies.all())}
    told: dict[int, set[str]] = defaultdict(set)
    for model, field in NAMED:
        for row in rows.get(model, ()):
            if key := getattr(row, f"{field}_id"):
                told[key] |= bodies if model is Attendance else set()
                if model is Attendance and row.party_id:
                    told[key].add(filtered("party", row.party_id))
    entries = Entry.objects.filter(kind=Kind.PERSON, row_id__in=told).order_by()
    known = {key: set(filters.split()) for key, filters in entries.values_list("row_id", "filters")}
    return {key for key, filters in told.items() if key not in known or not filters <= known[key]}


def _named(kind: Kind, row: Body | Party | Person, other: list[str], context: str, **concerned: Any) -> Made:
    return made(
        kind,
        row.pk,
        title=row.name,
        text="\n".join(other),
        context=context,
        address=row.get_absolute_url(),
        **concerned,
    )


def persons_in(documents: Iterable[int]) -> Q:
    """The persons who stand in documents, or stood there once."""
    condition = Q()
    for model, field in NAMED:
        rows = model._base_manager.filter(finding__version__document__in=documents)
        condition |= Q(pk__in=rows.values(field))
    return condition
