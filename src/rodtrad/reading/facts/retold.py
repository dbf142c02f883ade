"""One clause told in two ways: in other inflection, in the passive, by whether a motion is granted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from rodtrad.reading.deciding import decides_here
from rodtrad.reading.literals import holds

Verdict = tuple[Literal["granted", "rejected"], str]

# "ställer", "ställa"; "avslår", "avslås", "avslå"; "antar", "antas": one word to compare
INFLECTED: Final = re.compile(r"(?:ar|er|as|es|a|e|r|s)$")
LONGEST_SUBJECT: Final = 6  # words
# What somebody has asked for, and a board answers with yes or no; a proposal put to it may be changed as well
MATTER: Final = r"(?P<matter>motion|medborgarförslag|ledamotsinitiativ|ansök|begäran|e-förslag|medborgarinitiativ)\w*"
VERDICTS: Final = (
    re.compile(
        rf"\b(?:(?P<granted>bifall\w*|biföll)|(?P<rejected>avslag|avslå[rs]?|avslog))(?: till| på)? {MATTER}", re.I
    ),
    re.compile(rf"\b{MATTER} (?:(?P<granted>bifalls|bifölls)|(?P<rejected>avslås|avslogs))\b", re.I),
)
VERDICT_WORDS: Final = ("bif", "Bif", "avsl", "Avsl")  # what all of them have


def is_same_clause(one: str, other: str, names: Sequence[str]) -> bool:
    """Whether two clauses say the same: "anta planen", "Vårdgruppen antar planen", "planen antas".

    `names`: the bodies that may be the subject of either.
    """
    first, second = _words(one), _words(other)
    if abs(len(first) - len(second)) > LONGEST_SUBJECT:
        return False
    return any(
        _stems(a) == _stems(b) or _is_passive_of(a, b) or _is_passive_of(b, a)
        for a in _without_subject(first, len(second), names)
        for b in _without_subject(second, len(first), names)
    )


@lru_cache(maxsize=1024)
def _words(text: str) -> list[str]:
    return re.sub(r"\W+", " ", text).lower().split()


def _without_subject(words: list[str], length: int, names: Sequence[str]) -> list[list[str]]:
    """The words as they are, and less the body's name where they are so many more than the other clause's."""
    more = len(words) - length
    if more > 0 and decides_here(" ".join(words[:more]), names):
        return [words, words[more:]]
    return [words]


def _stems(words: Sequence[str]) -> list[str]:
    return [INFLECTED.sub("", word) for word in words]


def _is_passive_of(active: list[str], passive: list[str]) -> bool:
    """Whether "planen antas för 2025" says in the passive what "antar planen för 2025" does."""
    if not active or len(active) != len(passive):
        return False
    verb, *rest = _stems(active)
    stems = _stems(passive)
    found = (i for i in range(1, len(stems)) if passive[i].endswith("s") and stems[i] == verb)
    return any(stems[:i] + stems[i + 1 :] == rest for i in found)


def verdict_of(text: str) -> Verdict | None:
    """Whether a clause grants or rejects a motion or the like, and which sort: "yrkar bifall till motionen"."""
    if not holds(text, VERDICT_WORDS):
        return None
    match = next((match for pattern in VERDICTS if (match := pattern.search(text))), None)
    if not match:
        return None
    return "granted" if match["granted"] else "rejected", match["matter"].lower()
