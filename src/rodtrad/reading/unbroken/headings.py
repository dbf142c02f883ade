"""Numbered headings within a running text: numbers of one style that count on by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

BEGINS: Final = r"(?=[A-ZÅÄÖ”\"])"
# Not behind a comma: "controller, § 46 Justerare"
PARAGRAPH: Final = re.compile(rf"(?:(?<=[^,\s] )|(?<!\S))§\s?(?P<n>\d{{1,3}})(?:/\d{{2,4}})?\.? {BEGINS}")
PREFIXED: Final = re.compile(rf"(?<!\S)(?P<prefix>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{1,5}}) (?:§ ?)?(?P<n>\d{{1,3}}) {BEGINS}")
POINT: Final = re.compile(rf"(?:(?<=[.!?)”:\w] )|^)(?P<n>\d{{1,2}})[.)] {BEGINS}")
BARE: Final = re.compile(rf"(?:(?<=[.!?)”:a-zåäö] )|(?<=\d{{4}} )|^)(?P<n>\d{{1,3}}) {BEGINS}")
LEAST: Final = 3  # numbers in a row
NO_PREFIX: Final = frozenset(
    {"Den", "Dag", "Sida", "Sid", "Bilaga", "Nr", "Dnr", "Kl", "Tel", "År", "Del", "Mål", "Fas"}
)
Found = tuple[int, int, int]  # which text, where in it, the number


def headings(texts: Sequence[str]) -> list[list[int]]:
    """Where headings begin in each text, in the first style whose numbers count on; a § may be alone."""
    for pattern in (PARAGRAPH, PREFIXED, POINT, BARE):
        found = [(i, m.start(), int(m["n"])) for i, m in _matches(texts, pattern)]
        chosen = _beside_their_next(found) if pattern in {PARAGRAPH, PREFIXED} else _in_a_row(found)
        if chosen:
            return [[at for j, at, _ in chosen if j == i] for i in range(len(texts))]
    return [[] for _ in texts]


def _matches(texts: Sequence[str], pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    found = [(i, match) for i, text in enumerate(texts) for match in pattern.finditer(text)]
    if pattern is PREFIXED:
        counts = Counter(m["prefix"] for _, m in found if m["prefix"] not in NO_PREFIX)
        common = counts.most_common(1)
        found = [(i, m) for i, m in found if common and m["prefix"] == common[0][0]]
    yield from found


def _beside_their_next(found: Sequence[Found]) -> list[Found]:
    """Those whose number the one before or after counts on to, a list of contents and the items alike; not a § that
    somebody in the attendance left at."""
    numbers = [-1, *(number for _, _, number in found), -1]
    chosen = [
        one for k, one in enumerate(found, 1) if numbers[k - 1] == numbers[k] - 1 or numbers[k + 1] == numbers[k] + 1
    ]
    return chosen or list(found[:1])


def _in_a_row(found: Sequence[Found]) -> list[Found]:
    """The longest run of numbers, each one more than the one before, where others may stand between them."""
    lengths: dict[int, int] = {}
    length: list[int] = []
    for _, _, number in found:
        lengths[number] = lengths.get(number - 1, 0) + 1
        length.append(lengths[number])
    longest = max(length, default=0)
    if longest < LEAST:
        return []
    run: list[Found] = []
    for k in range(length.index(longest), -1, -1):
        if not run or (found[k][2] == run[-1][2] - 1 and length[k] == length[length.index(longest)] - len(run)):
            run.append(found[k])
    return run[::-1]
