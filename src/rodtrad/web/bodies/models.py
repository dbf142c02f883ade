"""Counties, parties, bodies, persons and seats: who the register's rows are about.

A body and a person is known by several names; each name is a row with the finding that says it. `key_of` makes the
form in which names are compared, as databases fold Swedish letters differently.
"""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from rodtrad.web.accounts.models import User
from rodtrad.web.addresses import row_address

KEY_LENGTH = 200


def key_of(name: str) -> str:
    """A name as it is compared: white space squeezed, letters folded, cut to what an index holds."""
    return " ".join(name.split()).casefold()[:KEY_LENGTH]


class County(models.Model):
    """A county (län). `code`: SCB's of two digits; empty for one that the installation added."""

    code = models.CharField("länskod", max_length=2, blank=True)
    name = models.CharField("namn", max_length=100, unique=True)

    class Meta:
        verbose_name = "län"
        verbose_name_plural = "län"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_county_a_code"),)

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """A huvudman: a region, a municipality or another organisation.

    `code`: SCB's of a municipality, "00" and the county's code of a region, else empty. `place`: the bare place name.
    `other_names`: further forms in which documents write it.
    """

    class Kind(models.TextChoices):
        REGION = "region", "Region"
        MUNICIPALITY = "municipality", "Kommun"
        OTHER = "other", "Annan organisation"

    name = models.CharField("namn", max_length=200, unique=True)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    code = models.CharField("kod", max_length=10, blank=True)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, related_name="parties", verbose_name="län"
    )
    place = models.CharField("ort", max_length=100, blank=True)
    other_names = models.JSONField("andra namn", default=list, blank=True)

    class Meta:
        verbose_name = "huvudman"
        verbose_name_plural = "huvudmän"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_party_a_code"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_address("bodies:party", self.pk)


_Named = TypeVar("_Named", bound=models.Model)


class OneselfManager(models.Manager[_Named]):
    """Those that stand for themselves; `_base_manager` has also those that people found to be another, too."""

    def get_queryset(self) -> models.QuerySet[_Named]:
        return super().get_queryset().filter(merged_into=None)


class Body(models.Model):
    """An organ. `is_board`: a nämnd, which the Local Government Act binds; None where nobody has said.

    `county_inferred`: the county was concluded from the parties its document names. `party`: whose board it is, where a
    document's head says so: two municipalities have boards of one name. `merged_into`: the body that it was found to
    be.
    """

    class Kind(models.TextChoices):
        BOARD = "board", "Nämnd"
        JOINT_BOARD = "joint_board", "Gemensam nämnd"
        POLITICAL_COUNCIL = "political_council", "Politiskt samråd"
        OFFICIALS = "officials", "Tjänstepersonsgrupp"
        PREPARATION = "preparation", "Beredning"
        WORKING_GROUP = "working_group", "Arbetsgrupp"
        UNKNOWN = "unknown", "Okänt slag"

    name = models.TextField("namn")
    kind = models.CharField("slag", max_length=20, choices=Kind, default=Kind.UNKNOWN)
    is_board = models.BooleanField("är en nämnd", null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="överordnat organ"
    )
    county = models.ForeignKey(County, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name="län")
    county_inferred = models.BooleanField("länet är en slutsats", default=False)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="boards", verbose_name="huvudman"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name="är samma som"
    )

    objects = OneselfManager()

    class Meta:
        verbose_name = "organ"
        verbose_name_plural = "organ"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_address("bodies:body", self.pk)

    def ancestors(self) -> list[Body]:
        """The bodies above it, the nearest first; a query each."""
        found: list[Body] = []
        above = self.parent
        while above is not None and above not in found:
            found.append(above)
            above = above.parent
        return found


