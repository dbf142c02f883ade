"""Meetings: when, where, who was there, who signed, what comes next."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Case, Count, ExpressionWrapper, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from rodtrad.web import clock
from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import Body, County, Party, Person
from rodtrad.web.documents.dates import Precision
from rodtrad.web.documents.models import Entered, EnteredQuerySet, StandingManager

DAY = "j F Y"
TURN = (F("date").asc(nulls_last=True), F("start").asc(nulls_last=True), "pk")


class Matter(models.Model):
    """The thread itself, across bodies and years. Items are given to matters by people."""

    title = models.TextField("rubrik")
    reference = models.CharField("diarienummer", max_length=100, blank=True)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="län"
    )

    class Meta:
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class MeetingQuerySet(EnteredQuerySet["Meeting"]):
    def of_body(self, body: Body) -> Self:
        return self.filter(bodies=body)

    def in_year(self, year: int) -> Self:
        return self.filter(date__year=year)

    def latest_first(self) -> Self:
        return self.order_by(F("date").desc(nulls_last=True), "-pk")

    def to_come(self, today: date) -> Self:
        """Those still to be held: what is under way, and what has not begun and whose last day is not over. One whose
        day has gone and that nobody opened is none of them, and so no body's next meeting."""
        return self.filter(_to_come(today))

    def in_turn(self) -> Self:
        """By day and hour, as they are held; one without an hour comes last of its day."""
        return self.order_by(*TURN)

    def before(self, meeting: Meeting) -> Self:
        """Those that come before a meeting `in_turn`."""
        if meeting.start is None:
            earlier = Q(start__isnull=False) | Q(pk__lt=meeting.pk)
        else:
            earlier = Q(start__lt=meeting.start) | Q(start=meeting.start, pk__lt=meeting.pk)
        return self.filter(Q(date__lt=meeting.date) | Q(date=meeting.date) & earlier)

    def coming_first(self, today: date) -> Self:
        """Those to come, the nearest first and `is_coming`, then those that were not held as planned and wait for
        somebody's word, then the others; the latest first."""
        coming = _to_come(today) | Q(date__gte=today, state=Meeting.State.CANCELLED)
        marked = self.annotate(is_coming=_flag(coming), is_waiting=_flag(_planned_here() & ~coming))
        days = [Case(When(coming, then=F(name))).asc(nulls_last=True) for name in ("date", "start")]
        return marked.order_by("-is_coming", "-is_waiting", *days, F("date").desc(nulls_last=True), "-pk")

    def counted(self) -> Self:
        """Each with its numbers of decisions and of assignments: a count each, as a join of both multiplies them."""
        return self.annotate(decision_count=_number("decisions"), assignment_count=_number("assignments"))


def _to_come(today: date) -> Q:
    return Q(state=Meeting.State.OPEN) | Q(state__in=Meeting.NOT_BEGUN) & (Q(date__gte=today) | Q(end_date__gte=today))


def _planned_here() -> Q:
    return Q(held_for__isnull=False, state__in=Meeting.NOT_BEGUN)


def _flag(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=models.BooleanField())


def new_uid() -> str:
    """What no other meeting anywhere is known by."""
    return str(uuid4())


def _number(of: str) -> Coalesce:
    """How many rows of a relation stand."""
    in_register = {f"{of}__retired_at": None, f"{of}__is_draft": False}
    standing = Meeting._base_manager.filter(pk=OuterRef("pk"), **in_register).values("pk")
    return Coalesce(Subquery(standing.annotate(n=Count(of)).values("n"), output_field=models.IntegerField()), 0)


