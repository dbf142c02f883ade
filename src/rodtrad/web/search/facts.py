"""The rows that a document's findings became, as entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.web.agreements.models import Agreement, AgreementParty
from rodtrad.web.documents.models import Document, Mention
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Item, Meeting, Section, Standpoint, Vote
from rodtrad.web.plans.models import Activity, Indicator, Plan, PlanGroup, TargetArea
from rodtrad.web.search.making import Made, made
from rodtrad.web.search.models import Kind


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document is about, which all of its entries have in common. `year`: of a plan that tells no day."""

    heading: str
    bodies: frozenset[int]
    day: date | None
    year: int | None

    @property
    def sorted_by(self) -> date | None:
        return self.day or (date(self.year, 1, 1) if self.year else None)


def setting_of(document: Document) -> Setting:
    """The meeting or plan of a document; its file name where nothing was entered from it."""
    rows = {"finding__version__document": document}
    if meetings := list(Meeting.objects.filter(**rows).prefetch_related("bodies").order_by("pk")):
        day = meetings[0].date
        bodies = frozenset(body.pk for meeting in meetings for body in meeting.bodies.all())
        return Setting(meetings[0].body_names, bodies, day, day.year if day else None)
    if plan := Plan.objects.filter(**rows).order_by("pk").first():
        day = plan.decided_on
        return Setting(plan.title, frozenset(filter(None, [plan.body_id])), day, day.year if day else plan.first_year)
    return Setting(document.name, frozenset(), None, None)


# The rows that a document became, by their model.
Rows = Mapping[Any, Sequence[Any]]


def fact_entries(document: Document, setting: Setting, rows: Rows | None = None) -> list[Made]:
    """An entry for each standing row that came from a document and has something to say.

    `rows`: where they are at hand, with all that they are related to; else they are looked up.
    """
    return list(_Facts(document, setting, rows).entries())


class _Facts:
    def __init__(self, document: Document, setting: Setting, rows: Rows | None) -> None:
        self.document, self.setting, self.known = document, setting, rows
        if document.current:
            document.current.document = document  # known, and not to be asked for once a row
        self.parties: dict[int, set[int]] = defaultdict(set)
        mentions = Mention.objects.filter(finding__version=document.current_id)
        for finding_id, party_id in mentions.values_list("finding", "party"):
            self.parties[finding_id].add(party_id)

    def entries(self) -> Iterator[Made]:
        plan = self.document.kind == Document.Kind.ACTION_PLAN
        yield from self._in_plans() if plan else self._of_meetings()
        agreements = list(self._rows(Agreement))
        parties = _by(AgreementParty.objects.filter(agreement__in=agreements).order_by("pk"), "agreement_id")
        for row in agreements:
            named = parties[row.pk]
            self.parties[row.finding_id].update(party.party_id for party in named if party.party_id)
            names = ", ".join(party.name for party in named)
            yield self._entry(Kind.AGREEMENT, row, row.title, row.notice, names)

    def _of_meetings(self) -> Iterator[Made]:
        sections = _by(self._rows(Section), "item_id")
        for row in self._rows(Item):
            yield self._entry(Kind.ITEM, row, str(row), *map(str, sections[row.pk]))
        for row in self._rows(Decision, "item"):
            own = {"date": row.date, "year": row.date.year} if row.date else {}
            condition = "" if row.condition in row.text else row.condition
            yield self._entry(Kind.DECISION, row, _item(row), row.text, condition, **own)
        for row in self._rows(Standpoint, "item"):
            yield self._entry(Kind.STANDPOINT, row, _item(row), row.in_words)
        for row in self._rows(Vote, "item"):
            yield self._entry(Kind.VOTE, row, _item(row), f"{Kind.VOTE.label}: {row.in_words}")
        for row in self._rows(Assignment, "item"):
            yield self._entry(Kind.ASSIGNMENT, row, _item(row), str(row))

    def _in_plans(self) -> Iterator[Made]:
        for row in self._rows(Plan):
            yield self._entry(Kind.PLAN, row, row.title)
        for row in self._rows(PlanGroup):
            yield self._entry(Kind.GOAL, row, row.name, row.overall_goal, row.target_group, row.focus)
        for row in self._rows(TargetArea, "group"):
            yield self._entry(Kind.AREA, row, row.title, within=row.group)
        for row in self._rows(Indicator, "group"):
            yield self._entry(Kind.INDICATOR, row, row.name, row.source, row.target, within=row.group)
        for row in self._rows(Activity, "area__group"):
            yield self._entry(Kind.ACTIVITY, row, row.area.title, row.text, row.responsible, within=row.area.group)

    def _rows(self, model: Any, *related: str) -> Iterable[Any]:
        if self.known is not None:
            return self.known.get(model, ())
        rows = model.objects.filter(finding__version__document=self.document).select_related("finding", *related)
        # What a row says stands in the row: its finding is only asked where that stands, and need not be parsed whole.
        found: Iterable[Any] = rows.defer("finding__value", "finding__inferred").order_by("pk")
        return found

    def _entry(self, kind: Kind, row: Any, title: str, *texts: str, within: object = None, **own: Any) -> Made:
        setting = self.setting
        heading = f"{setting.heading}, {within}" if within else setting.heading
        return made(
            kind,
            row.pk,
            document_id=self.document.pk,
            title=title,
            text="\n".join(filter(None, texts)),
            day=own.get("date") or setting.sorted_by,
            bodies=setting.bodies | _keys(row, "body_id"),
            parties=self.parties[row.finding_id] | _keys(row, "party_id"),
            **self._whereabouts(row),
            **{"date": setting.day, "year": setting.year, "context": heading, **own},
        )

    def _whereabouts(self, row: Any) -> dict[str, Any]:
        """Where a row has its page, and where its document says it."""
        finding, version = row.finding, self.document.current
        if version is not None and finding.version_id == version.pk:
            finding.version = version  # else a fact that somebody confirmed, and that only an earlier version says
        source = finding.get_absolute_url()
        own = getattr(row, "get_absolute_url", None)
        return {"address": own() if own else source, "source": source, "place": finding.place_text}


def _item(row: Any) -> str:
    return str(row.item) if row.item else ""


def _by(rows: Iterable[Any], field: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, field)].append(row)
    return found


def _keys(row: Any, field: str) -> set[int]:
    return {key for key in [getattr(row, field, None)] if key}
