"""Folders for a while. What a killed process left is removed by the next that makes one beside it."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PREFIX: Final = "rodtrad-scratch-"


@contextmanager
def scratch(within: Path | None = None, *, hidden: bool = False) -> Iterator[Path]:
    """A folder of its own, in `within` or among the system's temporary files, that is gone afterwards.

    `hidden`: in a folder that people look into. Raises OSError where there is no room for it.
    """
    parent = within or Path(tempfile.gettempdir())
    prefix = f".{PREFIX}" if hidden else PREFIX
    _remove_what_nobody_holds(parent, prefix)
    folder, held = _held(parent, prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _held(parent: Path, prefix: str) -> tuple[Path, int]:
    """A new folder and the lock on it, which the system takes back when this process ends, however it ends."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(held, fcntl.LOCK_EX)
            if os.fstat(held).st_nlink:
                return folder, held
            os.close(held)  # another took it for one that nobody holds, before it was held


def _remove_what_nobody_holds(parent: Path, prefix: str) -> None:
    for folder in parent.glob(f"{prefix}*"):
        with suppress(OSError):  # somebody else's
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)
