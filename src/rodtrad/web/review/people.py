"""Who the names in a document are: linked where it can be proved, proposed where it cannot, never merged.

Proved is: the same full name, met before in the same body, and no other party. Everything else is a new person and,
where somebody of that name or one alike is known, a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from rodtrad.web.bodies.models import Person, PersonName, key_of
from rodtrad.web.documents.reading import may_be_same_person
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Appointment, Attendance, Presenter, Signature
from rodtrad.web.review.directory import KnownPerson
from rodtrad.web.review.entry import BATCH, Entering
from rodtrad.web.review.models import Suggestion
from rodtrad.web.review.sources import Source

Kind = Suggestion.Kind
MOST_COMPARED = 300  # names of one document


class People:
    """The persons of one document. `new`: those that the register did not know, with the source that names them."""

    def __init__(self, entry: Entering) -> None:
        self.entry = entry
        # Lists, as a person who is not saved yet has no hash.
        self.here: dict[str, list[Person]] = {}
        self.new: list[tuple[Person, Source]] = []
        self.names: set[str] = set()
        # For whom the attendance has each name.
        self.listed_for: dict[str, set[str]] = defaultdict(set)

    def link(self) -> None:
        """Link every name of attendance, presenters, signatures and appointments that is not linked already."""
        attendance = self.entry.made(Attendance)
        others = [*self.entry.made(Presenter), *self.entry.made(Signature), *self.entry.made(Appointment)]
        self.names = {key_of(name) for name in self._names((*attendance, *others))}
        self.entry.directory.look_up(self.names, self.entry.county_id)
        for line in attendance:
            self.listed_for[key_of(line.name)] |= {line.organisation} - {""}
        listed: list[Any] = [row for row in (*attendance, *others) if getattr(row, "person", None)]
        for row in listed:
            self._note(row)
        for row in attendance:
            self._link(row, row.party_id)
        for row in others:
            self._link(row, getattr(row, "party_id", None))
        for appointment in self.entry.made(Appointment):
            appointment.replaces = appointment.replaces or self._known(appointment.replaces_name)
        for assignment in self.entry.made(Assignment):
            if not (assignment.body or assignment.party):
                assignment.person = assignment.person or self._one_here(assignment.assignee)
        self._ask_about_signers()
        self._ask_about_spellings()

    def save(self) -> None:
        """Write the new persons and their names; call it before the rows that link to them are written."""
        Person.objects.bulk_create([person for person, _ in self.new], batch_size=BATCH)
        names = [
            PersonName(person=p, name=p.name, key=key_of(p.name), finding_id=s.finding, naming_id=s.naming)
            for p, s in self.new
        ]
        PersonName.objects.bulk_create(names, batch_size=BATCH)

    @staticmethod
    def _names(rows: Iterable[Any]) -> Iterator[str]:
        for row in rows:
            yield row.name
            if isinstance(row, Appointment):
                yield row.replaces_name

    def _link(self, row: Any, party_id: int | None) -> None:
        # One word alone names nobody.
        if row.person is not None or len(row.name.split()) < 2:
            return
        here = self.here.get(key_of(row.name), [])
        if len(here) == 1 and not self._listed_apart(row):
            row.person = here[0]
        elif len(here) > 1 and not isinstance(row, Attendance):
            row.person = self._one_of(row)
        else:
            row.person = self._resolve(row.name, party_id, Source.of(row), taken=here)
            self._note(row)

    def _one_of(self, row: Any) -> Person | None:
        """Whom of several of the list a name means that they all bear: the one for the same organisation, else nobody
        is linked."""
        said = getattr(row, "organisation", "")
        listed = [one for one in self.entry.made(Attendance) if key_of(one.name) == key_of(row.name)]
        same = [one for one in listed if said and one.organisation == said]
        return same[0].person if len(same) == 1 else None

    def _note(self, row: Any) -> None:
        here = self.here.setdefault(key_of(row.name), [])
        if row.person not in here:
            here.append(row.person)

    def _listed_apart(self, row: Any) -> bool:
        """Whether the list has the name for another organisation too: then they may be two."""
        if not isinstance(row, Attendance):
            return False
        return bool(row.organisation and self.listed_for[key_of(row.name)] - {row.organisation})

    def _resolve(self, name: str, party_id: int | None, source: Source, *, taken: list[Person]) -> Person:
        known = [k for k in self.entry.directory.persons_called(name, self.entry.county_id) if k.person not in taken]
        proved = [k for k in known if self._is_proved(k, party_id)]
        if len(proved) == 1 and not taken:
            self._meet(proved[0], party_id)
            return proved[0].person
        person = Person(name=name, county_id=self.entry.county_id)
        self.new.append((person, source))
        for other in known:
            # Another party in another body: namesakes, as far as the documents tell.
            if self._contradicts(other, party_id) and not self._is_met(other):
                continue
            self._ask(Kind.SAME_PERSON, f"Är {name} samma person på båda ställena?", source, person, other)
        alike = [] if known else self._members_alike(name)
        for other in alike:
            self._ask(Kind.SPELLINGS, f"Är {name} och {other.name} samma person?", source, person, other)
        self._meet(self.entry.directory.add_person(person, source, self.entry.bodies), party_id)
        return person

    def _is_proved(self, known: KnownPerson, party_id: int | None) -> bool:
        return self._is_met(known) and not self._contradicts(known, party_id)

    def _is_met(self, known: KnownPerson) -> bool:
        return any(body.pk in known.bodies for body in self.entry.bodies)

    @staticmethod
    def _contradicts(known: KnownPerson, party_id: int | None) -> bool:
        return party_id is not None and bool(known.parties) and party_id not in known.parties

    def _meet(self, known: KnownPerson, party_id: int | None) -> None:
        known.bodies.update(body.pk for body in self.entry.bodies)
        if party_id is not None:
            known.parties.add(party_id)

    def _members_alike(self, name: str) -> list[KnownPerson]:
        """Those met in the body before whose name is alike; who stands in this document is asked about apart."""
        return [
            known
            for body in self.entry.bodies
            for known in self.entry.directory.members(body)
            if key_of(known.name) not in self.names and may_be_same_person(name, known.name)
        ]

    def _one_here(self, name: str) -> Person | None:
        """The one person of the document with exactly that name."""
        here = self.here.get(key_of(name), [])
        return here[0] if len(here) == 1 else None

    def _known(self, name: str) -> Person | None:
        """The one person whom a bare name in the text proves: of this document, or met in its body before."""
        if len(name.split()) < 2:
            return None
        known = self.entry.directory.persons_called(name, self.entry.county_id)
        proved = [k.person for k in known if self._is_proved(k, None)]
        return self._one_here(name) or (proved[0] if len(proved) == 1 else None)

    def _ask(self, kind: str, text: str, source: Source, person: Person, other: KnownPerson) -> None:
        self.entry.suggest(kind, text, source, other.source, person=person, other_person=other.person)

    def _ask_about_signers(self) -> None:
        """A signer who is not in the attendance, beside the one with a name alike there, or with the same duty."""
        attendance = self.entry.made(Attendance)
        present = {key_of(row.name) for row in attendance}
        for row in self.entry.made(Signature) if attendance else []:
            if key_of(row.name) in present:
                continue
            alike = [other for other in attendance if may_be_same_person(row.name, other.name)]
            same_duty = [other for other in attendance if other.duty == row.duty]
            other = next((found[0] for found in (alike, same_duty) if len(found) == 1), None)
            text = f"{row.name} har undertecknat men står inte i närvarolistan."
            if other:
                text += f" Är det {other.name}, som står där som {other.get_duty_display().lower()}?"
            about = {"person": row.person, "other_person": other.person if other else None}
            self.entry.suggest(Kind.SIGNER, text, Source.of(row), Source.of(other) if other else Source(), **about)

    def _ask_about_spellings(self) -> None:
        """Names of the document that are alike, once a pair; signers have been asked about."""
        attendance = {key_of(row.name): row for row in self.entry.made(Attendance)}
        said = {key_of(row.name): row for row in self._said()}
        outside = [row for key, row in said.items() if key not in attendance]
        everybody = [*attendance.values(), *outside]
        if len(everybody) > MOST_COMPARED:
            return  # no list of people is so long; each with each would be compared for minutes
        for one, other in combinations(everybody, 2):
            if may_be_same_person(one.name, other.name):
                text = f"Är {one.name} och {other.name} samma person?"
                about = {"person": one.person, "other_person": other.person}
                self.entry.suggest(Kind.SPELLINGS, text, Source.of(one), Source.of(other), **about)

    def _said(self) -> list[Any]:
        return [*self.entry.made(Presenter), *self.entry.made(Appointment)]
