"""Versions of the minutes of a meeting held here: written once, each as a value and as the file that was made of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.meetings.models import Meeting


class MinutesVersion(models.Model):
    """The minutes as they stood when somebody made them: `content` as `MinutesContent.to_json`, `file` the PDF's
    SHA-256, under which the storage keeps it. `why`: what made it necessary."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes_versions", verbose_name="möte")
    number = models.PositiveIntegerField("nummer")
    content = models.JSONField("innehåll", editable=False)
    file = models.CharField("fil", max_length=64, editable=False)
    made_at = models.DateTimeField("gjord", default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    why = models.TextField("varför", blank=True)

    class Meta:
        verbose_name = "protokollsversion"
        verbose_name_plural = "protokollsversioner"
        ordering = ("meeting", "number")
        constraints = (models.UniqueConstraint(fields=["meeting", "number"], name="one_minutes_version_a_number"),)

    def __str__(self) -> str:
        return f"Protokoll {self.meeting}, version {self.number}"
