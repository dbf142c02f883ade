"""Real workers on a real installation: killed, restarted and side by side, and every document read once."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import psycopg
import pytest

from scripts.stages import ROOT
from tests.backup.conftest import Installation

SAMPLES = ROOT / "samples"
WITHIN = 240.0  # seconds; on a machine that does other things too


@pytest.fixture
def installation(migrated: Installation) -> Installation:
    return migrated


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """Minutes of so many pages that reading them takes seconds."""
    path = tmp_path / "lang.pdf"
    with pikepdf.new() as long, pikepdf.open(SAMPLES / "styrgruppen-2026-06-05.pdf") as sample:
        for _ in range(15):
            long.pages.extend(sample.pages)
        long.save(path)
    return path


def ask(installation: Installation, statement: str) -> list[Any]:
    """What the database answers, past Django."""
    if installation.database:
        with psycopg.connect(installation.database, autocommit=True) as server:
            cursor = server.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []
    with closing(sqlite3.connect(installation.data / "rodtrad.sqlite3", timeout=10)) as file, file:
        return file.execute(statement).fetchall()


def hand_in(installation: Installation, *paths: Path) -> None:
    environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "rodtrad.web.settings"}
    subprocess.run([sys.executable, "-m", "tests.workers.hand_in", *paths], cwd=ROOT, env=environment, check=True)


def until(what: Callable[[], Any]) -> Any:
    """What it gives as soon as it gives anything."""
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come about")


@contextmanager
def running(installation: Installation, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = installation.start(*arguments)
    try:
        yield process
    finally:
        process.terminate()
        _, told = process.communicate(timeout=30)
        assert "Traceback" not in told, told


def being_read(installation: Installation) -> int:
    """The worker that is in the middle of a document, or 0."""
    rows = ask(installation, "SELECT owner FROM intake_upload WHERE state = 'reading' AND page > 1")
    return int(rows[0][0].split("-")[-2]) if rows else 0


def unfinished(installation: Installation) -> int:
    (rows,) = ask(installation, "SELECT count(*) FROM intake_upload WHERE state IN ('queued', 'reading')")
    return int(rows[0])


def states(installation: Installation) -> list[tuple[str, int]]:
    return ask(installation, "SELECT state, attempts FROM intake_upload ORDER BY id")


def in_register(installation: Installation) -> tuple[int, int, int]:
    """Documents, versions and meetings."""
    tables = ("documents_document", "documents_version", "meetings_meeting")
    documents, versions, meetings = (ask(installation, f"SELECT count(*) FROM {table}")[0][0] for table in tables)  # noqa: S608  # names of ours
    return documents, versions, meetings


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_is_killed_is_replaced_and_the_document_is_read_once(
    installation: Installation, slow: Path
) -> None:
    hand_in(installation, slow)
    with running(installation, "worker") as keeper:
        killed = until(lambda: being_read(installation))
        os.kill(killed, signal.SIGKILL)
        others = f"SELECT name FROM intake_worker WHERE name NOT LIKE '%-{killed}-%'"  # noqa: S608  # a number
        until(lambda: ask(installation, others))
        # The other one waits for the lease, which is made to run out now.
        ((owner,),) = ask(installation, "SELECT owner FROM intake_upload")
        assert f"-{killed}-" in owner
        ask(installation, "UPDATE intake_upload SET leased_until = '2026-01-01 00:00:00'")
        until(lambda: not unfinished(installation))
        assert keeper.poll() is None
    assert states(installation) == [("done", 2)]
    assert in_register(installation) == (1, 1, 1)
    assert ask(installation, "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'") == [
        (0,)
    ]


def test_a_server_that_is_restarted_goes_on_at_once(installation: Installation, slow: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    hand_in(installation, slow)
    with running(installation, "serve", "--port", port):
        worker = until(lambda: being_read(installation))
    until(lambda: not is_alive(worker))
    assert states(installation) == [("queued", 0)]
    with running(installation, "serve", "--port", port):
        until(lambda: not unfinished(installation))
        (worker,) = (int(name.split("-")[-2]) for (name,) in ask(installation, "SELECT name FROM intake_worker"))
    until(lambda: not is_alive(worker))
    assert states(installation) == [("done", 1)]
    assert in_register(installation) == (1, 1, 1)


def test_several_workers_read_each_document_once(installation: Installation) -> None:
    files = sorted(SAMPLES.glob("*.txt"))[:6]
    twin = installation.data.parent / "samma under annat namn.txt"
    twin.write_bytes(files[0].read_bytes())
    hand_in(installation, *files, twin)
    with running(installation, "worker", "--jobs", "2"), running(installation, "worker"):
        until(lambda: not unfinished(installation))
    assert sorted(states(installation)) == [*[("done", 1)] * 6, ("known", 1)]
    assert in_register(installation)[:2] == (6, 6)


def test_workers_end_with_their_keeper(installation: Installation) -> None:
    keeper = installation.start("worker")
    ((name,),) = until(lambda: ask(installation, "SELECT name FROM intake_worker"))
    worker = int(name.split("-")[-2])
    keeper.kill()
    keeper.communicate()
    until(lambda: not is_alive(worker))
    assert ask(installation, "SELECT name FROM intake_worker") == []
