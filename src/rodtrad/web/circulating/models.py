"""Questions that a body decides by mail between its meetings, and what everyone asked has answered."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from rodtrad.web import clock
from rodtrad.web.accounts.models import User
from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.documents.paper_files import HandedIn
from rodtrad.web.meetings.models import BodyRules, Item


class CirculationQuerySet(models.QuerySet["Circulation"]):
    def open(self) -> Self:
        return self.filter(state=Circulation.State.OPEN)

    def to_take_up(self) -> Self:
        """Those that the body's next meeting is to confirm or to decide, and no meeting has."""
        return self.filter(state__in=(Circulation.State.DECIDED, Circulation.State.TO_MEETING), item=None)


class Circulation(models.Model):
    """A question put to some of a body's people by mail. `clauses`: what is proposed, without "att"; `papers`: a line
    each of those that are no file here. `rule` and `demand_stops`: the body's, as they were when it was put.

    `result`: how the answers fell out when somebody closed it, or why it was withdrawn. `reminded`: the latest reminder
    that went out. `item`: where a meeting has confirmed or decided it.
    """

    class State(models.TextChoices):
        OPEN = "open", "Öppen"
        DECIDED = "decided", "Beslutad"
        NOT_DECIDED = "not-decided", "Inte beslutad"
        TO_MEETING = "to-meeting", "Tas på ett möte"
        WITHDRAWN = "withdrawn", "Återkallad"

    body = models.ForeignKey(Body, models.PROTECT, related_name="circulations", verbose_name="organ")
    title = models.TextField("rubrik")
    background = models.TextField("bakgrund", blank=True)
    clauses = models.JSONField("förslag till beslut", default=list)
    papers = models.JSONField("handlingar", default=list, blank=True)
    last_day = models.DateField("sista dag att svara")
    rule = models.CharField("regel", max_length=10, choices=BodyRules.ByMail)
    demand_stops = models.BooleanField("den som vill ta det på ett möte stoppar beslutet", default=True)
    confidential = models.BooleanField("bara för organet", default=False)
    put_on = models.DateField("ställd")
    put_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="ställd av")
    state = models.CharField("läge", max_length=15, choices=State, default=State.OPEN)
    closed_on = models.DateField("avslutad", null=True, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="avslutad av")
    result = models.TextField("utfall", blank=True)
    reminded = models.CharField("påmind", max_length=5, blank=True, editable=False)
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, editable=False, related_name="circulations", verbose_name="bekräftad vid"
    )

    objects = CirculationQuerySet.as_manager()

    class Meta:
        verbose_name = "fråga via e-post"
        verbose_name_plural = "frågor via e-post"
        ordering = ("-put_on", "-pk")
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=models.Q(state="open", closed_on=None)
                | (~models.Q(state="open") & ~models.Q(closed_on=None)),
                name="a_closed_circulation_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_address("circulating:circulation", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def reachable(self) -> models.QuerySet[Asked]:
        """Those asked who may still read it: whose account is open, and who have a role in the body today."""
        held = Membership.objects.on(clock.today()).filter(body=self.body_id)
        return self.asked.filter(user__is_active=True, user__in=held.values("user")).select_related("user")

    def is_over(self, today: date) -> bool:
        """Whether the last day to answer has gone: it ends at midnight in Sweden."""
        return today > self.last_day


class Enclosure(HandedIn):
    """A paper of a question, as it was when the question was put."""

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="enclosures", verbose_name="fråga")
    title = models.TextField("handling")

    class Meta:
        verbose_name = "frågans handling"
        verbose_name_plural = "frågans handlingar"
        ordering = ("circulation", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_address("circulating:paper", self.pk)


class Asked(models.Model):
    """Somebody who is asked, and as what. The latest of their answers holds."""

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="asked", verbose_name="fråga")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="vem")
    role = models.CharField("roll", max_length=20, choices=Membership.Role)

    class Meta:
        verbose_name = "tillfrågad"
        verbose_name_plural = "tillfrågade"
        ordering = ("circulation", "pk")
        constraints: ClassVar = (
            models.UniqueConstraint(fields=["circulation", "user"], name="asked_once_in_a_circulation"),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()}"

    @property
    def latest(self) -> Answer | None:
        """The answer that holds. Fetch many with their `answers`, or each costs a query."""
        return next(reversed(self.answers.all()), None)

    @property
    def says(self) -> str:
        """The kind of the answer that holds, empty where there is none; fetched as `latest`."""
        return self.latest.kind if self.latest else ""

    @property
    def earlier(self) -> list[Answer]:
        """The answers that were changed, the oldest first; fetched as `latest`."""
        return list(self.answers.all())[:-1]


class Answer(models.Model):
    """What somebody answered, at a moment: written once. Who changes their mind writes another."""

    class Kind(models.TextChoices):
        YES = "yes", "Ja"
        NO = "no", "Nej"
        ABSTAINS = "abstains", "Avstår"
        MEETING = "meeting", "Vill ta det på ett möte"

    asked = models.ForeignKey(Asked, models.PROTECT, related_name="answers", verbose_name="tillfrågad")
    number = models.PositiveSmallIntegerField("nummer")
    kind = models.CharField("svar", max_length=10, choices=Kind)
    comment = models.TextField("kommentar", blank=True)
    at = models.DateTimeField("när", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "svar via e-post"
        verbose_name_plural = "svar via e-post"
        ordering = ("asked", "number")
        constraints: ClassVar = (models.UniqueConstraint(fields=["asked", "number"], name="an_answer_a_number"),)

    def __str__(self) -> str:
        return self.get_kind_display()
