"""Findings → register, and what people say of findings and questions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, BodyName, key_of
from rodtrad.web.clock import now
from rodtrad.web.documents.findings import load_findings
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.review.alike import may_be_one_body
from rodtrad.web.review.directory import Directory
from rodtrad.web.review.entry import BATCH, MODELS, Entry, adopt, retire, rows_of_earlier_versions, save, source_of
from rodtrad.web.review.meeting_rows import add_agreements, add_meeting
from rodtrad.web.review.models import Suggestion
from rodtrad.web.review.people import People
from rodtrad.web.review.plan_rows import add_plan
from rodtrad.web.review.seats import seat, settle_those_shown_by
from rodtrad.web.search.actions import index_document, index_new_document
from rodtrad.web.turns import wait_for_turn


@transaction.atomic
def enter_version(
    *,
    version: Version,
    by: User | None,
    findings: Iterable[Finding] | None = None,
    directory: Directory | None = None,
    finder: PartyFinder | None = None,
) -> dict[str, int]:
    """Enter the findings of a version into the register; returns how many rows of each kind stand in it.

    Rows of an earlier version whose facts stand unchanged keep their identity and point to the new finding; those
    that are gone are retired, but not what a person confirmed. `findings`, `directory` and `finder` spare an import
    of many documents looking up again what it has at hand.
    """
    saved = load_findings(version) if findings is None else findings
    entry = Entry.of(version, saved, directory or Directory(), finder or PartyFinder())
    _make_rows(entry)
    # Nothing can stand in the register yet of what was added just now.
    is_first = version.number == 1 and findings is not None
    earlier = {} if is_first else rows_of_earlier_versions(version.document)
    gone = adopt(entry, earlier)
    people = People(entry)
    people.link()
    people.save()
    save(entry)
    _join_bodies(entry, is_first=is_first)
    retire(entry, gone)
    seated = seat(entry, is_first=is_first)
    Suggestion.objects.bulk_create(entry.suggestions, batch_size=BATCH)
    if is_first:
        index_new_document(document=version.document, rows=entry.rows, finder=entry.finder, persons=seated)
    else:
        index_document(document=version.document, finder=entry.finder)
    counts = {model._meta.model_name or "": len(rows) for model, rows in entry.rows.items() if rows}
    log("version-entered", version.document, by=by, version=version.number, rows=counts, retired=len(gone))
    return counts


def _make_rows(entry: Entry) -> None:
    for _, finding in (*entry.findings("meeting"), *entry.findings("plan")):
        entry.bodies = [_body(entry, name, finding) for name in _body_names(finding)]
        if finding.kind == "meeting":
            add_meeting(entry, finding)
        else:
            add_plan(entry, finding)
    if not entry.made(Meeting):
        add_agreements(entry, None)


def _body_names(finding: Finding) -> list[str]:
    names = finding.value.get("bodies") or [finding.value.get("body")]
    return list({key_of(name): name for name in names if name}.values())


def _body(entry: Entry, name: str, whole: Finding) -> Body:
    """The body of that name in the document's county, or a new one; bodies that may be the same are asked about."""
    known = entry.directory.body_called(name, entry.county_id)
    if known:
        return known
    named = next((f for _, f in entry.findings("body") if f.value == name), whole)
    body = Body.objects.create(name=name, county_id=entry.county_id, county_inferred=entry.county_id is not None)
    BodyName.objects.create(body=body, name=name, key=key_of(name), finding=named)
    # A county that nobody knows may be any: only the county's own bodies and those without one are compared.
    for county_id in {entry.county_id, None}:
        for other in entry.directory.bodies(county_id):
            if other.body != body and may_be_one_body(name, other.name):
                text = f"Är {name} och {other.name} samma organ?"
                entry.suggest(
                    Suggestion.Kind.SAME_BODY, text, named, other.finding_id, body=body, other_body=other.body
                )
    entry.directory.add_body(body, named)
    return body


def _join_bodies(entry: Entry, *, is_first: bool) -> None:
    """Tie the meeting to its bodies, and ask about another document's meeting of the same body on the same day."""
    for row in entry.made(Meeting):
        if is_first:
            joins = Meeting.bodies.through
            joins.objects.bulk_create([joins(meeting=row, body=body) for body in entry.bodies])
        else:
            row.bodies.set(entry.bodies)
        if row.date is None:
            continue
        same = Meeting.objects.filter(bodies__in=entry.bodies, date=row.date).exclude(pk=row.pk).distinct()
        for other in same.prefetch_related("bodies"):
            text = f"Två dokument gäller {other}. Är det samma möte?"
            entry.suggest(Suggestion.Kind.SAME_MEETING, text, source_of(row), other.finding_id)


@transaction.atomic
def confirm_finding(*, finding: Finding, by: User | None) -> None:
    """Somebody has seen that the finding is right; a new version of the document does not undo that."""
    finding.review = Finding.Review.CONFIRMED
    finding.save(update_fields=["review"])
    log("finding-confirmed", finding, by=by)


@transaction.atomic
def refuse_finding(*, finding: Finding, by: User | None) -> None:
    """Somebody has seen that the finding is wrong: its row is retired, and so are the rows of its parts."""
    wait_for_turn()
    finding.review = Finding.Review.REFUSED
    finding.save(update_fields=["review"])
    refused, every = [finding.pk], list[int]()
    while refused:
        every += refused
        for model in MODELS:
            model.objects.filter(finding__in=refused).update(retired_at=now())
        refused = list(Finding.objects.filter(parent__in=refused).values_list("pk", flat=True))
    settle_those_shown_by(every)
    index_document(document=finding.version.document)
    log("finding-refused", finding, by=by)


@transaction.atomic
def dismiss_suggestion(*, suggestion: Suggestion, by: User | None) -> None:
    """Somebody says no: they are not the same."""
    suggestion.state = Suggestion.State.DISMISSED
    suggestion.answered_at, suggestion.answered_by = now(), by
    suggestion.save(update_fields=["state", "answered_at", "answered_by"])
    log("suggestion-dismissed", suggestion, by=by)


@transaction.atomic
def reopen_suggestion(*, suggestion: Suggestion, by: User | None) -> None:
    """Somebody takes the answer back; the question stands as if nobody had answered it."""
    suggestion.state = Suggestion.State.OPEN
    suggestion.answered_at = suggestion.answered_by = None
    suggestion.save(update_fields=["state", "answered_at", "answered_by"])
    log("suggestion-reopened", suggestion, by=by)
