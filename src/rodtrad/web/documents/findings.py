"""The reading record as findings: one a fact, parts below their whole, the single values of the head below it.

Works on the record's JSON, which is what is stored: a better reader's new field needs no change here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rodtrad.web.documents.models import Finding, Version

Json = dict[str, Any]

FACTS = {
    "attendance": "attendance",
    "items": "item",
    "proposals": "proposal",
    "decisions": "decision",
    "standpoints": "standpoint",
    "votes": "vote",
    "assignments": "assignment",
    "appointments": "appointment",
    "agreements": "agreement",
    "next_meetings": "next_meeting",
    "signatures": "signature",
    "distribution": "recipient",
    "references": "reference",
}
PARTS = {
    "presenters": "presenter",
    "papers": "paper",
    "sections": "section",
    "groups": "plan_group",
    "indicators": "indicator",
    "target_areas": "target_area",
    "activities": "activity",
}
EVIDENCE = frozenset({"lines", "chars", "page", "box", "places", "inferred", "rule", "confidence"})
# Which values of the head tell where the whole stands, the surest first.
ANCHORS = ("meeting.date", "plan.title", "plan.period", "body", "reference")


def findings_of(record: Json, version: Version) -> list[list[Finding]]:
    """All findings of a record, unsaved, one list a level: a whole stands in an earlier list than its parts."""
    levels: list[list[Finding]] = []
    head = _head(record, version)
    for finding in head:
        _put(levels, 0 if finding.parent is None else 1, finding)
    whole = head[0] if head else None
    for field, kind in FACTS.items():
        for fact in record.get(field) or ():
            _grow(levels, 1 if whole else 0, kind, fact, whole, version)
    for group in (record.get("plan") or {}).get("groups") or ():
        _grow(levels, 1 if whole else 0, "plan_group", group, whole, version)
    return levels


def _put(levels: list[list[Finding]], level: int, finding: Finding) -> None:
    while len(levels) <= level:
        levels.append([])
    levels[level].append(finding)


def _grow(
    levels: list[list[Finding]], level: int, kind: str, fact: Json, parent: Finding | None, version: Version
) -> None:
    value = {k: v for k, v in fact.items() if k not in EVIDENCE and k not in PARTS}
    finding = _finding(version, parent, kind, value, fact)
    _put(levels, level, finding)
    for field, part_kind in PARTS.items():
        for part in fact.get(field) or ():
            _grow(levels, level + 1, part_kind, part, finding, version)


def _finding(version: Version, parent: Finding | None, kind: str, value: Any, evidence: Mapping[str, Any]) -> Finding:
    first_line, last_line = evidence["lines"]
    first_char, end_char = evidence["chars"]
    return Finding(
        version=version,
        parent=parent,
        kind=kind,
        value=value,
        first_line=first_line,
        last_line=last_line,
        first_char=first_char,
        end_char=end_char,
        page=evidence.get("page") or 1,
        box=evidence.get("box"),
        places=evidence.get("places") or [],
        inferred=evidence.get("inferred") or [],
        rule=evidence["rule"],
        confidence=evidence["confidence"],
    )


def _head(record: Json, version: Version) -> list[Finding]:
    """The whole, a meeting or a plan, and its single values; nothing where the document gives no place for it."""
    places: Json = record.get("head_places") or {}
    kind = "plan" if record.get("plan") else "meeting" if _is_of_meeting(record) else None
    anchor = _anchor(record, places)
    if kind is None or anchor is None:
        return []
    shared = {"body": record.get("body"), "bodies": record.get("bodies") or [], "reference": record.get("reference")}
    own = {k: v for k, v in (record.get(kind) or {}).items() if k not in PARTS}
    inferred = [field.removeprefix(f"{kind}.") for field, e in places.items() if e.get("inferred")]
    whole = _finding(version, None, kind, {**shared, **own}, {**anchor, "inferred": inferred})
    values = {**shared, **{f"{kind}.{name}": value for name, value in own.items()}}
    singles = [_finding(version, whole, f, values[f], place) for f, place in places.items() if values.get(f)]
    return [whole, *singles]


def _is_of_meeting(record: Json) -> bool:
    return bool(record.get("meeting")) or record["kind"] in ("minutes", "notice")


def _anchor(record: Json, places: Json) -> Json | None:
    """The place of the whole: its date or title, or else the first fact."""
    named = [places[field] for field in ANCHORS if field in places]
    facts = (fact for field in FACTS for fact in record.get(field) or ())
    groups = (record.get("plan") or {}).get("groups") or ()
    return next(iter(named), None) or next(iter(places.values()), None) or next(facts, None) or next(iter(groups), None)


def load_findings(version: Version) -> list[Finding]:
    """The saved findings of a version, each wired to its parent, wholes before parts."""
    found = {finding.pk: finding for finding in version.findings.order_by("pk")}
    for finding in found.values():
        if finding.parent_id is not None:
            finding.parent = found[finding.parent_id]
    return list(found.values())


def standing(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Those that nobody refused, nor any whole of theirs."""
    refused: set[int] = set()
    for finding in findings:
        if finding.review == Finding.Review.REFUSED or finding.parent_id in refused:
            refused.add(finding.pk)
        else:
            yield finding


def identity(finding: Finding, *, as_read: bool = False) -> str:
    """What a fact says, wherever it stands: equal for the same fact in two versions of a document.

    The whole, a meeting or plan, is the same whatever became of its values. `as_read`: what the reader said of it,
    before people corrected it or its whole.
    """
    if finding.kind in ("meeting", "plan"):
        return finding.kind
    said = finding.read["value"] if as_read and finding.read else finding.value
    value = json.dumps(said, sort_keys=True, ensure_ascii=False)
    parent = identity(finding.parent, as_read=as_read) if finding.parent else ""
    return f"{parent}/{finding.kind}:{value}"
