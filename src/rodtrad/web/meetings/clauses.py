"""The clauses of decisions, as the register has them."""

from __future__ import annotations

import re
from typing import Final

# What stands before a clause where it was pasted from a list: a bullet or a number, then "att".
MARK: Final = r"(?:[-–—•*·▪●]\s*|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)"
LEAD: Final = re.compile(rf"^{MARK}?(?:att(?:[\s:]+|$))?", re.I)


def clause_of(text: str) -> str:
    """A clause without "att", the mark of a list before it, and the full stop; empty where nothing is said."""
    return LEAD.sub("", " ".join(text.split()).strip(" ."))
