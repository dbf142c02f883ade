"""What the register could not prove and asks people about, and what people say of a document's findings."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest, Substr
from django.utils import timezone

from rodtrad.web.accounts.models import Change
from rodtrad.web.bodies.models import Body, Person
from rodtrad.web.documents.models import Document, Finding, Issue, Unplaced, Version

PLACES = ("one", "other")
AROUND = 200


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def open(self) -> Self:
        return self.filter(state=Suggestion.State.OPEN)

    def about_person(self, person: Person) -> Self:
        """Those that ask whether a person is somebody else too."""
        return self.filter(Q(person=person) | Q(other_person=person))

    def about_body(self, body: Body) -> Self:
        """Those that ask whether a body is another too."""
        return self.filter(Q(body=body) | Q(other_body=body))

    def with_sources(self) -> Self:
        """With both places and what they name, in the same query; a version's text and record are too large for it."""
        linked = self.select_related(
            "one__version__document", "other__version__document", "person", "other_person", "body", "other_body"
        )
        return linked.defer(*(f"{place}__version__{name}" for place in PLACES for name in ("text", "record")))

    def with_surroundings(self) -> Self:
        """With the text around both places, as `one_around` and `other_around`: AROUND characters more on each side,
        as far as there are any."""
        return self.annotate(**{f"{place}_around": _around(place) for place in PLACES})


def _around(place: str) -> Substr:
    first = Greatest(F(f"{place}__first_char") - AROUND, Value(0))
    return Substr(f"{place}__version__text", first + 1, F(f"{place}__end_char") + AROUND - first)


class Suggestion(models.Model):
    """Two findings that may be about the same; nothing is merged until a person says so.

    `text`: the question, as a Swedish sentence. `one` and `other`: the places to look at side by side. `document`:
    the import that raised it.
    """

    class Kind(models.TextChoices):
        SAME_PERSON = "same_person", "Samma person?"
        SAME_BODY = "same_body", "Samma organ?"
        SAME_MEETING = "same_meeting", "Samma möte?"
        SIGNER = "signer", "Undertecknare som inte står i närvarolistan"
        SPELLINGS = "spellings", "Två stavningar av ett namn?"
        GONE = "gone", "Bekräftad uppgift som saknas i den nya versionen"

    class State(models.TextChoices):
        OPEN = "open", "Obesvarad"
        ACCEPTED = "accepted", "Ja"
        DISMISSED = "dismissed", "Nej"

    kind = models.CharField("slag", max_length=20, choices=Kind)
    state = models.CharField("svar", max_length=20, choices=State, default=State.OPEN)
    text = models.TextField("fråga")
    document = models.ForeignKey(Document, models.PROTECT, related_name="suggestions", verbose_name="dokument")
    one = models.ForeignKey(Finding, models.PROTECT, related_name="+", verbose_name="uppgift")
    other = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="andra uppgiften"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="person"
    )
    other_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="andra personen"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="organ"
    )
    other_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="andra organet"
    )
    created_at = models.DateTimeField("ställd", default=timezone.now, editable=False)
    answered_at = models.DateTimeField("besvarad", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name="av"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "fråga"
        verbose_name_plural = "frågor"
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["state", "-created_at", "-id"], name="suggestion_open"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(one=F("other")), name="suggestion_compares_two_findings"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="suggestion_answered_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.text


class AnswerQuerySet(models.QuerySet["Answer"]):
    def holding(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(undone_at=None)


class Answer(models.Model):
    """What a person said of one finding, unplaced one or issue of a version; all that one act answered share `change`,
    its row in the log, and are taken back together.

    `before`: of a finding, the fields of `Finding.FOUND`, `read` and `review` that the answer changed, as they were.
    """

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "Bekräftad"
        CORRECTED = "corrected", "Rättad"
        REFUSED = "refused", "Avvisad"
        ADDED = "added", "Tillagd"
        SEEN = "seen", "Sedd"
        DROPPED = "dropped", "Borttagen"

    version = models.ForeignKey(Version, models.PROTECT, related_name="answers", verbose_name="version")
    kind = models.CharField("svar", max_length=20, choices=Kind)
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="uppgift"
    )
    unplaced = models.ForeignKey(
        Unplaced, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="oplacerad uppgift"
    )
    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="avvikelse"
    )
    before = models.JSONField("före", default=dict)
    change = models.ForeignKey(Change, models.PROTECT, related_name="answers", verbose_name="ändring")
    undone_at = models.DateTimeField("ångrad", null=True, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(finding__isnull=False) | Q(unplaced__isnull=False) | Q(issue__isnull=False),
                name="answer_is_about_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.finding or self.unplaced or self.issue}"
