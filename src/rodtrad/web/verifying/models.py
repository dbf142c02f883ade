"""How minutes are verified and signed: rounds of approval, remarks beside the text, and the files that were signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.meetings.models import Attendance, Item
from rodtrad.web.minutes.models import MinutesVersion


class Round(models.Model):
    """One time that a version of the minutes was sent to those who verify it. Kept as it ended; `why` it was
    recalled."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Väntar på svar"
        APPROVED = "approved", "Godkänt av alla"
        SENT_BACK = "sent-back", "Återsänt"
        REPLACED = "replaced", "Ersatt av en ny version"
        RECALLED = "recalled", "Återkallat"

    version = models.ForeignKey(MinutesVersion, models.PROTECT, related_name="rounds", verbose_name="version")
    sent_at = models.DateTimeField("skickad", default=timezone.now, editable=False)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="skickad av")
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, default=Outcome.WAITING)
    ended_at = models.DateTimeField("avslutad", null=True, editable=False)
    why = models.TextField("varför den återkallades", blank=True)

    class Meta:
        verbose_name = "justering"
        verbose_name_plural = "justeringar"
        ordering = ("sent_at", "pk")
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(outcome="waiting"), name="a_version_waits_in_one_round"
            ),
        )

    def __str__(self) -> str:
        return f"Justering av {self.version}"

    @property
    def is_waiting(self) -> bool:
        return self.outcome == self.Outcome.WAITING


class Answer(models.Model):
    """One of those who are asked in a round, and what they answered. `by_roll`: as the roll of the meeting names them,
    they need no role in the body. `identity`: as whom they had logged in; `name`: what they were called then."""

    class Kind(models.TextChoices):
        APPROVED = "approved", "Godkänt"
        SENT_BACK = "sent-back", "Återsänt"

    round = models.ForeignKey(Round, models.CASCADE, related_name="answers", verbose_name="justering")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="vem")
    duty = models.CharField("uppgift", max_length=20, choices=Attendance.Duty)
    by_roll = models.BooleanField("enligt närvaron", default=False, editable=False)
    kind = models.CharField("svar", max_length=10, choices=Kind, blank=True)
    at = models.DateTimeField("när", null=True, editable=False)
    why = models.TextField("varför", blank=True)
    identity = models.TextField("identitet", blank=True, editable=False)
    name = models.CharField("namn", max_length=254, blank=True, editable=False)

    class Meta:
        verbose_name = "svar vid justering"
        verbose_name_plural = "svar vid justering"
        # Those who have answered come first, as they did: moments are compared, not the hours that clocks showed.
        ordering = (models.F("at").asc(nulls_last=True), "pk")
        constraints: ClassVar = (
            models.UniqueConstraint(fields=["round", "user"], name="asked_once_in_a_round"),
            models.CheckConstraint(
                condition=models.Q(kind="", at=None) | (~models.Q(kind="") & models.Q(at__isnull=False)),
                name="an_answer_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.who}, {self.get_kind_display().lower() or 'har inte svarat'}"

    @property
    def who(self) -> str:
        """What they were called when they answered, whatever they are called now."""
        return self.name or str(self.user)


class Remark(models.Model):
    """What somebody remarks on in a version. `item`: None on the minutes as a whole; `quote`: the paragraph that it
    stands beside, as it read."""

    version = models.ForeignKey(MinutesVersion, models.PROTECT, related_name="remarks", verbose_name="version")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", verbose_name="punkt")
    quote = models.TextField("stycke", blank=True)
    text = models.TextField("kommentar")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="av")
    at = models.DateTimeField("när", default=timezone.now, editable=False)
    settled_at = models.DateTimeField("åtgärdad", null=True, editable=False)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="åtgärdad av")

    class Meta:
        verbose_name = "kommentar vid justering"
        verbose_name_plural = "kommentarer vid justering"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text


class SigningCopy(models.Model):
    """The file of a version that is to be signed: the minutes and the page that says who approved them. One a version,
    so that what comes back can be held against what went out. `mark`: stands in the file, so that
    a changed one still tells which it was."""

    version = models.OneToOneField(MinutesVersion, models.PROTECT, related_name="signing_copy", verbose_name="version")
    file = models.FileField("fil", max_length=200, editable=False)
    mark = models.CharField("märke", max_length=40, unique=True, editable=False)
    made_at = models.DateTimeField("gjord", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "fil för underskrift"
        verbose_name_plural = "filer för underskrift"

    def __str__(self) -> str:
        return f"Fil för underskrift av {self.version}"


class Seal(models.Model):
    """A signed file, kept as it is, and all that is needed to check it when its certificates have run out.

    `signers`: name and time of each, as the signatures say. `roots`: the certificates on which
    they stood, as PEM. `proof`: how a file that came back was held against the one that went out.
    """

    class How(models.TextChoices):
        HERE = "here", "Undertecknat här"
        RETURNED = "returned", "Undertecknat av en underskriftstjänst"

    version = models.ForeignKey(MinutesVersion, models.PROTECT, related_name="seals", verbose_name="version")
    file = models.FileField("fil", max_length=200, unique=True, editable=False)
    how = models.CharField("hur", max_length=10, choices=How)
    level = models.CharField("nivå", max_length=20, blank=True)
    signers = models.JSONField("underskrifter", default=list, editable=False)
    roots = models.TextField("rotcertifikat", blank=True, editable=False)
    proof = models.TextField("jämförelse", blank=True, editable=False)
    made_at = models.DateTimeField("undertecknad", default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "undertecknad fil"
        verbose_name_plural = "undertecknade filer"
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"Undertecknad fil av {self.version}"


class Check(models.Model):
    """That somebody had a file checked: counted, so that no address takes all the time there is."""

    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "kontroll av en fil"
        verbose_name_plural = "kontroller av filer"
        indexes = (models.Index(fields=["at"], name="check_at"),)

    def __str__(self) -> str:
        return f"{self.address} {self.at:%Y-%m-%d %H.%M}"
