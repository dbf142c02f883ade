"""The findings of a version as its page lists them: what each is called, what it says, where it leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OneToOneRel

from rodtrad.web.documents.kinds import FIELDS, HEAD, KINDS, REFERENCE, Kind, kind_of, label_of, summary
from rodtrad.web.documents.models import Finding, Version

SURE = 0.8  # below this an unreviewed finding is marked with a dashed line


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page lists it. `url`: its row in the register, or "" where it has no page there."""

    finding: Finding
    url: str

    @property
    def kind(self) -> Kind:
        return kind_of(self.finding.kind, self.finding.value)

    @property
    def label(self) -> str:
        return label_of(self.finding.kind, self.finding.value)

    @property
    def text(self) -> str:
        return summary(self.finding.value) or self.label

    @property
    def inferred(self) -> str:
        return ", ".join(FIELDS.get(field, field) for field in self.finding.inferred)

    @property
    def doubt(self) -> bool:
        """Nobody has looked at it, and the reader was not sure."""
        return self.finding.confidence < SURE and self.finding.review == Finding.Review.UNREVIEWED


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in a list, with the address of its mark. `place`: where that is, in words, or "". `on_page`: in a list
    beside a text, the address of its mark on the picture of its page, where only that knows the page."""

    one: Shown
    address: str
    place: str
    on_page: str = ""

    @property
    def said(self) -> str:
        """What is told of it besides its text."""
        label = "" if self.one.label == self.one.kind.one else self.one.label
        inferred = f"slutsats: {self.one.inferred}" if self.one.inferred else ""
        looked_at = self.one.finding.review != Finding.Review.UNREVIEWED
        review = self.one.finding.get_review_display().lower() if looked_at else ""
        return " · ".join(filter(None, [label, self.place, inferred, review]))


@dataclass(frozen=True, slots=True)
class Listed:
    """The findings of one kind; `more`: how many are left out after the entries."""

    kind: Kind
    entries: Sequence[Entry]
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.entries) + self.more


def shown_findings(version: Version) -> list[Shown]:
    """The findings of a version in the order of its text. One query, and one a model that has rows with pages."""
    findings = list(version.findings.in_order())
    addresses = _addresses(version)
    return [Shown(finding, addresses.get(finding.pk, "")) for finding in findings]


def by_kind(shown: Iterable[Shown]) -> list[tuple[Kind, list[Shown]]]:
    """Findings under their kinds, in the order of `KINDS`, those of the head last."""
    members: dict[Kind, list[Shown]] = {kind: [] for kind in (*KINDS.values(), REFERENCE, HEAD)}
    for one in shown:
        members[one.kind].append(one)
    return [(kind, those) for kind, those in members.items() if those]


def _addresses(version: Version) -> dict[int, str]:
    """The page of each finding's row. Asks every model that has findings' rows and pages, so that this app, which
    lies under them in the house, need not know them."""
    models: list[Any] = [rel.related_model for rel in Finding._meta.related_objects if isinstance(rel, OneToOneRel)]
    return {
        row.finding_id: row.get_absolute_url()
        for model in models
        if hasattr(model, "get_absolute_url")
        for row in model.objects.filter(finding__version=version)
    }
