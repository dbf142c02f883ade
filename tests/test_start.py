"""./start on machines that lack something: a plain Swedish sentence that tells what to do, and exit code 1."""

import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.stages import ROOT

BARE = ("bash", "cat", "cksum", "dirname", "env")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What ./start reads, in a folder whose name has spaces, as right after a clone."""
    folder = tmp_path / "min röda tråd"
    (folder / "scripts").mkdir(parents=True)
    for name in ("start", "scripts/environment.sh", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The programs of a machine that has bash and little else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in BARE:
        found = shutil.which(name)
        assert found, name
        (folder / name).symlink_to(found)
    return folder


def program(machine: Path, name: str, script: str) -> None:
    path = machine / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def start(clone: Path, machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Called from another folder, with an empty home."""
    home = machine.parent / "hem"
    home.mkdir()
    environment = {"PATH": str(machine), "HOME": str(home)}
    command = [str(clone / "start"), *arguments]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=30)


def test_without_python_it_names_the_package(clone: Path, machine: Path) -> None:
    done = start(clone, machine)
    assert done.returncode == 1
    assert "behöver Python 3.11 eller nyare" in done.stderr
    assert "sudo apt install python3 python3-venv" in done.stderr


def test_an_old_python_and_a_shim_that_does_not_answer_are_no_python(clone: Path, machine: Path) -> None:
    program(machine, "python3", "exit 1")  # what the check of the version gives in Python 3.10
    program(machine, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    done = start(clone, machine)
    assert done.returncode == 1
    assert "behöver Python 3.11 eller nyare" in done.stderr
    assert "pyenv" not in done.stderr


def test_without_venv_it_names_the_package(clone: Path, machine: Path) -> None:
    """Debian's python3 without python3-venv: it answers, but cannot import ensurepip."""
    program(machine, "python3", 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo /usr/bin/python3 ;; esac')
    done = start(clone, machine)
    assert done.returncode == 1
    assert "saknar venv" in done.stderr
    assert "sudo apt install python3-venv" in done.stderr


def test_a_uv_that_fails_is_told(clone: Path, machine: Path) -> None:
    program(machine, "python3", 'case "$2" in *print*) echo /usr/bin/python3 ;; esac')
    program(machine, "uv", '[ "$1" = --version ]')
    done = start(clone, machine)
    assert done.returncode == 1
    assert "Installationen misslyckades" in done.stderr


def test_help_needs_nothing_installed(clone: Path, machine: Path) -> None:
    done = start(clone, machine, "--help")
    assert done.returncode == 0
    assert "./start [MAPP] [--port N]" in done.stdout
    assert not (clone / ".venv").exists()
