"""Keeps the processes that read what is handed in: started anew when they die, ended with what they belong to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType
from typing import Final

import click

LOOKS_EVERY: Final = 0.5
# A worker that dies young is given longer and longer before it is started again.
YOUNG: Final = 20.0
LONGEST_WAIT: Final = 30.0
# A worker that is told to end leaves what it reads; one that doesn't is killed, and its lease runs out.
ENDS_WITHIN: Final = 10.0


def start_keeper() -> None:
    """Start a keeper that ends with this process, whatever program it becomes."""
    command = [sys.executable, "-P", "-m", "rodtrad.cli", "worker", "--parent", str(os.getpid())]
    subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  # nothing in the command comes from outside


def keep_workers(number: int, *, parent: int | None) -> None:
    """Keep so many workers until SIGINT or SIGTERM, or until the process with the number `parent` ends.

    It does nothing else, so that what kills a worker leaves its keeper.
    """
    keeper = _Keeper([_Kept() for _ in range(number)])
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, keeper.end)
    while not keeper.is_over and parent in (None, os.getppid()):
        keeper.look()
        time.sleep(LOOKS_EVERY)
    keeper.close()


@dataclass(slots=True)
class _Kept:
    """A place for one worker. `wait`: how long its next start is put off when it dies young."""

    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 1.0

    def look(self) -> None:
        """Start the worker where there is none and it is time to."""
        now = time.monotonic()
        if self.process is not None:
            if (code := self.process.poll()) is None:
                return
            self.process = None
            self.wait = 1.0 if now - self.started > YOUNG else min(2 * self.wait, LONGEST_WAIT)
            click.echo(f"En läsare slutade oväntat ({_how(code)}) och startas igen.", err=True)
        if not self.started or now - self.started >= self.wait:
            self.process, self.started = _start(), now


class _Keeper:
    def __init__(self, kept: list[_Kept]) -> None:
        self.is_over = False
        self._kept = kept

    def end(self, number: int, frame: FrameType | None) -> None:
        self.is_over = True

    def look(self) -> None:
        for kept in self._kept:
            kept.look()

    def close(self) -> None:
        running = [kept.process for kept in self._kept if kept.process is not None]
        for process in running:
            process.terminate()
        until = time.monotonic() + ENDS_WITHIN
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "rodtrad.web.intake", str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  # as above


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"slutkod {code}"
