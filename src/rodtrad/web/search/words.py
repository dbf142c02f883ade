"""Text → words with their places. A word is what a reader would type: "SIP:en", "e-hälsa", "2023/488" are one each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 60  # characters of a word that count; what is longer is no word that anybody looks for

# Letters with what stands upon them in decomposed text, and the soft hyphen that only shows at a line's end.
_LETTERS = r"[^\W\d_]+(?:[\u0300-\u036f\u00ad]+[^\W\d_]*)*"
_HYPHEN = r"[-\u2010\u2011]"
# A hyphen at a line's end divides a word, unless what follows tells that two words share their last part.
_DIVIDED = rf"{_HYPHEN}[ \t]*\n[ \t]*(?=[a-zåäö])(?!(?:och|eller|samt|respektive|till)\b)"
WORD = re.compile(
    rf"""
    {_LETTERS}\d*                                              # "avtal", "covid19"
    (?:{_HYPHEN}(?:{_LETTERS}\d*|\d+)|{_DIVIDED}{_LETTERS})*  # "e-hälsa", "covid-19", "samverkans-⏎gruppen"
    (?::[^\W\d_]{{1,5}}\b)?                                    # "SIP:en", "SKR:s"
    (?:{_HYPHEN}(?=\s))?                                       # "hälso- och sjukvård": a compound's first half
  | \d+(?:[-.:/,]\d+)*(?:{_HYPHEN}{_LETTERS})?                # "14", "2024-03-05", "2023/488", "90-tal"
    """,
    re.VERBOSE,
)
# What letters like "⑴" and "ﷺ" turn into besides letters.
_STRANGE = re.compile(r"[^\w\u0300-\u036f.:/,-]|_")
_LINE_END = re.compile(rf"{_HYPHEN}\s*\n\s*")
# Swedish letters are letters of their own; marks on others are how a name is spelt.
_KEPT = frozenset("åäö")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: characters `start` to `end` (not included), and its `form`: as it is looked up."""

    start: int
    end: int
    form: str


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order."""
    for found in WORD.finditer(text):
        if form := lowered(found[0]):
            yield Word(found.start(), found.end(), form)


def forms_of(text: str) -> list[str]:
    """The words of a text as they are looked up, without their places: several times as fast."""
    return list(filter(None, map(lowered, WORD.findall(text))))


@lru_cache(maxsize=100_000)
def lowered(written: str) -> str:
    """A word in small letters, composed and in one piece, with plain hyphens and without soft ones."""
    whole = _LINE_END.sub("", written) if "\n" in written else written
    plain = whole.replace("\u00ad", "").replace("\u2010", "-").replace("\u2011", "-")
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).lower())
    return _STRANGE.sub("", composed)[:LONGEST]


@lru_cache(maxsize=100_000)
def folded(form: str) -> str:
    """A word as it is compared: "kommittén" is written "kommitten" by many, but å, ä and ö are never a and o."""
    if form.isascii():
        return form
    return "".join(letter if letter in _KEPT else _bare(letter) for letter in form)[:LONGEST]


def _bare(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)) or letter
