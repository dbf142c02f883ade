"""One word → what finds it. A text is found by a word of a query that is the same in one of these ways:

- *whole*: as it is written, or as a form of the same word: "beslutade" by "besluta", "städernas" by "stad";
- *part*: a compound by one of its words: "samverkansgruppen" by "grupp", and by "samverkan".

A query's word is always taken whole: "samverkansgrupp" does not find all that says "grupp".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

import snowballstemmer  # type: ignore[import-untyped]  # ships no types

from rodtrad.web.search.compounds import first_part, inflected, parts
from rodtrad.web.search.lexicon import REMEMBERED, SHORTEST, lemmas
from rodtrad.web.search.words import folded

# Raise the number when the same text gets other tokens, `engine` another index, or other rows entries: it is made anew
# where another version made it.
VERSION = "-".join(["5", *(version(library) for library in ("simplemma", "snowballstemmer"))])
STEM = "~"  # before a stem, which is no word and must not be taken for one

_stemmer = snowballstemmer.stemmer("swedish")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a word is found by, folded; `known`: whether it is a word that the dictionary explains."""

    whole: frozenset[str]
    part: frozenset[str]


@lru_cache(maxsize=REMEMBERED)
def analyse(form: str) -> Analysis:
    """The analysis of a word as `words_of` gives it."""
    base, colon, _ = form.partition(":")
    if form[0].isdigit():
        whole, part = {form}, set(_digits(form))
    elif colon:  # "SIP:en", "SKR:s"
        inner = analyse(base)
        whole, part = {form, *inner.whole}, set(inner.part)
    elif "-" in form:
        whole, part = _hyphened(form)
    else:
        whole, part = _plain(form)
    whole = {folded(one) for one in whole}
    return Analysis(frozenset(whole), frozenset(folded(one) for one in part) - whole)


def _plain(form: str) -> tuple[set[str], set[str]]:
    found = set(lemmas(form) or inflected(form))
    whole = {form, *found}
    if not found:
        # A name, or a word of no dictionary: all that is left is to cut its ending.
        whole.add(STEM + _stem(form))
    if not lemmas(form) and form.endswith("s") and len(form) > SHORTEST:
        whole |= {form[:-1], *inflected(form[:-1])}  # "Norrviks" may be a genitive whatever else it looks like
    return whole, {one for lemma in found or {form} for one in parts(lemma)}


def _hyphened(form: str) -> tuple[set[str], set[str]]:
    """ "e-hälsan": also "e-hälsa", and written in one; "hälso-" (och sjukvård): the first part of some compound."""
    *firsts, last = form.split("-")
    part = {first_part(first) or first for first in firsts if first}
    if not last:
        return {form.rstrip("-")}, part
    inner = analyse(last)
    words = {one for one in inner.whole if not one.startswith(STEM)}
    whole = {form, *("-".join([*firsts, one]) for one in words), *("".join([*firsts, one]) for one in words)}
    return whole, part | inner.whole | inner.part


def _digits(form: str) -> list[str]:
    number = "".join(sign if sign.isalnum() else " " for sign in form)
    return number.split()


def _stem(form: str) -> str:
    stem: str = _stemmer.stemWord(form)
    return stem
