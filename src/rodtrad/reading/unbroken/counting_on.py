"""Numbered headings within a running text: numbers of one style that count on by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rodtrad.reading.numbering import MOST_COMPARED, NO_PREFIX, PREFIX, heaviest

BEGINS: Final = r"(?=[A-ZÅÄÖ”\"])"
# Not behind a comma: "controller, § 46 Justerare"
PARAGRAPH: Final = re.compile(rf"(?:(?<=[^,\s] )|(?<!\S))§\s?(?P<n>\d{{1,3}})(?:/\d{{2,4}})?\.? {BEGINS}")
PREFIXED: Final = re.compile(rf"(?<!\S)(?P<prefix>{PREFIX}) (?:§ ?)?(?P<n>\d{{1,3}}) {BEGINS}")
POINT: Final = re.compile(rf"(?:(?<=[.!?)”:\w] )|^)(?P<n>\d{{1,2}})[.)] {BEGINS}")
# Not "controller, 14 Övriga deltagande": somebody was there for § 14
BARE: Final = re.compile(
    rf"(?:(?<=[.!?)”:a-zåäö] )|(?<=\d{{4}} )|^)(?P<n>\d{{1,3}}) (?!Övriga \w+(?:ande|are)\b|Övriga [A-ZÅÄÖ]|Ersättare\b"
    rf"|Närvar|Frånvar|Beslutande|Utses|Underskrift|Sekreterare|Justera){BEGINS}"
)
SIGNED: Final = (PARAGRAPH, PREFIXED)
LEAST: Final = 3  # numbers in a row
REACH: Final = 400  # characters below a heading that count for it: a list's entries are shorter
HEADING: Final = 50  # characters that a heading is worth by itself


@dataclass(frozen=True, slots=True)
class Start:
    """Where a heading begins: in which text, at which character, and the number that leads it."""

    text: int
    at: int
    number: int


def headings(texts: Sequence[str]) -> tuple[list[Start], list[Start]]:
    """The headings of a list of contents, and those of the items; in the first style whose numbers count on."""
    before = [0, *accumulate(map(len, texts))]
    for pattern in (PARAGRAPH, PREFIXED, POINT, BARE):
        found = _found(texts, pattern)
        if pattern in SIGNED:
            chosen = _beside_their_next(found)
            items = chosen[_restart(chosen) :]
            announced = chosen[: len(chosen) - len(items)]
        else:
            items = _chain(found, before)
            announced = (
                _chain([s for s in found if (s.text, s.at) < (items[0].text, items[0].at)], before) if items else []
            )
            announced = announced if announced and announced[0].number == items[0].number else []
        if items:
            return announced, items
    return [], []


def _found(texts: Sequence[str], pattern: re.Pattern[str]) -> list[Start]:
    found = [(i, match) for i, text in enumerate(texts) for match in pattern.finditer(text)]
    if pattern is PREFIXED:
        counts = Counter(m["prefix"] for _, m in found if not NO_PREFIX.match(m["prefix"]))
        common = counts.most_common(1)
        found = [(i, m) for i, m in found if common and m["prefix"] == common[0][0] and common[0][1] >= LEAST]
    return [Start(i, m.start(), int(m["n"])) for i, m in found]


def _beside_their_next(found: Sequence[Start]) -> list[Start]:
    """Those whose number the one before or after counts on to, a list of contents and the items alike; not a § that
    somebody in the attendance left at."""
    numbers = [-9, *(start.number for start in found), -9]
    chosen = [
        one for k, one in enumerate(found, 1) if numbers[k - 1] == numbers[k] - 1 or numbers[k + 1] == numbers[k] + 1
    ]
    return chosen or list(found[:1])


def _restart(found: Sequence[Start]) -> int:
    """Where the numbers begin again behind a list of contents; 0 where they do not."""
    return next((k for k, one in enumerate(found) if k >= LEAST and one.number == found[0].number), 0)


def _chain(found: Sequence[Start], before: Sequence[int]) -> list[Start]:
    """The run of numbers, each one more than the one before, that holds the most text; none where it is short."""
    found = found[:MOST_COMPARED]
    at = [before[start.text] + start.at for start in found]

    def joined(i: int, j: int) -> float | None:
        return HEADING + min(REACH, at[j] - at[i]) if found[i].number + 1 == found[j].number else None

    run, _ = heaviest([HEADING] * len(found), joined)
    return [found[i] for i in run] if len(run) >= LEAST else []
