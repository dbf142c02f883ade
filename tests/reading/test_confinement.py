"""What opens files can reach nothing else: tried for real, with everything that the kernel has and with parts of it.

Each attempt also succeeds where nothing is shut in, or it would prove nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rodtrad.reading.confinement import trial
from rodtrad.reading.confinement.system_calls import NUMBERS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked for any of it")

ROOT = Path(__file__).parents[2]
EVERY = {attempt.__name__ for attempt in trial.ATTEMPTS}
# As on a machine whose kernel or container does not have it.
WITHOUT = {
    "namespaces": "process._unshared = lambda kinds: False",
    "landlock": "landlock.version = lambda: 0",
    "filter": "seccomp.ARCHITECTURES.clear()",
}
TRY = """
from rodtrad.reading.confinement import landlock, process, seccomp, trial
"".encode("idna")
{without}
print(trial.json.dumps(trial.tried()))
"""
LISTING = {"read", "read_accounts", "list_folder", "list_processes"}
NOT_TCP = {"send", "resolve", "reach_socket"}
WRITING = {"create", "overwrite", "remove"}


def tried(*without: str) -> dict[str, set[str]]:
    code = TRY.format(without="\n".join(WITHOUT[layer] for layer in without))
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True, text=True)
    return {kind: set(succeeded) for kind, succeeded in json.loads(told.stdout).items()}


def test_nothing_gets_through_and_everything_does_without() -> None:
    assert tried() == {"reader": set(), "program": set(), "free": EVERY}
    assert trial.shortcomings() == ()


@pytest.mark.parametrize(
    ("without", "reader", "program"),
    [
        # The filter holds the network; LibreOffice then shares the folder for temporary files.
        (["namespaces"], set(), {"remove_temporary"}),
        # A reader still can't write: the filter holds that too.
        (["landlock"], LISTING, LISTING | WRITING),
        (["filter"], {"reach_socket", "start_another"}, {"reach_socket", "start_another"}),
        (["namespaces", "landlock"], LISTING, LISTING | WRITING | {"remove_temporary"}),
        # Landlock knows of TCP alone.
        (["namespaces", "filter"], NOT_TCP | {"start_another"}, NOT_TCP | {"start_another", "remove_temporary"}),
        (["namespaces", "landlock", "filter"], EVERY, EVERY),
    ],
)  # fmt: skip
def test_what_is_missing_is_stood_in_for_or_found(without: list[str], reader: set[str], program: set[str]) -> None:
    found = tried(*without)
    assert (found["reader"], found["program"]) == (reader, program)


def test_a_shortcoming_is_told_in_words() -> None:
    assert trial.in_words({"reader": [], "program": [], "free": ["read"]}) == ()
    network, program, what_to_do = trial.in_words({"reader": ["send", "resolve", "read"], "program": ["create"]})
    assert network == (
        "Den process som läser ett dokument kan nå nätverket och andra program, läsa andra filer än sin egen, "
        "om en fil tar över den."
    )
    assert program.startswith("LibreOffice och andra hjälpprogram kan skriva utanför sin egen mapp")
    assert "Landlock" in what_to_do


def test_attempts_that_end_early_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "ATTEMPTS", {lambda place: 1 / 0: trial.READ})
    with pytest.raises(RuntimeError, match="ended early"):
        trial.tried()


def test_a_trial_that_fails_is_a_shortcoming(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert trial.shortcomings() == (trial.UNTRIED,)


HEADERS = ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm-generic/unistd.h")


@pytest.mark.skipif(not all(Path(header).exists() for header in HEADERS), reason="needs the headers of Linux")
def test_the_numbers_are_those_of_linux() -> None:
    for column, header in enumerate(HEADERS):
        defined = dict(
            line.split()[1:3] for line in Path(header).read_text().splitlines() if line.startswith("#define __NR")
        )
        for call, numbers in NUMBERS.items():
            told = defined.get(f"__NR3264_{call}", defined.get(f"__NR_{call}", ""))
            assert not told.isdigit() or int(told) == numbers[column], call
