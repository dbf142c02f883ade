"""Agreements between parties, with their term."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import Party, key_of
from rodtrad.web.documents.dates import Precision
from rodtrad.web.documents.models import EnteredQuerySet, StandingManager
from rodtrad.web.meetings.models import AtItem, Meeting

SOON = timedelta(days=183)


class Standing(models.TextChoices):
    """How an agreement stands on a day, as far as its document tells."""

    LAPSED = "lapsed", "Har gått ut"
    EXTENDED = "extended", "Kan vara förlängt"
    SOON = "soon", "Går ut snart"
    COMING = "coming", "Börjar gälla senare"
    RUNNING = "running", "Gäller"
    ENDLESS = "endless", "Slutdatum saknas"


class AgreementQuerySet(EnteredQuerySet["Agreement"]):
    def lapsed(self, today: date) -> Self:
        """Those whose last day has passed."""
        return self.filter(ends__lt=today)

    def running(self, today: date) -> Self:
        """Those that have not lapsed, as far as the documents tell."""
        return self.exclude(ends__lt=today)

    def lapsing(self, today: date) -> Self:
        """Those that run and lapse soon."""
        return self.filter(ends__gte=today, ends__lte=today + SOON)

    def later(self, today: date) -> Self:
        """Those that lapse, but not soon."""
        return self.filter(ends__gt=today + SOON)

    def endless(self) -> Self:
        """Those whose last day no document tells."""
        return self.filter(ends=None)

    def told_last(self, titles: Iterable[str]) -> set[int]:
        """Of the agreements with these titles the keys of those that the latest document tells of: several meetings
        of a county speak of one agreement, each with the term of its time, and its own document does from its first
        day. One that tells no last day gives way to one that does."""
        told = Coalesce("meeting__date", "starts").asc(nulls_first=True)
        called = self.filter(title__in=set(titles)).order_by(told, "pk")
        latest: dict[tuple[str, int | None], tuple[int, bool]] = {}
        for pk, title, county, ends in called.values_list("pk", "title", "finding__version__document__county", "ends"):
            key = key_of(title), county
            if ends or not latest.get(key, (0, False))[1]:
                latest[key] = pk, bool(ends)
        return {pk for pk, _ in latest.values()}

    def by_expiry(self) -> Self:
        """The first to lapse first; those without a last day last."""
        return self.order_by(F("ends").asc(nulls_last=True), "title", "pk")


class Agreement(AtItem):
    """An agreement as one document tells of it. `extensions`: the years of each option; `ends` is its last day.

    `notice`, `review`, `cost_shares` and `annexes` are as written.

    `meeting` is None where the document is the agreement itself.
    """

    meeting = models.ForeignKey(  # type: ignore[assignment]  # widens the base's
        Meeting, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name="möte"
    )
    title = models.TextField("titel")
    starts = models.DateField("från", null=True, blank=True)
    starts_precision = models.CharField("hur noga från", max_length=10, choices=Precision, blank=True)
    ends = models.DateField("till", null=True, blank=True)
    ends_precision = models.CharField("hur noga till", max_length=10, choices=Precision, blank=True)
    extensions = models.JSONField("förlängningar", default=list, blank=True)
    notice = models.TextField("uppsägning", blank=True)
    review = models.TextField("översyn", blank=True)
    cost_shares = models.JSONField("fördelning av kostnader", default=list, blank=True)
    annexes = models.JSONField("bilagor", default=list, blank=True)

    objects = StandingManager.from_queryset(AgreementQuerySet)()  # type: ignore[assignment,misc]  # narrows the base's

    class Meta:
        verbose_name = "överenskommelse"
        verbose_name_plural = "överenskommelser"
        ordering = (F("ends").asc(nulls_last=True), "title")
        indexes = (models.Index(fields=["ends"], name="agreement_ends"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_address("agreements:agreement", self.pk)

    @property
    def latest_end(self) -> date | None:
        """Its last day if every option is used."""
        if self.ends is None:
            return None
        year = self.ends.year + sum(self.extensions)
        try:
            return self.ends.replace(year=year)
        except ValueError:  # 29 February
            return self.ends.replace(year=year, day=28)

    def standing(self, today: date) -> Standing:
        """How it stands on a day. One with options left may have been extended: no document tells that it lapsed."""
        if self.ends is None or self.latest_end is None:
            return Standing.ENDLESS
        if self.ends < today:
            return Standing.LAPSED if self.latest_end < today else Standing.EXTENDED
        if self.ends <= today + SOON:
            return Standing.SOON
        return Standing.COMING if self.starts and self.starts > today else Standing.RUNNING


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
