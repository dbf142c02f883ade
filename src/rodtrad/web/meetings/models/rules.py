"""How a body wants its meetings: numbers, quorum, who checks the minutes and who puts them out."""

from __future__ import annotations

from django.db import models

from rodtrad.web.bodies.models import Body


class BodyRules(models.Model):
    """A body's own form. Where nobody has said anything, `of` gives what fits most groups of officials."""

    class Numbering(models.TextChoices):
        MEETING = "meeting", "Från 1 på varje möte"
        YEAR = "year", "Löpande under året"
        RUNNING = "running", "Löpande utan slut"

    class Quorum(models.TextChoices):
        NONE = "none", "Inget krav"
        HALF = "half", "Minst hälften av ledamöterna"
        MAJORITY = "majority", "Fler än hälften av ledamöterna"

    class ByMail(models.TextChoices):
        NONE = "none", "Beslutar inte via e-post"
        ALL = "all", "Alla tillfrågade ska svara ja"
        MAJORITY = "majority", "Fler ja än nej bland dem som svarar"
        CHAIR = "chair", "Ordföranden beslutar efter att ha hört organet"

    body = models.OneToOneField(Body, models.CASCADE, related_name="rules", verbose_name="organ")
    numbering = models.CharField("numrering", max_length=10, choices=Numbering, default=Numbering.MEETING)
    is_paragraph = models.BooleanField("punkterna är paragrafer", default=False)
    quorum = models.CharField("beslutsförhet", max_length=10, choices=Quorum, default=Quorum.NONE)
    votes = models.BooleanField("röstar", default=False)
    verifies = models.BooleanField("protokollet justeras", default=True)
    signs = models.BooleanField("protokollet undertecknas", default=False)
    two_publish = models.BooleanField("två godkänner publicering", default=False)
    by_mail = models.CharField("beslut via e-post", max_length=10, choices=ByMail, default=ByMail.ALL)
    demand_stops = models.BooleanField("den som vill ta frågan på ett möte stoppar beslutet via e-post", default=True)
    opening = models.TextField("inledning i protokollet", blank=True)

    class Meta:
        verbose_name = "organets regler"
        verbose_name_plural = "organens regler"

    def __str__(self) -> str:
        return f"Regler för {self.body}"

    @classmethod
    def of(cls, body: Body) -> BodyRules:
        """A body's rules, saved or as they are where nobody has said anything: those of its kind."""
        return cls.objects.filter(body=body).first() or cls._of_kind(body)

    @classmethod
    def fetched_with(cls, body: Body) -> BodyRules:
        """As `of`, of a body that was fetched with its rules for this very answer; no query."""
        return getattr(body, "rules", None) or cls._of_kind(body)

    @classmethod
    def _of_kind(cls, body: Body) -> BodyRules:
        if not (body.is_board or body.kind in {Body.Kind.BOARD, Body.Kind.JOINT_BOARD}):
            return cls(body=body)
        # Local Government Act (2017:725): quorum 6:23 and 5:45, votes 5:54, verification 5:69 by 6:35. It knows of no
        # decision of a board outside its meetings.
        return cls(
            body=body,
            numbering=cls.Numbering.YEAR,
            is_paragraph=True,
            quorum=cls.Quorum.MAJORITY,
            votes=True,
            signs=True,
            by_mail=cls.ByMail.NONE,
        )


class NumberSeries(models.Model):
    """The last number allotted to an item of a body, in a year or (0) ever."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="number_series", verbose_name="organ")
    year = models.PositiveSmallIntegerField("år", default=0)
    last = models.PositiveIntegerField("senast tilldelade nummer", default=0)

    class Meta:
        verbose_name = "nummerserie"
        verbose_name_plural = "nummerserier"
        constraints = (models.UniqueConstraint(fields=["body", "year"], name="one_series_a_body_and_year"),)

    def __str__(self) -> str:
        return f"{self.body} {self.year or 'löpande'}: {self.last}"
