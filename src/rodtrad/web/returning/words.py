"""How one text becomes another, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import Levenshtein

MOST_COMPARED: Final = 25_000_000  # pairs of words: two texts of five thousand
WORDS: Final = re.compile(r"\s*\S+\s*")


def words_between(before: str, after: str) -> Iterator[tuple[str, str]]:
    """How one text becomes another, word by word: "same", "gone" and "new" with the words of each. Two that are too
    long to be compared are told whole."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) * len(new) > MOST_COMPARED:
        yield from (("gone", before), ("new", after))
        return
    # A file that repeats a word would keep difflib busy for hours.
    for step in Levenshtein.opcodes(_bare_words(old), _bare_words(new)):
        a, b, c, d = step.src_start, step.src_end, step.dest_start, step.dest_end
        if step.tag == "equal":
            yield "same", "".join(new[c:d])
            continue
        if a < b:
            yield "gone", "".join(old[a:b])
        if c < d:
            yield "new", "".join(new[c:d])


def _bare_words(words: list[str]) -> list[str]:
    return [word.strip() for word in words]
