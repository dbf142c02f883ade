"""A logotype that somebody hands in, made anew in a child process with limits."""

from __future__ import annotations

from rodtrad.reading.logotypes import Logotype, Logotypes
from rodtrad.reading.sources import Unreadable
from rodtrad.web.documents.kept import of_this_process

__all__ = ["Logotype", "Unreadable", "made_anew"]


def made_anew(data: bytes) -> Logotype:
    """As `Logotypes.made_anew`."""
    return of_this_process(Logotypes).made_anew(data)
