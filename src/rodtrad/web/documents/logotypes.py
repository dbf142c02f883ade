"""A logotype that somebody hands in, made anew in a child process with limits."""

from __future__ import annotations

from rodtrad.reading.logotypes import Logotypes
from rodtrad.reading.sources import Unreadable
from rodtrad.web.documents.kept import of_this_process

__all__ = ["Unreadable", "made_anew"]


def made_anew(data: bytes) -> bytes:
    """As `Logotypes.made_anew`."""
    return of_this_process(Logotypes).made_anew(data)
