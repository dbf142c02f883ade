"""Persons one after another with nothing between them: "Anna Ek (S) Bo Al, rektor Cia Dal-Holm Disa Ed".

Where a list lost its line breaks, a person begins at every name. Names that stand side by side are told apart by how
Swedish names are made: two or three words, the last of them with a surname's ending. Where two cuts are as good, none
is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from rodtrad.reading.names import INITIAL, NAME_WORD, PARTICLE, is_organisation, is_person, is_title, is_unit
from rodtrad.reading.parties import Parties
from rodtrad.reading.sources.source import Stretch

WORD: Final = rf"(?:(?:{PARTICLE} )*{NAME_WORD}|{INITIAL}(?= ))"
RUN = re.compile(rf"(?<![\w-]){WORD}(?: {WORD}){{1,40}}")
SURNAME = re.compile(
    r"(?:son|berg|bergh|gren|lund|lundh|ström|qvist|kvist|quist|lind|lindh|stedt|dahl|dal|blad|holm|vall|wall|feldt"
    r"|mark|hult|fors|borg|bäck|skog|strand|nen|én|sen|ić|dotter|hammar|sköld|stad|gård|vik|sjö|hed|stam|ling)$",
    re.I,
)
# Who is named after these is told of the person before: "ersätter Bo Al", "tjg ers för Bo Al"
OF_ANOTHER = re.compile(r"(?:\bför|\bersätter|\bsuppleant för)\s$")
JOINS_NEXT = re.compile(r"\s+(?:och|samt)$")
FIRST_TITLE_AHEAD = re.compile(r"(?<!-)\b(?:samt|och)\s+(?P<title>[a-zåäö][a-zåäö -]+)$")
TITLE_AHEAD = re.compile(r"(?:,|\b(?:samt|och))\s+(?P<title>[a-zåäö][a-zåäö -]+)$")
Cut = tuple[float, tuple[int, ...], bool]
WORTH_OF_TWO: Final = 0.5
LONGEST: Final = 30  # words in a row that are still cut


def persons_apart(content: Stretch, parties: Parties, *, flattened: bool = False) -> list[Stretch]:
    """The content cut where each person begins; whole where it names one, or where it is not clear who begins where.

    `flattened`: of a text that lost its line breaks, where a name may follow anything ("rektor Bo Al"); else only
    another name, a bracket or a figure, since "rektor Ekeby Gymnasium" names no second person.
    """
    starts = list(_starts(content.text, parties, flattened=flattened))
    if len(starts) < 2:
        return [content]
    if flattened:
        starts = _with_titles_ahead(content.text, starts)
    ends = [*starts[1:], len(content)]
    ahead = [content[: starts[0]].strip()] if content.text[: starts[0]].strip(" ,;") else []
    pieces = [content[start:end].strip(" ,;") for start, end in zip(starts, ends, strict=True)]
    return ahead + [piece[: len(JOINS_NEXT.sub("", piece.text))] for piece in pieces]


def _with_titles_ahead(text: str, starts: Sequence[int]) -> list[int]:
    """The starts, moved ahead of titles where they stand ahead of names: "samt kurator Bo Al, rektor Cia Ed"."""
    moved, begun = list[int](), False
    for start in starts:
        match = (TITLE_AHEAD if begun else FIRST_TITLE_AHEAD).search(text, max(0, start - 60), start)
        titled = match is not None and is_title(match["title"])
        begun = begun or titled
        moved.append(match.start("title") if match and titled else start)
    return moved


def _starts(text: str, parties: Parties, *, flattened: bool) -> Iterator[int]:
    for run in RUN.finditer(text):
        at = run.start()
        others = bool(OF_ANOTHER.search(text, max(0, at - 20), at))
        begins = flattened or at == 0 or text[:at].rstrip()[-1:] in ")0123456789"
        for piece in _between_places(run.group(), parties):
            for name in told_apart(piece):
                person = is_person(name) and not (is_unit(name) or is_organisation(name, parties))
                if begins and person and not others:
                    yield at
                at, others, begins = at + len(name) + 1, False, True


def _between_places(run: str, parties: Parties) -> Iterator[str]:
    """A run cut at the places behind names: "Anna Ek Ekeby Bo Al" holds "Anna Ek", "Ekeby" and "Bo Al"."""
    names: list[str] = []
    for word in run.split(" "):
        if len(names) > 1 and _worth(names) >= 0 and parties.find(word):
            yield " ".join(names)
            yield word
            names = []
        else:
            names.append(word)
    if names:
        yield " ".join(names)


@lru_cache(maxsize=1024)
def told_apart(run: str) -> tuple[str, ...]:
    """The names in a run of capitalised words; the whole run where it is one name or can't be cut surely."""
    words = re.findall(WORD, run)
    if not 4 <= len(words) <= LONGEST:
        return (run,)
    # The best cut of the first n words into names, its worth, and whether another is as good.
    nowhere: Cut = (float("-inf"), (), True)
    best: list[Cut] = [(0.0, (), True), *[nowhere] * len(words)]
    for end in range(2, len(words) + 1):
        for size in (2, 3):
            if size > end:
                continue
            worth, cuts, sure = best[end - size]
            worth += _worth(words[end - size : end])
            if worth > best[end][0]:
                best[end] = (worth, (*cuts, end), sure)
            elif worth == best[end][0]:
                best[end] = (worth, best[end][1], False)
    worth, cuts, sure = best[-1]
    if not sure or worth == nowhere[0]:
        return (run,)
    return tuple(" ".join(words[a:b]) for a, b in zip((0, *cuts), cuts, strict=False))


def _worth(name: list[str]) -> float:
    last = 1.0 if SURNAME.search(name[-1]) else 0.0
    within = sum(1.5 for word in name[:-1] if SURNAME.search(word))
    return last - within + (WORTH_OF_TWO if len(name) == 2 else 0.0)
