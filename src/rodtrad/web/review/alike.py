"""Whether two names may be one body's. Only ever proposes: no threshold tells two from one."""

from __future__ import annotations

from difflib import SequenceMatcher

ALIKE = 0.85


def may_be_one_body(one: str, other: str) -> bool:
    """Two names that are the same but for spelling."""
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE <= matcher.ratio()
