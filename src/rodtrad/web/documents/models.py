"""Documents, their versions, and the findings: one fact each, with its place in the version's text.

A row of the register that came from a document is an `Entered`: it has the finding that says it, and is retired, not
deleted, when a later version of the document no longer does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.http import urlencode

from rodtrad.web.accounts.models import Change
from rodtrad.web.addresses import row_address
from rodtrad.web.bodies.models import County, Party
from rodtrad.web.documents.places import LINES_AT_ONCE, Spot, lines_in_words, spots_of


class DocumentQuerySet(models.QuerySet["Document"]):
    def with_issue_count(self) -> Self:
        """Each with `issue_count`: how much does not add up in its current version and nobody has seen to."""
        return self.annotate(issue_count=Count("current__issues", filter=Q(current__issues__settled_at=None)))

    def doubtful(self) -> Self:
        """Those in which something does not add up, each with how much."""
        return self.with_issue_count().filter(issue_count__gt=0)

    def outdated(self, reader: str, since: datetime | None) -> Self:
        """Those that another version of the reader read, or tried to, or that were read before a time: that at which
        the parties and bodies were last added to."""
        old = ~Q(current__reader_version=reader)
        return self.exclude(current=None).filter(old | Q(current__added_at__lt=since) if since else old)

    def unread(self) -> Self:
        """Those of which nothing stands in the register, not readable or nothing found, and that nobody has seen to."""
        return self.exclude(current__state=Version.State.READ).filter(current__settled_at=None)

    def latest_first(self) -> Self:
        return self.order_by("-added_at", "-pk")

    def with_current(self) -> Self:
        """With their current versions, but not those versions' text and record, which are too large for a list."""
        return self.select_related("current__document").defer("current__text", "current__record")


