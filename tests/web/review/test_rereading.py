"""A document read again: what people said stands, what else became otherwise is a list to accept or take back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import County
from rodtrad.web.documents.models import Document, Finding, Version
from rodtrad.web.documents.reading import READER_VERSION, Reading, Refusal
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Attendance, Decision, Meeting
from rodtrad.web.review import rereading
from rodtrad.web.review.checking.actions import (
    add_finding,
    confirm_finding,
    correct_finding,
    refuse_finding,
    settle_issue,
)
from rodtrad.web.review.importing import import_paths
from rodtrad.web.review.rereading import accept, changes, keep_old, read_again, to_read_again, with_changes
from tests import factories as make
from tests.web.who import ROLES, status_for

pytestmark = pytest.mark.django_db
CLAUSE = "förlänga avtalet om hjälpmedel ett år"
Reread = Callable[..., Version]


@pytest.fixture
def document(ekeby: County) -> Document:
    """Minutes that an older reader read."""
    version = make.enter(make.minutes(), data=b"protokoll", text=make.text_of())
    Version.objects.update(reader_version="0.0.1")
    return version.document


@pytest.fixture
def reread(document: Document, monkeypatch: pytest.MonkeyPatch) -> Reread:
    """Have the document read again by a reader that finds these facts; the text is moved down by some lines."""

    def again(*, moved: int = 0, **found: Any) -> Version:
        reading = Reading(text="\n" * moved + make.text_of(), page_starts=[0], record=make.minutes(**found))

        def contents(*args: Any, **kwargs: Any) -> Iterator[Reading | Refusal]:
            yield reading

        monkeypatch.setattr(rereading, "read_contents", contents)
        read_again([Document.objects.with_current().get(pk=document.pk)], by=None)
        return Document.objects.with_current().get(pk=document.pk).current or pytest.fail("no version")

    return again


def finding(kind: str, **value: Any) -> Finding:
    """The one finding of a kind in the current version that says so."""
    return next(
        one
        for one in Finding.objects.filter(version__document__current__pk__isnull=False, kind=kind).order_by("-pk")
        if one.version.is_current and all(one.value.get(name) == said for name, said in value.items())
    )


def told(version: Version) -> list[tuple[Any, Any]]:
    """What the list of changes says, each fact by its words."""

    def words(one: Finding | None) -> Any:
        if one is None:
            return None
        return (
            one.value.get("text") or one.value.get("name") or one.value.get("task")
            if isinstance(one.value, dict)
            else one.value
        )

    return [(words(change.old), words(change.new)) for change in changes(version)]


def test_an_equal_reading_changes_nothing_and_needs_no_answer(reread: Reread) -> None:
    row = Decision.objects.get().pk
    version = reread()
    assert (version.number, version.reader_version, told(version)) == (2, READER_VERSION, [])
    assert Decision.objects.get().pk == row
    assert version.accepted_at
    assert to_read_again() == [] == with_changes()


def test_what_nobody_reviewed_follows_the_new_reading_and_is_listed(reread: Reread, document: Document) -> None:
    version = reread(decisions=[make.decision("2", "säga upp avtalet", 33), make.decision("3", "vila till hösten", 41)])
    assert sorted(Decision.objects.values_list("text", flat=True)) == ["säga upp avtalet", "vila till hösten"]
    assert told(version) == [(CLAUSE, "säga upp avtalet"), (None, "vila till hösten")]
    assert with_changes() == [document]


def test_a_confirmed_fact_stands_whatever_the_reader_finds(reread: Reread) -> None:
    confirm_finding(finding=finding("decision"), by=None)
    version = reread(decisions=[make.decision("2", "säga upp avtalet", 33)])
    one = Decision.objects.select_related("finding").get()
    assert (one.text, one.finding and one.finding.review) == (CLAUSE, Finding.Review.CONFIRMED)
    assert one.finding and one.finding.read and one.finding.read["value"]["text"] == "säga upp avtalet"
    assert told(version) == []


def test_a_confirmed_fact_that_the_reader_misses_is_carried_over(reread: Reread) -> None:
    confirm_finding(finding=finding("decision"), by=None)
    version = reread(decisions=[], moved=3)
    one = Decision.objects.select_related("finding").get()
    assert one.text == CLAUSE
    assert one.finding and one.finding.version_id == version.pk
    assert one.finding.first_line == 36
    assert version.text[one.finding.first_char : one.finding.end_char].startswith("rad 33")


def test_a_corrected_fact_keeps_its_correction(reread: Reread) -> None:
    old = finding("decision")
    correct_finding(finding=old, value={**old.value, "text": "förlänga avtalet två år"}, by=None)
    for moved in (0, 2):
        reread(moved=moved)
        assert Decision.objects.get().text == "förlänga avtalet två år"
    assert finding("decision").review == Finding.Review.CORRECTED


def test_a_refused_fact_stays_refused(reread: Reread) -> None:
    refuse_finding(finding=finding("decision"), by=None)
    reread()
    assert not Decision.objects.exists()


def test_a_fact_marked_by_hand_stays(reread: Reread) -> None:
    value = {**finding("decision").value, "item": "3", "text": "tacka för mötet"}
    add_finding(version=finding("decision").version, kind="decision", value=value, chars=(4_500, 4_590), by=None)
    reread()
    assert sorted(Decision.objects.values_list("text", flat=True)) == [CLAUSE, "tacka för mötet"]
    assert finding("decision", text="tacka för mötet").rule == Finding.PERSON


def test_a_fact_marked_by_hand_that_the_reader_now_finds_is_one(reread: Reread) -> None:
    value = {**finding("decision").value, "item": "3", "text": "tacka för mötet"}
    add_finding(version=finding("decision").version, kind="decision", value=value, chars=(4_500, 4_590), by=None)
    reread(decisions=[make.decision("2", CLAUSE, 33), make.decision("3", "tackar för mötet", 46)])
    assert sorted(Decision.objects.values_list("text", flat=True)) == [CLAUSE, "tacka för mötet"]


def test_the_confirmed_day_of_the_meeting_holds(reread: Reread) -> None:
    confirm_finding(finding=finding("meeting"), by=None)
    reread(date="2023-03-05")
    assert str(Attendance.objects.first().meeting.date) == "2024-03-05"  # type: ignore[union-attr]  # there are four
    assert Document.objects.count() == 1


def test_the_old_can_be_kept_of_each_change(reread: Reread) -> None:
    version = reread(
        decisions=[make.decision("2", "säga upp avtalet", 33), make.decision("3", "vila till hösten", 41)],
        assignments=[],
    )
    for _ in range(3):
        keep_old(version=version, change=changes(version)[0], by=None)
    assert changes(version) == []
    assert Decision.objects.get().text == CLAUSE
    assert Assignment.objects.get().task == "redovisa kostnaderna"


def test_what_moved_in_the_text_is_one_change_and_kept_where_its_words_are(reread: Reread) -> None:
    changed = reread(moved=3, decisions=[make.decision("2", "säga upp avtalet", 33)], assignments=[])
    assert [(bool(one.old), bool(one.new)) for one in changes(changed)] == [(True, True), (True, False)]
    keep_old(version=changed, change=changes(changed)[1], by=None)
    kept = finding("assignment")
    assert changed.text[kept.first_char : kept.end_char].startswith("rad 34")


def test_the_old_day_of_the_meeting_can_be_kept(reread: Reread) -> None:
    version = reread(date="2023-03-05")
    [change] = [one for one in changes(version) if one.new and one.new.kind == "meeting.date"]
    keep_old(version=version, change=change, by=None)
    assert str(Meeting.objects.get().date) == "2024-03-05"
    assert not [one for one in changes(version) if one.new and one.new.kind == "meeting.date"]


def test_what_was_seen_to_is_seen_to_again(ekeby: County, reread: Reread) -> None:
    odd = {"code": "weekday-differs", "text": "Veckodagen stämmer inte.", "lines": [2, 2]}
    first = reread(issues=[odd])
    settle_issue(issue=first.issues.get(), by=None)
    Version.objects.update(reader_version="0.0.1")
    assert reread(issues=[odd]).issues.get().settled_at


def test_all_can_be_accepted_at_once(reread: Reread, ada: User) -> None:
    version = reread(decisions=[make.decision("2", "säga upp avtalet", 33)])
    assert accept(version=version, by=ada) == 1
    assert finding("decision").review == Finding.Review.CONFIRMED
    assert with_changes() == []
    assert Change.objects.get(action="reading-accepted").by == ada


def test_a_document_that_cannot_be_read_now_stays(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = Refusal("too-heavy", "Dokumentet är för tungt.")
    monkeypatch.setattr(rereading, "read_contents", lambda *args, **kwargs: iter([refusal]))
    done = read_again(to_read_again(), by=None)
    assert [(one.pk, reason) for one, reason in done.failed] == [(document.pk, refusal.message)]
    assert Decision.objects.get().text == CLAUSE


def test_an_original_that_is_gone_is_told(document: Document) -> None:
    Version.objects.update(original="ab/borta")
    done = read_again(to_read_again(), by=None)
    assert "Originalet finns inte kvar" in done.failed[0][1]


@pytest.mark.django_db(transaction=True)
def test_the_real_reader_reads_again(tmp_path: Path) -> None:
    path = tmp_path / "protokoll.txt"
    text = "Protokoll Styrgruppen Norrvik 2024-03-05\n\n1. Val\n\nBeslut: att vila\n\n2. Slut\n\nMötet avslutas.\n"
    path.write_text(text, encoding="utf-8")
    import_paths([path], by=None)
    Finding.objects.filter(kind="decision").update(value={**finding("decision").value, "text": "vilja"})
    Version.objects.update(reader_version="0.0.1")
    done = read_again(to_read_again(), by=None)
    assert (done.documents, done.changes, done.failed) == (1, 1, [])
    assert Decision.objects.get().text == "vila"


def test_the_page_shows_both_and_takes_answers(client_of: Callable[[User], Client], eva: User, reread: Reread) -> None:
    version = reread(decisions=[make.decision("2", "säga upp avtalet", 33)])
    client, path = client_of(eva), f"/dokument/{version.document_id}/omlasning/"
    page = client.get(path).content.decode()
    assert CLAUSE in page and "säga upp avtalet" in page
    client.post(path, {"andring": changes(version)[0].key})
    assert Decision.objects.get().text == CLAUSE
    assert "Ingenting blev annorlunda" in client.get(path).content.decode()
    client.post(path)
    assert Version.objects.get(pk=version.pk).accepted_at


def test_what_waits_stands_under_att_se_over(client_of: Callable[[User], Client], eva: User, reread: Reread) -> None:
    Version.objects.update(reader_version="0.0.1")
    assert "1 dokument är lästa av en äldre läsare" in client_of(eva).get("/att-se-over/").content.decode()
    reread(decisions=[])
    page = client_of(eva).get("/att-se-over/").content.decode()
    assert "med ändringar att godta" in page and "äldre läsare" not in page


@pytest.mark.parametrize(("who", "status"), [("rut", 403), ("eva", 200), ("ada", 200), ("nina", 403)])
def test_who_may_see_the_changes(reread: Reread, who: str, status: int) -> None:
    assert status_for(who, f"/dokument/{reread().document_id}/omlasning/") == status


@pytest.mark.parametrize(("who", "status"), [("rut", 403), ("eva", 302), ("ada", 302), ("nina", 403)])
def test_who_may_have_it_read_again(
    client_of: Callable[[User], Client], document: Document, who: str, status: int
) -> None:
    client = client_of(User.objects.create(email="nagon@example.se", role=ROLES[who]))
    assert client.post(f"/dokument/{document.pk}/las-om/").status_code == status
    assert Change.objects.filter(action="document-asked-again").exists() == (status == 302)
