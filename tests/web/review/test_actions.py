"""Every public action writes exactly one row of the log."""

import inspect
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies import actions as bodies
from rodtrad.web.bodies.models import Body, County, Membership, Seat
from rodtrad.web.documents import actions as documents
from rodtrad.web.documents.actions import add_version, keep_unread
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Finding, Issue, Unplaced, Version
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.reading import Reading, Refusal
from rodtrad.web.review import actions as review
from rodtrad.web.review.checking import actions as checking
from rodtrad.web.review.models import Suggestion
from tests import factories as make

SAMPLES = Path(__file__).parents[3] / "samples"
ORIGINAL = Original.of(Path("annat.txt"), b"annat")
READING = Reading(text=make.text_of(), page_starts=[0], record=make.minutes(date="2024-05-07"))


def bodies_file() -> Path:
    """A file of one body, in the folder that the operating system gives for such."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False, encoding="utf-8") as file:
        file.write("namn;slag;overordnat;lan;andra_namn\nLänsnämnden;nämnd;;;\n")
    return Path(file.name)


ACTIONS: dict[str, Callable[[User], Any]] = {
    "party-added": lambda by: bodies.add_party(name="Ulvsjö kommun", kind="municipality", by=by),
    "parties-added": lambda by: bodies.add_parties(path=SAMPLES / "parter.csv", by=by),
    "bodies-added": lambda by: bodies.add_bodies(path=bodies_file(), by=by),
    "body-added": lambda by: bodies.add_body(name="Länsnämnden", kind="board", county="", parent=None, by=by),
    "body-described": lambda by: bodies.describe_body(body=Body.objects.get(), kind="board", parent=None, by=by),
    "seat-days-set": lambda by: bodies.set_days_of_seat(seat=Seat.objects.all()[0], starts=None, ends=None, by=by),
    "role-given": lambda by: bodies.give_role(
        user=by, body=Body.objects.get(), role="secretary", starts=date(2024, 1, 1), by=by
    ),
    "role-changed": lambda by: bodies.change_role(
        membership=_member(by), person=None, starts=date(2024, 4, 1), ends=None, by=by
    ),
    "role-ended": lambda by: bodies.end_role(membership=_member(by), ends=date(2024, 5, 1), by=by),
    "version-added": lambda by: add_version(original=ORIGINAL, reading=READING, finder=PartyFinder(), by=by),
    "document-not-read": lambda by: keep_unread(original=ORIGINAL, refusal=Refusal("empty", "Filen är tom."), by=by),
    "unread-seen": lambda by: documents.settle_unread(version=Version.objects.get(), is_seen=True, by=by),
    "version-entered": lambda by: review.enter_version(version=Version.objects.get(), by=by),
    "finding-confirmed": lambda by: checking.confirm_finding(finding=Finding.objects.get(kind="decision"), by=by),
    "finding-refused": lambda by: checking.refuse_finding(finding=Finding.objects.get(kind="decision"), by=by),
    "findings-confirmed": lambda by: checking.confirm_findings(
        version=Version.objects.get(), findings=list(Finding.objects.all()), by=by
    ),
    "finding-corrected": lambda by: checking.correct_finding(
        finding=(finding := Finding.objects.get(kind="decision")), value={**finding.value, "text": "annat"}, by=by
    ),
    "finding-added": lambda by: checking.add_finding(
        version=Version.objects.get(), kind="recipient", value={"text": "Registratorn"}, chars=(0, 5), by=by
    ),
    "unplaced-dropped": lambda by: checking.drop_unplaced(unplaced=Unplaced.objects.get(), by=by),
    "issue-seen": lambda by: checking.settle_issue(issue=Issue.objects.get(), by=by),
    "answers-undone": lambda by: checking.undo(change=Change.objects.get(action="finding-confirmed"), by=by),
    "suggestion-accepted": lambda by: review.hold_on_to(suggestion=Suggestion.objects.get(), by=by),
    "suggestion-dismissed": lambda by: review.dismiss_suggestion(suggestion=Suggestion.objects.get(), by=by),
    "suggestion-reopened": lambda by: review.reopen_suggestion(suggestion=_denied(), by=by),
}


def _member(user: User) -> Membership:
    return Membership.objects.create(user=user, body=Body.objects.get(), role="member", starts=date(2024, 1, 1))


def _denied() -> Suggestion:
    answered = {"state": Suggestion.State.DISMISSED, "answered_at": timezone.now()}
    Suggestion.objects.update(**answered)
    return Suggestion.objects.get()


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_writes_one_row(db: None, eva: User, action: str) -> None:
    make.make_county()
    notes: dict[str, Any] = {
        "issues": [{"code": "no-date", "text": "Datum saknas."}],
        "unplaced": [{"kind": "item", "text": "Ärende"}],
    }
    version = make.enter(make.minutes(signatures=[make.signature("Signe Torphag", "adjuster", 50)], **notes))
    checking.confirm_finding(finding=version.findings.get(kind="body"), by=None)
    before = set(Change.objects.values_list("pk", flat=True))
    ACTIONS[action](eva)
    change = Change.objects.exclude(pk__in=before).get()
    assert (change.action, change.by) == (action, eva)


def test_every_public_action_is_tried_here_and_takes_names_only() -> None:
    found = [
        function
        for module in (bodies, documents, review, checking)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert len(found) == len(ACTIONS)
    for function in found:
        parameters = inspect.signature(function).parameters
        assert "by" in parameters, function
        assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values()), function


def test_a_register_is_entered_in_few_queries(db: None, django_assert_max_num_queries: Any) -> None:
    make.make_county()
    make.enter(make.minutes(date="2024-01-09"), name="tidigare.txt")
    assert County.objects.filter(name="Ekeby län").exists()
    with django_assert_max_num_queries(75, connection=connection):
        make.enter(make.minutes())
