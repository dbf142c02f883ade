"""Names that may mean the same person. Nothing is merged on this: it is asked.

No threshold separates variants from namesakes, so the rule is about how minutes err: a spelling that differs by a
letter or two, a middle name left out, surnames in another order.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

SPELLING = 0.75  # "Jonsson" and "Johansson" are one misspelling apart; "Berg" and "Lind" are not


def may_be_same_person(one: str, other: str) -> bool:
    """Whether two different names could be one person's: "Anna Ek" and "Eva Anna Ek", "Bo Jonson" and "Bo Johnsson"."""
    first, second = _words(one), _words(other)
    if not first or not second or first == second:
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return len(set(first) & set(second)) >= 2
    given = any(_alike(a, b, 0.85) for a in first[:-1] for b in second[:-1])
    return given and _alike(first[-1], second[-1], SPELLING)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.lower())


def _alike(one: str, other: str, threshold: float) -> bool:
    return one == other or (one[0] == other[0] and SequenceMatcher(None, one, other).ratio() >= threshold)
