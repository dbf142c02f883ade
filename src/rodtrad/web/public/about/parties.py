"""What the pages of parties show: "Vad gäller oss?"."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from rodtrad.web.agreements.models import Agreement, AgreementParty
from rodtrad.web.bodies.models import County, Party, Seat
from rodtrad.web.documents.models import Document, Finding
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting
from rodtrad.web.plans.models import Activity
from rodtrad.web.public.about.parts import Offer, parts_of, sourced, told, with_source

AT_ITEM, GIVEN_TO = ("meeting", "item"), ("body", "party", "person")
REGION_FIRST = Case(When(kind=Party.Kind.REGION, then=0), When(kind=Party.Kind.MUNICIPALITY, then=1), default=2)


@dataclass(slots=True)
class CountyParties:
    """`county`: None for parties that belong to none. `has_documents`: whether documents of the county were read."""

    county: County | None
    has_documents: bool
    parties: list[Any] = field(default_factory=list)

    @property
    def fact_count(self) -> int:
        return sum(party.fact_count for party in self.parties)


def by_county(parties: QuerySet[Party]) -> list[CountyParties]:
    """The parties county by county, each with the number of facts that concern it; counties with documents first."""
    current = Q(mentions__finding__version__in=Document.objects.values("current"))
    said_here = [_number_concerning(model) for model in (Item, Decision, Assignment)]
    rows = parties.select_related("county").annotate(
        fact_count=sum(said_here, Count("mentions", filter=current)),
        county_has_documents=Exists(Document.objects.filter(county=OuterRef("county"))),
    )
    found: dict[int | None, CountyParties] = {}
    for party in rows.order_by("-county_has_documents", "county__name", REGION_FIRST, "name"):
        group = found.setdefault(party.county_id, CountyParties(party.county, party.county_has_documents))
        group.parties.append(party)
    return list(found.values())


def _number_concerning(model: type[Item | Decision | Assignment]) -> Coalesce:
    """How many rows of meetings held here concern a party."""
    rows = model.objects.filter(concerned=OuterRef("pk")).order_by().values("concerned")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def party_page(party: Party, today: date, *, wanted: str, number: str) -> dict[str, Any]:
    """The context of a party's page."""
    return {"party": party, **told(parts_of(_offers(party), today, wanted=wanted, number=number))}


def _offers(party: Party) -> list[Offer]:
    return [*_to_do(party), *_said(party), *_people(party)]


def _to_do(party: Party) -> list[Offer]:
    its_people = Seat.objects.current().filter(party=party, ends=None).values("person")
    its_own = AgreementParty.objects.filter(party=party).values("agreement")
    own_first, due = Case(When(party=party, then=0), default=1), F("due").asc(nulls_last=True)
    theirs = Assignment.objects.concerning(party)
    assignments = Assignment.objects.open().filter(Q(pk__in=theirs.values("pk")) | Q(person__in=its_people))
    agreed = Agreement.objects.concerning(party)
    agreements = Agreement.objects.filter(Q(pk__in=agreed.values("pk")) | Q(pk__in=its_own))
    activities = Activity.objects.concerning(party)
    return [
        Offer(
            "uppdrag",
            "Öppna uppdrag",
            "about/_assignments.html",
            assignments.order_by(own_first, due, "pk"),
            with_source(*AT_ITEM, *GIVEN_TO),
            missing="öppna uppdrag",
        ),
        Offer(
            "aktiviteter",
            "Aktiviteter i planer",
            "about/_activities.html",
            activities.order_by(F("ends").asc(nulls_last=True), "pk"),
            with_source("area__group__plan", "party", "body"),
        ),
        Offer(
            "avtal",
            "Avtal",
            "about/_agreements.html",
            agreements.by_expiry(),
            missing="avtal",
        ),
    ]


def _said(party: Party) -> list[Offer]:
    decisions, items = Decision.objects.concerning(party), Item.objects.concerning(party)
    return [
        Offer(
            "beslut",
            "Beslut",
            "about/_decisions.html",
            decisions.latest_first(),
            missing="beslut",
        ),
        Offer(
            "punkter",
            "Punkter på dagordningar",
            "about/_items.html",
            items.order_by(F("meeting__date").desc(nulls_last=True), "-meeting", "order"),
        ),
    ]


def _people(party: Party) -> list[Offer]:
    seats = party.seats.current()
    there = Attendance.objects.filter(party=party).with_source().select_related("person", "naming").order_by("order")
    attended = Meeting.objects.filter(Exists(there.filter(meeting=OuterRef("pk"))))
    facts = Finding.objects.filter(version=OuterRef("current"), mentions__party=party).order_by()
    number = facts.values("version").annotate(n=Count("pk")).values("n")
    documents = Document.objects.filter(Exists(facts))
    return [
        Offer(
            "personer",
            "Personer i organen",
            "about/_seats_of_party.html",
            seats.order_by("body__name", "body", F("ends").desc(nulls_first=True), "person__name"),
            lambda rows: sourced(rows).select_related("person", "body", "naming"),
            shown=30,
            missing="personer i organen",
        ),
        Offer(
            "moten",
            "Möten med egna deltagare",
            "about/_meetings.html",
            attended.latest_first(),
            lambda rows: rows.with_source().prefetch_related(  # type: ignore[attr-defined]  # of meetings
                "bodies", Prefetch("attendances", there, to_attr="from_party")
            ),
        ),
        Offer(
            "dokument",
            "Dokument",
            "about/_documents.html",
            documents.order_by("-added_at", "-pk"),
            lambda rows: rows.annotate(fact_count=Subquery(number)),
        ),
    ]
