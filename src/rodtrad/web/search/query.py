"""What somebody typed, as a question to the index.

Words are all to be found, in any form. "Words in quotes" stand next to each other just as written; one word in quotes
is not looked for within compounds. A minus before a word or quote leaves out what has it. All other signs are but
spaces: there are no operators to stumble over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rodtrad.web.search.analyser import analyse
from rodtrad.web.search.engine import Formula
from rodtrad.web.search.tokens import pair, part
from rodtrad.web.search.words import Word, folded, words_of

MOST_CHARACTERS, MOST_WORDS = 200, 20
_QUOTES = '"”“„»«'
TERM = re.compile(rf"(?P<minus>(?<!\S)[-–−](?=\S))?(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)|(?P<bare>[^\s{_QUOTES}]+))")

TOO_LONG = f"Sökningen är för lång. Skriv högst {MOST_CHARACTERS} tecken."
TOO_MANY = f"Sökningen har för många ord. Skriv högst {MOST_WORDS}."
ONLY_WITHOUT = "Skriv minst ett ord som ska finnas; minus tar bara bort träffar."
NO_WORDS = "Sökningen innehåller inga ord. Skriv minst ett ord eller en siffra."


class NoQuestionError(ValueError):
    """What was typed can't be answered; the message tells why, and what to do."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be found or left out. `quoted`: next to each other as written. Places are those in what was typed."""

    words: tuple[Word, ...]
    quoted: bool = False
    without: bool = False

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(folded(word.form) for word in self.words)

    def tokens(self, *, parts: bool) -> list[frozenset[str]]:
        """What a bag must have: one of each set. `parts`: a compound with the word in it will do."""
        if self.is_phrase:
            return [frozenset({pair(first, second)}) for first, second in pairwise(self.forms)]
        whole = analyse(self.words[0].form).whole
        return [whole | {part(token) for token in whole} if parts and not self.quoted else whole]


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    def formula(self, filters: Iterable[str] = (), *, parts: bool) -> Formula:
        """What an entry's tokens must be like. `parts`: as `Term.tokens`."""
        sets = [tokens for term in self.wanted for tokens in term.tokens(parts=parts)]
        none = [tokens for term in self.unwanted if len(term.words) < 3 for tokens in term.tokens(parts=True)]
        return Formula(tuple(dict.fromkeys(sets)), frozenset().union(*none)).and_all(filters)

    @property
    def long_phrases(self) -> tuple[Term, ...]:
        """What must be read in the text itself: its pairs of words may stand there each for itself."""
        return tuple(term for term in (*self.wanted, *self.unwanted) if len(term.words) > 2)

    def holds_for(self, texts: Iterable[str]) -> bool:
        """Whether some texts have all wanted long phrases, and none that is unwanted."""
        lines = [" ".join(["", *(folded(word.form) for word in words_of(text)), ""]) for text in texts]
        return all(
            any(f" {' '.join(term.forms)} " in line for line in lines) != term.without for term in self.long_phrases
        )


def parse(text: str) -> Query:
    """Read what was typed. Raises NoQuestionError where it can't be answered."""
    if len(text) > MOST_CHARACTERS:
        raise NoQuestionError(TOO_LONG)
    terms = list(_terms(text))
    if sum(len(term.words) for term in terms) > MOST_WORDS:
        raise NoQuestionError(TOO_MANY)
    wanted = tuple(term for term in terms if not term.without)
    if not wanted:
        raise NoQuestionError(ONLY_WITHOUT if terms else NO_WORDS)
    return Query(text, wanted, tuple(term for term in terms if term.without))


def _terms(text: str) -> Iterable[Term]:
    for found in TERM.finditer(text):
        group = "quoted" if found["quoted"] is not None else "bare"
        at = found.start(group)
        words = [Word(at + word.start, at + word.end, word.form) for word in words_of(found[group])]
        without = bool(found["minus"])
        if group == "quoted" and words:
            yield Term(tuple(words), quoted=True, without=without)
        elif group == "bare":
            yield from (Term((word,), without=without) for word in words)
