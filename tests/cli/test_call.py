from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rodtrad.cli.commands import rodtrad
from rodtrad.reading.json_form import from_json
from tests.cli.calls import COMMAND, Call, minutes, start, wait_for

# The call itself


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "SÖKVÄG… saknas."),
        (["read", "--josn", "x"], "Valet --josn finns inte. Menade du --json?"),
        (["read", "x", "--jobs", "0"], "Skriv ett heltal från 1 till 64."),
        (["read", "x", "--jobs", "många"], "Valet --jobs: ”många” går inte."),
        (["read", "x", "--out"], "Valet --out används fel"),
        (["read", "x", "--json", "--table"], "Välj antingen --json eller --table."),
        (["läs"], "Kommandot läs finns inte."),
        (["up", "a", "b"], "För många argument: b."),
        (["serve", "--port", "70000"], "Skriv ett heltal från 1 till 65535."),
        ([], "Användning: rodtrad"),
    ],
)
def test_a_wrong_call_is_told_in_swedish(call: Call, arguments: list[str], says: str) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert not re.search(r"\b(Error|Usage|Options|Try|No such|Missing|Invalid)\b", err)


def test_a_wrong_setting_stops_the_command(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODTRAD_MAX_BYTES", "20 MB")
    code, _, err = call("read", minutes(tmp_path / "a.txt"))
    assert (code, "RODTRAD_MAX_BYTES är ”20 MB”" in err) == (2, True)


@pytest.mark.parametrize("command", [*rodtrad.commands, None])
def test_help_is_swedish(call: Call, command: str | None) -> None:
    code, out, err = call(*([command] if command else []), "--help")
    assert (code, err) == (0, "")
    assert out.startswith("Användning: rodtrad")
    assert "Visa den här hjälpen." in out
    assert not re.search(r"\b(Usage|Options|Commands|Show|Arguments|default|required)\b", out)


def test_reading_needs_no_django(tmp_path: Path) -> None:
    minutes(tmp_path / "a.txt")
    program = (
        "import sys; from rodtrad.cli.commands import rodtrad; from rodtrad.cli.swedish import run;"
        "code = run(rodtrad, ['read', 'a.txt', '--table']); assert 'django' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_on_a_terminal_it_is_a_table_with_a_progress_bar(tmp_path: Path) -> None:
    minutes(tmp_path / "a.txt")
    ours, theirs = pty.openpty()
    done = subprocess.Popen([*COMMAND, "read", "a.txt"], cwd=tmp_path, stdout=theirs, stderr=theirs, stdin=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # how Linux tells that the other end has closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert done.wait(20) == 0
    assert "Protokoll" in shown.decode()
    assert "Läser" in shown.decode()
    assert "{" not in shown.decode()


def test_a_reader_that_has_seen_enough_and_a_full_disk_end_it_quietly(tmp_path: Path) -> None:
    for n in range(3):
        minutes(tmp_path / f"{n}.txt")
    with start("read", ".", "--json", cwd=tmp_path) as left:
        assert left.stdout is not None
        assert left.stderr is not None
        left.stdout.close()
        assert left.stderr.read() == ""
        assert left.wait(20) == 1
    if Path("/dev/full").exists():
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [*COMMAND, "read", ".", "--json"],
                cwd=tmp_path,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr == "Det som skulle skrivas ut kunde inte läsas eller skrivas: disken är full.\n"


def test_ctrl_c_leaves_whole_records(tmp_path: Path) -> None:
    for n in range(300):
        minutes(tmp_path / "d" / f"{n}.txt")
    with start("read", "d", "--out", "ut", cwd=tmp_path) as process:
        wait_for(lambda: (tmp_path / "ut").is_dir() and any((tmp_path / "ut").glob("*.json")))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "Avbrutet. Det som var klart finns kvar; kör kommandot igen för resten."
    written = list((tmp_path / "ut").iterdir())
    assert 0 < len(written) < 300
    for path in written:
        assert from_json(json.loads(path.read_text())).kind == "minutes"
