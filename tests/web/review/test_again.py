"""A version entered again: what its findings still say stays as it is, in every table."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from rodtrad.web.agreements.models import AgreementParty
from rodtrad.web.bodies.models import Body, Person, PersonName, Seat
from rodtrad.web.documents.models import Document, Finding, Mention, Version
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.review.again import enter_again
from rodtrad.web.review.checking.actions import correct_finding, refuse_finding, undo
from rodtrad.web.review.entry import MODELS
from rodtrad.web.review.importing import import_paths
from rodtrad.web.review.models import Suggestion
from rodtrad.web.search.models import Entry, IndexedWord
from tests.web.once import made_once

SAMPLES = Path(__file__).parents[3] / "samples"
READ = (
    *("styrgruppen-2024-12-06.txt", "styrgruppen-2025-02-14.pdf", "aldregruppen-2025-02-20.docx"),
    *("handlingsplan-2026-2027.pdf", "overenskommelse-korttidsplatser-2026.docx"),
)
TABLES: tuple[Any, ...] = (
    *MODELS,
    AgreementParty,
    Meeting.bodies.through,
    Body,
    Person,
    PersonName,
    Seat,
    Mention,
    Suggestion,
    Entry,
)


def enter_samples() -> None:
    summary = import_paths([SAMPLES / name for name in READ], by=None)
    assert summary.documents == len(READ)
    for document in Document.objects.order_by("pk"):  # what documents that came later named is linked now
        if document.current:
            with transaction.atomic():
                enter_again(document.current)


entered = made_once(enter_samples)


@pytest.fixture
def versions(entered: None, db: None) -> Iterator[list[Version]]:
    yield [document.current for document in Document.objects.order_by("pk") if document.current]


def register() -> dict[str, str]:
    """All that stands in it, row by row; when a row was made or retired does not matter."""
    found = {
        f"{table._meta.label} {row['pk']}": str(row)
        for table in TABLES
        for row in table._base_manager.order_by("pk").values("pk", *(field.attname for field in table._meta.fields))
    }
    words = IndexedWord.objects.exclude(count=0).order_by("form").values_list("form", "count")
    return {**found, "words": str(list(words))}


def test_nothing_changes_where_nothing_was_answered(versions: list[Version]) -> None:
    before = register()
    for version in versions:
        with transaction.atomic():
            enter_again(version)
        assert register() == before, version


def changed(finding: Finding) -> Any:
    """Another value of a finding, in every text that it has."""
    value = {name: f"{told} ändrad" if name in TEXTS and told else told for name, told in finding.value.items()}
    return value if value != finding.value else {**value, "date": "2031-02-03"}


TEXTS = ("text", "title", "task", "name", "organisation", "person", "assignee", "responsible", "place", "target")


@pytest.mark.parametrize("kind", [model._meta.model_name for model in MODELS if model._meta.model_name != "presenter"])
def test_an_answer_that_is_taken_back_leaves_no_trace(versions: list[Version], kind: str) -> None:
    every = Finding.objects.filter(kind__in=[kind, KINDS.get(kind, kind)]).order_by("pk")
    if (finding := every.first()) is None:
        pytest.skip("the samples read here have none")
    before = register()
    for answer in (lambda: correct_finding(finding=finding, value=changed(finding), by=None), refused(finding)):
        change = answer()
        assert register() != before
        undo(change=change, by=None)
        after = register()
        assert {key: after.get(key) for key in before if before[key] != after.get(key)} == {}
        finding.refresh_from_db()


KINDS = {"plangroup": "plan_group", "targetarea": "target_area", "nextmeeting": "next_meeting"}


def refused(finding: Finding) -> Callable[[], Any]:
    return lambda: refuse_finding(finding=finding, by=None)