class Name(models.Model):
    """One name that documents give somebody, the first one included; `finding` says it."""

    name = models.TextField("namn")
    key = models.CharField(max_length=KEY_LENGTH, db_index=True, editable=False)
    finding = models.ForeignKey(
        "documents.Finding", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="källa"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class BodyName(Name):
    body = models.ForeignKey(Body, models.CASCADE, related_name="names", verbose_name="organ")

    class Meta:
        verbose_name = "organets namn"
        verbose_name_plural = "organets namn"
        constraints = (models.UniqueConstraint(fields=["body", "key"], name="a_name_once_a_body"),)


class Person(models.Model):
    """Somebody whom documents name. Two with the same name are two until somebody says otherwise.

    `merged_into`: the person who this one was found to be.
    """

    name = models.TextField("namn")
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, related_name="persons", verbose_name="län"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name="är samma som"
    )

    objects = OneselfManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_address("bodies:person", self.pk)

    @property
    def said_at(self) -> list[str]:
        """What a citation begins with."""
        return [self.name]


class PersonName(Name):
    """`naming`: the line of published minutes that says it, where no finding does."""

    naming = models.ForeignKey(
        "meetings.Naming", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="källa i protokoll"
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="names", verbose_name="person")

    class Meta:
        verbose_name = "personens namn"
        verbose_name_plural = "personens namn"
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="a_name_once_a_person"),)


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self) -> Self:
        """Without those whose source no longer says so."""
        return self.filter(retired_at=None)

    def on(self, day: date | None) -> Self:
        """Those of the current ones that are held on a day, as far as is known; on an unknown day all of them."""
        if day is None:
            return self.current()
        return self.current().filter(Q(starts=None) | Q(starts__lte=day), Q(ends=None) | Q(ends__gte=day))


class Seat(models.Model):
    """A person in a body: for a party, another organisation, as chair of another body, or for none.

    `finding`: the place that first says so, or `naming`, where published minutes do. `starts`: only where a document
    gives it. `ends`: where a document names who takes over, which `ends_finding` says. `by_hand`: people have set the
    days, and documents no longer do.
    """

    class Duty(models.TextChoices):
        CHAIR = "chair", "Ordförande"
        MEMBER = "member", "Ledamot"
        DEPUTY = "deputy", "Ersättare"

    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name="person")
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name="organ")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="för")
    organisation = models.TextField("organisation", blank=True)
    duty = models.CharField("uppgift", max_length=20, choices=Duty, default=Duty.MEMBER)
    starts = models.DateField("från", null=True, blank=True)
    ends = models.DateField("till", null=True, blank=True)
    finding = models.ForeignKey(
        "documents.Finding", models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="källa"
    )
    naming = models.ForeignKey(
        "meetings.Naming", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="källa i protokoll"
    )
    ends_finding = models.ForeignKey(
        "documents.Finding",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_seats",
        verbose_name="slutets källa",
    )
    by_hand = models.BooleanField("dagarna är satta för hand", default=False)
    retired_at = models.DateTimeField("utgången", null=True, blank=True, editable=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "plats i organ"
        verbose_name_plural = "platser i organ"
        ordering = ("body", "person")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "body"], condition=Q(ends=None, retired_at=None), name="one_seat_a_body_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__gte=models.F("starts")), name="seat_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_duty_display().lower()} i {self.body}"

    def has_ended(self, today: date) -> bool:
        return self.ends is not None and self.ends < today


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)


class Membership(models.Model):
    """What somebody who logs in is in a body, and may therefore do there; a seat is what documents tell.

    `person`: who of the register that is, where they have a seat.
    """

    class Role(models.TextChoices):
        SECRETARY = "secretary", "Sekreterare"
        CHAIR = "chair", "Ordförande"
        ADJUSTER = "adjuster", "Justerare"
        MEMBER = "member", "Ledamot"
        DEPUTY = "deputy", "Ersättare"
        READER = "reader", "Läsare"

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="användare")
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships", verbose_name="organ")
    role = models.CharField("roll", max_length=20, choices=Role)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="person"
    )
    starts = models.DateField("från och med")
    ends = models.DateField("till och med", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "roll i organ"
        verbose_name_plural = "roller i organ"
        ordering = ("body", "user", "role")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "body", "role"], condition=Q(ends=None), name="a_role_in_a_body_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")), name="membership_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()} i {self.body}"
