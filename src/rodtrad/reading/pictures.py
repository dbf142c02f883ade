"""Pictures of the pages of a PDF, drawn in child processes with limits: a page that can't be drawn stops nobody."""

from __future__ import annotations

import binascii
from base64 import b64decode
from queue import Empty, LifoQueue
from threading import BoundedSemaphore
from typing import Any, Final, Self

from rodtrad.reading._slot import Slot
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.limits import Limits
from rodtrad.reading.sources import Unreadable

__all__ = ["NoPicture", "PictureMaker", "is_picture", "size_of"]

TASK: Final = "rodtrad.reading._draw:prepare"
# A page may be as large as its file says; a picture may not: two A4 pages, and no side longer than browsers draw.
MOST_DOTS: Final = 4_000_000
LONGEST_SIDE: Final = 8_000
# Somebody waits for the page.
LIMITS: Final = Limits(cpu=5, wall=10.0, answer_at_least=12_000_000)
# A server has eight threads; pages that are slow to draw must leave it some for everything else.
MOST_WAITING: Final = 4
BEGINS: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
ENDS: Final = b"\x00\x00\x00\x00IEND\xaeB`\x82"

TOO_HEAVY: Final = "den är för tung att rita"
DAMAGED: Final = "filen är skadad där"
CRASHED: Final = "ritningen avbröts oväntat"
BUSY: Final = "servern är upptagen just nu, läs om sidan om en stund"


class NoPicture(Exception):
    """There is no picture of a page; the message is the end of a Swedish sentence that says why.

    `lasting`: another try would probably give the same.
    """

    def __init__(self, why: str, *, lasting: bool = True) -> None:
        super().__init__(why)
        self.lasting = lasting


class PictureMaker:
    """Draws pages, `jobs` at a time, for any number of threads; to be made after any fork.

    Servers are started when they are first needed, and end with the process that made them. `_task` names the
    function that prepares what children do.
    """

    def __init__(self, *, jobs: int = 2, limits: Limits = LIMITS, _task: str = TASK) -> None:
        self._limits = limits
        self._slots = [Slot(limits, Knowledge(), _task) for _ in range(jobs)]
        # The last one used is taken first, so that the others need not be started.
        self._free = LifoQueue[Slot]()
        self._room = BoundedSemaphore(jobs + MOST_WAITING)
        for slot in self._slots:
            self._free.put(slot)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what is being drawn, and the servers."""
        for slot in self._slots:
            slot.let_go()
            slot.close()

    def draw(self, name: str, data: bytes, page: int) -> bytes:
        """A page of a PDF, from 1, as a PNG. Raises NoPicture where that fails, or too many wait already.

        `name`: what the document is called in the log.
        """
        if not self._room.acquire(blocking=False):
            raise NoPicture(BUSY, lasting=False)
        try:
            return _checked(self._drawn(name, data, page))
        finally:
            self._room.release()

    def _drawn(self, name: str, data: bytes, page: int) -> dict[str, Any]:
        try:
            slot = self._free.get(timeout=self._limits.wall)
        except Empty as error:
            raise NoPicture(BUSY, lasting=False) from error
        try:
            return slot.ask(f"{name} {page}", data)
        except Unreadable as error:
            raise NoPicture(TOO_HEAVY if error.code == "too-heavy" else CRASHED) from error
        finally:
            self._free.put(slot)


def is_picture(data: bytes) -> bool:
    """Whether these are all the bytes of a PNG of a size that we draw."""
    if not (data.startswith(BEGINS) and data.endswith(ENDS)):
        return False
    width, height = size_of(data)
    # Lengths were rounded up to whole dots.
    return min(width, height) > 0 and max(width, height) <= LONGEST_SIDE + 1 and (width - 1) * (height - 1) <= MOST_DOTS


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG in dots."""
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def _checked(told: dict[str, Any]) -> bytes:
    """What a child told as a PNG; a child that tells anything else has crashed."""
    if told.get("damaged") is True:
        raise NoPicture(DAMAGED)
    try:
        picture = b64decode(told["picture"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise NoPicture(CRASHED) from error
    if not is_picture(picture):
        raise NoPicture(CRASHED)
    return picture
