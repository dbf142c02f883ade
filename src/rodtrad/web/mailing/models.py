"""Letters: what is to be sent by mail, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from rodtrad.web.accounts.models import User

# Each step of handing a letter over is given far less.
LEASE: Final = timedelta(minutes=5)


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self) -> Self:
        """Those that are to be sent now."""
        return self.filter(state=Letter.State.QUEUED, due_at__lte=Now())

    def held_by(self, owner: str) -> Self:
        """Those that a worker is sending and that nobody has taken from it."""
        return self.filter(state=Letter.State.SENDING, owner=owner)

    def left(self) -> Self:
        """Those whose worker was killed."""
        return self.filter(state=Letter.State.SENDING, leased_until__lt=Now())


class Letter(models.Model):
    """A letter to one address. It is queued in the transaction of what it tells, and sent by a worker.

    `key`: what it tells of; nothing is queued twice under one. `sealed`: the link that stands where the text has its
    mark, kept only until it is sent. `due_at`: not before. `owner` and `leased_until`: the worker that sends it, and
    until when nobody else may. `handed_at`: the server was about to be given the text; a worker that died after that
    may have sent it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Köat"
        SENDING = "sending", "Skickas"
        SENT = "sent", "Skickat"
        UNSURE = "unsure", "Oklart"
        FAILED = "failed", "Kunde inte skickas"

    # What a person may have sent now: it waits, failed, or nobody knows.
    AGAIN: ClassVar[tuple[str, ...]] = (State.QUEUED, State.UNSURE, State.FAILED)

    key = models.CharField(max_length=200, unique=True, editable=False)
    to = models.EmailField("till")
    subject = models.CharField("ämne", max_length=200)
    text = models.TextField("text")
    sealed = models.TextField(blank=True, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="letters", verbose_name="av")
    queued_at = models.DateTimeField("köat", default=timezone.now, editable=False)
    state = models.CharField("läge", max_length=20, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField("skickas tidigast", default=timezone.now)
    attempts = models.PositiveIntegerField("försök", default=0)
    error = models.TextField("fel", blank=True)
    owner = models.CharField(max_length=64, blank=True)
    leased_until = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("skickat", null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "brev"
        verbose_name_plural = "brev"
        ordering = ("-queued_at", "-pk")
        indexes = (
            models.Index(fields=["due_at"], name="letter_due", condition=Q(state__in=["queued", "sending"])),
            models.Index(fields=["-queued_at", "-id"], name="letter_latest"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="sending", leased_until__isnull=False) | (~Q(state="sending") & Q(owner="")),
                name="letter_is_leased_while_it_is_sent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject}, till {self.to}"

    @property
    def may_be_sent_again(self) -> bool:
        return self.state in self.AGAIN


class LetterFile(models.Model):
    """A file that goes with a letter, as the storage of originals has it. `kind`: its media type, with parameters."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attachments", verbose_name="brev")
    name = models.CharField("filnamn", max_length=255)
    file = models.FileField("fil", max_length=200, editable=False)  # a backup takes what such a field names
    kind = models.CharField("slag", max_length=100)

    class Meta:
        verbose_name = "brevets bilaga"
        verbose_name_plural = "brevens bilagor"
        ordering = ("letter", "pk")
        constraints = (models.UniqueConstraint(fields=["letter", "name"], name="one_attachment_a_name"),)

    def __str__(self) -> str:
        return self.name
