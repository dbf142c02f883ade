"""The agenda as it was held: items, their sections, presenters and papers."""

from __future__ import annotations

import re

from django.db import models

from rodtrad.web.accounts.models import User
from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import Party, Person
from rodtrad.web.documents.models import Entered
from rodtrad.web.meetings.models.meeting import Matter, Meeting

NUMBER_LENGTH = 40  # characters before a title in which its number stands


def is_paragraph(number: str | None, text: str, title: int) -> bool:
    """Whether the number of an item, whose title begins at that character of a text, is printed with a §."""
    before = text[max(0, title - NUMBER_LENGTH) : title]
    # "§ 57 Läkarmedverkan", "57 § Läkarmedverkan"
    return bool(number and re.search(rf"(§\s*{re.escape(number)}|\b{re.escape(number)}\s*§)\W*$", before))


class Item(Entered):
    """An agenda item; `number` as printed, empty where it has none. `is_paragraph`: printed with a §.

    Of a meeting held here: `minutes_needed`, as planned; `introduction`, what is told of it ahead; `confidential`, to
    the bodies that meet; `proposed_by`, who wanted it on the agenda. Its number is allotted when the meeting closes.
    `concerned`, here and in other rows: the parties that what was published of it names.
    """

    kept_fields = ("matter",)

    class Type(models.TextChoices):
        DECISION = "decision", "Beslut"
        INFORMATION = "information", "Information"
        DISCUSSION = "discussion", "Diskussion"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name="möte")
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="ärende"
    )
    order = models.PositiveIntegerField("ordning")
    number = models.TextField("nummer", blank=True)
    is_paragraph = models.BooleanField("är en paragraf", default=False)
    title = models.TextField("rubrik")
    type = models.CharField("slag", max_length=20, choices=Type, blank=True)
    cancelled = models.BooleanField("utgick", default=False)
    minutes_needed = models.PositiveSmallIntegerField("minuter", null=True, blank=True)
    introduction = models.TextField("bakgrund", blank=True)
    confidential = models.BooleanField("bara för organet", default=False)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name="föreslagen av"
    )
    concerned = models.ManyToManyField(Party, related_name="+", editable=False, verbose_name="berörda parter")

    class Meta:
        verbose_name = "punkt"
        verbose_name_plural = "punkter"
        ordering = ("meeting_id", "order")

    def __str__(self) -> str:
        """As minutes head it: "§ 57 Läkarmedverkan", "3 Budget"."""
        sign = "§ " if self.number and self.is_paragraph else ""
        return f"{sign}{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return f"{row_address('meetings:meeting', self.meeting_id)}#punkt-{self.pk}"

    @property
    def called(self) -> str:
        """What it is cited as: "§ 57", "punkt 3", or its title where it has no number."""
        if not self.number:
            return f"”{self.title}”"
        return f"§ {self.number}" if self.is_paragraph else f"punkt {self.number}"


class Section(Entered):
    """A lettered or headed part of an item, with a matter of its own; `label` without its mark, "a".

    Of a meeting held here the letter follows from the order, and a section says by itself how many minutes it needs.
    """

    kept_fields = ("matter",)

    item = models.ForeignKey(Item, models.PROTECT, related_name="sections", verbose_name="punkt")
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="sections", verbose_name="ärende"
    )
    order = models.PositiveIntegerField("ordning")
    label = models.TextField("beteckning", blank=True)
    title = models.TextField("rubrik")
    cancelled = models.BooleanField("utgick", default=False)
    minutes_needed = models.PositiveSmallIntegerField("minuter", null=True, blank=True)

    class Meta:
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"
        ordering = ("item_id", "order")

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def number(self) -> str:
        """As its letter is printed: "a)"; empty where it has none."""
        return f"{self.label})" if self.label else ""


class Presenter(Entered):
    """Who presented an item; only what is said of them there."""

    kept_fields = ("person",)

    item = models.ForeignKey(Item, models.PROTECT, related_name="presenters", verbose_name="punkt")
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="presenters", verbose_name="avsnitt"
    )
    order = models.PositiveIntegerField("ordning")
    name = models.TextField("namn")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="presentations", verbose_name="person"
    )
    title = models.TextField("titel", blank=True)
    organisation = models.TextField("organisation", blank=True)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="presentations", verbose_name="huvudman"
    )

    class Meta:
        verbose_name = "föredragande"
        verbose_name_plural = "föredragande"
        ordering = ("item_id", "order")

    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> str:
        """As a form has it: "Anna Ek, enhetschef, Ekeby kommun"; "Anna Ek, , Ekeby kommun" where no title is said."""
        return ", ".join((self.name, self.title, self.organisation)).rstrip(", ")

    @property
    def in_words(self) -> str:
        """As it is told: "Anna Ek, enhetschef, Ekeby kommun", "Anna Ek, Ekeby kommun"."""
        return ", ".join(filter(None, (self.name, self.title, self.organisation)))

    @staticmethod
    def fields_in(line: str) -> dict[str, str]:
        """What a `line` that somebody wrote says of whom."""
        parts = [*map(str.strip, line.split(",", 2)), "", ""]
        return dict(zip(("name", "title", "organisation"), parts, strict=False))


class Paper(Entered):
    """Slides or an annex named at an item."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="papers", verbose_name="punkt")
    order = models.PositiveIntegerField("ordning")
    text = models.TextField("handling")

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlingar"
        ordering = ("item_id", "order")

    def __str__(self) -> str:
        return self.text
