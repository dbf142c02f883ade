"""A contained child that is asked while somebody waits: one file at a time, a few waiting, then no more."""

from __future__ import annotations

from threading import BoundedSemaphore, Lock
from typing import Any, Final

from rodtrad.reading._slot import Slot
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.limits import Limits
from rodtrad.reading.sources import Unreadable
from rodtrad.reading.sources.errors import too_large

LIMITS: Final = Limits(cpu=8, wall=15.0, answer_at_least=2_000_000)
# A server has eight threads; anybody may ask, so others must be left some.
MOST_WAITING: Final = 3
BUSY: Final = "Servern kontrollerar redan flera filer. Försök igen om en stund."


class AtOnce:
    """Asks children of one task, for any number of threads; to be made after any fork."""

    def __init__(self, task: str, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._slot = Slot(limits, Knowledge(), task)
        self._turn = Lock()
        self._room = BoundedSemaphore(1 + MOST_WAITING)

    def close(self) -> None:
        """End what is being looked at, and the server."""
        self._slot.let_go()
        self._slot.close()

    def ask(self, name: str, asked: bytes, size: int) -> dict[str, Any]:
        """What a child answers. `size`: of the file within what it is `asked`.

        Raises Unreadable where it is too large or too heavy, or too many wait already; and what the child raises.
        """
        if size > self._limits.max_bytes:
            raise too_large(size, self._limits.max_bytes)
        if not self._room.acquire(blocking=False):
            raise Unreadable("too-heavy", BUSY)
        try:
            with self._turn:
                return self._slot.ask(name, asked)
        finally:
            self._room.release()
