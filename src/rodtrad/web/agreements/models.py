"""Agreements between parties, with their term."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F
from django.urls import reverse

from rodtrad.web.bodies.models import Party
from rodtrad.web.documents.dates import Precision
from rodtrad.web.documents.models import EnteredQuerySet, StandingManager
from rodtrad.web.meetings.models import AtItem


class AgreementQuerySet(EnteredQuerySet["Agreement"]):
    def lapsed(self, today: date) -> Self:
        """Those whose last day has passed."""
        return self.filter(ends__lt=today)

    def running(self, today: date) -> Self:
        """Those that have not lapsed, as far as the documents tell."""
        return self.exclude(ends__lt=today)

    def by_expiry(self) -> Self:
        """The first to lapse first; those without a last day last."""
        return self.order_by(F("ends").asc(nulls_last=True), "title")


class Agreement(AtItem):
    """An agreement as one document tells of it. `extensions`: the years of each option; `ends` is its last day."""

    title = models.TextField("titel")
    starts = models.DateField("från", null=True, blank=True)
    starts_precision = models.CharField("hur noga från", max_length=10, choices=Precision, blank=True)
    ends = models.DateField("till", null=True, blank=True)
    ends_precision = models.CharField("hur noga till", max_length=10, choices=Precision, blank=True)
    extensions = models.JSONField("förlängningar", default=list, blank=True)
    notice = models.TextField("uppsägning", blank=True)

    objects = StandingManager.from_queryset(AgreementQuerySet)()  # type: ignore[assignment,misc]  # narrows the base's

    class Meta:
        verbose_name = "överenskommelse"
        verbose_name_plural = "överenskommelser"
        ordering = (F("ends").asc(nulls_last=True), "title")
        indexes = (models.Index(fields=["ends"], name="agreement_ends"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreements:agreement", args=[self.pk])

    def has_lapsed(self, today: date) -> bool:
        return self.ends is not None and self.ends < today


class AgreementParty(models.Model):
    """One who agrees, as the document has it; `party` where the register knows it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", verbose_name="överenskommelse")
    name = models.TextField("namn")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name="huvudman"
    )

    class Meta:
        verbose_name = "part"
        verbose_name_plural = "parter"
        ordering = ("agreement_id", "pk")

    def __str__(self) -> str:
        return self.name
