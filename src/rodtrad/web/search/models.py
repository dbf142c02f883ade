"""What can be found: one entry a row of the register or passage of a document, with its tokens.

Entries are derived from the register and may be made anew at any time; nothing else may point at them.
"""

from __future__ import annotations

from django.db import models

from rodtrad.web.documents.models import Document


class Kind(models.TextChoices):
    """In the order they are offered, and in which they stand where all else is equal."""

    BODY = "body", "Organ"
    PARTY = "party", "Part"
    PERSON = "person", "Person"
    DECISION = "decision", "Beslut"
    ASSIGNMENT = "assignment", "Uppdrag"
    AGREEMENT = "agreement", "Avtal"
    PLAN = "plan", "Handlingsplan"
    GOAL = "goal", "Mål"
    AREA = "area", "Målområde"
    INDICATOR = "indicator", "Indikator"
    ACTIVITY = "activity", "Aktivitet"
    STANDPOINT = "standpoint", "Reservation eller yttrande"
    VOTE = "vote", "Omröstning"
    ITEM = "item", "Punkt"
    DOCUMENT = "document", "Dokument"
    PASSAGE = "passage", "Stycke"


class Entry(models.Model):
    """Something that can be found. `id` tells its place among hits (`places.py`).

    `row_id`: the key of its row, by `kind`; of a passage the version, or the meeting held here. `title` and `text` are
    searched, `context` is only shown. `address`: its own page; `source` and `place`: where its document says it. A
    passage of a document has only its `line` in the current version. `filters`: the tokens of what it can be narrowed
    by; `tokens`: all that is indexed.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    row_id = models.BigIntegerField("rad")
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="+", verbose_name="dokument")
    title = models.TextField("rubrik")
    text = models.TextField("text", blank=True)
    context = models.TextField("sammanhang", blank=True)
    address = models.TextField("adress", blank=True)
    line = models.PositiveIntegerField("rad", null=True)
    source = models.TextField("källa", blank=True)
    place = models.TextField("ställe", blank=True)
    date = models.DateField("datum", null=True)
    filters = models.TextField("urval")
    tokens = models.TextField()

    class Meta:
        verbose_name = "sökpost"
        verbose_name_plural = "sökposter"
        ordering = ("-id",)
        indexes = (models.Index(fields=["kind", "row_id"], name="search_entry_row"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address or self.source_address

    @property
    def source_address(self) -> str:
        """Where its document says it; empty for what comes from none. Fetch a passage with its document's version."""
        version = self.document.current if self.document and self.line else None
        return version.line_address(self.line) if version and self.line else self.source


class IndexedWord(models.Model):
    """A word as it stands in entries, and in how many: what a misspelt word may have meant."""

    form = models.CharField("ord", max_length=60, unique=True)
    count = models.IntegerField("antal")

    class Meta:
        verbose_name = "ord i registret"
        verbose_name_plural = "ord i registret"

    def __str__(self) -> str:
        return self.form


class IndexState(models.Model):
    """The one row that tells which version of the analyser the entries were made by."""

    version = models.CharField("version", max_length=100)

    class Meta:
        verbose_name = "sökindex"
        verbose_name_plural = "sökindex"

    def __str__(self) -> str:
        return self.version
