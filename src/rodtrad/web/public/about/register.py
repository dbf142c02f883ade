"""The register of persons."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from rodtrad.web.bodies.models import Body, County, Party, Person, PersonName, Seat, key_of
from rodtrad.web.documents.register import source_columns
from rodtrad.web.public.about.parts import sourced
from rodtrad.web.public.about.persons import counted, latest_meeting, meeting_count
from rodtrad.web.registers.declared import Column, Filter, Head, Register, Rows
from rodtrad.web.registers.words import Alphabetical

Choices = list[tuple[str, str]]


def called(persons: Rows, text: str) -> Rows:
    """Those of whose names one has every word of a text in it."""
    names = PersonName.objects.filter(person=OuterRef("pk"))
    for word in key_of(text).split():
        names = names.filter(key__contains=word)
    return persons.filter(Exists(names))


def _counties(persons: Rows) -> Choices:
    """None where there is but one to choose."""
    there = County.objects.filter(Exists(persons.order_by().filter(county=OuterRef("pk"))))
    choices = [(str(pk), name) for pk, name in there.values_list("pk", "name")]
    return choices if len(choices) > 1 else []


def _by_seat(key: str, label: str, field: str, model: type[Body | Party], every: str) -> Filter:
    """A filter by what persons' seats are in, or for."""

    def choices(persons: Rows) -> Choices:
        seats = Seat.objects.current().filter(**{field: OuterRef("pk")})
        there = model._default_manager.filter(Exists(seats)).values_list("pk", "name")
        return [(str(pk), name[:1].upper() + name[1:]) for pk, name in there]

    def narrow(persons: Rows, pk: str) -> Rows:
        return persons.filter(Exists(Seat.objects.current().filter(person=OuterRef("pk"), **{field: int(pk)})))

    return Filter(key, label, choices, narrow, every=every)


def _places(person: Person) -> str | None:
    """ "Samverkansrådet (Norrviks kommun), Styrgruppen"."""
    shown = []
    for seat in person.seats.all():
        sits_for = seat.party.name if seat.party else seat.organisation
        shown.append(f"{seat.body.name} ({sits_for})" if sits_for else seat.body.name)
    return ", ".join(shown) or None


def _other_names(person: Person) -> str | None:
    return ", ".join(one.name for one in person.names.all() if one.name != person.name) or None


def _first_source(person: Person) -> Any:
    return next((one.finding for one in person.names.all() if one.finding), None)


def _with_names(persons: Rows) -> Rows:
    names = sourced(PersonName.objects.order_by("pk"))
    return counted(persons).select_related("county").prefetch_related(Prefetch("names", names))


PERSONS = Register(
    title="Personer",
    one="person",
    many="personer",
    place="bodies:persons",
    filters=(
        Filter("namn", "Namn", None, called),
        _by_seat("organ", "Sitter i", "body", Body, every="Alla organ"),
        _by_seat("part", "Sitter för", "party", Party, every="Alla parter"),
        Filter("lan", "Län", _counties, lambda persons, pk: persons.filter(county=int(pk)), every="Alla län"),
    ),
    heads=(
        Head("Namn", "namn", (Alphabetical("name"),)),
        Head("Sitter i", looks="wide"),
        Head("Möten", "moten", (meeting_count(),), looks="number"),
        Head("Senast med", "senast", (latest_meeting(),)),
    ),
    columns=(
        Column("Namn", lambda person: person.name, 28),
        Column("Andra namn", _other_names, 28),
        Column("Län", lambda person: person.county.name if person.county else None, 18),
        Column("Sitter i (för)", _places, 50),
        Column("Möten", lambda person: person.meeting_count, 8),
        Column("Senast med", lambda person: person.latest, 12),
        *source_columns(_first_source),
    ),
    order="namn",
    tie=("pk",),
    row="about/_person_row.html",
    shown=counted,
    filed=_with_names,
    lead="De som dokument och publicerade protokoll nämner. Två med samma namn är två tills någon säger annat.",
    hint="Läs in protokoll med kommandot rodtrad import MAPP.",
)
