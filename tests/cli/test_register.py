from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import urllib.request
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.cli.calls import COMMAND, MOUNT, UNMOUNT, Call, Called, minutes, start, wait_for
from tests.migrated import DATABASE, environment, migrated_register

# The register


SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def register(tmp_path: Path) -> Call:
    """Runs the command on a register of its own, without documents."""
    shutil.copytree(migrated_register(), tmp_path / "data")
    ours = environment() | {"RODTRAD_DATA": str(tmp_path / "data")}

    def called(*arguments: str | Path, **extra: str) -> Called:
        command = [*COMMAND, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=tmp_path, env=ours | extra, capture_output=True, text=True, timeout=60, check=False
        )
        return done.returncode, done.stdout, done.stderr

    return called


def test_documents_are_imported_once(register: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "d" / "a.txt")
    (tmp_path / "d" / "tom.txt").touch()
    code, out, err = register("import", "d")
    assert code == 1
    assert re.search(r"^ +1 dokument inläst$", out, re.M)
    assert re.search(r"^ +1 möte$", out, re.M)
    assert err.startswith("d/tom.txt: Filen är tom.")
    code, out, err = register("import", "d/a.txt")
    assert (code, out.strip(), err) == (0, "1 redan inläst", "")


def test_what_a_migration_leaves_to_conclude_is_concluded_when_it_is_opened(register: Call, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "data" / DATABASE)) as there:
        concluded = there.execute("SELECT migration FROM review_concluded").fetchall()
        assert len(concluded) == 1
        there.execute("DELETE FROM review_concluded")
        there.commit()
        assert register("migrate")[0] == 0
        assert there.execute("SELECT migration FROM review_concluded").fetchall() == concluded


