"""The signatures of a PDF, looked at in a child process with limits: whoever has a file may ask about it.

Nothing is asked of the network, so that the same file gives the same answer years later; which certificates a chain may
stand on is said by who asks.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from rodtrad.reading._slot import crashed
from rodtrad.reading.at_once import LIMITS, AtOnce
from rodtrad.reading.limits import Limits
from rodtrad.reading.sources import Unreadable

__all__ = ["Found", "SealReader", "Signed"]

TASK: Final = "rodtrad.reading._seals:prepare"
NO_PDF: Final = "Filen är ingen PDF, eller så skadad att dess underskrifter inte går att kontrollera."


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature. `signer`: whom its certificate names; `at`: when, in ISO 8601, stamped by a time service where
    `is_stamped`, else as the signature claims; `reason`: what it says that it is of.

    `is_whole`: the file is as it was signed, but for what may be added for the archive. `trusted`: its certificate, and
    the time service's, stand on one of the roots that were named. `roots`: what the chains that it brings stand on, as
    PEM. `is_time`: no more than a time over the file.
    """

    signer: str
    issuer: str
    at: str
    is_stamped: bool
    reason: str
    is_whole: bool
    trusted: bool
    roots: str
    is_time: bool


@dataclass(frozen=True, slots=True)
class Found:
    """`signatures`: those of people and organisations; times over the whole file are left out, but make a signature not
    whole where they are not. `pages`: where the text was asked for, a digest of that of each page."""

    signatures: tuple[Signed, ...]
    pages: tuple[str, ...]


class SealReader:
    """Looks at files, one at a time, for any number of threads; to be made after any fork."""

    def __init__(self, *, limits: Limits = LIMITS, _task: str = TASK) -> None:
        self._child = AtOnce(_task, limits)

    def close(self) -> None:
        """End what is being looked at, and the server."""
        self._child.close()

    def look_at(self, data: bytes, roots: Iterable[bytes], *, text: bool = False) -> Found:
        """What a PDF says of its signatures, and its `text`. `roots`: certificates as DER.

        Raises Unreadable where it is no PDF, too large or too heavy, or too many wait already.
        """
        return _checked(self._child.ask("kontroll.pdf", request(data, roots, text), len(data)))


def request(data: bytes, roots: Iterable[bytes], text: bool) -> bytes:
    """What a child is sent: a line with the roots and whether the text is wanted, and the file."""
    asked = {"roots": [b64encode(root).decode() for root in roots], "text": text}
    return json.dumps(asked).encode() + b"\n" + data


def _checked(told: dict[str, Any]) -> Found:
    """What a child told, each value of the type it should have; a child that tells anything else has crashed."""
    if told.get("damaged") is True:
        raise Unreadable("broken", NO_PDF)
    try:
        signatures = tuple(_signed(one) for one in told["signatures"])
        pages = tuple(str(page) for page in told["pages"])
    except (KeyError, TypeError, ValueError) as error:
        raise crashed() from error
    return Found(signatures, pages)


def _signed(told: dict[str, Any]) -> Signed:
    signed = Signed(**told)
    for name, kind in Signed.__annotations__.items():
        if type(getattr(signed, name)).__name__ != kind:
            raise ValueError(f"{name} is no {kind}")
    return signed
