"""Action plans: groups, goals, indicators, target areas and activities."""

from __future__ import annotations

import re
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F

from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import Body, Party
from rodtrad.web.documents.dates import Precision
from rodtrad.web.documents.models import Entered, EnteredQuerySet, StandingManager

DONE = re.compile(r"\s*(klar[ta]?|(genom|slut)för(d|t|da)|avsluta[dt]e?)\b", re.I)


class Plan(Entered):
    """An action plan. `body`: whose it is; `decided_by`: as the document has it."""

    title = models.TextField("titel")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="organ")
    reference = models.TextField("diarienummer", blank=True)
    first_year = models.PositiveSmallIntegerField("första år", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("sista år", null=True, blank=True)
    decided_on = models.DateField("beslutad", null=True, blank=True)
    decided_on_precision = models.CharField("hur noga", max_length=10, choices=Precision, blank=True)
    decided_by = models.TextField("beslutad av", blank=True)

    class Meta:
        verbose_name = "handlingsplan"
        verbose_name_plural = "handlingsplaner"
        ordering = (F("last_year").desc(nulls_last=True), "title")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_address("plans:plan", self.pk)

    @property
    def said_at(self) -> list[str]:
        """What it is cited as."""
        return [self.title]


class PlanGroup(Entered):
    """The part of a plan that one group answers for; `body` where that group is known."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="groups", verbose_name="plan")
    order = models.PositiveIntegerField("ordning")
    name = models.TextField("namn")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="plan_groups", verbose_name="organ"
    )
    overall_goal = models.TextField("övergripande mål", blank=True)
    target_group = models.TextField("målgrupp", blank=True)
    focus = models.TextField("inriktning", blank=True)
    responsible = models.TextField("ansvarig", blank=True)

    class Meta:
        verbose_name = "grupp i plan"
        verbose_name_plural = "grupper i plan"
        ordering = ("plan_id", "order")

    def __str__(self) -> str:
        return self.name


class Indicator(Entered):
    group = models.ForeignKey(PlanGroup, models.PROTECT, related_name="indicators", verbose_name="grupp")
    order = models.PositiveIntegerField("ordning")
    name = models.TextField("namn")
    source = models.TextField("källa för värden", blank=True)
    baseline = models.TextField("utgångsläge", blank=True)
    target = models.TextField("målvärde", blank=True)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"
        ordering = ("group_id", "order")

    def __str__(self) -> str:
        return self.name


class TargetArea(Entered):
    group = models.ForeignKey(PlanGroup, models.PROTECT, related_name="target_areas", verbose_name="grupp")
    order = models.PositiveIntegerField("ordning")
    title = models.TextField("titel")

    class Meta:
        verbose_name = "målområde"
        verbose_name_plural = "målområden"
        ordering = ("group_id", "order")

    def __str__(self) -> str:
        return self.title


class ActivityQuerySet(EnteredQuerySet["Activity"]):
    def standing(self) -> Self:
        """Those of target areas and groups that stand too."""
        return self.filter(retired_at=None, area__retired_at=None, area__group__retired_at=None)

    def done(self) -> Self:
        """Those that their documents call done."""
        return self.filter(state__in=self._words_for_done())

    def undone(self) -> Self:
        """Those that their documents do not call done."""
        return self.exclude(state__in=self._words_for_done())

    def overdue(self, today: date) -> Self:
        """Those whose time has passed and that no document calls done."""
        return self.undone().filter(ends__lt=today)

    def _words_for_done(self) -> list[str]:
        """The words for states that say done, of those that documents use: a few, which Python tells apart."""
        states = Activity.objects.order_by().values_list("state", flat=True).distinct()
        return [state for state in states if DONE.match(state)]


class Activity(Entered):
    """`state` and `responsible` are the document's own words; `ends` is the last day of what it says."""

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="activities", verbose_name="målområde")
    order = models.PositiveIntegerField("ordning")
    text = models.TextField("text")
    responsible = models.TextField("ansvarig", blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="organ"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="huvudman"
    )
    starts = models.DateField("från", null=True, blank=True)
    starts_precision = models.CharField("hur noga från", max_length=10, choices=Precision, blank=True)
    ends = models.DateField("till", null=True, blank=True)
    ends_precision = models.CharField("hur noga till", max_length=10, choices=Precision, blank=True)
    time_text = models.TextField("tiden enligt dokumentet", blank=True)
    state = models.TextField("läge enligt dokumentet", blank=True)

    objects = StandingManager.from_queryset(ActivityQuerySet)()  # type: ignore[assignment,misc]  # narrows the base's

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ("area_id", "order")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return row_address("plans:activity", self.pk)

    @property
    def said_at(self) -> list[str]:
        """The plan and the part of it in which it stands, as it is cited; fetched with its area, group and plan."""
        group = self.area.group
        return [*group.plan.said_at, group.name, self.area.title]

    @property
    def plan(self) -> Plan:
        return self.area.group.plan

    @property
    def proved_responsible(self) -> Body | Party | None:
        """Whom the register knows the responsible one to be."""
        return self.body or self.party

    @property
    def is_done(self) -> bool:
        """Whether the document's word for its state says so: "Klar", "Genomfört 2024"."""
        return bool(DONE.match(self.state))
