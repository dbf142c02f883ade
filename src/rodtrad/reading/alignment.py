"""The same words in two texts: where each character of the one stands in the other.

A text is matched by runs of words that both have just once, in the same order; what lies between two such runs is
compared word by word. What finds no match is left without one: nothing is placed by guess.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from rodtrad.reading.record import Box
from rodtrad.reading.sources.paper import Paper, Piece, around

TOKEN = re.compile(r"\w+|[^\w\s]")
RUN: Final = 4  # words that make a place sure
# Where two long stretches have no run in common, they are of different texts.
MOST_COMPARED: Final = 1_000_000
# Hyphens, quotes and bullets that are drawn otherwise than they are written.
ALIKE: Final = str.maketrans(
    {"–": "-", "—": "-", "\u2010": "-", "\u2011": "-", "”": '"', "“": '"', "’": "'", "‘": "'", "\uf0b7": "•"}
)
NOWHERE: Final = float("nan")


def placed(text: str, printed: str, paper: Paper) -> Paper:
    """Where the characters of `text` stand on the paper that `printed` stands on."""
    corners = array("f", [NOWHERE]) * (4 * len(text))
    pieces: list[Piece] = []
    held: list[tuple[int, int, Box]] = []
    for offset, other in aligned(text, printed):
        box, page = paper.box(other), paper.page(other)
        if box is None or page is None:
            continue
        corners[4 * offset : 4 * offset + 4] = array("f", box)
        if held and not _goes_on(held[-1], page, box):
            pieces.append(_piece(held))
            held = []
        held.append((offset, page, box))
    if held:
        pieces.append(_piece(held))
    return Paper(tuple(pieces), corners)


def _goes_on(last: tuple[int, int, Box], page: int, box: Box) -> bool:
    """Whether a character stands on the same line of paper, further to the right."""
    _, before, (left, top, _, bottom) = last
    return page == before and box[0] >= left and top < (box[1] + box[3]) / 2 < bottom


def _piece(held: Sequence[tuple[int, int, Box]]) -> Piece:
    return Piece(held[0][1], held[0][0], held[-1][0] + 1, around([box for _, _, box in held]))


def aligned(text: str, printed: str) -> Iterator[tuple[int, int]]:
    """The offset of every character that both texts have, in `text` and in `printed`, in the order of both."""
    here, there = _tokens(text), _tokens(printed)
    words, others = [word for word, _ in here], [word for word, _ in there]
    for i, j, length in _matches(words, others):
        for (word, start), (_, other) in zip(here[i : i + length], there[j : j + length], strict=True):
            for k in range(len(word)):
                yield start + k, other + k


def _tokens(text: str) -> list[tuple[str, int]]:
    """The words and signs of a text with their offsets; the words that are written alike are alike."""
    return [(_plain(match.group()), match.start()) for match in TOKEN.finditer(text)]


def _plain(word: str) -> str:
    plain = word.translate(ALIKE)
    composed = unicodedata.normalize("NFC", plain)
    return composed if len(composed) == len(plain) else plain


def _matches(words: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Runs of equal words: where they begin in each list, and how many they are."""
    anchors = [(0, 0), *_anchors(words, others), (len(words), len(others))]
    for (i, j), (end, other_end) in pairwise(anchors):
        here, there = words[i:end], others[j:other_end]
        same = _prefix(here, there)
        if same:
            yield i, j, same
        rest, other_rest = here[same:], there[same:]
        if rest and other_rest and len(rest) * len(other_rest) <= MOST_COMPARED:
            matcher = SequenceMatcher(None, rest, other_rest, autojunk=False)
            for match in matcher.get_matching_blocks():
                if match.size:
                    yield i + same + match.a, j + same + match.b, match.size


def _prefix(here: Sequence[str], there: Sequence[str]) -> int:
    return next((n for n, (one, other) in enumerate(zip(here, there, strict=False)) if one != other),
                min(len(here), len(there)))  # fmt: skip


def _anchors(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """The places of runs that both lists have once, as many as follow each other in both."""
    once, other_once = _once(words), _once(others)
    pairs = sorted((i, other_once[run]) for run, i in once.items() if run in other_once)
    # The longest rising chain (patience sorting): of those that stand crosswise, as few as can be are left out.
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1], ends[at : at + 1] = [j], [n]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(pairs[last])
        last = before[last]
    return chain[::-1]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    again = set[tuple[str, ...]]()
    for i in range(len(words) - RUN + 1):
        run = tuple(words[i : i + RUN])
        if run in found:
            again.add(run)
        found[run] = i
    return {run: i for run, i in found.items() if run not in again}