def test_a_folder_that_tells_of_bodies_alone_is_no_failure(register: Call, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    head = "namn;slag;overordnat;lan;andra_namn\n"
    (tmp_path / "d" / "organ.csv").write_text(f"{head}Beredningsgruppen;beredning;;Älvmarks län;\n", encoding="utf-8")
    code, out, err = register("import", "d")
    assert (code, out.strip(), err) == (0, "1 organ tillagt eller ändrat", "")
    (tmp_path / "d" / "organ.csv").unlink()
    code, _, err = register("import", "d")
    assert code == 1 and "Mappen innehåller inga dokument" in err


def test_what_this_reader_read_is_not_read_again(register: Call, tmp_path: Path) -> None:
    minutes(tmp_path / "d" / "a.txt")
    register("import", "d")
    code, out, _ = register("reread")
    assert (code, out.split("\n")[0].strip()) == (0, "0 dokument omlästa")
    assert "1 dokument omläst\n" in register("reread", "--document", "1")[1]
    code, _, err = register("reread", "--document", "7")
    assert (code, err) == (2, "Det finns inget dokument med nummer 7.\n")


def test_pictures_are_cleared_and_nothing_else(register: Call, tmp_path: Path) -> None:
    kept = tmp_path / "data" / "pictures" / "ab" / "abc"
    kept.mkdir(parents=True)
    for page in (1, 2):
        (kept / f"{page}.png").write_bytes(b"bild")
    original = tmp_path / "data" / "originals" / "ab" / "abc"
    original.parent.mkdir(parents=True)
    original.write_bytes(b"original")
    code, said, _ = register("clear-pictures")
    assert (code, said) == (0, "2 filer borttagna. Bilderna görs på nytt när någon ser på sidan.\n")
    assert list((tmp_path / "data" / "pictures").rglob("*")) == []
    assert original.read_bytes() == b"original"
    assert register("clear-pictures")[:2] == (0, "0 filer borttagna. Bilderna görs på nytt när någon ser på sidan.\n")


@pytest.mark.skipif(os.geteuid() != 0 or not MOUNT, reason="only root mounts a small disk")
@pytest.mark.parametrize("parties", [True, False])
def test_a_full_disk_is_told_and_harms_nothing(register: Call, tmp_path: Path, parties: bool) -> None:
    minutes(tmp_path / "d" / "a.txt")
    if parties:
        shutil.copy(SAMPLES / "parter.csv", tmp_path / "d")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run([MOUNT, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine mounts no disks")
    try:
        shutil.copytree(tmp_path / "data", disk / "data")
        # What SQLite maps into memory, and the original, find room; the pages it writes do not.
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 64 * 1024))
        code, out, err = register("import", "d", RODTRAD_DATA=str(disk / "data"))
        assert (code, out) == (1, "")
        assert "kunde inte spara" in err and "ERROR" not in err and "Traceback" not in err
        (disk / "filler").unlink()
        code, out, err = register("import", "d", RODTRAD_DATA=str(disk / "data"))
        assert (code, "1 dokument inläst\n" in out, err) == (0, True, "")
    finally:
        subprocess.run([UNMOUNT, str(disk)], check=True)


@pytest.mark.parametrize("command", ["login-link", "clear-pictures", "backup b.zip"])
def test_what_needs_a_register_makes_none(register: Call, command: str, tmp_path: Path) -> None:
    code, out, err = register(*command.split(), RODTRAD_DATA=str(tmp_path / "other"))
    assert (code, out, "Det finns inget register i" in err) == (1, "", True)
    assert (tmp_path / "other" / "rodtrad.sqlite3").stat().st_size == 0


def test_a_login_link_is_made_for_whom_one_names(register: Call) -> None:
    code, out, err = register("login-link", "--port", "8123")
    assert (code, err) == (0, "")
    assert re.fullmatch(r"http://127\.0\.0\.1:8123/\S+/\S{30,}/\n", out)
    code, _, err = register("login-link", "rut@ekeby.example")
    assert (code, "Det finns inget konto med adressen rut@ekeby.example" in err) == (1, True)
    assert register("login-link", "rut@ekeby.example", "--create", "reader")[0] == 0
    code, out, _ = register("login-link", "Rut@ekeby.example", RODTRAD_HOSTS="rodtrad.example.se")
    assert (code, out.startswith("https://rodtrad.example.se/")) == (0, True)
    assert register("login-link", "ingen adress", "--create", "reader")[0] == 2
    code, _, err = register("login-link", "rut@ekeby.example", "--no-second-step")
    assert code == 1 and "har inget andra steg" in err


@pytest.mark.parametrize(
    ("extra", "code", "says"),
    [
        ({"RODTRAD_TODAY": "igår"}, 2, "RODTRAD_TODAY är ”igår”"),
        ({"RODTRAD_MAX_BYTES": "noll"}, 2, "RODTRAD_MAX_BYTES är ”noll”"),
        ({"DATABASE_URL": "postgres://127.0.0.1:1/x"}, 1, "Databasen kan inte öppnas"),
        ({"DATABASE_URL": "sqlite:////dev/null/x"}, 1, "Databasen kan inte öppnas"),
    ],
)
def test_settings_and_databases_that_do_not_work_are_told(
    register: Call, extra: dict[str, str], code: int, says: str
) -> None:
    found, out, err = register("migrate", **extra)
    assert (found, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


def test_a_port_that_is_taken_is_told_before_anything_is_done(call: Call, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = call("up", "--port", port)
    assert code == 1
    assert f"Porten {port} är upptagen" in err
    assert not (tmp_path / "data").exists()


def test_a_mistyped_folder_stops_the_start(call: Call, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code, out, err = call("up", "protokol", "--port", port)
    assert (code, out) == (2, "")
    assert err.startswith("protokol finns inte.")
    assert not (tmp_path / "data").exists()


def test_up_reads_serves_and_ends(tmp_path: Path) -> None:
    minutes(tmp_path / "d" / "a.txt")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ours = environment() | {"RODTRAD_DATA": str(tmp_path / "data")}
    for told in ("1 dokument inläst\n", "1 redan inläst\n"):
        with start("up", "d", "--port", str(port), cwd=tmp_path, env=ours) as process, ExitStack() as end:
            end.callback(process.kill)  # a server that nobody ends would be waited for when an assertion fails
            assert process.stdout is not None
            shown = ""
            while "Ctrl+C" not in shown:
                shown += (line := process.stdout.readline())
                assert line, process.stderr and process.stderr.read()
            assert told in shown
            assert shown.startswith("Gör ett nytt register och läser 1 dokument …\n") is ("redan" not in told)
            link = re.search(rf"http://127\.0\.0\.1:{port}/\S+/\S+/", shown)
            assert link
            wait_for(lambda: answers(port))
            with urllib.request.urlopen(link[0], timeout=10) as page:  # noqa: S310  # our own address
                assert page.status == 200
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=20)
            assert (process.returncode, err) == (0, "")


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
