"""One version on its way into the register: what its findings become, and how rows that stand keep their identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from rodtrad.web.agreements.models import Agreement, AgreementParty
from rodtrad.web.bodies.models import Body
from rodtrad.web.clock import now
from rodtrad.web.documents.findings import identity, standing
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Document, Entered, Finding, Version
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import (
    Appointment,
    Attendance,
    Decision,
    Item,
    Meeting,
    NextMeeting,
    Paper,
    Presenter,
    Proposal,
    Recipient,
    Section,
    Signature,
    Standpoint,
    Vote,
)
from rodtrad.web.plans.models import Activity, Indicator, Plan, PlanGroup, TargetArea
from rodtrad.web.review.directory import Directory
from rodtrad.web.review.models import Suggestion
from rodtrad.web.review.sources import Source

# A row comes after those it belongs to.
MODELS: tuple[type[Entered], ...] = (
    *(Meeting, Attendance, Item, Section, Presenter, Paper, Proposal, Decision, Vote, Standpoint, Appointment),
    *(NextMeeting, Signature, Recipient, Assignment, Agreement, Plan, PlanGroup, Indicator, TargetArea, Activity),
)
BATCH = 500
MOST_QUESTIONS = 100  # about one document
Row = TypeVar("Row", bound=Entered)
T = TypeVar("T")
KEPT_IF_GONE = (Finding.Review.CONFIRMED, Finding.Review.CORRECTED)


@dataclass(slots=True, kw_only=True)
class Entering:
    """Rows that name people, on their way into the register, and what is asked about them. `bodies`: whose meeting or
    plan they are of."""

    directory: Directory
    bodies: list[Body] = field(default_factory=list)
    rows: dict[type[Entered], list[Entered]] = field(default_factory=lambda: defaultdict(list))
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def county_id(self) -> int | None:
        """In which county those who are named are looked for."""
        raise NotImplementedError

    @property
    def raised_by(self) -> dict[str, Document | Meeting]:
        """What asks, as a field of the question."""
        raise NotImplementedError

    def made(self, model: type[Row]) -> list[Row]:
        """The rows of one kind made so far."""
        return cast("list[Row]", self.rows[model])

    def suggest(self, kind: str, text: str, one: Source, other: Source, **about: object) -> None:
        """Ask people; both places are shown side by side. Nobody answers hundreds of questions about one document."""
        if other != one and len(self.suggestions) < MOST_QUESTIONS:
            places = {"one_id": one.finding, "one_naming_id": one.naming}
            places |= {"other_id": other.finding, "other_naming_id": other.naming}
            self.suggestions.append(Suggestion(kind=kind, text=text, **places, **self.raised_by, **about))


@dataclass(slots=True, kw_only=True)
class Entry(Entering):
    """The rows of one version while they are made."""

    version: Version
    finder: PartyFinder
    by_kind: dict[str, list[Finding]]
    by_finding: dict[int, Entered] = field(default_factory=dict)
    agreement_parties: list[AgreementParty] = field(default_factory=list)
    _looked_up: dict[type[Entered], tuple[int, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, version: Version, findings: Iterable[Finding], directory: Directory, finder: PartyFinder) -> Entry:
        by_kind: dict[str, list[Finding]] = defaultdict(list)
        for finding in standing(findings):
            by_kind[finding.kind].append(finding)
        return cls(version=version, directory=directory, finder=finder, by_kind=by_kind)

    @property
    def document(self) -> Document:
        return self.version.document

    @property
    def county_id(self) -> int | None:
        return self.document.county_id

    @property
    def raised_by(self) -> dict[str, Document | Meeting]:
        return {"document": self.document}

    def body_called(self, name: str | None) -> Body | None:
        """The body that the document means by a name; of boards of one name that of the party whose document it is."""
        party_id = next((body.party_id for body in self.bodies if body.party_id), None)
        return self.directory.body_called(name, self.county_id, party_id)

    def findings(self, kind: str) -> Iterator[tuple[int, Finding]]:
        """The findings of a kind in the order of the record, numbered from 1."""
        return enumerate(self.by_kind.get(kind, ()), 1)

    def looked_up(self, model: type[Entered], index: Callable[[], T]) -> T:
        """An index of the rows of a kind made so far, made anew where more have been made since.

        A document may have thousands, and to go through them for each of its facts would take minutes.
        """
        number, made = self._looked_up.get(model, (-1, None))
        if number != len(self.rows[model]):
            number, made = len(self.rows[model]), index()
            self._looked_up[model] = number, made
        return cast("T", made)

    def add(self, row: Entered, finding: Finding) -> None:
        row.finding = finding
        self.rows[type(row)].append(row)
        self.by_finding[finding.pk] = row

    def whole(self, finding: Finding, model: type[Row]) -> Row:
        """The row of which a finding is a part. Raises LookupError where it is part of none of that model."""
        row = self.by_finding.get(finding.parent.pk) if finding.parent else None
        if not isinstance(row, model):
            raise LookupError(f"{finding.kind} is part of nothing that was entered")
        return row


def source_of(row: Entered) -> Finding:
    """The finding of a row that was made here. Raises ValueError for one that people made."""
    if row.finding is None:
        raise ValueError(f"{row!r} comes from no document")
    return row.finding


def rows_of_earlier_versions(document: Document) -> dict[str, list[Entered]]:
    """The standing rows that came from a document, by what their findings say."""
    found: dict[str, list[Entered]] = defaultdict(list)
    for model in MODELS:
        rows = model.objects.filter(finding__version__document=document).select_related(
            "finding__parent__parent__parent"
        )
        for row in rows.order_by("pk"):
            found[identity(source_of(row))].append(row)
    return found


def adopt(entry: Entry, earlier: dict[str, list[Entered]]) -> list[Entered]:
    """Let rows whose facts stand unchanged be the earlier ones; returns those that no new fact matches."""
    for rows in entry.rows.values():
        for row in rows:
            if same := earlier.get(identity(source_of(row))):
                _become(row, same.pop(0))
    return [row for rows in earlier.values() for row in rows]


def _become(row: Entered, earlier: Entered) -> None:
    row.pk, row._state.adding = earlier.pk, False
    for name in earlier.kept_fields:
        setattr(row, name, getattr(earlier, name))


def save(entry: Entry) -> None:
    """Write all rows, wholes before parts, in as few statements as there are kinds of rows."""
    # An agreement that stands has its parties already.
    parties = [party for party in entry.agreement_parties if party.agreement._state.adding]
    for model in MODELS:
        rows = entry.rows.get(model, [])
        fresh, adopted = [r for r in rows if r._state.adding], [r for r in rows if not r._state.adding]
        model._base_manager.bulk_create(fresh, batch_size=BATCH)
        if adopted:
            names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
            model._base_manager.bulk_update(adopted, names, batch_size=BATCH)
    AgreementParty.objects.bulk_create(parties, batch_size=BATCH)


def retire(entry: Entry, gone: Iterable[Entered]) -> None:
    """Retire rows that the new version no longer says; what a person confirmed stays, and people are asked."""
    ids: dict[type[Entered], list[int]] = defaultdict(list)
    for row in gone:
        finding = source_of(row)
        if finding.review in KEPT_IF_GONE:
            text = f"”{row}” är bekräftat men står inte i den nya versionen. Gäller det ännu?"
            entry.suggest(Suggestion.Kind.GONE, text, Source(finding.pk), Source())
        else:
            ids[type(row)].append(row.pk)
    for model, keys in ids.items():
        model._base_manager.filter(pk__in=keys).update(retired_at=now())
