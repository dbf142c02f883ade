"""Folders for a while are gone afterwards, also those of a process that was killed, and only those."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rodtrad.scratch import PREFIX, scratch

HOLD = """
import sys
from pathlib import Path
from rodtrad.scratch import scratch
with scratch(Path(sys.argv[1])) as folder:
    (folder / "document.doc").write_bytes(b"x")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_it_is_gone_afterwards_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), scratch(tmp_path) as folder:
        (folder / "document.doc").write_bytes(b"x")
        assert folder.stat().st_mode & 0o777 == 0o700
        1 / 0  # noqa: B018  # what happens
    assert not any(tmp_path.iterdir())


def test_what_a_killed_process_left_goes_with_the_next_and_what_is_held_stays(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-P", "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        left = Path(other.stdout.readline().strip())
        with scratch(tmp_path) as folder, scratch(tmp_path):
            assert left.is_dir() and folder.is_dir()
        other.kill()
    assert (left / "document.doc").exists()
    with scratch(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]


def test_what_others_have_laid_there_is_not_followed(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "file").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(theirs)
    (tmp_path / f"{PREFIX}file").touch()
    with scratch(tmp_path):
        assert (theirs / "file").exists()
