"""What stands on an agenda and why, what a body always takes up, and what was sent when it was called."""

from __future__ import annotations

from string import ascii_lowercase

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from rodtrad.web.accounts.models import User
from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import Body
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.documents.paper_files import HandedIn
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Item, Meeting, Paper


class StandingItem(models.Model):
    """An item that every agenda of a body has: first those that open the meeting, `last` those that close it.
    `sections`: its a), b), c), each with its "title" and "presenters", the lines that tell of them."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="standing_items", verbose_name="organ")
    order = models.PositiveIntegerField("ordning")
    title = models.TextField("rubrik")
    type = models.CharField("slag", max_length=20, choices=Item.Type, blank=True)
    minutes_needed = models.PositiveSmallIntegerField("minuter", null=True, blank=True)
    last = models.BooleanField("sist på dagordningen", default=False)
    sections = models.JSONField("avsnitt", default=list, blank=True)

    class Meta:
        verbose_name = "stående punkt"
        verbose_name_plural = "stående punkter"
        ordering = ("body", "last", "order", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def lettered(self) -> list[str]:
        """Its sections in a line each: "a) Norra delen, Anna Ek, enhetschef"."""
        told = [(one["title"], *one["presenters"]) for one in self.sections]
        return [f"{letter}) {', '.join(words)}" for letter, words in zip(ascii_lowercase, told, strict=False)]


class Reason(models.Model):
    """Why an item stands on an agenda that nobody put it on: at most one of what it came from, and in words.

    `refused_at`: somebody took the item off, so that it is not put there again, unless they put it back.
    """

    class Kind(models.TextChoices):
        STANDING = "standing", "Stående punkt"
        MINUTES = "minutes", "Föregående protokoll"
        ASSIGNMENT = "assignment", "Uppdrag"
        ANSWER = "answer", "Svar på överlämnad fråga"
        AGREEMENT = "agreement", "Avtal"
        LEFT_OPEN = "left-open", "Kvar från förra mötet"
        BY_MAIL = "by-mail", "Beslut via e-post"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reasons", verbose_name="möte")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="reasons", verbose_name="punkt")
    kind = models.CharField("slag", max_length=20, choices=Kind)
    text = models.TextField("skäl")
    source = models.CharField("källa", max_length=80, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, related_name="reasons")
    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, related_name="reasons")
    circulation = models.ForeignKey(Circulation, models.CASCADE, null=True, related_name="reasons")
    earlier_item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="taken_up_again")
    earlier_meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="+")
    refused_at = models.DateTimeField("borttagen", null=True, editable=False)

    class Meta:
        verbose_name = "skäl"
        verbose_name_plural = "skäl"
        ordering = ("meeting", "pk")
        constraints = (
            # What an item came from is taken up once at a meeting, however often the agenda is filled.
            models.UniqueConstraint(fields=["meeting", "source"], name="a_source_once_a_meeting"),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The page of what it came from; of a standing item the meeting itself."""
        register = self.assignment or self.agreement or self.circulation
        return (register or self.earlier_item or self.earlier_meeting or self.meeting).get_absolute_url()


class PaperFile(HandedIn):
    """The file of a paper that belongs to an item; those of a confidential item are all confidential."""

    paper = models.OneToOneField(Paper, models.CASCADE, related_name="file", verbose_name="handling")

    class Meta:
        verbose_name = "handlingens fil"
        verbose_name_plural = "handlingarnas filer"

    @property
    def is_for_all(self) -> bool:
        """Whether it may be given to others than those who see what is confidential to the bodies."""
        return not (self.confidential or self.paper.item.confidential)


class DayStart(models.Model):
    """The item that a later day of a meeting begins with: `day` is 2 of the second. `start`: at what hour."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="day_start", verbose_name="punkt")
    day = models.PositiveSmallIntegerField("dag")
    start = models.TimeField("börjar", null=True, blank=True)

    class Meta:
        verbose_name = "början på en dag"
        verbose_name_plural = "början på dagar"

    def __str__(self) -> str:
        return f"Dag {self.day}: {self.item}"


class Notice(models.Model):
    """That a meeting was called, or a supplement to it: the agenda as it was sent, which is never changed.
    `file`: the PDF that went with the letters, without what is confidential; empty before there were such."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notices", verbose_name="möte")
    number = models.PositiveIntegerField("nummer")
    at = models.DateTimeField("skickad", default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    agenda = models.JSONField("dagordning", editable=False)
    file = models.FileField("fil", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "kallelse"
        verbose_name_plural = "kallelser"
        ordering = ("meeting", "number")
        constraints = (models.UniqueConstraint(fields=["meeting", "number"], name="one_notice_a_number"),)

    def __str__(self) -> str:
        return f"Kallelse {self.number} till {self.meeting}"

    @property
    def is_supplement(self) -> bool:
        return self.number > 1


class CalendarAddress(models.Model):
    """A secret address at which a calendar program fetches meetings without logging in: those of one body, or (None)
    of the bodies in which its owner has a role. Each owner has their own, so that it ends with what they may see.

    `turn`: how many addresses there have been; only the last one holds, and none where it is `removed`: one that was
    taken away never holds again. What makes an address secret is the
    installation's key: a copy of the database opens nothing.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_addresses", verbose_name="användare")
    body = models.ForeignKey(Body, models.CASCADE, null=True, related_name="calendar_addresses", verbose_name="organ")
    turn = models.PositiveIntegerField("nummer i ordningen", default=1, editable=False)
    since = models.DateTimeField("gäller från", default=timezone.now, editable=False)
    removed = models.BooleanField("borttagen", default=False, editable=False)

    class Meta:
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"
        ordering = ("user", "body")
        constraints = (
            models.UniqueConstraint(fields=["user", "body"], name="one_calendar_of_a_body_each"),
            models.UniqueConstraint(fields=["user"], condition=Q(body=None), name="one_calendar_of_ones_own_each"),
        )

    def __str__(self) -> str:
        return f"Kalender för {self.user}: {self.body or 'egna organ'}"

    @property
    def mark(self) -> str:
        """The secret part of its address."""
        return salted_hmac("rodtrad.calendar", f"{self.pk}:{self.turn}", algorithm="sha256").hexdigest()

    @property
    def address(self) -> str:
        """For calendar programs, with the host."""
        return f"{settings.ADDRESS}{reverse('preparing:feed', args=[self.pk, self.mark])}"
