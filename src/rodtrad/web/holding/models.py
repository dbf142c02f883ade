"""What is written while a meeting is held: paragraphs with every version of them, and who was there at which item."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.meetings.models import Attendance, Item, Meeting, Proposal, Section, Vote


class Paragraph(models.Model):
    """One paragraph of the minutes at an item, or at a section of one.

    `revision`: of the text that stands, counted from 1. `key` is made where it is written, so that one whose answer was
    lost is not written twice.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        HEADING = "heading", "Rubrik"
        LIST = "list", "Lista"
        QUESTION = "question", "Frågor och synpunkter"
        DIALOGUE = "dialogue", "Dialog"
        DISSENT = "dissent", "Reservation"
        STATEMENT = "statement", "Särskilt yttrande"
        NOTE = "note", "Protokollsanteckning"
        ABSTENTION = "abstention", "Deltar inte i beslutet"

    item = models.ForeignKey(Item, models.PROTECT, related_name="paragraphs", verbose_name="punkt")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="paragraphs", verbose_name="avsnitt")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.PositiveIntegerField("ordning")
    kind = models.CharField("slag", max_length=10, choices=Kind, default=Kind.TEXT)
    text = models.TextField("text", blank=True)
    revision = models.PositiveIntegerField("version", default=1, editable=False)
    removed_at = models.DateTimeField("borttaget", null=True, editable=False)

    class Meta:
        verbose_name = "stycke"
        verbose_name_plural = "stycken"
        ordering = ("item", "order", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class ParagraphRevision(models.Model):
    """A paragraph as it stood: written once, never changed. `save_key`: of the save that wrote it, made in the browser.

    `lost`: somebody had written something else meanwhile, so that it did not come to stand; it is kept all the same.
    """

    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="revisions", verbose_name="stycke")
    revision = models.PositiveIntegerField("version", null=True)
    save_key = models.UUIDField(unique=True)
    kind = models.CharField("slag", max_length=10, choices=Paragraph.Kind)
    text = models.TextField("text", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="vem")
    at = models.DateTimeField("när", default=timezone.now)
    lost = models.BooleanField("kom inte att gälla", default=False)
    removed = models.BooleanField("togs bort", default=False)

    class Meta:
        verbose_name = "version av ett stycke"
        verbose_name_plural = "versioner av stycken"
        ordering = ("paragraph", "pk")
        constraints: ClassVar = (
            models.UniqueConstraint(fields=["paragraph", "revision"], name="a_revision_of_a_paragraph_once"),
            models.CheckConstraint(
                condition=models.Q(lost=True, revision=None) | models.Q(lost=False, revision__isnull=False),
                name="what_stands_has_a_revision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.paragraph_id}, version {self.revision}"


class Stay(models.Model):
    """From which item to which somebody was there, both included; open ends are the meeting's own.

    `stands_in_for`: for whom a deputy served.
    """

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="stays", verbose_name="närvaro")
    first = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="från punkt")
    last = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="till punkt")
    stands_in_for = models.ForeignKey(
        Attendance, models.PROTECT, null=True, blank=True, related_name="stood_in_for_by", verbose_name="ersätter"
    )

    class Meta:
        verbose_name = "närvaro under en del"
        verbose_name_plural = "närvaro under delar"

    def __str__(self) -> str:
        return str(self.attendance)


class Recusal(models.Model):
    """Somebody took no part in an item, or in one section of it, for a conflict of interest (Local Government Act
    6:28-32)."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="recusals", verbose_name="närvaro")
    item = models.ForeignKey(Item, models.PROTECT, related_name="recusals", verbose_name="punkt")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="recusals", verbose_name="avsnitt")

    class Meta:
        verbose_name = "jäv"
        verbose_name_plural = "jäv"
        constraints = (
            models.UniqueConstraint(
                fields=["attendance", "item"], condition=models.Q(section=None), name="a_recusal_once_an_item"
            ),
            models.UniqueConstraint(fields=["attendance", "section"], name="a_recusal_once_a_section"),
        )

    def __str__(self) -> str:
        return f"{self.attendance}, {self.item}"


class Ballot(models.Model):
    """How somebody voted, where names were called. A deputy votes for whom they serve."""

    class Choice(models.TextChoices):
        YES = "yes", "Ja"
        NO = "no", "Nej"
        ABSTAIN = "abstain", "Avstår"

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="ballots", verbose_name="omröstning")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="ballots", verbose_name="närvaro")
    choice = models.CharField("röst", max_length=10, choices=Choice)

    class Meta:
        verbose_name = "röst"
        verbose_name_plural = "röster"
        ordering = ("vote", "attendance__order")
        constraints = (models.UniqueConstraint(fields=["vote", "attendance"], name="one_ballot_a_person_and_vote"),)

    def __str__(self) -> str:
        return f"{self.attendance}: {self.get_choice_display()}"


class Put(models.Model):
    """Which of the proposals at an item a vote was on, where that was told: none, where it was on something else."""

    vote = models.OneToOneField(Vote, models.CASCADE, related_name="put", verbose_name="omröstning")
    proposals = models.ManyToManyField(Proposal, related_name="+", verbose_name="förslag")

    class Meta:
        verbose_name = "förslag i en omröstning"
        verbose_name_plural = "förslag i omröstningar"

    def __str__(self) -> str:
        return f"Förslag i {self.vote}"


class Floor(models.Model):
    """Which item is being treated: what the shared screen shows. One a meeting."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="floor", verbose_name="möte")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", verbose_name="punkt")
    since = models.DateTimeField("sedan", default=timezone.now)

    class Meta:
        verbose_name = "punkt som behandlas"
        verbose_name_plural = "punkter som behandlas"

    def __str__(self) -> str:
        return str(self.item or self.meeting)


class Phrase(models.Model):
    """A body's own text, which stands in the minutes where its word is written after a slash: `/tack`."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="phrases", verbose_name="organ")
    word = models.CharField(
        "ord",
        max_length=30,
        validators=[
            RegexValidator(r"^[a-zåäö0-9-]+\Z", "Skriv ett ord med små bokstäver och siffror, utan mellanslag.")
        ],
    )
    text = models.TextField("text", max_length=5_000)

    class Meta:
        verbose_name = "fras"
        verbose_name_plural = "fraser"
        ordering = ("body", "word")
        constraints = (
            models.UniqueConstraint(
                fields=["body", "word"],
                name="a_word_once_a_body",
                violation_error_message="Organet har redan en fras med det ordet.",
            ),
        )

    def __str__(self) -> str:
        return f"/{self.word}"
