"""How much memory this process and all that it started hold, looked at again and again."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Self

SAMPLED_EVERY = 0.1  # seconds


class Memory:
    """The most that was held together while the `with` lasted, in MB; pages that several share count once (PSS).

    `alone`: this process is left out.
    """

    def __init__(self, *, alone: bool = False) -> None:
        self.most = 0.0
        self._alone = alone
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(SAMPLED_EVERY):
            family = _descendants() if self._alone else [os.getpid(), *_descendants()]
            self.most = max(self.most, sum(map(_held, family)))


def _descendants() -> list[int]:
    """The processes that this one started, and those that they did."""
    found, waiting = list[int](), ["self"]
    while waiting:
        try:
            started = [
                child
                for children in Path("/proc", waiting.pop(), "task").glob("*/children")
                for child in children.read_text().split()
            ]
        except OSError:
            continue  # it ended while it was looked at
        found += map(int, started)
        waiting += started
    return found


def _held(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
