"""Findings → register, and what people say of findings and questions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.clock import now
from rodtrad.web.documents.findings import load_findings
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.review.directory import Directory
from rodtrad.web.review.entry import BATCH, MODELS, Entry, adopt, retire, rows_of_earlier_versions, save
from rodtrad.web.review.making import join_bodies, make_rows
from rodtrad.web.review.models import Suggestion
from rodtrad.web.review.people import People
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
    make_rows(entry)
    # Nothing can stand in the register yet of what was added just now.
    is_first = version.number == 1 and findings is not None
    earlier = {} if is_first else rows_of_earlier_versions(version.document)
    gone = adopt(entry, earlier)
    people = People(entry)
    people.link()
    people.save()
    save(entry)
    join_bodies(entry, is_first=is_first)
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


class NotOpen(Exception):
    """The question has another answer by now than the one that this is about."""


def _take(suggestion: Suggestion, *states: str) -> None:
    wait_for_turn()
    if not Suggestion.objects.filter(pk=suggestion.pk, state__in=states).exists():
        raise NotOpen(str(suggestion))


def _let_stand(suggestion: Suggestion, *, stands: bool) -> None:
    """Whether the row holds of a confirmed fact that the current version no longer says."""
    finding, document = suggestion.one, suggestion.document
    if finding is None or document is None:
        raise ValueError("not about a document")
    for model in MODELS:
        model._base_manager.filter(finding=finding).update(retired_at=None if stands else now())
    settle_those_shown_by([finding.pk])
    index_document(document=document)


def _answer(suggestion: Suggestion, state: str, action: str, by: User | None) -> None:
    is_open = state == Suggestion.State.OPEN
    suggestion.state = state
    suggestion.answered_at, suggestion.answered_by = (None, None) if is_open else (now(), by)
    suggestion.save(update_fields=["state", "answered_at", "answered_by"])
    log(action, suggestion, by=by)


@transaction.atomic
def hold_on_to(*, suggestion: Suggestion, by: User | None) -> None:
    """Somebody says that a confirmed fact holds, though the current version of its document does not say it. Raises
    NotOpen where the question is answered already."""
    _take(suggestion, Suggestion.State.OPEN)
    _answer(suggestion, Suggestion.State.ACCEPTED, "suggestion-accepted", by)


@transaction.atomic
def dismiss_suggestion(*, suggestion: Suggestion, by: User | None) -> None:
    """Somebody says no: they are not the same, or the fact that is gone holds no longer. Raises NotOpen where the
    question is answered already."""
    _take(suggestion, Suggestion.State.OPEN)
    if suggestion.kind == Suggestion.Kind.GONE:
        _let_stand(suggestion, stands=False)
    _answer(suggestion, Suggestion.State.DISMISSED, "suggestion-dismissed", by)


@transaction.atomic
def reopen_suggestion(*, suggestion: Suggestion, by: User | None) -> None:
    """Somebody takes an answer back, but not a merge; the question stands as if nobody had answered it. Raises NotOpen
    where it has no such answer."""
    gone = suggestion.kind == Suggestion.Kind.GONE
    _take(suggestion, Suggestion.State.DISMISSED, *([Suggestion.State.ACCEPTED] if gone else []))
    if gone:
        _let_stand(suggestion, stands=True)
    _answer(suggestion, Suggestion.State.OPEN, "suggestion-reopened", by)
