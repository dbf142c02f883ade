"""Versions of the minutes of a meeting held here: written once, each as a value and as the file that was made of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.meetings.models import Item, Meeting


class MinutesVersion(models.Model):
    """The minutes as they stood when somebody made them: `content` as `MinutesContent.to_json`, `file` the PDF,
    which the storage keeps under its SHA-256. `template`: the body's own Word file as it was then, in which this comes
    too; empty where it had none. `why`: what made it necessary."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes_versions", verbose_name="möte")
    number = models.PositiveIntegerField("nummer")
    content = models.JSONField("innehåll", editable=False)
    file = models.FileField("fil", max_length=200, editable=False)
    template = models.FileField("Wordmall", max_length=200, blank=True, editable=False)
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


class Addition(models.Model):
    """A correction of minutes that have been approved: it adds, and what was approved stands as it was. Written once.

    `item`: where it belongs, None where it concerns the minutes as a whole.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="additions", verbose_name="möte")
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="additions", verbose_name="punkt"
    )
    text = models.TextField("rättelse")
    why = models.TextField("varför")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    at = models.DateTimeField("när", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "rättelse"
        verbose_name_plural = "rättelser"
        ordering = ("meeting", "at", "pk")

    def __str__(self) -> str:
        return self.text


class WordTemplate(models.Model):
    """A body's own Word file, with fields in whose places its minutes come. `file`: as it was checked and stored."""

    body = models.OneToOneField(Body, models.CASCADE, related_name="word_template", verbose_name="organ")
    name = models.CharField("namn", max_length=255)
    file = models.FileField("fil", max_length=200, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    at = models.DateTimeField("när", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "Wordmall"
        verbose_name_plural = "Wordmallar"

    def __str__(self) -> str:
        return self.name
