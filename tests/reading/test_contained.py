from __future__ import annotations

import ast
import hashlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rodtrad.reading.contained import ContainedReader, Limits, Outcome, read_file
from rodtrad.reading.limits import BadSetting
from rodtrad.reading.sources import Unreadable
from tests.reading import misbehaviour

ROOT = Path(__file__).parents[2]
TASK = f"{misbehaviour.__name__}:prepare"
MINUTES = (
    "Protokoll Styrgruppen Norrvik\n\nTid: 3 mars 2023 kl 9-11\n\n§ 1 Val av justerare\n\nBeslut: Rut Ekman utses.\n"
)
NOBODY = 65_534


@pytest.fixture(scope="module", autouse=True)
def servers_find_the_tests() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        yield


@pytest.fixture(scope="module")
def reader() -> Iterator[ContainedReader]:
    """One that reads for real."""
    with ContainedReader(jobs=2) as reader:
        yield reader


@pytest.fixture(scope="module")
def misled() -> Iterator[ContainedReader]:
    """One whose children do what the document's name says."""
    limits = Limits(max_bytes=1_000_000, memory=400_000_000, cpu=1, wall=1.2)
    with ContainedReader(jobs=2, limits=limits, _task=TASK) as reader:
        yield reader


def test_documents_are_read_in_their_order(reader: ContainedReader, tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    file.write_bytes(MINUTES.encode("cp1252"))
    first, second = reader.read([("a.txt", MINUTES.encode()), ("b.txt", file)])
    assert (first.name, second.name) == ("a.txt", "b.txt")
    assert second.data == MINUTES.encode("cp1252")
    assert second.sha256 == hashlib.sha256(second.data).hexdigest()
    for outcome in (first, second):
        assert outcome.error is None
        assert outcome.reading is not None
        assert outcome.reading.text == MINUTES
        assert outcome.reading.line_starts[:3] == (0, 30, 31)
        assert outcome.reading.page_starts == (0,)
        assert outcome.reading.record.kind == "minutes"
        assert outcome.reading.json["kind"] == "minutes"


def test_what_can_not_be_read_is_told_and_the_next_is_read(reader: ContainedReader) -> None:
    documents = [("a.txt", b""), ("b.txt", MINUTES.encode()), ("c.txt", b"%PDF-1.7\n"), ("d.txt", MINUTES.encode())]
    outcomes = list(reader.read(documents))
    assert [outcome.error and outcome.error.code for outcome in outcomes] == ["empty", None, "wrong-ending", None]
    assert outcomes[0].error is not None
    assert outcomes[0].error.message == "Filen är tom. Kontrollera att rätt fil sparades och försök igen."
    assert outcomes[2].data == b"%PDF-1.7\n"


def test_pages_are_told_as_they_are_read(reader: ContainedReader) -> None:
    told: list[tuple[int, int]] = []
    sample = ROOT / "samples/styrgruppen-2026-06-05.pdf"
    (outcome,) = reader.read([(sample.name, sample)], on_page=lambda page, pages: told.append((page, pages)))
    assert outcome.reading is not None
    pages = len(outcome.reading.page_starts)
    assert told == [(page, pages) for page in range(1, pages + 1)] and pages > 1


@pytest.mark.parametrize(
    ("misdeed", "code"),
    [
        ("kill-itself", "too-heavy"),  # as the system does when memory is out
        ("crash", "crashed"),
        ("fail", "crashed"),
        ("refuse", "undecodable"),
        ("exhaust-memory", "too-heavy"),
        ("recurse", "crashed"),
        ("end-silently", "crashed"),
        ("garbage", "crashed"),
        ("nothing-but-brackets", "crashed"),
        ("babble", "crashed"),
        ("leave-out-a-page", "crashed"),
        ("say-too-many-pages", "crashed"),
        ("half-a-pair", "crashed"),
        ("nul", "crashed"),
        ("no-record", "crashed"),
        ("starts-outside", "crashed"),
        ("linger", "crashed"),
        ("kill-server", "crashed"),
    ],
)
def test_a_child_that_fails_is_one_document_and_the_next_is_read(
    misled: ContainedReader, misdeed: str, code: str
) -> None:
    failed, *others = misled.read([(misdeed, b"x"), *[(f"{n}", b"Protokoll") for n in range(4)]])
    assert failed.error is not None
    assert (failed.name, failed.error.code, failed.data) == (misdeed, code, b"x")
    assert [other.reading and other.reading.text for other in others] == ["Protokoll"] * 4


def test_children_that_never_end_are_two_documents(misled: ContainedReader) -> None:
    outcomes = list(misled.read([("loop", b"x"), ("sleep", b"x"), ("a", b"Protokoll"), ("b", b"Protokoll")]))
    assert [outcome.error and outcome.error.code for outcome in outcomes] == ["too-heavy", "too-heavy", None, None]


@pytest.mark.parametrize(("size", "code"), [(100_000, None), (1_000, "too-heavy")])
def test_time_comes_with_pages_as_far_as_the_size_is_worth(size: int, code: str | None) -> None:
    with ContainedReader(jobs=1, limits=Limits(cpu=1, wall=30), _task=TASK) as reader:
        (outcome,) = reader.read([("read-pages", b"x" * size)])
    assert (outcome.error and outcome.error.code) == code


def test_the_trace_of_a_fault_is_logged(misled: ContainedReader, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "rodtrad.reading"):
        assert next(misled.read([("fail", b"x")])).error is not None
    assert "KeyError: 'något i läsaren'" in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_children_have_little_and_die_with_their_server(misled: ContainedReader) -> None:
    (outcome,) = misled.read([("tell-limits", b"x")])
    assert outcome.reading is not None
    told = ast.literal_eval(outcome.reading.text)
    assert told == {
        "AS": 400_000_000,
        "CPU": 1,
        "FSIZE": 0,
        "NOFILE": 16,
        "NPROC": 0,
        "CORE": 0,
        "death": signal.SIGKILL,
        "uid": NOBODY if os.geteuid() == 0 else os.geteuid(),
        "files": [0, 1, 2, 3],
        "django": False,
    }


def test_children_start_no_processes_and_write_no_files(misled: ContainedReader, tmp_path: Path) -> None:
    file = tmp_path / "skriven"
    file.touch(mode=0o666)
    forked, wrote = misled.read([("start-process", b"x"), ("write-file", str(file).encode())])
    assert forked.error is not None
    assert wrote.error is not None
    assert file.read_bytes() == b""


def children_of(pid: int) -> list[int]:
    """The processes whose parent is `pid`."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def waited_for(what: str, found: object) -> None:
    deadline = time.monotonic() + 10
    while not found():  # type: ignore[operator]  # any function without arguments
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


ASLEEP = f"""
from rodtrad.reading.contained import ContainedReader
with ContainedReader(jobs=1, _task={TASK!r}) as reader:
    list(reader.read([("sleep", b"x")]))
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_server_and_child_end_with_their_parent(ending: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", ASLEEP], stderr=subprocess.DEVNULL) as parent:
        family: list[int] = []

        def both_run() -> bool:
            family[:] = [*(servers := children_of(parent.pid)), *(c for s in servers for c in children_of(s))]
            return len(family) == 2

        waited_for("server and child", both_run)
        parent.send_signal(ending)
        parent.wait(10)
        waited_for("their end", lambda: not any(map(alive, family)))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_server_that_dies_between_documents_is_replaced() -> None:
    with ContainedReader(jobs=1, _task=TASK) as reader:
        before = set(children_of(os.getpid()))
        assert next(reader.read([("a", b"ett")])).reading is not None
        (server,) = set(children_of(os.getpid())) - before
        os.kill(server, signal.SIGKILL)
        waited_for("the server's end", lambda: not alive(server))
        assert next(reader.read([("a", b"tre")])).reading is not None


def test_a_server_that_can_not_start_is_an_error_of_its_documents(capfd: pytest.CaptureFixture[str]) -> None:
    with ContainedReader(jobs=1, _task="tests.reading.misbehaviour:nowhere") as reader:
        outcomes = list(reader.read([("a", b"x"), ("b", b"x")]))
    assert [outcome.error and outcome.error.code for outcome in outcomes] == ["crashed", "crashed"]
    assert "nowhere" in capfd.readouterr().err


def test_only_a_few_documents_are_taken_at_a_time(misled: ContainedReader) -> None:
    taken = 0

    def documents() -> Iterator[tuple[str, bytes]]:
        nonlocal taken
        for n in range(40):
            taken = n + 1
            yield str(n), b"Protokoll"

    for place, outcome in enumerate(misled.read(documents())):
        assert outcome.name == str(place)
        assert taken <= place + 1 + 2 * 2
    assert taken == 40


def test_several_threads_may_read(misled: ContainedReader) -> None:
    def read(prefix: str) -> list[Outcome]:
        return list(misled.read([(f"{prefix}{n}", prefix.encode()) for n in range(10)]))

    with ThreadPoolExecutor(4) as threads:
        for prefix, outcomes in zip("abcd", threads.map(read, "abcd"), strict=True):
            assert [o.reading and o.reading.text for o in outcomes] == [prefix] * 10


def test_leaving_early_ends_what_is_being_read() -> None:
    began = time.monotonic()
    with ContainedReader(jobs=2, _task=TASK) as reader:
        for outcome in reader.read([("a", b"x"), *[("sleep", b"x")] * 10]):
            assert outcome.reading is not None
            break
    assert time.monotonic() - began < 10


def test_the_size_is_asked_before_the_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "stor.txt"
    with file.open("wb") as empty:
        empty.truncate(10_000_000_000)
    with pytest.raises(Unreadable, match=r"10000 MB och gränsen är 1 MB") as told:
        read_file(file, 1_000_000)
    assert told.value.code == "too-large"


def test_the_limit_holds_for_contents_too(misled: ContainedReader) -> None:
    (outcome,) = misled.read([("a", b"x" * 1_000_001)])
    assert outcome.error is not None
    assert outcome.error.code == "too-large"


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Root may open everything, so it steps down for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_files_that_can_not_be_opened_say_why(tmp_path: Path) -> None:
    (tmp_path / "bruten.txt").symlink_to(tmp_path / "borta.txt")
    os.mkfifo(tmp_path / "rör")
    for name, says in [
        ("borta.txt", "finns inte"),
        ("bruten.txt", "Länken pekar"),
        ("rör", "ingen vanlig"),
        ("", "ingen"),
    ]:
        with pytest.raises(Unreadable, match=says) as told:
            read_file(tmp_path / name, 100)
        assert told.value.code == "missing"


def test_a_file_without_rights_says_so(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    file = tmp_path / "hemlig.txt"
    file.write_text("Protokoll")
    file.chmod(0)
    request.getfixturevalue("ordinary_user")
    with pytest.raises(Unreadable, match="inte rätt att läsa"):
        read_file(file, 100)


@pytest.mark.parametrize(("value", "expected"), [("", 20_000_000), ("  ", 20_000_000), ("1", 1), (" 5000 ", 5000)])
def test_the_size_limit_is_a_setting(value: str, expected: int) -> None:
    assert Limits.from_environment({"RODTRAD_MAX_BYTES": value}).max_bytes == expected


@pytest.mark.parametrize("value", ["20 MB", "0", "-1", "1e6", "1.5", "²", "många"])
def test_a_wrong_setting_fails_loudly(value: str) -> None:
    with pytest.raises(BadSetting, match=r"RODTRAD_MAX_BYTES är ”.*”. Skriv ett antal byte"):
        Limits.from_environment({"RODTRAD_MAX_BYTES": value})
