"""Files that people have handed in by the web, until they are read; and the workers that read them."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils import timezone

from rodtrad.web.documents.models import Version

# A worker renews its lease many times within this; one that was killed is replaced after it.
LEASE = timedelta(seconds=20)
# A worker says that it is there far more often.
GONE_AFTER = timedelta(seconds=20)


class UploadQuerySet(models.QuerySet["Upload"]):
    def free(self) -> Self:
        """Those that a worker may take: waiting, or held by one that has not renewed its lease."""
        return self.filter(Q(state=Upload.State.QUEUED) | Q(state=Upload.State.READING, leased_until__lt=Now()))

    def in_turn(self) -> Self:
        """In the order in which they are to be read: of each who handed in the oldest, first of who has waited longest
        since one of theirs was begun. So nobody's hundred files keep another's single one waiting."""
        latest = Upload.objects.filter(added_by=OuterRef("added_by")).exclude(begun_at=None).order_by("-begun_at")
        served = self.annotate(served_at=Subquery(latest.values("begun_at")[:1]))
        return served.order_by(F("served_at").asc(nulls_first=True), "added_at", "pk")

    def held_by(self, owner: str) -> Self:
        """Those that a worker is reading and that nobody has taken from it."""
        return self.filter(state=Upload.State.READING, owner=owner)

    def under_way(self) -> Self:
        return self.filter(state__in=Upload.UNDER_WAY)


class Upload(models.Model):
    """A file that somebody handed in. Its original is kept before the row is made.

    `owner` and `leased_until`: the worker that reads it, and until when nobody else may. `attempts`: how many times
    one began, `begun_at`: the last time. `page`, `pages`: how far it is, 0 where that is not known. `task`: the
    background task that was asked for last. `version`: what came of it in the register.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Köad"
        READING = "reading", "Läses"
        DONE = "done", "Klar"
        KNOWN = "known", "Finns redan"
        FAILED = "failed", "Kunde inte läsas"
        REMOVED = "removed", "Borttagen"

    UNDER_WAY: ClassVar[tuple[str, ...]] = (State.QUEUED, State.READING)

    name = models.CharField("filnamn", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("storlek")
    original = models.FileField("original", max_length=200)
    state = models.CharField("läge", max_length=20, choices=State, default=State.QUEUED)
    added_at = models.DateTimeField("inlämnad", default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads", verbose_name="inlämnad av"
    )
    owner = models.CharField(max_length=64, blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField("försök", default=0)
    begun_at = models.DateTimeField("påbörjad", null=True, editable=False)
    page = models.PositiveIntegerField("sida", default=0)
    pages = models.PositiveIntegerField("sidor", default=0)
    task = models.UUIDField(null=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="uploads", verbose_name="version")
    error = models.TextField("fel", blank=True)
    finished_at = models.DateTimeField("klar", null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "uppladdning"
        verbose_name_plural = "uppladdningar"
        ordering = ("-added_at", "-pk")
        indexes = (
            models.Index(fields=["state"], name="upload_state", condition=Q(state__in=["queued", "reading"])),
            models.Index(fields=["-added_at", "-id"], name="upload_latest"),
            models.Index(fields=["added_by", "-begun_at"], name="upload_served"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="reading", leased_until__isnull=False) | (~Q(state="reading") & Q(owner="")),
                name="upload_is_leased_while_it_is_read",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY


class WorkerQuerySet(models.QuerySet["Worker"]):
    def alive(self) -> Self:
        return self.filter(seen_at__gt=Now() - GONE_AFTER)


class Worker(models.Model):
    """A process that reads uploads, and when it last said so."""

    name = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = "läsande process"
        verbose_name_plural = "läsande processer"

    def __str__(self) -> str:
        return self.name
