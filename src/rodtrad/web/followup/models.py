"""Assignments: who was given what, by when, and what came of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, Count, F, Q, When

from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import Body, Party, Person
from rodtrad.web.documents.dates import Precision
from rodtrad.web.documents.models import EnteredQuerySet, StandingManager
from rodtrad.web.meetings.models import AtItem, Decision

SOON = timedelta(days=30)


class Standing(models.TextChoices):
    """How an assignment stands on a day."""

    LATE = "late", "Försenat"
    UNASSIGNED = "unassigned", "Behöver ansvarig"
    SOON = "soon", "Snart"
    OPEN = "open", "Öppet"
    DONE = "done", "Klart"
    DROPPED = "dropped", "Avskrivet"


class AssignmentQuerySet(EnteredQuerySet["Assignment"]):
    def open(self) -> Self:
        """Those that nobody has reported done or given up."""
        return self.filter(state=Assignment.State.OPEN)

    def overdue(self, today: date) -> Self:
        """The open ones whose due date has passed."""
        return self.open().filter(due__lt=today)

    def due_soon(self, today: date) -> Self:
        """Those whose due date is near."""
        return self.filter(due__gte=today, due__lte=today + SOON)

    def due_later(self, today: date) -> Self:
        """Those with a due date that is not near."""
        return self.filter(due__gt=today + SOON)

    def counts(self, today: date) -> dict[str, int]:
        """How many are open, and how many of them are late, and due soon."""
        counted = self.open().aggregate(
            total=Count("pk"),
            late=Count("pk", filter=Q(due__lt=today)),
            soon=Count("pk", filter=Q(due__gte=today, due__lte=today + SOON)),
        )
        return dict(counted)

    def open_first(self) -> Self:
        """The open ones first, each part by its due date; those without a date last in it."""
        closed = Case(When(state=Assignment.State.OPEN, then=0), default=1)
        return self.order_by(closed, F("due").asc(nulls_last=True), "pk")

    def by_due(self) -> Self:
        """The earliest first; those without a date last."""
        return self.order_by(F("due").asc(nulls_last=True), "pk")


class Assignment(AtItem):
    """`assignee` is as the document has it; `body`, `person` or `party` only where that was proved.

    `due` is the last day of what the document says, `due_precision` how exact that was, `due_text` its words.
    """

    kept_fields = ("state",)

    class Kind(models.TextChoices):
        ASSIGNMENT = "assignment", "Uppdrag"
        ADVICE = "advice", "Medskick"
        REFERRAL = "referral", "Överlämnad fråga"

    class State(models.TextChoices):
        OPEN = "open", "Öppet"
        DONE = "done", "Klart"
        DROPPED = "dropped", "Avskrivet"

    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="beslut"
    )
    kind = models.CharField("slag", max_length=20, choices=Kind, default=Kind.ASSIGNMENT)
    assignee = models.TextField("vem", blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="organ"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="person"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="huvudman"
    )
    task = models.TextField("vad")
    due = models.DateField("senast", null=True, blank=True)
    due_precision = models.CharField("hur noga", max_length=10, choices=Precision, blank=True)
    due_text = models.TextField("tiden enligt dokumentet", blank=True)
    state = models.CharField("läge", max_length=20, choices=State, default=State.OPEN)
    concerned = models.ManyToManyField(Party, related_name="+", editable=False, verbose_name="berörda parter")

    objects = StandingManager.from_queryset(AssignmentQuerySet)()  # type: ignore[assignment,misc]  # narrows the base's

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ("meeting_id", "order")
        indexes = (models.Index(fields=["state", "due"], name="assignment_due"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(due=None, due_precision="") | (Q(due__isnull=False) & ~Q(due_precision="")),
                name="assignment_due_has_a_precision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignee}: {self.task}" if self.assignee else self.task

    def get_absolute_url(self) -> str:
        return row_address("followup:assignment", self.pk)

    @property
    def proved_assignee(self) -> Body | Person | Party | None:
        """Whom the register knows the assignee to be."""
        return self.body or self.person or self.party

    def is_overdue(self, today: date) -> bool:
        return self.state == self.State.OPEN and self.due is not None and self.due < today

    def standing(self, today: date) -> Standing:
        """How it stands on a day; of several, what most needs somebody."""
        if self.state != self.State.OPEN:
            return Standing(self.state)
        if self.is_overdue(today):
            return Standing.LATE
        if not self.assignee:
            return Standing.UNASSIGNED
        return Standing.SOON if self.due and self.due <= today + SOON else Standing.OPEN
