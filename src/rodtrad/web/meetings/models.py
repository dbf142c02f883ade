"""Meetings and what was said in them: attendance, items, proposals, decisions."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format

from rodtrad.web.bodies.models import Body, County, Party, Person
from rodtrad.web.documents.dates import precision
from rodtrad.web.documents.models import Entered, EnteredQuerySet, StandingManager

DAY = "j F Y"


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


class Meeting(Entered):
    """A meeting of one or more bodies, over one or more days. `date` is None where no document gives it."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planerat"
        CALLED = "called", "Kallat"
        OPEN = "open", "Pågår"
        CLOSED = "closed", "Avslutat"
        VERIFIED = "verified", "Justerat"
        SIGNED = "signed", "Undertecknat"
        PUBLISHED = "published", "Publicerat"

    bodies = models.ManyToManyField(Body, related_name="meetings", verbose_name="organ")
    date = models.DateField("datum", null=True, blank=True)
    end_date = models.DateField("sista dag", null=True, blank=True)
    start = models.TimeField("börjar", null=True, blank=True)
    end = models.TimeField("slutar", null=True, blank=True)
    place = models.TextField("plats", blank=True)
    reference = models.TextField("diarienummer", blank=True)
    state = models.CharField("läge", max_length=20, choices=State, default=State.PLANNED)

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
        return reverse("meetings:meeting", args=[self.pk])

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


class Item(Entered):
    """An agenda item as it was held; `number` as printed, empty where it has none."""

    kept_fields = ("matter",)

    class Type(models.TextChoices):
        DECISION = "decision", "Beslut"
        INFORMATION = "information", "Information"
        DISCUSSION = "discussion", "Diskussion"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name="möte")
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="ärende"
    )
    order = models.PositiveIntegerField("ordning")
    number = models.TextField("nummer", blank=True)
    title = models.TextField("rubrik")
    type = models.CharField("slag", max_length=20, choices=Type, blank=True)
    cancelled = models.BooleanField("utgick", default=False)

    class Meta:
        verbose_name = "punkt"
        verbose_name_plural = "punkter"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:meeting', args=[self.meeting_id])}#punkt-{self.pk}"


class Section(Entered):
    """A lettered or headed part of an item, with a matter of its own."""

    kept_fields = ("matter",)

    item = models.ForeignKey(Item, models.PROTECT, related_name="sections", verbose_name="punkt")
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="sections", verbose_name="ärende"
    )
    order = models.PositiveIntegerField("ordning")
    label = models.TextField("beteckning", blank=True)
    title = models.TextField("rubrik")

    class Meta:
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"
        ordering = ("item_id", "order")

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


class Presenter(Entered):
    """Who presented an item; only what is said of them there."""

    kept_fields = ("person",)

    item = models.ForeignKey(Item, models.PROTECT, related_name="presenters", verbose_name="punkt")
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="presenters", verbose_name="avsnitt"
    )
    order = models.PositiveIntegerField("ordning")
    name = models.TextField("namn")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="presentations", verbose_name="person"
    )
    title = models.TextField("titel", blank=True)
    organisation = models.TextField("organisation", blank=True)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="presentations", verbose_name="huvudman"
    )

    class Meta:
        verbose_name = "föredragande"
        verbose_name_plural = "föredragande"
        ordering = ("item_id", "order")

    def __str__(self) -> str:
        return self.name


class Paper(Entered):
    """Slides or an annex named at an item."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="papers", verbose_name="punkt")
    order = models.PositiveIntegerField("ordning")
    text = models.TextField("handling")

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlingar"
        ordering = ("item_id", "order")

    def __str__(self) -> str:
        return self.text


class AtItem(Entered):
    """Something said at a meeting, at one of its items where the document tells which."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="%(class)ss", verbose_name="möte")
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name="punkt"
    )
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name="avsnitt"
    )
    order = models.PositiveIntegerField("ordning")

    class Meta:
        abstract = True

    def precision_of(self, field: str) -> str:
        """How exact the document is about a date, by its name in the record; empty for what people entered."""
        return precision(self.finding.value.get(field)) if self.finding else ""


class Proposal(AtItem):
    class Outcome(models.TextChoices):
        CARRIED = "carried", "Bifallet"
        REJECTED = "rejected", "Avslaget"
        OPEN = "open", "Inte avgjort"

    text = models.TextField("text")
    outcome = models.CharField("utfall", max_length=20, choices=Outcome, default=Outcome.OPEN)

    class Meta:
        verbose_name = "förslag"
        verbose_name_plural = "förslag"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return self.text


class DecisionQuerySet(EnteredQuerySet["Decision"]):
    def of_body(self, body: Body) -> Self:
        """Those taken at the meetings of a body."""
        return self.filter(meeting__bodies=body)

    def in_year(self, year: int) -> Self:
        """Those taken at the meetings of a year."""
        return self.filter(meeting__date__year=year)

    def substantial(self) -> Self:
        """Without the formal ones, which approve the agenda or the minutes or file information."""
        return self.filter(formal=False)

    def latest_first(self) -> Self:
        return self.order_by(F("meeting__date").desc(nulls_last=True), "-meeting", "order")


class Decision(AtItem):
    """One decided clause. `date`: where it differs from the meeting's; `body_name`: as the document has it."""

    class Effect(models.TextChoices):
        APPROVE = "approve", "Godkänner"
        ASSIGN = "assign", "Ger uppdrag"
        REFER = "refer", "Hänskjuter"
        APPOINT = "appoint", "Utser"
        GRANT = "grant", "Beviljar medel"
        AGREE = "agree", "Ställer sig bakom"
        NOTE = "note", "Noterar"
        TABLE = "table", "Bordlägger"
        REJECT = "reject", "Avslår"
        OTHER = "other", "Annat"

    text = models.TextField("text")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="organ"
    )
    body_name = models.TextField("organ enligt dokumentet", blank=True)
    formal = models.BooleanField("formellt", default=False)
    by_mail = models.BooleanField("taget via e-post", default=False)
    date = models.DateField("datum", null=True, blank=True)
    adopts_proposal = models.BooleanField("enligt förslaget", default=False)
    effect = models.CharField("verkan", max_length=20, choices=Effect, default=Effect.OTHER)
    condition = models.TextField("villkor", blank=True)

    objects = StandingManager.from_queryset(DecisionQuerySet)()  # type: ignore[assignment,misc]  # narrows the base's

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("meetings:decision", args=[self.pk])

    @property
    def date_precision(self) -> str:
        """How exact the document is about the date: "taget december 2022" is a month."""
        return self.precision_of("date")


class Appointment(AtItem):
    """Somebody is given a place in a body; `replaces_name`: whom they replace."""

    kept_fields = ("person", "replaces")

    name = models.TextField("namn")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="person"
    )
    replaces_name = models.TextField("ersätter", blank=True)
    replaces = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="ersätter personen"
    )
    body_name = models.TextField("organ enligt dokumentet", blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="organ"
    )
    starts = models.DateField("från", null=True, blank=True)

    class Meta:
        verbose_name = "val"
        verbose_name_plural = "val"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return self.name

    @property
    def starts_precision(self) -> str:
        return self.precision_of("from")


class NextMeeting(Entered):
    """A coming meeting that the minutes announce."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="next_meetings", verbose_name="möte")
    date = models.DateField("datum")
    precision = models.CharField("hur noga", max_length=10, default="day")
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
