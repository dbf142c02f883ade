"""Minutes made public: what somebody judged before it, each time it was done, and what became of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.addresses import row_address
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.models import MinutesVersion


class Ruling(models.Model):
    """What somebody said of a text that should perhaps not be public: to mask it in the public copy, or to let it
    stand. It holds wherever the text stands in the minutes of the meeting, also in a later version of them."""

    class Kind(models.TextChoices):
        PERSONAL_NUMBER = "personal-number", "Personnummer"
        HEALTH = "health", "Kan röra någons hälsa"
        PERSON = "person", "Person utan uppgift vid mötet"
        OWN = "own", "Eget val"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="rulings", verbose_name="möte")
    kind = models.CharField("slag", max_length=20, choices=Kind)
    text = models.TextField("text")
    masks = models.BooleanField("maskeras")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    at = models.DateTimeField("när", default=timezone.now)

    class Meta:
        verbose_name = "bedömning före publicering"
        verbose_name_plural = "bedömningar före publicering"
        ordering = ("meeting", "pk")
        constraints = (models.UniqueConstraint(fields=["meeting", "text"], name="one_ruling_a_text"),)

    def __str__(self) -> str:
        # The log tells of it by this, and must not tell what was masked.
        return f"{self.get_kind_display()} vid {self.meeting}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def shown(self) -> Self:
        """Those that are or were public, the latest first, with what a list of them shows."""
        shown = self.filter(state__in=(Publication.State.PUBLISHED, Publication.State.WITHDRAWN))
        return (
            shown.select_related("meeting", "version")
            .prefetch_related("meeting__bodies")
            .order_by("-published_at", "-pk")
        )


class Publication(models.Model):
    """One time that minutes were put out, or were to be. `content` and `file`: the public copy, as it was looked at.

    `asked_by` wanted it, `published_by` did it: two people where the body's rules ask for two. `came_from`: the state
    that the meeting had before, to which it goes back when the minutes are withdrawn.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Väntar på en till"
        DECLINED = "declined", "Tillbakaskickad"
        PUBLISHED = "published", "Publicerat"
        WITHDRAWN = "withdrawn", "Återkallat"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="publications", verbose_name="möte")
    version = models.ForeignKey(MinutesVersion, models.PROTECT, related_name="publications", verbose_name="version")
    state = models.CharField("läge", max_length=10, choices=State, default=State.WAITING)
    content = models.JSONField("innehåll", editable=False)
    file = models.FileField("fil", max_length=200, editable=False)  # a backup takes what such a field names
    masked = models.PositiveIntegerField("maskerade ställen", default=0, editable=False)
    came_from = models.CharField("mötets läge före", max_length=20, choices=Meeting.State, blank=True, editable=False)
    asked_at = models.DateTimeField("begärt", default=timezone.now, editable=False)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="begärt av")
    published_at = models.DateTimeField("publicerat", null=True, editable=False)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="publicerat av")
    ended_at = models.DateTimeField("återkallat", null=True, editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="återkallat av")
    ended_why = models.TextField("varför", blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "publicering"
        verbose_name_plural = "publiceringar"
        ordering = ("meeting", "pk")
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=["meeting"],
                condition=models.Q(state__in=["waiting", "published"]),
                name="a_meeting_is_published_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting}, publicering av version {self.version.number}"

    def get_absolute_url(self) -> str:
        """The lasting address of the meeting's minutes, whichever time they were put out."""
        return row_address("publishing:minutes", self.meeting_id)

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED
