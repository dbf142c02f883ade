"""Files become a register through the real reader, in processes of their own; nothing is half imported."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError

from rodtrad.web.accounts.models import Change
from rodtrad.web.bodies.actions import add_parties
from rodtrad.web.documents.models import Document, Finding, Version
from rodtrad.web.documents.originals import MOST_KEPT
from rodtrad.web.documents.reading import ReadFile, read_files
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Meeting
from rodtrad.web.review import importing
from rodtrad.web.review.actions import enter_version
from rodtrad.web.review.importing import ImportSummary, import_paths

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[3] / "samples"
MINUTES = """Protokoll Samverkansrådet

Datum: 2024-03-05
Plats: Rådhuset

Närvarande
Tove Alnfors, Region Älvmark, ordförande
Birger Storhed, Norrviks kommun
Signe Rönnbacke, Sandhamra kommun, justerare

§ 1 Mötets öppnande
Ordföranden öppnar mötet.

§ 2 Avtal om hjälpmedel
Signe Rönnbacke redogör för avtalet.
Samverkansrådet beslutar
att förlänga avtalet om hjälpmedel ett år, och
att uppdra till Norrviks kommun att redovisa kostnaderna senast den 14 juni 2024.
"""


@pytest.fixture(autouse=True)
def parties(db: None) -> None:
    add_parties(path=SAMPLES / "parter.csv", by=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "protokoll.txt").write_text(MINUTES, encoding="utf-8")
    return tmp_path


def import_all(folder: Path) -> ImportSummary:
    return import_paths(sorted(folder.iterdir()), by=None)


def test_a_file_becomes_a_meeting_with_its_source(folder: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    paths = sorted(folder.iterdir())
    summary = import_paths(paths, by=None, progress=lambda done, total, path: seen.append((done, total, path.name)))
    assert (summary.documents, summary.meetings, summary.decisions, summary.assignments) == (1, 1, 2, 1)
    assert summary.not_read == []
    assert seen == [(1, 1, "protokoll.txt")]
    decision = Decision.objects.select_related("finding__version").get(text__startswith="förlänga")
    assert decision.finding
    place = slice(decision.finding.first_char, decision.finding.end_char)
    assert "förlänga avtalet om hjälpmedel ett år" in decision.finding.version.text[place]
    assignment = Assignment.objects.get()
    assert str(assignment.party) == "Norrviks kommun" and str(assignment.due) == "2024-06-14"
    assert Document.objects.get().county and str(Document.objects.get().county) == "Älvmarks län"


def test_the_original_is_kept_unchanged(folder: Path) -> None:
    import_all(folder)
    version = Version.objects.get()
    with version.original.open("rb") as file:
        assert file.read() == (folder / "protokoll.txt").read_bytes()
    assert version.original.name == f"{version.sha256[:2]}/{version.sha256}"


def test_the_same_file_twice_changes_nothing(folder: Path) -> None:
    import_all(folder)
    changes, findings = Change.objects.count(), Finding.objects.count()
    (folder / "samma under annat namn.txt").write_text(MINUTES, encoding="utf-8")
    summary = import_all(folder)
    assert (summary.documents, summary.unchanged) == (0, 2)
    assert (Change.objects.count(), Finding.objects.count()) == (changes, findings)


def test_two_with_the_same_content_in_one_import_are_one(folder: Path) -> None:
    (folder / "samma under annat namn.txt").write_text(MINUTES, encoding="utf-8")
    summary = import_all(folder)
    assert (summary.documents, summary.unchanged) == (1, 1)
    assert Document.objects.count() == Meeting.objects.count() == 1


def test_a_corrected_file_is_a_new_version(folder: Path) -> None:
    import_all(folder)
    kept = Decision.objects.get(text__startswith="förlänga").pk
    (folder / "protokoll.txt").write_text(MINUTES.replace("14 juni", "20 juni"), encoding="utf-8")
    summary = import_all(folder)
    assert (summary.documents, summary.new_versions) == (1, 1)
    assert [v.number for v in Document.objects.get().versions.order_by("number")] == [1, 2]
    assert Decision.objects.get(text__startswith="förlänga").pk == kept
    assert str(Assignment.objects.get().due) == "2024-06-20"


def test_what_no_disk_has_room_for_is_told_and_not_kept(folder: Path) -> None:
    with (folder / "stor.pdf").open("wb") as file:
        file.truncate(MOST_KEPT + 1)  # takes no room here
    summary = import_all(folder)
    (refused,) = summary.not_read
    assert (summary.documents, refused.code) == (1, "too-large")
    assert refused.reason.endswith("Den är också för stor för att sparas i registret.")
    assert not Document.objects.filter(name="stor.pdf").exists()


BAD = {
    "tom.txt": (b"", "empty"),
    "bild.txt": (b"\x89PNG\r\n\x1a\n" + bytes(200), "wrong-ending"),
    "protokoll.pdf": (b"%PDF-1.7 ...", "broken"),
    "protokoll.xlsx": (b"PK\x03\x04 xl/workbook.xml", "unsupported-format"),
    "recept.txt": ("Vispa ägg och socker.\n\nGrädda i ugnen.\n".encode(), "not-ours"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_kept_with_its_reason_and_the_others_go_on(folder: Path, name: str) -> None:
    data, code = BAD[name]
    (folder / name).write_bytes(data)
    summary = import_all(folder)
    assert summary.documents == 1
    assert [(n.path.name, n.code) for n in summary.not_read] == [(name, code)]
    version = Version.objects.get(document__name=name)
    assert version.state in (Version.State.UNREADABLE, Version.State.NOTHING)
    assert version.error == summary.not_read[0].reason != ""
    with version.original.open("rb") as file:
        assert file.read() == data
    assert import_all(folder).not_read == summary.not_read  # told again, stored once
    assert Version.objects.filter(document__name=name).count() == 1


@pytest.mark.parametrize("content", [MINUTES.encode(), b"\x00"])
def test_a_file_whose_name_is_not_utf8_is_kept_under_what_can_be_read_of_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / os.fsdecode("protokoll mj\xf6lby.txt".encode("latin-1"))).write_bytes(content)
    (tmp_path / "senare.txt").write_text(MINUTES.replace("2024-03-05", "2024-05-07"), encoding="utf-8")
    import_all(tmp_path)
    assert [d.name for d in Document.objects.order_by("name")] == ["protokoll mj\ufffdlby.txt", "senare.txt"]
    assert "2024-05-07" in [str(m.date) for m in Meeting.objects.all()]


def test_a_file_that_is_not_there_is_told_and_not_stored(folder: Path) -> None:
    summary = import_paths([folder / "borta.txt", folder], by=None)
    assert [n.code for n in summary.not_read] == ["missing", "missing"]
    assert all(n.reason for n in summary.not_read)
    assert not Document.objects.exists()


def test_a_file_that_was_unreadable_becomes_readable(folder: Path) -> None:
    path = folder / "protokoll.txt"
    path.write_bytes(b"")
    import_all(folder)
    path.write_text(MINUTES, encoding="utf-8")
    assert import_all(folder).documents == 1
    assert [v.state for v in Document.objects.get().versions.order_by("number")] == ["unreadable", "read"]


def test_a_failure_in_the_middle_rolls_back_that_one_and_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "senare.txt").write_text(MINUTES.replace("2024-03-05", "2024-05-07"), encoding="utf-8")

    def fails_at_the_first(**given: Any) -> dict[str, int]:
        rows = enter_version(**given)
        if given["version"].document.name == "protokoll.txt":
            raise OperationalError("database or disk is full")
        return rows

    with monkeypatch.context() as patched:
        patched.setattr(importing, "enter_version", fails_at_the_first)
        summary = import_all(folder)
    assert summary.documents == 1
    assert [(n.path.name, n.code) for n in summary.not_read] == [("protokoll.txt", "not-entered")]
    assert "ledigt utrymme" in summary.not_read[0].reason
    assert [str(m.date) for m in Meeting.objects.all()] == ["2024-05-07"]
    assert Finding.objects.filter(version__document__name="protokoll.txt").count() == 0
    failed = Version.objects.get(document__name="protokoll.txt")
    assert failed.state == Version.State.FAILED and default_storage.exists(failed.original.name or "")

    again = import_all(folder)
    assert (again.documents, again.unchanged, again.not_read) == (1, 1, [])
    assert Meeting.objects.count() == 2
    assert Document.objects.count() == 2


def test_an_original_that_was_half_written_is_written_whole(folder: Path) -> None:
    data = (folder / "protokoll.txt").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    default_storage.save(f"{digest[:2]}/{digest}", ContentFile(data[:100]))  # what a killed import leaves
    import_all(folder)
    with Version.objects.get().original.open("rb") as file:
        assert file.read() == data


def test_what_another_import_entered_meanwhile_is_not_entered_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*given: Any, **options: Any) -> Iterator[ReadFile]:
        read = list(read_files(*given, **options))
        with monkeypatch.context() as other:
            other.setattr(importing, "read_files", read_files)
            assert import_all(folder).documents == 1
        yield from read

    monkeypatch.setattr(importing, "read_files", late)
    summary = import_all(folder)
    assert (summary.documents, summary.unchanged) == (0, 1)
    assert (Version.objects.count(), Meeting.objects.count()) == (1, 1)


def test_storage_that_fails_is_a_clear_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(name: str, content: object) -> str:
        raise OSError(28, "No space left on device")

    (folder / "protokoll.txt").write_text(MINUTES.replace("Rådhuset", "Stadshuset"), encoding="utf-8")
    monkeypatch.setattr(default_storage, "save", full)
    summary = import_all(folder)
    assert [n.code for n in summary.not_read] == ["not-stored"]
    assert "ledigt utrymme" in summary.not_read[0].reason
    assert not Document.objects.exists()


def test_the_samples(tmp_path: Path) -> None:
    files = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".docx", ".pdf")]
    summary = import_paths(files, by=None)
    assert (summary.documents, summary.not_read) == (len(files), [])
    assert (summary.meetings, summary.plans) == (28, 2)
    assert {str(d.county) for d in Document.objects.all()} == {"Älvmarks län"}
