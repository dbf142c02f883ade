"""What was proposed, decided and appointed at a meeting."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F

from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import Body, Party, Person
from rodtrad.web.documents.dates import Precision
from rodtrad.web.documents.models import Entered, EnteredQuerySet, StandingManager
from rodtrad.web.meetings.models.items import Item, Section
from rodtrad.web.meetings.models.meeting import Meeting


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

    @property
    def said_at(self) -> list[str]:
        """The meeting and the point at which it was said, as it is cited; fetched with them and the bodies."""
        meeting = self.meeting.said_at if self.meeting else []
        return [*meeting, *([self.item.called] if self.item else [])]


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
    date_precision = models.CharField("hur noga", max_length=10, choices=Precision, blank=True)
    adopts_proposal = models.BooleanField("enligt förslaget", default=False)
    effect = models.CharField("verkan", max_length=20, choices=Effect, default=Effect.OTHER)
    condition = models.TextField("villkor", blank=True)
    concerned = models.ManyToManyField(Party, related_name="+", editable=False, verbose_name="berörda parter")

    objects = StandingManager.from_queryset(DecisionQuerySet)()  # type: ignore[assignment,misc]  # narrows the base's

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return row_address("meetings:decision", self.pk)


class Vote(AtItem):
    """How many voted for and against. Of a meeting held here also what each stood for, and what decided a tie."""

    class Side(models.TextChoices):
        YES = "yes", "ja"
        NO = "no", "nej"

    class TieBreak(models.TextChoices):
        CHAIR = "chair", "Ordförandens utslagsröst"
        LOT = "lot", "Lottning"

    yes = models.PositiveIntegerField("ja-röster")
    no = models.PositiveIntegerField("nej-röster")
    abstained = models.PositiveIntegerField("avstod", null=True, blank=True)
    yes_for = models.TextField("ja står för", blank=True)
    no_for = models.TextField("nej står för", blank=True)
    tie_break = models.CharField("vid lika röstetal", max_length=10, choices=TieBreak, blank=True)
    tie_for = models.CharField("avgjort till", max_length=3, choices=Side, blank=True)

    class Meta:
        verbose_name = "omröstning"
        verbose_name_plural = "omröstningar"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return self.counted

    def get_absolute_url(self) -> str:
        return f"{row_address('meetings:meeting', self.meeting_id)}#omrostning-{self.pk}"

    @property
    def in_words(self) -> str:
        """All that is told of it, but for who voted how: "5 ja-röster, 3 nej-röster (ja: …; nej: …). Flest …"."""
        sides = f" (ja: {self.yes_for}; nej: {self.no_for}). {self.result}" if self.yes_for else ""
        return f"{self.counted}{sides}"

    @property
    def counted(self) -> str:
        """ "5 ja-röster och 3 nej-röster", "5 ja-röster, 3 nej-röster och 1 som avstår" """
        told = [f"{self.yes} ja-röst{'er' * (self.yes != 1)}", f"{self.no} nej-röst{'er' * (self.no != 1)}"]
        return " och ".join(told) if self.abstained is None else f"{', '.join(told)} och {self.abstained} som avstår"

    @property
    def won(self) -> str:
        """The side that has it; empty where a tie stands, as a document may leave it."""
        return self.tie_for if self.yes == self.no else self.Side.YES if self.yes > self.no else self.Side.NO

    @property
    def result(self) -> str:
        """What came of it: "Ja har flest röster: bifall till förslaget", or by the chair's casting vote."""
        if not self.won:
            return ""
        what = self.yes_for if self.won == self.Side.YES else self.no_for
        side = str(self.Side(self.won).label)
        led = f"Lika röstetal. {self.get_tie_break_display()}: {side}" if self.tie_break else f"Flest röster: {side}"
        return f"{led}, {what}" if what else led


class Standpoint(AtItem):
    """What members say against or beside a decision, or that they took no part in it. `names`: who, one a line."""

    class Kind(models.TextChoices):
        RESERVATION = "reservation", "Reservation"
        STATEMENT = "statement", "Särskilt yttrande"
        NOTE = "note", "Protokollsanteckning"
        ABSTENTION = "abstention", "Deltar inte i beslutet"
        RECUSAL = "recusal", "Jäv"

    kind = models.CharField("slag", max_length=20, choices=Kind)
    names = models.TextField("vilka", blank=True)
    text = models.TextField("text")

    class Meta:
        verbose_name = "reservation eller yttrande"
        verbose_name_plural = "reservationer och yttranden"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{row_address('meetings:meeting', self.meeting_id)}#sagt-{self.pk}"

    @property
    def in_words(self) -> str:
        """What it is, whose and what they say; a name that the text tells is not told twice."""
        names = ", ".join(name for name in self.who if name not in self.text)
        return ": ".join(filter(None, [self.get_kind_display(), names, self.text]))

    @property
    def who(self) -> list[str]:
        return self.names.splitlines()


class Appointment(AtItem):
    """Somebody is given a place in a body; `post`: as what; `replaces_name`: whom they replace."""

    kept_fields = ("person", "replaces")

    name = models.TextField("namn")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="person"
    )
    post = models.TextField("uppgift enligt dokumentet", blank=True)
    replaces_name = models.TextField("ersätter", blank=True)
    replaces = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="ersätter personen"
    )
    body_name = models.TextField("organ enligt dokumentet", blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="organ"
    )
    starts = models.DateField("från", null=True, blank=True)
    starts_precision = models.CharField("hur noga från", max_length=10, choices=Precision, blank=True)

    class Meta:
        verbose_name = "val"
        verbose_name_plural = "val"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        return self.name