class Meeting(Entered):
    """A meeting of one or more bodies, over one or more days. `date` is None where no document gives it.

    Of a meeting planned here: `held_for`, the body by whose rules it is called, numbered and verified; `changes`, how
    often its time or place was changed, which calendars want to know (RFC 5545, 3.8.7.4); `uid`, by which they know it
    again, wherever the installation lies (RFC 7986, 5.3); `unmasked`, what stands in
    its rows where the register shows masked words: by kind of row, key and field.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planerat"
        CALLED = "called", "Kallat"
        OPEN = "open", "Pågår"
        CLOSED = "closed", "Avslutat"
        VERIFIED = "verified", "Justerat"
        SIGNED = "signed", "Undertecknat"
        PUBLISHED = "published", "Publicerat"
        CANCELLED = "cancelled", "Inställt"

    kept_fields = ("uid",)
    NOT_BEGUN: ClassVar = (State.PLANNED, State.CALLED)
    NOT_OVER: ClassVar = (*NOT_BEGUN, State.OPEN)
    NOT_HELD: ClassVar = (*NOT_BEGUN, State.CANCELLED)

    bodies = models.ManyToManyField(Body, related_name="meetings", verbose_name="organ")
    date = models.DateField("datum", null=True, blank=True)
    end_date = models.DateField("sista dag", null=True, blank=True)
    start = models.TimeField("börjar", null=True, blank=True)
    end = models.TimeField("slutar", null=True, blank=True)
    place = models.TextField("plats", blank=True)
    reference = models.TextField("diarienummer", blank=True)
    state = models.CharField("läge", max_length=20, choices=State, default=State.PLANNED)
    held_for = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="organ vars form gäller",
    )
    changes = models.PositiveIntegerField("ändringar av tid och plats", default=0, editable=False)
    uid = models.CharField("UID i kalendrar", max_length=300, default=new_uid, editable=False)
    unmasked = models.JSONField("omaskerade texter", default=dict, editable=False)

    objects = StandingManager.from_queryset(MeetingQuerySet)()  # type: ignore[assignment,misc]  # narrows the base's

    class Meta:
        verbose_name = "möte"
        verbose_name_plural = "möten"
        ordering = (F("date").desc(nulls_last=True), "-pk")
        indexes = (models.Index(fields=["-date"], name="meeting_date"),)

    def __str__(self) -> str:
        bodies = ", ".join(body.name for body in self.bodies.all()) or "Möte"
        return f"{bodies} {self.date or 'utan datum'}"

    def get_absolute_url(self) -> str:
        return row_address("meetings:meeting", self.pk)

    def unmask(self, row: Entered) -> None:
        """Put back what stands in a row of this meeting, in memory alone: for what only its bodies see."""
        for name, text in self.unmasked.get(row._meta.label_lower, {}).get(str(row.pk), {}).items():
            setattr(row, name, text)

    @property
    def body_names(self) -> str:
        """The names of its bodies in a line. Fetch many meetings with their `bodies`, or each costs a query."""
        names = [body.name[:1].upper() + body.name[1:] for body in self.bodies.all()]
        return " och ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "Möte"

    @property
    def heading(self) -> str:
        """Its bodies and days: "Samverkansrådet 5 mars 2024"; fetched as `body_names`."""
        return f"{self.body_names} {self.when}"

    @property
    def is_forgotten(self) -> bool:
        """Whether it was planned here for a day that has gone, and nobody opened, moved or cancelled it."""
        last = self.end_date or self.date
        return self.held_for_id is not None and self.state in self.NOT_BEGUN and bool(last and last < clock.today())

    @property
    def said_at(self) -> list[str]:
        """Its bodies and day, as what was said there is cited; fetched as `body_names`."""
        return [self.body_names, str(self.date or "utan datum")]

    @property
    def when(self) -> str:
        """Its day or days in words: "17 februari 2023", "14–15 mars 2025"."""
        if self.date is None:
            return "utan datum"
        last = date_format(self.end_date or self.date, DAY)
        if self.end_date is None or self.end_date == self.date:
            return last
        same_month = (self.end_date.year, self.end_date.month) == (self.date.year, self.date.month)
        return f"{self.date.day}–{last}" if same_month else f"{date_format(self.date, DAY)} – {last}"


class Attendance(Entered):
    kept_fields = ("person",)

    class Duty(models.TextChoices):
        CHAIR = "chair", "Ordförande"
        SECRETARY = "secretary", "Sekreterare"
        ADJUSTER = "adjuster", "Justerare"
        MEMBER = "member", "Ledamot"
        DEPUTY = "deputy", "Ersättare"
        OTHER = "other", "Övrig"

    class Presence(models.TextChoices):
        PRESENT = "present", "Närvarande"
        REMOTE = "remote", "På distans"
        PARTIAL = "partial", "Del av mötet"
        ABSENT = "absent", "Frånvarande"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name="möte")
    order = models.PositiveIntegerField("ordning")
    name = models.TextField("namn")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="person"
    )
    organisation = models.TextField("organisation", blank=True)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="huvudman"
    )
    title = models.TextField("titel", blank=True)
    duty = models.CharField("uppgift", max_length=20, choices=Duty, default=Duty.MEMBER)
    presence = models.CharField("närvaro", max_length=20, choices=Presence, default=Presence.PRESENT)

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return f"{self.name}, {self.get_presence_display().lower()}"


class NextMeeting(Entered):
    """A coming meeting that the minutes announce."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="next_meetings", verbose_name="möte")
    date = models.DateField("datum")
    date_precision = models.CharField("hur noga", max_length=10, choices=Precision, default=Precision.DAY)
    body_name = models.TextField("organ enligt dokumentet", blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="announced_meetings", verbose_name="organ"
    )

    class Meta:
        verbose_name = "kommande möte"
        verbose_name_plural = "kommande möten"
        ordering = ("date", "pk")

    def __str__(self) -> str:
        return f"{self.body_name or 'Möte'} {self.date}"


class Signature(Entered):
    """`signed_at` is what the document claims; nothing has validated it."""

    kept_fields = ("person",)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="signatures", verbose_name="möte")
    order = models.PositiveIntegerField("ordning")
    name = models.TextField("namn")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name="person"
    )
    duty = models.CharField("uppgift", max_length=20, choices=Attendance.Duty)
    signed_at = models.DateTimeField("undertecknat", null=True, blank=True)

    class Meta:
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return f"{self.name}, {self.get_duty_display().lower()}"


class Recipient(Entered):
    """To whom the minutes are sent."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="recipients", verbose_name="möte")
    order = models.PositiveIntegerField("ordning")
    text = models.TextField("mottagare")

    class Meta:
        verbose_name = "mottagare"
        verbose_name_plural = "mottagare"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return self.text
