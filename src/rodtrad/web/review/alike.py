"""Whether two names may be one body's. Only ever proposes: no threshold tells two from one."""

from __future__ import annotations

from difflib import SequenceMatcher

ALIKE = 0.85


def may_be_one_body(one: str, other: str) -> bool:
    """Two names that are the same but for spelling, or of which one begins with the other."""
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    if " " in shorter and longer.startswith(f"{shorter} "):
        return True
    matcher = SequenceMatcher(None, shorter, longer, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE <= matcher.ratio()
