"""What the pages of persons show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rodtrad.web.bodies.models import Person, Seat, key_of
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Appointment, Attendance, Presenter, Signature
from rodtrad.web.public.about.parts import Offer, parts_of, sourced, told
from rodtrad.web.review.asked import asked
from rodtrad.web.review.models import Suggestion

LONGEST_NAME = 200  # characters


def called(persons: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those of whose names one has every word of a text in it; more than `LONGEST_NAME` of it is not looked at."""
    words = set(key_of(text[:LONGEST_NAME].replace("\0", "")).split())
    # One filter, so that all words are of one name, and one join: SQLite makes no more than 64.
    return persons.filter(*(Q(names__key__contains=word) for word in sorted(words))).distinct()


def counted(persons: QuerySet[Person]) -> QuerySet[Person]:
    """Each with seats, the number of meetings they were at and whether somebody may be the same."""
    attended = Attendance.objects.filter(person=OuterRef("pk")).exclude(presence=Attendance.Presence.ABSENT)
    number = attended.order_by().values("person").annotate(n=Count("meeting", distinct=True)).values("n")
    asked = Suggestion.objects.open().filter(Q(person=OuterRef("pk")) | Q(other_person=OuterRef("pk")))
    seats = Seat.objects.current().select_related("body", "party").order_by("body__name")
    return (
        persons.annotate(
            meeting_count=Coalesce(Subquery(number, output_field=IntegerField()), 0), is_asked_about=Exists(asked)
        )
        .prefetch_related(Prefetch("seats", seats))
        .order_by("name", "pk")
    )


def person_page(person: Person, today: date, *, wanted: str, number: str) -> dict[str, Any]:
    """The context of a person's page."""
    seats = sourced(person.seats.current()).select_related("body", "party")
    return {
        "person": person,
        "names": sourced(person.names.all()),
        "seats": seats.order_by(F("ends").desc(nulls_first=True), "body__name"),
        "questions": asked(Suggestion.objects.open().about_person(person).with_sources().with_surroundings()),
        **told(parts_of(_offers(person), today, wanted=wanted, number=number)),
    }


def _offers(person: Person) -> list[Offer]:
    latest = (F("meeting__date").desc(nulls_last=True), "-meeting", "order")
    attendances = Attendance.objects.filter(person=person).with_source().select_related("meeting", "party")
    presented = (
        Presenter.objects.filter(person=person).with_source().select_related("item__meeting", "section", "party")
    )
    chosen = Appointment.objects.filter(Q(person=person) | Q(replaces=person)).with_source()
    assignments = (
        Assignment.objects.filter(person=person)
        .with_source()
        .select_related("meeting", "item", "body", "party", "person")
    )
    return [
        Offer("uppdrag", "Uppdrag", "about/_assignments.html", assignments.open_first()),
        Offer("narvaro", "Möten", "about/_attendances.html", attendances.order_by(*latest), shown=20),
        Offer(
            "foredragningar",
            "Föredragningar",
            "about/_presentations.html",
            presented.order_by(F("item__meeting__date").desc(nulls_last=True), "-item__meeting", "item", "order"),
        ),
        Offer(
            "val",
            "Val",
            "about/_appointments.html",
            chosen.select_related("meeting", "person", "replaces", "body").order_by(*latest),
        ),
        Offer(
            "underskrifter",
            "Underskrifter",
            "about/_signatures.html",
            Signature.objects.filter(person=person).with_source().select_related("meeting").order_by(*latest),
        ),
    ]
