"""What the pages of persons show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rodtrad.web.bodies.models import Person, Seat
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Appointment, Attendance, Meeting, Presenter, Signature
from rodtrad.web.public.about.parts import Offer, parts_of, sourced, told, with_source
from rodtrad.web.review.asked import asked
from rodtrad.web.review.models import Suggestion


def meeting_count() -> Coalesce:
    """At how many meetings a person was."""
    number = _attended().order_by().values("person").annotate(n=Count("meeting", distinct=True)).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def latest_meeting() -> Subquery:
    """The day of the latest meeting that a person was at."""
    return Subquery(_attended().exclude(meeting__date=None).order_by("-meeting__date").values("meeting__date")[:1])


def _attended() -> QuerySet[Attendance]:
    there = Attendance.objects.filter(person=OuterRef("pk")).exclude(presence=Attendance.Presence.ABSENT)
    return there.exclude(meeting__state=Meeting.State.CALLED)  # a notice lists who is called


def counted(persons: QuerySet[Person]) -> QuerySet[Person]:
    """Each with seats, the number and the latest of the meetings they were at, and whether they may be another too."""
    # Two questions of the database, as each has an index and their union has none.
    one = Suggestion.objects.open().filter(person=OuterRef("pk"))
    other = Suggestion.objects.open().filter(other_person=OuterRef("pk"))
    seats = Seat.objects.current().select_related("body", "party").order_by("body__name")
    told = persons.annotate(
        meeting_count=meeting_count(), latest=latest_meeting(), is_asked_about=Exists(one) | Exists(other)
    )
    return told.prefetch_related(Prefetch("seats", seats))


def person_page(person: Person, today: date, *, wanted: str, number: str) -> dict[str, Any]:
    """The context of a person's page."""
    seats = sourced(person.seats.current()).select_related("body", "party", "naming")
    return {
        "person": person,
        "names": sourced(person.names.all()).select_related("naming__meeting", "naming__item"),
        "seats": seats.order_by(F("ends").desc(nulls_first=True), "body__name"),
        "questions": asked(Suggestion.objects.open().about_person(person).with_sources().with_surroundings()),
        **told(parts_of(_offers(person), today, wanted=wanted, number=number)),
    }


def _offers(person: Person) -> list[Offer]:
    latest = (F("meeting__date").desc(nulls_last=True), "-meeting", "order")
    chosen = Appointment.objects.filter(Q(person=person) | Q(replaces=person))
    signed = Signature.objects.filter(person=person)
    return [
        Offer(
            "uppdrag",
            "Uppdrag",
            "about/_assignments.html",
            Assignment.objects.filter(person=person).open_first(),
            with_source("meeting", "item", "body", "party", "person"),
        ),
        Offer(
            "narvaro",
            "Möten",
            "about/_attendances.html",
            Attendance.objects.filter(person=person).order_by(*latest),
            with_source("meeting", "party", "naming"),
            shown=20,
        ),
        Offer(
            "foredragningar",
            "Föredragningar",
            "about/_presentations.html",
            Presenter.objects.filter(person=person).order_by(
                F("item__meeting__date").desc(nulls_last=True), "-item__meeting", "item", "order"
            ),
            with_source("item__meeting", "section", "party", "naming"),
        ),
        Offer(
            "val",
            "Val",
            "about/_appointments.html",
            chosen.order_by(*latest),
            with_source("meeting", "person", "replaces", "body"),
        ),
        Offer("underskrifter", "Underskrifter", "about/_signatures.html", signed.order_by(*latest)),
    ]
