"""How texts are told apart and known again by people: what reads alike, the words that differ, and a beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import Levenshtein

SHORT: Final = 80
WORDS: Final = re.compile(r"\s*\S+\s*")
AROUND_BOLD: Final = re.compile(r"\s*\*\*\s*")
MOST_COMPARED: Final = 25_000_000  # pairs of words: two texts of five thousand


def reads_alike(one: str, other: str) -> bool:
    """Whether two texts read alike, wherever blanks and the marks of bold words stand among them."""
    return [*map(_bare, one.splitlines())] == [*map(_bare, other.splitlines())]


def _bare(line: str) -> tuple[bool, str]:
    return line.startswith("  "), AROUND_BOLD.sub("**", " ".join(line.split()))


def short(text: str) -> str:
    """The beginning of a text, by which people know it again."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT]}…"


def words_between(before: str, after: str) -> Iterator[tuple[str, str]]:
    """How one text becomes another, word by word: "same", "gone" and "new" with the words of each. Two that are too
    long to be compared are told whole."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) * len(new) > MOST_COMPARED:
        yield from (("gone", before), ("new", after))
        return
    # A file that repeats a word would keep difflib busy for hours.
    for part in Levenshtein.opcodes(_bare_words(old), _bare_words(new)):
        was, now = "".join(old[part.src_start : part.src_end]), "".join(new[part.dest_start : part.dest_end])
        if part.tag == "equal":
            yield "same", now
            continue
        if was:
            yield "gone", was
        if now:
            yield "new", now


def _bare_words(words: list[str]) -> list[str]:
    return [word.strip() for word in words]
