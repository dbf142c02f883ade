"""Where a heading ends that its text goes on from: "Delårsrapport Ekonomen redovisar …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

LONGEST: Final = 160  # characters of a title
SHORT: Final = 60  # characters: as many may well be a title of names
KNOWN_BY: Final = 10  # characters alike from which a title is one of the list's
ALIKE: Final = 0.9  # how alike a title that is read twice is to itself
ENDS: Final = (".", "!", "?")
SIGHT: Final = 9  # words from its first within which a sentence has its verb
WORD: Final = re.compile(r"\S+")
CAPITAL: Final = re.compile(r"[A-ZÅÄÖ][a-zåäöéü]|[AÅIÖ]$")
# Behind these a capital belongs to the title: "Samverkan med Region Norrvik"
JOINS: Final = re.compile(
    r"\(?(?:av|bland|efter|enligt|från|för|genom|hos|in?|inför|inom|inte|kring|med|mellan|mot|och|om|på|samt|som|till|under"
    r"|ur|utan|vid|åt|över|de[nt]?)",
    re.I,
)
LEADS_NAME: Final = frozenset({"Region", "Föreningen", "Stiftelsen", "Kommunalförbundet", "Sankt", "Norra", "Södra"})
VERB: Final = re.compile(
    r"(?:är|har|hade|var|blir|blev|kan|kunde|ska|skall|skulle|vill|ville|bör|får|fick|finns|fanns|går|gick|ger|gav|kom"
    r"|tar|tog|ser|såg|står|stod|gör|gjorde|säger|sade|håller|höll|lägg(?:er|s)|lade|består|löper|upphör|innebär|avser|gäller|gällde"
    r"|svar(?:ar|ade)|beslut(?:ar|ade|ades|as)|beslöt|föreslår|föreslog|föreslås|informer(?:ar|ade)|redo(?:visar|visade"
    r"|visas|visades|gör|gjorde)|berätta(?:r|de)|rapporter(?:ar|ade)|presenter(?:ar|ade|ades|as)|föredr(?:ar|og)|yrkar"
    r"|hälsa(?:r|de)|öppna(?:r|de)|tacka(?:r|de)|godkän(?:ner|ns|de|des)|fastställ(?:er|s|de|des)|anta(?:r|s|gs)|ut(?:ser"
    r"|såg|ses|sågs)|välj(?:er|s)|valdes?|noter(?:ar|as|ade|ades)|anteckna(?:s|des)|inkom(?:mer|mit)?|meddela(?:r|de)|fråga"
    r"(?:r|de)|undrar|anser|ansåg|handlar|behöv(?:er|s)|pågår|saknas|visar|visade|omfattar|framgår|ansök(?:er|te)|överlämn"
    r"(?:ar|as|ade)|delges|delgavs|återkommer|bjuder|tillstyrker|avslår|avslutar?(?:de)?|konstater(?:ar|ade)|diskuter(?:ar"
    r"|ade|ades|as)|framför(?:de)?|lyft(?:er|e|es)?|uppdrar|bordlägg(?:er|s)|ställ(?:er|de)|sker|skedde|lämna(?:r|de|s|des)"
    r"|begär(?:de)?|påminner|genomför(?:de|s|des|t)?|ersätter|reserverar|justera(?:s|des)|utgår|planer(?:ar|as)|arbetar)"
)


def title_end(text: str) -> int:
    """How long the title is that a text begins with; the whole of it where no sentence can be told to begin.

    A sentence begins at a word with a capital that does not belong to the words before it, and has its verb soon.
    """
    words = list(WORD.finditer(text[: LONGEST + 120]))
    starts = [i for i in _starts([word[0] for word in words]) if words[i].start() <= LONGEST]
    for i in starts:
        ahead = [word[0].rstrip(".,:;!?") for word in words[i : i + SIGHT]]
        ends = next((n for n, word in enumerate(words[i : i + SIGHT]) if word[0].endswith(ENDS)), SIGHT)
        if any(VERB.fullmatch(word.lower()) for word in ahead[: ends + 1]):
            return words[i].start()
    if starts and (len(text) > SHORT or text.endswith(".")):
        return words[starts[0]].start()
    ended = next((word.end() for word in words if word[0].endswith(ENDS)), len(text))
    return ended if ended <= LONGEST else len(text)


def _starts(words: list[str]) -> Iterator[int]:
    """The words at which a sentence may begin, the first of a run of capitals or one within it."""
    i = 1
    while i < len(words):
        if words[i - 1].endswith(ENDS):
            return
        if not CAPITAL.match(words[i]):
            i += 1
            continue
        end = i
        while end < len(words) and CAPITAL.match(words[end]) and words[end][-1] not in ".,:;":
            end += 1
        run = end - i + (end < len(words) and CAPITAL.match(words[end]) is not None)
        if JOINS.fullmatch(words[i - 1]):
            taken = 2 if words[i] in LEADS_NAME else 1
            if run > taken:
                yield i + taken
        else:
            yield i
            if run > 2:
                yield i + run - 2
        i = max(i + run, i + 1)


def people_end(text: str) -> int:
    """How far a text only names persons: "Anna Ek, rektor, Region Norrvik Planen har varit på remiss."

    All of it where no sentence can be told to begin behind them.
    """
    words = list(WORD.finditer(text[: LONGEST + 120]))
    for i in range(2, len(words)):
        before, word = words[i - 1][0], words[i][0]
        if before.endswith(ENDS):
            return words[i].start()
        follows = before.endswith(",") or JOINS.fullmatch(before) or before in LEADS_NAME
        surname = JOINS.fullmatch(words[i - 2][0]) or (words[i - 2][0].endswith(",") and CAPITAL.match(before))
        if not CAPITAL.match(word) or follows or surname:
            continue
        ahead = [one[0].rstrip(".,:;!?").lower() for one in words[i + 1 : i + SIGHT]]
        if any(VERB.fullmatch(one) for one in ahead):
            return words[i].start()
    return len(text)


def known_title(text: str, listed: str) -> int:
    """How much of a title the list of contents has too, in whole words; 0 where that is next to nothing."""
    best, start = 0, listed.find(text[:KNOWN_BY])
    while len(text) > KNOWN_BY and start >= 0:
        other = listed[start : start + LONGEST]
        same = next(
            (k for k, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other))
        )
        whole = same if text[same : same + 1] in {"", " "} else text.rfind(" ", 0, same)
        best, start = max(best, whole), listed.find(text[:KNOWN_BY], start + 1)
    return best if best >= KNOWN_BY else 0


def doublet(title: str, text: str) -> int:
    """How many characters a text begins with that only say the title again, as where a page was read twice."""
    blank = text.find(" ", len(title) - 1)
    end = len(text) if blank < 0 else blank
    if not title or text[end + 1 : end + 2].islower():
        return 0  # a sentence that begins with the title's words
    return end if SequenceMatcher(None, title.lower(), text[:end].lower()).ratio() >= ALIKE else 0
