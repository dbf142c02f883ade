"""Keys of rows, as a form names them: anybody may send anything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 18  # digits; a database takes no longer ones


def key_in(text: str) -> int | None:
    """The key that a text is, None where it is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


def keys_in(texts: Iterable[str]) -> list[int]:
    """The keys among some texts; what is none is left out."""
    return [key for text in texts if (key := key_in(text)) is not None]
