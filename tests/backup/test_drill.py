"""The drill: an installation is backed up, lost, and got back the same; a backup that is not whole changes nothing."""

from __future__ import annotations

import json
import re
import signal
import stat
import time
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tests.backup.conftest import Installation, Maker

Parts = dict[str, bytes]


def parts_of(file: Path) -> Parts:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(file: Path, parts: Parts) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def backup_of(installation: Installation) -> Path:
    file = installation.data.parent / "kopia.zip"
    code, out, err = installation.run("backup", file)
    assert (code, err) == (0, "")
    assert "original" in out
    return file


def test_a_lost_installation_comes_back_the_same(filled: Installation, installations: Maker) -> None:
    file = backup_of(filled)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    fresh = installations.new()
    code, out, err = fresh.run("restore", file)
    assert (code, err) == (0, "")
    assert re.search(r"Återställt ur .+ från \d{4}-\d\d-\d\d \d\d\.\d\d: ", out)
    assert json.loads(without_log(fresh.content())) == json.loads(without_log(filled.content()))
    assert fresh.originals() == filled.originals() != {}
    assert (fresh.data / "secret-key").read_text() == (filled.data / "secret-key").read_text()
    assert "register-restored" in fresh.django("dumpdata", "accounts.change")
    assert [path.name for path in fresh.data.iterdir() if path.name.startswith(".")] == []


def without_log(content: str) -> str:
    """Without what the restoring itself adds to the log."""
    return json.dumps([row for row in json.loads(content) if row["model"] != "accounts.change"])


def test_what_is_there_is_replaced_only_when_told_and_kept_first(filled: Installation, installations: Maker) -> None:
    file = backup_of(filled)
    before = filled.content()
    assert filled.run("login-link", "birger@norrvik.example", "--create", "reader")[0] == 0
    changed = filled.content()
    code, _, err = filled.run("restore", file)
    assert (code, "--replace" in err) == (1, True)
    assert filled.content() == changed
    assert filled.run("restore", file, "--replace")[0] == 0
    assert without_log(filled.content()) == without_log(before)
    (kept,) = (filled.data / "backups").iterdir()
    again = installations.new()
    assert again.run("restore", kept)[0] == 0
    assert without_log(again.content()) == without_log(changed)


