"""Programs of others that open what a person sent, each for one document in a process that shuts itself in first.

Nothing is opened here: a module of ours is started with a folder that exists for this one document, gives up what it
does not need and becomes the program. When its time is over, all that it has started ends with it.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from os import killpg

from rodtrad.scratch import scratch

__all__ = ["ProgramFailedError", "made_by"]


class ProgramFailedError(Exception):
    """The program made nothing. `too_heavy`: it had to be stopped, or was out of memory, time or disk."""

    def __init__(self, why: str, *, too_heavy: bool) -> None:
        super().__init__(why)
        self.too_heavy = too_heavy


def made_by(module: str, *arguments: str, data: bytes, given: str, wanted: str, seconds: float) -> bytes:
    """What `python -m module FOLDER *arguments` leaves as FOLDER's file `wanted`, where `data` is its file `given`.

    Raises ProgramFailedError, and OSError where the machine has no room for it.
    """
    with scratch() as folder:
        (folder / given).write_bytes(data)
        process = subprocess.Popen(  # noqa: S603  # nothing in the command comes from outside
            [sys.executable, "-P", "-m", module, str(folder), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise ProgramFailedError(f"{module} took more than {seconds:.0f} s", too_heavy=True) from error
        finally:
            with suppress(ProcessLookupError):
                killpg(process.pid, signal.SIGKILL)
            process.wait()
        made = folder / wanted
        if not made.is_file() or made.is_symlink():
            raise ProgramFailedError(f"{module} ended with {process.returncode}", too_heavy=process.returncode < 0)
        return made.read_bytes()
