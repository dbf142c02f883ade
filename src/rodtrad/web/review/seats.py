"""Seats: who sits in a body, as the attendance lists of its own meetings show."""

from __future__ import annotations

from rodtrad.web.bodies.models import Seat
from rodtrad.web.clock import now
from rodtrad.web.meetings.models import Attendance
from rodtrad.web.review.entry import BATCH, Entry

SEATED = frozenset(Seat.Duty.values)


def seat(entry: Entry) -> None:
    """Give those who attended as chair, member or deputy a seat in the body, unless they have one.

    A joint meeting does not tell who sits in which body.
    """
    if len(entry.bodies) != 1:
        return
    body = entry.bodies[0]
    rows = {row.person: row for row in entry.made(Attendance) if row.person and row.duty in SEATED}
    seated = set(Seat.objects.current().filter(body=body, ends=None).values_list("person", flat=True))
    seats = [
        Seat(
            person=person,
            body=body,
            party=row.party,
            organisation="" if row.party else row.organisation,
            duty=row.duty,
            finding=row.finding,
        )
        for person, row in rows.items()
        if person.pk not in seated
    ]
    Seat.objects.bulk_create(seats, batch_size=BATCH)


def renew_seats(entry: Entry) -> None:
    """Point seats that an earlier version of the document showed to a list that still does, or retire them."""
    earlier = Seat.objects.current().filter(finding__version__document=entry.document)
    for seat_row in earlier.exclude(finding__version=entry.version):
        shown = Attendance.objects.filter(
            person=seat_row.person, duty__in=SEATED, meeting__bodies=seat_row.body, finding__isnull=False
        )
        attendance = shown.order_by("meeting__date", "pk").first()
        if attendance:
            seat_row.finding = attendance.finding
        else:
            seat_row.retired_at = now()
        seat_row.save(update_fields=["finding", "retired_at"])
