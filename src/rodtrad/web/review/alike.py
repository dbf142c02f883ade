"""Whether two names may be one person's or one body's. Only ever proposes: no threshold tells two from one."""

from __future__ import annotations

from difflib import SequenceMatcher

# Measured on public minutes: "Jonsson"/"Johansson" 0.75, "Zembrén"/"Zemrén" 0.92, but "Eva"/"Anna" 0.29.
ALIKE_PART = 0.7
ALIKE_BODY = 0.85


def may_be_one_person(one: str, other: str) -> bool:
    """Two different names: the same first or last name and the other alike, or all of the shorter in the longer."""
    parts, other_parts = one.casefold().split(), other.casefold().split()
    if len(parts) < 2 or len(other_parts) < 2 or parts == other_parts:
        return False
    shorter, longer = sorted((set(parts), set(other_parts)), key=len)
    if shorter <= longer:
        return True
    if parts[0] == other_parts[0]:
        return _alike(parts[-1], other_parts[-1], ALIKE_PART)
    return parts[-1] == other_parts[-1] and _alike(parts[0], other_parts[0], ALIKE_PART)


def may_be_one_body(one: str, other: str) -> bool:
    """Two names of bodies that are the same but for spelling."""
    return _alike(one.casefold(), other.casefold(), ALIKE_BODY)


def _alike(one: str, other: str, threshold: float) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= threshold and matcher.quick_ratio() >= threshold <= matcher.ratio()