def damaged(parts: Parts, name: str) -> Parts:
    content = parts[name]
    return {**parts, name: content[: len(content) // 2] + b"?" + content[len(content) // 2 + 1 :]}


def manifest(parts: Parts, change: Callable[[dict[str, object]], object]) -> Parts:
    told = json.loads(parts["manifest.json"])
    change(told)
    return {**parts, "manifest.json": json.dumps(told).encode()}


def rows_that_differ(told: dict[str, object]) -> None:
    told["rows"] = {**dict(told["rows"]), "documents_document": 77}  # type: ignore[call-overload]  # JSON has no types


def shell(told: dict[str, object]) -> None:
    """A table whose name would end the quote it is written in and call a shell."""
    told["rows"] = {**dict(told["rows"]), "x$check$ \n\\! touch inbrott\n\\q\n": 0}  # type: ignore[call-overload]  # JSON has no types


def exchanged(parts: Parts) -> Parts:
    """Another content under an original's name, with a manifest that answers for it."""
    name = next(name for name in parts if name.startswith("originals/"))

    def answer(told: dict[str, object]) -> None:
        told["parts"] = {**dict(told["parts"]), name: [4, sha256(b"ont!").hexdigest()]}  # type: ignore[call-overload]  # as above

    return {**manifest(parts, answer), name: b"ont!"}


SPOILT: dict[str, Callable[[Parts], Parts]] = {
    "a database that differs": lambda parts: damaged(parts, "database"),
    "an original that differs": lambda parts: damaged(parts, next(name for name in parts if "originals/" in name)),
    "an original that is missing": lambda parts: {name: c for name, c in parts.items() if "originals/" not in name},
    "a part that does not belong": lambda parts: {**parts, "originals/../../x": b"x"},
    "no manifest": lambda parts: {name: content for name, content in parts.items() if name != "manifest.json"},
    "a manifest that is none": lambda parts: {**parts, "manifest.json": b"[]"},
    "rows that are not there": lambda parts: manifest(parts, rows_that_differ),
    "a table that is a command": lambda parts: manifest(parts, shell),
    "an original of another content": exchanged,
    "rows that are a list": lambda parts: manifest(parts, lambda told: told.update(rows=[1])),
    "another engine": lambda parts: manifest(parts, lambda told: told.update(engine="oracle")),
    "a newer version": lambda parts: manifest(parts, lambda told: told.update(migrations=["bodies.9999_later"])),
}


def test_a_backup_that_is_not_right_changes_nothing(filled: Installation) -> None:
    file = backup_of(filled)
    before, originals, key = filled.content(), filled.originals(), (filled.data / "secret-key").read_bytes()
    for what, spoil in SPOILT.items():
        spoilt = written(file.with_name(f"{what}.zip"), spoil(parts_of(file)))
        code, out, err = filled.run("restore", spoilt, "--replace")
        assert (what, code, out, bool(err.strip()), "Traceback" in err) == (what, 1, "", True, False)
    assert filled.content() == before
    assert (filled.originals(), (filled.data / "secret-key").read_bytes()) == (originals, key)


def test_no_file_and_no_backup_are_told(installations: Maker, tmp_path: Path) -> None:
    installation = installations.new()
    assert "finns inte" in installation.run("restore", tmp_path / "ingen.zip")[2]
    (tmp_path / "annat.zip").write_text("inget arkiv")
    assert "ingen hel säkerhetskopia" in installation.run("restore", tmp_path / "annat.zip")[2]
    assert "Det finns inget register" in installation.run("backup", tmp_path / "ny.zip")[2]
    assert installation.run("migrate")[0] == 0
    assert "finns redan" in installation.run("backup", tmp_path / "annat.zip")[2]
    assert (tmp_path / "annat.zip").read_text() == "inget arkiv"
    code, _, err = installation.run("backup", tmp_path / "ingen mapp" / "kopia.zip")
    assert (code, "kunde inte skrivas" in err) == (1, True)


def test_an_original_that_is_lost_stops_the_backup(filled: Installation) -> None:
    lost = next(iter(filled.originals()))
    (filled.data / "originals" / lost).unlink()
    code, _, err = filled.run("backup", filled.data.parent)
    assert (code, lost in err) == (1, True)
    assert list(filled.data.parent.glob("*.zip")) == []


def test_a_lost_original_comes_back_by_restoring(filled: Installation) -> None:
    file = backup_of(filled)
    lost, content = next(iter(filled.originals().items()))
    (filled.data / "originals" / lost).unlink()
    code, _, err = filled.run("restore", file, "--replace")
    assert (code, err) == (0, "")
    assert filled.originals()[lost] == content


def test_a_file_that_is_no_database_any_more_is_set_aside(filled: Installation, engine: str) -> None:
    if engine == "postgresql":
        return  # its files are the server's
    file, whole = backup_of(filled), without_log(filled.content())
    database = filled.data / "rodtrad.sqlite3"
    for part in filled.data.glob("rodtrad.sqlite3*"):
        part.unlink()
    database.write_bytes(b"inte en databas " * 1000)
    assert filled.run("restore", file)[0] == 0
    assert without_log(filled.content()) == whole
    assert [path.name for path in filled.data.glob("*.skadad-*")]


def test_a_database_that_does_not_answer_is_not_taken_for_empty(filled: Installation, engine: str) -> None:
    if engine == "sqlite":
        return  # a file always answers
    file = backup_of(filled)
    away = Installation(filled.data, filled.database.replace("drill_", "away_"))
    code, _, err = away.run("restore", file)
    assert (code, "kan inte öppnas" in err) == (1, True)


def test_an_older_database_is_backed_up_before_it_is_changed(filled: Installation, installations: Maker) -> None:
    filled.django("migrate", "review", "zero")
    code, _, err = filled.run("migrate")
    assert (code, "Säkerhetskopia:" in err) == (0, True)
    (kept,) = (filled.data / "backups").iterdir()
    assert filled.run("migrate") == (0, "", "")
    assert list((filled.data / "backups").iterdir()) == [kept]
    fresh = installations.new()
    assert fresh.run("restore", kept)[0] == 0
    assert without_log(fresh.content()) == without_log(filled.content())


def test_a_restoring_that_is_killed_leaves_the_old_or_the_new(filled: Installation) -> None:
    file = backup_of(filled)
    new = without_log(filled.content())
    assert filled.run("login-link", "birger@norrvik.example", "--create", "reader")[0] == 0
    old = without_log(filled.content())
    for tenths in (4, 8, 10, 12):
        process = filled.start("restore", file, "--replace")
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        process.communicate()
        found = without_log(filled.content())
        assert found in (old, new)
        old = found
    assert filled.run("restore", file, "--replace")[0] == 0
    assert without_log(filled.content()) == new
