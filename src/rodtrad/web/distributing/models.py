"""To whom minutes and extracts of them were sent: a row each time, written once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Party
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import Item
from rodtrad.web.minutes.models import MinutesVersion


class Dispatch(models.Model):
    """That a version of the minutes, or the extract of an `item`, was sent to an address, and why. `file`: what went
    with the letter. `body` and `party`: whose the address is, where that is known; it is proposed for them again.
    """

    version = models.ForeignKey(MinutesVersion, models.PROTECT, related_name="dispatches", verbose_name="version")
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="dispatches", verbose_name="punkt"
    )
    to = models.EmailField("till")
    name = models.CharField("mottagare", max_length=200, blank=True)
    why = models.CharField("skäl", max_length=300, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="organ")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huvudman")
    file = models.FileField("fil", max_length=200, editable=False)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="+", verbose_name="brev")
    at = models.DateTimeField("skickad", default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "expediering"
        verbose_name_plural = "expedieringar"
        ordering = ("-at", "-pk")
        constraints: ClassVar = (
            models.UniqueConstraint(fields=["version", "item", "to"], name="an_extract_once_an_address"),
            models.UniqueConstraint(
                fields=["version", "to"], condition=models.Q(item=None), name="a_version_once_an_address"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} till {self.name or self.to}"
