"""Who was there, as the minutes list them, and who answers for what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rodtrad.web.bodies.models import Seat
from rodtrad.web.holding.roll import Roll
from rodtrad.web.meetings.models import Attendance, Meeting

Duty, Presence = Attendance.Duty, Attendance.Presence
# The headings under which people are listed, and whom each names.
LISTS = (
    ("Ledamöter", (Duty.CHAIR, Duty.MEMBER, Duty.ADJUSTER)),
    ("Ersättare", (Duty.DEPUTY,)),
    ("Övriga", (Duty.SECRETARY, Duty.OTHER)),
)
NO_SEAT = frozenset({Duty.SECRETARY, Duty.OTHER})
NAMED = {Duty.CHAIR: "ordförande", Duty.SECRETARY: "sekreterare", Duty.ADJUSTER: "justerare"}


def groups(roll: Roll, homes: Mapping[int | None, str]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Who was there, under headings; of a joint meeting those who have a seat under their body's."""
    there = [row for row in roll.people if row.presence != Presence.ABSENT]
    for heading, duties in LISTS:
        found: dict[str, list[str]] = {}
        for row in (row for row in there if row.duty in duties):
            home = homes.get(row.person_id) if row.duty not in NO_SEAT else None
            found.setdefault(f"{heading} ({home})" if home else heading, []).append(line_of(row, roll))
        yield from ((told, tuple(named)) for told, named in found.items())
    if absent := tuple(line_of(row, roll) for row in roll.people if row.presence == Presence.ABSENT):
        yield "Frånvarande", absent


def in_order(people: Iterable[Attendance]) -> list[Attendance]:
    """Those of a roll in the order in which `groups` has them, but for the bodies of a joint meeting."""
    places = {duty: place for place, (_, duties) in enumerate(LISTS) for duty in duties}
    return sorted(people, key=lambda row: (row.presence == Presence.ABSENT, places[Duty(row.duty)], row.order))


def line_of(row: Attendance, roll: Roll) -> str:
    """One line of the list: "Anna Ek, enhetschef, Ekeby kommun, ordförande, på distans, till och med § 43"."""
    stay = roll.stays.get(row.pk)
    how = {Presence.REMOTE: "på distans", Presence.PARTIAL: "del av mötet"}.get(Presence(row.presence), "")
    serves = f"tjänstgörande ersättare för {other}" if (other := roll.serves_for(row)) else ""
    first = f"från och med {stay.first.called}" if stay and stay.first else ""
    last = f"till och med {stay.last.called}" if stay and stay.last else ""
    named = NAMED.get(Duty(row.duty), "")
    return ", ".join(filter(None, [row.name, row.title, row.organisation, named, how, serves, first, last]))


def signers(roll: Roll) -> Iterable[tuple[str, str]]:
    """Duty and name of each who answers for the minutes."""
    for duty, word in ((Duty.SECRETARY, "Sekreterare"), (Duty.CHAIR, "Ordförande"), (Duty.ADJUSTER, "Justerare")):
        there = [row for row in roll.people if row.duty == duty and row.presence != Presence.ABSENT]
        yield from ((word, roll.names[row.pk]) for row in there)


def homes_of(meeting: Meeting, people: Iterable[Attendance]) -> dict[int | None, str]:
    """In which of the bodies of a joint meeting people have a seat, by person; the first where they have several."""
    bodies = {body.pk: body.name for body in meeting.bodies.all()}
    if len(bodies) < 2:
        return {}
    persons = [row.person_id for row in people if row.person_id]
    seats = Seat.objects.on(meeting.date).filter(body__in=bodies, person__in=persons)
    homes: dict[int | None, str] = {}
    for seat in sorted(seats, key=lambda seat: (seat.body_id != meeting.held_for_id, seat.body_id)):
        homes.setdefault(seat.person_id, bodies[seat.body_id])
    return homes
