"""Word files of minutes that came back, and each change in them as a proposal that somebody takes or refuses."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.meetings.models import Item, Section
from rodtrad.web.minutes.models import MinutesVersion


class WordFile(models.Model):
    """A file that came back. `version`: the one that it was made of, which need not be the latest. `told`: what in it
    cannot be taken in here, a sentence each. The file itself is not kept."""

    version = models.ForeignKey(MinutesVersion, models.PROTECT, related_name="word_files", verbose_name="version")
    name = models.CharField("fil", max_length=255)
    told = models.JSONField("kan inte tas in", default=list, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    at = models.DateTimeField("när", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "fil från Word"
        verbose_name_plural = "filer från Word"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.name}, {self.version}"


class Proposed(models.Model):
    """One change. `place`: which of the item's decisions or assignments it is of, counted from 0; `paragraph`: the key
    of the paragraph that is changed, taken out or moved; `after`: of the one that a new or moved one follows, "" for
    the first place. `before` and `text`: as the file's version has it, and as the file has it."""

    class Kind(models.TextChoices):
        CHANGED = "changed", "Ändrat stycke"
        NEW = "new", "Nytt stycke"
        REMOVED = "removed", "Borttaget stycke"
        MOVED = "moved", "Flyttat stycke"
        TITLE = "title", "Ändrad rubrik"
        DECISION = "decision", "Ändrat beslut"
        TASK = "task", "Ändrat uppdrag"
        REMARK = "remark", "Kommentar"

    class Answer(models.TextChoices):
        WAITING = "", "Väntar"
        TAKEN = "taken", "Intagen"
        DECLINED = "declined", "Inte intagen"
        REPLACED = "replaced", "Ersatt av en ny fil"

    file = models.ForeignKey(WordFile, models.CASCADE, related_name="proposals", verbose_name="fil")
    order = models.PositiveIntegerField("ordning")
    kind = models.CharField("slag", max_length=10, choices=Kind)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", verbose_name="punkt")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+", verbose_name="avsnitt")
    place = models.PositiveIntegerField("plats", default=0)
    paragraph = models.CharField("stycke", max_length=36, blank=True)
    after = models.CharField("efter stycket", max_length=36, blank=True)
    looks = models.CharField("slag av stycke", max_length=10, choices=Paragraph.Kind, blank=True)
    before = models.TextField("före", blank=True)
    text = models.TextField("efter", blank=True)
    answer = models.CharField("svar", max_length=10, choices=Answer, blank=True, default=Answer.WAITING)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    at = models.DateTimeField("när", null=True)

    class Meta:
        verbose_name = "föreslagen ändring"
        verbose_name_plural = "föreslagna ändringar"
        ordering = ("file", "order")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text or self.before}"
