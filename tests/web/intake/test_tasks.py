"""What a worker does with an upload, whatever becomes of the reader, the database or another worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.documents.models import Document, Version
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.reading import Refusal
from rodtrad.web.intake.actions import ask_again, receive
from rodtrad.web.intake.lease import MOST_ATTEMPTS, Lease, give_back, take
from rodtrad.web.intake.models import LEASE, Upload
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.review import importing
from rodtrad.web.review.actions import enter_version
from rodtrad.web.review.importing import Abandoned
from tests.web.review.test_importing import MINUTES

pytestmark = pytest.mark.django_db

Work = Callable[[], str]
CRASHED = Refusal("crashed", "Läsningen avbröts oväntat.")


@pytest.fixture
def upload(eva: User) -> Upload:
    data = MINUTES.encode()
    return receive(original=Original.of(Path("protokoll.txt"), data), data=data, by=eva)


def now(upload: Upload) -> Upload:
    upload.refresh_from_db()
    return upload


def let_the_lease_run_out() -> None:
    Upload.objects.filter(state=Upload.State.READING).update(leased_until=Now() - LEASE)


def test_it_is_entered_by_who_handed_it_in(upload: Upload, eva: User, work: Work) -> None:
    work()
    assert (now(upload).state, upload.attempts, upload.error, upload.owner) == ("done", 1, "", "")
    assert upload.version and upload.version.added_by == eva
    assert Change.objects.filter(action="version-added").get().by == eva


def test_one_of_two_takes_it(upload: Upload) -> None:
    assert take(upload.pk, "en") and not take(upload.pk, "annan")
    assert now(upload).owner == "en"
    let_the_lease_run_out()
    assert take(upload.pk, "annan") and not take(upload.pk, "en")
    assert now(upload).attempts == 2


def test_what_is_being_read_is_left_alone(upload: Upload, work: Work) -> None:
    take(upload.pk, "annan")
    work()
    assert (now(upload).state, upload.owner) == ("reading", "annan")
    assert not Version.objects.exists()


def test_what_a_killed_worker_left_is_read_once_its_lease_has_run_out(upload: Upload, work: Work) -> None:
    DBTaskResult.objects.update(status="RUNNING")
    take(upload.pk, "dödad")
    work()
    assert now(upload).state == "reading"
    let_the_lease_run_out()
    work()
    assert (now(upload).state, upload.attempts) == ("done", 2)
    assert not DBTaskResult.objects.exclude(status__in=("SUCCESSFUL", "FAILED")).exists()
    assert Meeting.objects.count() == 1


def test_a_lost_task_is_asked_for_again_and_a_waiting_one_is_not(upload: Upload) -> None:
    assert ask_again() == 0
    DBTaskResult.objects.all().delete()
    assert (ask_again(), ask_again()) == (1, 0)
    assert DBTaskResult.objects.count() == 1


def test_who_handed_in_many_files_takes_turns_with_who_handed_in_one(eva: User, ada: User, work: Work) -> None:
    def hand_in(name: str, by: User) -> None:
        data = MINUTES.replace("2024", name).encode()
        receive(original=Original.of(Path(f"{name}.txt"), data), data=data, by=by)

    for year in ("2021", "2022", "2023", "2025"):
        hand_in(year, eva)
    hand_in("2026", ada)
    work()
    read = list(Upload.objects.order_by("begun_at").values_list("name", flat=True))
    assert read == ["2021.txt", "2026.txt", "2022.txt", "2023.txt", "2025.txt"]
    assert set(Upload.objects.values_list("state", "attempts")) == {("done", 1)}
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert DBTaskResult.objects.count() == 5


def test_who_has_lost_the_lease_enters_nothing(upload: Upload, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(**given: Any) -> dict[str, int]:
        Upload.objects.update(owner="annan")
        return enter_version(**given)

    monkeypatch.setattr(importing, "enter_version", meanwhile)
    work()
    assert now(upload).state == "reading" and not Document.objects.exists()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_settling_without_the_lease_is_refused(upload: Upload, work: Work) -> None:
    work()
    version = Version.objects.get()
    with pytest.raises(Abandoned):
        Lease(now(upload), "en").settle(version, True)


def test_a_document_whose_workers_die_is_given_up(upload: Upload, work: Work) -> None:
    for number in range(MOST_ATTEMPTS):
        assert take(upload.pk, f"dödad {number}")
        let_the_lease_run_out()
    work()
    assert (now(upload).state, upload.attempts) == ("failed", MOST_ATTEMPTS + 1)
    assert upload.error.startswith(f"Läsningen avbröts {MOST_ATTEMPTS} gånger utan att bli klar.")
    version = Version.objects.get()
    assert (version.state, version.error_code, version.sha256) == ("unreadable", "crashed", upload.sha256)
    let_the_lease_run_out()
    work()
    assert now(upload).attempts == MOST_ATTEMPTS + 1


def test_a_document_that_cannot_even_be_given_up_is_done_with(
    upload: Upload, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**given: Any) -> None:
        raise OperationalError("database or disk is full")

    Upload.objects.update(attempts=MOST_ATTEMPTS)
    monkeypatch.setattr(importing, "keep_unread", fails)
    work()
    assert (now(upload).state, upload.version) == ("failed", None)
    assert upload.error.startswith("Filen kunde varken läsas eller föras in.")


def test_a_lost_original_is_given_up(upload: Upload, work: Work) -> None:
    upload.original.storage.delete(str(upload.original.name))
    for _ in range(MOST_ATTEMPTS + 1):
        work()
    assert now(upload).state == "failed" and upload.version and upload.version.error_code == "crashed"


def test_a_reader_that_crashes_is_tried_again_and_then_given_up(
    upload: Upload, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "read_content", lambda *given, **options: CRASHED)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        work()
        assert now(upload).attempts == attempt
    assert (upload.state, upload.error) == ("failed", CRASHED.message)
    assert Version.objects.count() == 1
    work()
    assert now(upload).attempts == MOST_ATTEMPTS


def test_a_reader_that_crashed_once_reads_it_the_next_time(
    upload: Upload, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(importing, "read_content", lambda *given, **options: CRASHED)
        work()
    assert now(upload).state == "queued"
    work()
    assert (now(upload).state, upload.attempts) == ("done", 2)
    assert Document.objects.count() == Meeting.objects.count() == 1


def test_a_database_that_does_not_take_it_is_tried_again(
    upload: Upload, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**given: Any) -> dict[str, int]:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(importing, "enter_version", fails)
        work()
    assert now(upload).state == "queued" and not Meeting.objects.exists()
    work()
    assert now(upload).state == "done" and Meeting.objects.count() == 1


def test_a_worker_that_is_told_to_end_leaves_it_as_if_it_had_not_begun(
    upload: Upload, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*given: Any, **options: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(importing, "read_content", ended)
        work()
    assert (now(upload).state, upload.attempts) == ("queued", 0)
    work()
    assert now(upload).state == "done"


def test_a_fault_of_ours_counts_as_an_attempt(upload: Upload, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: Any, **options: Any) -> None:
        raise KeyError("något hos oss")

    monkeypatch.setattr(importing, "read_content", fails)
    work()
    assert (now(upload).state, upload.attempts) == ("queued", 1)
    assert "något hos oss" in DBTaskResult.objects.get().traceback


def test_only_who_holds_it_gives_it_back(upload: Upload) -> None:
    take(upload.pk, "en")
    give_back(upload.pk, "annan", counted=True)
    assert now(upload).state == "reading"
    give_back(upload.pk, "en", counted=True)
    assert (now(upload).state, upload.attempts, upload.leased_until) == ("queued", 1, None)
