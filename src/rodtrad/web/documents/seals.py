"""Signatures of a PDF that anybody may have made: looked at in a child process with limits, as reading is."""

from __future__ import annotations

from collections.abc import Iterable

from asn1crypto import x509

from rodtrad.reading.seals import Found, SealReader, Signed
from rodtrad.reading.sources import Unreadable
from rodtrad.web.documents.kept import of_this_process

__all__ = ["Found", "Signed", "Unreadable", "look_at"]


def look_at(data: bytes, roots: Iterable[x509.Certificate], *, text: bool = False) -> Found:
    """What a PDF says of its signatures, and its `text`. `roots`: the certificates that a chain may stand on.

    Raises Unreadable, whose message is Swedish, where it is no PDF, too large or too heavy.
    """
    return of_this_process(SealReader).look_at(data, [root.dump() for root in roots], text=text)
