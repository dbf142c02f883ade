"""The clauses of decisions, as the register has them."""

from __future__ import annotations

import re
from typing import Final

LEAD: Final = re.compile(r"^att\b\s*", re.I)


def clause_of(text: str) -> str:
    """A clause without "att" and the full stop; empty where nothing is said."""
    return LEAD.sub("", " ".join(text.split()).strip(" ."))
