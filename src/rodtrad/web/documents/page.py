"""What the page of a document shows: its lines with their labels, and its findings by kind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OneToOneRel

from rodtrad.web.documents.kinds import FIELDS, HEAD, KINDS, REFERENCE, Kind, kind_of, label_of, summary
from rodtrad.web.documents.marking import Line, Span, marked_lines
from rodtrad.web.documents.models import Finding, Version

SURE = 0.8  # below this an unreviewed finding is marked with a dashed line


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page lists it. `url`: its row in the register, or "" where it has no page there."""

    finding: Finding
    label: str
    text: str
    inferred: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: Line
    labels: list[tuple[str, str, str]]  # what it is called, its address, its colour


def shown_findings(version: Version) -> list[Shown]:
    """The findings of a version in the order of its text. One query, and one a model that has rows with pages."""
    findings = list(version.findings.in_order())
    addresses = _addresses(version)
    return [
        Shown(
            finding=finding,
            label=label_of(finding.kind, finding.value),
            text=summary(finding.value),
            inferred=", ".join(FIELDS.get(field, field) for field in finding.inferred),
            url=addresses.get(finding.pk, ""),
        )
        for finding in findings
    ]


def by_kind(shown: Iterable[Shown]) -> list[tuple[Kind, list[Shown]]]:
    """The findings under their kinds, in the order of `KINDS`, those of the head last."""
    members: dict[Kind, list[Shown]] = {kind: [] for kind in (*KINDS.values(), REFERENCE, HEAD)}
    for one in shown:
        members[kind_of(one.finding.kind, one.finding.value)].append(one)
    return [(kind, found) for kind, found in members.items() if found]


def shown_lines(version: Version, shown: Sequence[Shown]) -> list[ShownLine]:
    """The text of a version, line by line, each with the labels (and their addresses) of what begins there."""
    labels: dict[int, dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for one in shown:
        group = kind_of(one.finding.kind, one.finding.value).group
        label = (one.label, one.url or f"#uppgift-{one.finding.pk}", group)
        labels[one.finding.first_line].setdefault(one.label, label)
    spans = [span for one in shown for span in _spans(one)]
    lines = marked_lines(version.text, spans, version.page_starts or (0,))
    return [ShownLine(line, list(labels[line.number].values())) for line in lines]


def _spans(one: Shown) -> list[Span]:
    finding = one.finding
    group = kind_of(finding.kind, finding.value).group
    doubt = finding.confidence < SURE and finding.review == Finding.Review.UNREVIEWED
    main = Span(finding.first_char, finding.end_char, f"fynd-{finding.pk}", group, one.label, doubt)
    further = {(place["chars"][0], place["chars"][1]) for place in finding.places} - {(main.start, main.end)}
    return [main, *(Span(start, end, None, group, one.label, doubt) for start, end in sorted(further))]


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
