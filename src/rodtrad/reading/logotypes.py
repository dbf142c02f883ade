"""A logotype that somebody hands in, made anew in a child process with limits: what a picture holds besides its dots
does not come along."""

from __future__ import annotations

from base64 import b64decode
from typing import Final

from rodtrad.reading._slot import crashed
from rodtrad.reading.at_once import AtOnce
from rodtrad.reading.limits import Limits

__all__ = ["Logotypes"]

TASK: Final = "rodtrad.reading._logotypes:prepare"
LIMITS: Final = Limits(max_bytes=5_000_000, cpu=8, wall=15.0, answer_at_least=4_000_000)


class Logotypes:
    """Makes pictures anew, one at a time, for any number of threads; to be made after any fork."""

    def __init__(self, *, limits: Limits = LIMITS, _task: str = TASK) -> None:
        self._child = AtOnce(_task, limits)

    def close(self) -> None:
        """End what is being made, and the server."""
        self._child.close()

    def made_anew(self, data: bytes) -> bytes:
        """The picture as a PNG. Raises Unreadable, whose message is Swedish, where it is no PNG or JPEG, too large or
        too heavy, or too many wait already."""
        told = self._child.ask("logotyp", data, len(data))
        try:
            if not isinstance(told["file"], str):
                raise TypeError("no picture")
            return b64decode(told["file"], validate=True)
        except (KeyError, TypeError, ValueError) as error:
            raise crashed() from error