class Document(models.Model):
    """What was imported under one file name about one meeting or plan; its content stands in its versions.

    `key`: what the document is about, so that a corrected file is known again: its kind, body and date or period.
    """

    class Kind(models.TextChoices):
        MINUTES = "minutes", "Protokoll"
        ACTION_PLAN = "action_plan", "Handlingsplan"
        NOTICE = "notice", "Kallelse"
        AGREEMENT = "agreement", "Överenskommelse"
        OTHER = "other", "Annat"

    name = models.CharField("filnamn", max_length=255)
    kind = models.CharField("slag", max_length=20, choices=Kind, default=Kind.OTHER)
    key = models.CharField(max_length=300, blank=True, editable=False)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="län"
    )
    current = models.OneToOneField(
        "Version", models.PROTECT, null=True, related_name="+", editable=False, verbose_name="gällande version"
    )
    added_at = models.DateTimeField("inläst", default=timezone.now, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokument"
        ordering = ("name", "pk")
        indexes = (models.Index(fields=["name", "key"], name="document_known_again"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_address("documents:document", self.pk)


class Version(models.Model):
    """One content of a document, never changed: the original under its SHA-256, its text and what the reader found.

    `page_starts`: the offset in `text` where each page begins. `page_sizes`: width and height of each page in points,
    empty where the format has no positions on paper. `record`: the reading record as JSON. `error_code` and `error`:
    why it could not be read; `settled_at`: somebody has seen that, and it may stand.
    `accepted_at`: when somebody took what another reader made of the same file for good.
    """

    class State(models.TextChoices):
        READ = "read", "Läst"
        NOTHING = "nothing", "Inget hittat"
        UNREADABLE = "unreadable", "Kunde inte läsas"
        FAILED = "failed", "Kunde inte föras in"

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name="dokument")
    number = models.PositiveIntegerField("version", default=1)
    state = models.CharField("läge", max_length=20, choices=State)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("storlek")
    original = models.FileField("original", max_length=200)
    text = models.TextField("text", blank=True)
    page_starts = models.JSONField("sidornas början", default=list)
    page_sizes = models.JSONField("sidornas mått", default=list)
    record = models.JSONField("uppgifter", null=True)
    reader_version = models.CharField("läsare", max_length=40, blank=True)
    error_code = models.CharField("felkod", max_length=40, blank=True)
    error = models.TextField("fel", blank=True)
    added_at = models.DateTimeField("inläst", default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="inläst av"
    )
    accepted_at = models.DateTimeField("ändringarna godtagna", null=True, editable=False)
    settled_at = models.DateTimeField("avklarad", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versioner"
        ordering = ("document", "-number")
        constraints = (models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number"),)

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"

    @property
    def read_before(self) -> Version | None:
        """The version before, where this is the same file read again."""
        before = self.document.versions.filter(number=self.number - 1, sha256=self.sha256).first()
        return before if before and before.state == self.State.READ else None

    @property
    def is_current(self) -> bool:
        return self.document.current_id == self.pk

    def address(
        self, mark: str = "", *, visa: str = "", sida: int = 0, rad: int = 0, uppgift: int = 0, slag: str = ""
    ) -> str:
        """The document's page with the parameters of its address that are given; a version that is not the current one
        is named."""
        query: dict[str, int | str] = {} if self.is_current else {"version": self.number}
        query |= {"visa": visa, "sida": sida, "rad": rad, "uppgift": uppgift, "slag": slag}
        query = {name: value for name, value in query.items() if value}
        url = row_address("documents:document", self.document_id)
        return f"{url}{'?' if query else ''}{urlencode(query)}{'#' if mark else ''}{mark}"

    def page_address(self, page: int, *, mark: str = "", kind: str = "") -> str:
        """The picture of a page. `kind`: of the findings to list from the whole document."""
        return self.address(mark, visa="" if self.page_sizes else "sidor", sida=page, slag=kind)

    def line_address(self, line: int, *, mark: str = "", kind: str = "") -> str:
        """A line of its text, or a mark near it."""
        part = line if line > LINES_AT_ONCE else 0
        return self.address(mark or f"rad-{line}", visa="text" if self.page_sizes else "", rad=part, slag=kind)


class FindingQuerySet(models.QuerySet["Finding"]):
    def in_order(self) -> Self:
        """As they stand in the text; a whole before its parts."""
        return self.order_by("first_char", "-end_char", "pk")


class Removed(models.Model):
    """What is left of a version whose document was removed: which file it was. `change`: who removed it, and when."""

    document_key = models.BigIntegerField("dokument", db_index=True)
    name = models.CharField("filnamn", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("storlek")
    added_at = models.DateTimeField("inläst")
    change = models.ForeignKey(Change, models.PROTECT, related_name="+", verbose_name="ändring")

    class Meta:
        verbose_name = "borttaget dokument"
        verbose_name_plural = "borttagna dokument"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


class Finding(models.Model):
    """One fact the reader found, or one single value of the head ("meeting.date"), and where it stands.

    `value`: the fact's own fields as in the record, parts left out (they are findings with this one as `parent`).
    `first_char`, `end_char`: offsets in the version's text. `places`: the further ones, as `{"lines", "chars",
    "page", "box"}`. `inferred`: the fields that are concluded rather than stated. `rule`: PERSON where a person marked
    in the text what the reader had missed. `read`: the `FOUND` fields as the reader had them, where a person has
    corrected any of them; they themselves are what holds.
    """

    PERSON = "person"
    FOUND = ("value", "first_line", "last_line", "first_char", "end_char", "page", "box", "places", "inferred")

    class Review(models.TextChoices):
        UNREVIEWED = "unreviewed", "Ej granskad"
        CONFIRMED = "confirmed", "Bekräftad"
        CORRECTED = "corrected", "Rättad"
        REFUSED = "refused", "Avvisad"

    version = models.ForeignKey(Version, models.PROTECT, related_name="findings", verbose_name="version")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="del av"
    )
    kind = models.CharField("slag", max_length=40)
    value = models.JSONField("värde")
    first_line = models.PositiveIntegerField("från rad")
    last_line = models.PositiveIntegerField("till rad")
    first_char = models.PositiveIntegerField("från tecken")
    end_char = models.PositiveIntegerField("till tecken")
    page = models.PositiveIntegerField("sida", default=1)
    box = models.JSONField("ruta", null=True, blank=True)
    places = models.JSONField("fler ställen", default=list, blank=True)
    inferred = models.JSONField("slutsatser", default=list, blank=True)
    rule = models.CharField("regel", max_length=80)
    confidence = models.FloatField("säkerhet")
    review = models.CharField("granskning", max_length=20, choices=Review, default=Review.UNREVIEWED)
    read = models.JSONField("som läst", null=True, blank=True, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "uppgift"
        verbose_name_plural = "uppgifter"
        ordering = ("version_id", "first_char", "pk")
        indexes = (models.Index(fields=["version", "first_char"], name="finding_place"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(first_line__gte=1, last_line__gte=F("first_line"), end_char__gte=F("first_char")),
                name="finding_has_a_place",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} på {lines_in_words(self.first_line, self.last_line)}"

    def get_absolute_url(self) -> str:
        """The document at the place: on the picture of its page, else in its text."""
        return self.spots[0].address(self.version, mark=f"fynd-{self.pk}")

    @property
    def spots(self) -> list[Spot]:
        """Every place it stands at, the main one first."""
        return spots_of(self)

    @property
    def place_text(self) -> str:
        """Where it stands, in words: "sida 3" on paper, "rad 12" or "sida 3, rad 12–14" in a text."""
        return self.spots[0].in_words(self.version)


class Mention(models.Model):
    """A finding concerns a party, which is named there or is what the fact is about: from a party to all of its own."""

    class How(models.TextChoices):
        NAMED = "named", "Nämns i texten"
        ATTENDS = "attends", "Står i närvarolistan"
        ASSIGNED = "assigned", "Fick uppdraget"
        PARTY = "party", "Är part"

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="mentions", verbose_name="uppgift")
    party = models.ForeignKey(Party, models.PROTECT, related_name="mentions", verbose_name="huvudman")
    how = models.CharField("hur", max_length=20, choices=How, default=How.NAMED)

    class Meta:
        verbose_name = "omnämnande"
        verbose_name_plural = "omnämnanden"
        constraints = (models.UniqueConstraint(fields=["finding", "party"], name="a_party_once_a_finding"),)

    def __str__(self) -> str:
        return f"{self.party}: {self.get_how_display().lower()}"


class Note(models.Model):
    """Something about a version that may stand on certain lines. `settled_at`: a person has seen to it."""

    version: Version
    text = models.TextField("text")
    first_line = models.PositiveIntegerField("från rad", null=True, blank=True)
    last_line = models.PositiveIntegerField("till rad", null=True, blank=True)
    settled_at = models.DateTimeField("avklarad", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The document, at the first of its lines in the text."""
        return self.version.line_address(self.first_line or 1)

    @property
    def lines_text(self) -> str:
        """The lines in words, "rad 12–14"; empty where it stands on none."""
        return "" if self.first_line is None else lines_in_words(self.first_line, self.last_line or self.first_line)


class Issue(Note):
    """What does not add up in a version; `code` is one of the reader's fixed list."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="issues", verbose_name="version")
    code = models.CharField("kod", max_length=40)

    class Meta:
        verbose_name = "avvikelse"
        verbose_name_plural = "avvikelser"
        ordering = ("version_id", F("first_line").asc(nulls_first=True), "pk")


class Unplaced(Note):
    """What the reader took for a fact and could not place or was not sure enough of."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="unplaced", verbose_name="version")
    kind = models.CharField("slag", max_length=40)

    class Meta:
        verbose_name = "oplacerad uppgift"
        verbose_name_plural = "oplacerade uppgifter"
        ordering = ("version_id", F("first_line").asc(nulls_first=True), "pk")


_Row = TypeVar("_Row", bound=models.Model, covariant=True)
_Rows = TypeVar("_Rows", bound="models.QuerySet[Any]")


def first_of(rows: _Rows, number: int) -> _Rows:
    """The first of some rows. Their keys are found first, so that the database sorts and joins nothing wider.

    What narrows them is not asked again: PostgreSQL would look for all that it holds for, and for these among them.
    """
    every: _Rows = rows.model._default_manager.all()
    ordered = every.order_by(*rows.query.order_by) if rows.query.order_by else every
    return ordered.filter(pk__in=rows.values("pk")[:number])


class EnteredQuerySet(models.QuerySet[_Row]):
    def concerning(self, party: Party | int) -> Self:
        """The rows whose place names a party, or that are about it; of those of meetings held here, as these say."""
        every = self.model._base_manager.order_by()
        found = every.filter(finding__mentions__party=party).values("pk")
        if hasattr(self.model, "concerned"):
            found = found.union(every.filter(concerned=party).values("pk"))
        return self.filter(pk__in=found)

    def few(self, number: int) -> Self:
        """The first of them, as `first_of`."""
        return first_of(self, number)

    def with_source(self) -> Self:
        """With what a link to the source needs, in the same query; a version's text and record are too large for it."""
        linked = self.select_related("finding__version__document")
        return linked.defer("finding__version__text", "finding__version__record")


class StandingManager(models.Manager[_Row]):
    """The register: what current versions of documents say, and what was published here. No page shows a draft unasked;
    `_base_manager` has the retired rows too."""

    def get_queryset(self) -> models.QuerySet[_Row]:
        return super().get_queryset().filter(retired_at=None, is_draft=False)


class WrittenManager(models.Manager[_Row]):
    """What stands, drafts with it: for those who write it, and may see it."""

    def get_queryset(self) -> models.QuerySet[_Row]:
        return super().get_queryset().filter(retired_at=None)


class Entered(models.Model):
    """A row of the register. Without `finding` where people made it in the register itself.

    `is_draft`: of a meeting held here and not published, or confidential to its body: only where `written` asks for it.
    `kept_fields`: what people decide about the row, which a new version of the document leaves as it is.
    """

    kept_fields: ClassVar[tuple[str, ...]] = ()

    finding = models.OneToOneField(
        Finding, models.PROTECT, null=True, blank=True, related_name="%(class)s", editable=False, verbose_name="källa"
    )
    retired_at = models.DateTimeField("utgången", null=True, blank=True, editable=False)
    is_draft = models.BooleanField("utkast", default=False, editable=False)

    objects = StandingManager.from_queryset(EnteredQuerySet)()
    written = WrittenManager.from_queryset(EnteredQuerySet)()

    class Meta:
        abstract = True
