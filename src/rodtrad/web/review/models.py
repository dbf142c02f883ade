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
from rodtrad.web.documents.kinds import kind_of
from rodtrad.web.documents.models import Document, Finding, Issue, Unplaced, Version
from rodtrad.web.documents.places import lines_in_words
from rodtrad.web.documents.reading import style_in_words
from rodtrad.web.meetings.models import Meeting, Naming

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
            *("one__version__document", "other__version__document", "person", "other_person", "body", "other_body"),
            *(f"{place}_naming__{name}" for place in PLACES for name in ("meeting", "item", "attendance", "presenter")),
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
    """Two places that may be about the same; nothing is merged until a person says so.

    `text`: the question, as a Swedish sentence. `one` and `other`: the places to look at side by side; `one_naming` and
    `other_naming`, where they stand in published minutes. `document`: the import that raised it, or `meeting`, whose
    minutes did.
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
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="dokument"
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="möte")
    one = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="uppgift")
    one_naming = models.ForeignKey(
        Naming, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="namn i protokoll"
    )
    other = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="andra uppgiften"
    )
    other_naming = models.ForeignKey(
        Naming, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="andra namnet i protokoll"
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
                condition=Q(document__isnull=False, meeting=None) | Q(document=None, meeting__isnull=False),
                name="suggestion_was_raised_by_one",
            ),
            models.CheckConstraint(
                condition=Q(one__isnull=False) | Q(one_naming__isnull=False), name="suggestion_has_a_place"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="suggestion_answered_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def pair(self) -> tuple[Person, Person] | tuple[Body, Body] | None:
        """The two that may be one, where the question is about two that the register knows."""
        if self.person and self.other_person:
            return self.person, self.other_person
        return (self.body, self.other_body) if self.body and self.other_body else None


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
        about: object = self.unplaced or self.issue
        if self.finding:
            kind = kind_of(self.finding.kind, self.finding.value).one.lower()
            about = f"{kind} på {lines_in_words(self.finding.first_line, self.finding.last_line)}"
        return f"{self.get_kind_display()}: {about}"


class Merge(models.Model):
    """Somebody said that two persons, or two bodies, are one: `gone` is found under `kept` from then on.

    `moved`: what was taken from the one to the other, as rows of model, field and keys. `retired`: the seats of the one
    that ended with it. `answered`: the questions whose answer it is.
    """

    kept_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="personen")
    gone_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="är också")
    kept_body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", verbose_name="organet")
    gone_body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", verbose_name="är också")
    moved = models.JSONField("flyttat", default=list)
    retired = models.JSONField("utgångna platser", default=list)
    answered = models.ManyToManyField(Suggestion, related_name="merges", verbose_name="besvarade frågor")
    change = models.OneToOneField(Change, models.PROTECT, related_name="merge", verbose_name="ändring")
    undone_at = models.DateTimeField("isärtaget", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "sammanförande"
        verbose_name_plural = "sammanföranden"
        constraints = (
            models.CheckConstraint(
                condition=Q(kept_person__isnull=False, gone_person__isnull=False, kept_body=None, gone_body=None)
                | Q(kept_body__isnull=False, gone_body__isnull=False, kept_person=None, gone_person=None),
                name="merge_of_two_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gone} är {self.kept}"

    @property
    def kept(self) -> Person | Body:
        return one_of(self.kept_person, self.kept_body)

    @property
    def gone(self) -> Person | Body:
        return one_of(self.gone_person, self.gone_body)


def one_of(person: Person | None, body: Body | None) -> Person | Body:
    """The one that there is. Raises ValueError where there is none."""
    found = person or body
    if found is None:
        raise ValueError("neither a person nor a body")
    return found


class HouseStyle(models.Model):
    """What a body always does in its minutes, learnt from documents that people have reviewed.

    `learnt`: as the reader wants it. `is_used`: unless somebody switched it off.
    """

    body = models.OneToOneField(Body, models.CASCADE, related_name="house_style", verbose_name="organ")
    learnt = models.JSONField("lärt", default=dict)
    documents = models.ManyToManyField(Document, related_name="+", verbose_name="lärt av")
    is_used = models.BooleanField("används", default=True)
    learnt_at = models.DateTimeField("lärt den", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "husstil"
        verbose_name_plural = "husstilar"

    def __str__(self) -> str:
        return f"Så skriver {self.body}"

    @property
    def in_words(self) -> list[str]:
        """What was learnt, as Swedish sentences."""
        return style_in_words(self.learnt)


class Concluded(models.Model):
    """The one row that tells after which migration of the register its conclusions were last drawn."""

    migration = models.CharField("migration", max_length=200)

    class Meta:
        verbose_name = "slutsatser"
        verbose_name_plural = "slutsatser"

    def __str__(self) -> str:
        return self.migration
