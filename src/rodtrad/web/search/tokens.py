"""A text as the bag of tokens that both databases index, and the marks that tell tokens of one kind from another's.

    grupp            a word as it is written, or what it is a form of
    +grupp           a word within a compound
    _nära_vård       two words next to each other: phrases are found by their pairs
    @kind=decision   a filter

A bag is all that is indexed: which words it holds is the same question to every database, and so is the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rodtrad.web.search.analyser import analyse
from rodtrad.web.search.words import WORD, folded, lowered

PART, PAIR, FILTER = "+", "_", "@"
LONGEST = 20_000  # characters of a text that are indexed: a database has its limits, and passages hold the rest


def part(token: str) -> str:
    return PART + token


def filtered(name: str, value: object) -> str:
    """The token of a filter: "@body=12"."""
    return f"{FILTER}{name}={value}"


def name_and_value(token: str) -> tuple[str, str]:
    """What a filter's token says: "body" and "12"."""
    name, _, value = token.removeprefix(FILTER).partition("=")
    return name, value


def pair(first: str, second: str) -> str:
    """The token of two folded words in a row."""
    return f"{PAIR}{first}{PAIR}{second}"


def bag(texts: Iterable[str], filters: Iterable[str] = ()) -> tuple[str, set[str]]:
    """All tokens of some texts and filters, a space between; and the words themselves, folded.

    No pair reaches from one text into the next.
    """
    tokens, words = set(filters), set[str]()
    for text in texts:
        if text:
            read = [word for word in map(_read, WORD.findall(text[:LONGEST])) if word]
            tokens.update(*[found for _, found in read])
            written = [form for form, _ in read]
            words.update(written)
            tokens.update(map(pair, written, written[1:]))
    return " ".join(sorted(tokens)), {word.rstrip("-") for word in words}


@lru_cache(maxsize=200_000)
def _read(written: str) -> tuple[str, frozenset[str]] | None:
    """A word of a text: folded, and its tokens; None where nothing of it can be looked up."""
    form = lowered(written)
    if not form:
        return None
    found = analyse(form)
    return folded(form), found.whole | {part(token) for token in found.part}
