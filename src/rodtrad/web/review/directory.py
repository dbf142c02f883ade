"""The bodies and persons that the register knows, looked up by name while documents are entered.

What was looked up once is remembered, so that an import of a thousand documents asks once a name. After a document
that was rolled back a new directory is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rodtrad.web.bodies.models import Body, BodyName, Person, PersonName, key_of
from rodtrad.web.documents.models import Finding
from rodtrad.web.meetings.models import Appointment, Attendance, Presenter, Signature
from rodtrad.web.review.sources import Source


@dataclass(slots=True, eq=False)
class KnownPerson:
    """A person as one name has it: where they were met, and for which parties."""

    person: Person
    name: str
    source: Source
    bodies: set[int] = field(default_factory=set)
    parties: set[int] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class KnownBody:
    body: Body
    name: str
    finding_id: int | None


class Directory:
    def __init__(self) -> None:
        self._persons: dict[tuple[int | None, str], list[KnownPerson]] = {}
        self._bodies: dict[int | None, list[KnownBody]] = {}
        self._members: dict[int, list[KnownPerson]] = {}

    def bodies(self, county_id: int | None) -> list[KnownBody]:
        """The names of all bodies of a county; None: of those whose county nobody knows."""
        if county_id not in self._bodies:
            names = BodyName.objects.filter(body__county=county_id, body__merged_into=None).select_related("body")
            self._bodies[county_id] = [KnownBody(n.body, n.name, n.finding_id) for n in names]
        return self._bodies[county_id]

    def body_called(self, name: str | None, county_id: int | None, party_id: int | None = None) -> Body | None:
        """The one body of the county that is known by exactly that name; None where none or several are.

        `party_id`: of boards of one name that party's is meant, or the one of which nobody knows whose it is.
        """
        key = key_of(name or "")
        found = {known.body for known in self.bodies(county_id) if key_of(known.name) == key}
        if party_id:
            own = {body for body in found if body.party_id == party_id}
            found = own or {body for body in found if body.party_id is None}
        return found.pop() if len(found) == 1 else None

    def add_body(self, body: Body, finding: Finding) -> None:
        self.bodies(body.county_id).append(KnownBody(body, body.name, finding.pk))

    def look_up(self, names: Iterable[str], county_id: int | None) -> None:
        """Fetch all that is known by these names at once."""
        missing = {key for name in names if (county_id, key := key_of(name)) not in self._persons}
        if not missing:
            return
        rows = PersonName.objects.filter(
            key__in=missing, person__county=county_id, person__merged_into=None
        ).select_related("person")
        found = {key: list[KnownPerson]() for key in missing}
        for row in rows:
            found[row.key].append(KnownPerson(row.person, row.name, Source(row.finding_id, row.naming_id)))
        _add_circles([known for same in found.values() for known in same])
        self._persons.update({(county_id, key): same for key, same in found.items()})

    def persons_called(self, name: str, county_id: int | None) -> list[KnownPerson]:
        """The persons of the county with exactly that name."""
        self.look_up([name], county_id)
        return self._persons[county_id, key_of(name)]

    def members(self, body: Body) -> list[KnownPerson]:
        """All who stand, or stood before it was read again, in an attendance list of a body; not in one that is not
        public."""
        if body.pk not in self._members:
            listed = Attendance._base_manager.filter(meeting__bodies=body, is_draft=False)
            names = PersonName.objects.filter(person__in=listed.values("person"), person__merged_into=None)
            rows = names.select_related("person")
            self._members[body.pk] = [
                KnownPerson(row.person, row.name, Source(row.finding_id, row.naming_id)) for row in rows
            ]
        return self._members[body.pk]

    def add_person(self, person: Person, source: Source, bodies: Iterable[Body]) -> KnownPerson:
        known = KnownPerson(person, person.name, source)
        self.persons_called(person.name, person.county_id).append(known)
        for body in bodies:
            self.members(body).append(known)
        return known


def _add_circles(found: list[KnownPerson]) -> None:
    """Where these persons were met before."""
    circles = {known.person.pk: (known.bodies, known.parties) for known in found}
    if not circles:
        return
    for known in found:
        known.bodies, known.parties = circles[known.person.pk]
    attended = Attendance.objects.filter(person__in=circles).order_by().distinct()
    for person, body, party in attended.values_list("person", "meeting__bodies", "party"):
        _add(circles[person][0], body)
        _add(circles[person][1], party)
    for person, body in (
        Presenter.objects.filter(person__in=circles)
        .order_by()
        .distinct()
        .values_list("person", "item__meeting__bodies")
    ):
        _add(circles[person][0], body)
    for person, body in (
        Signature.objects.filter(person__in=circles).order_by().distinct().values_list("person", "meeting__bodies")
    ):
        _add(circles[person][0], body)
    appointed = Appointment.objects.filter(person__in=circles).order_by().distinct()
    for person, body, named, meeting_body in appointed.values_list("person", "body", "body_name", "meeting__bodies"):
        _add(circles[person][0], body or (None if named else meeting_body))


def _add(ids: set[int], pk: int | None) -> None:
    if pk is not None:
        ids.add(pk)
