"""How one version of the minutes differs from another, for those who have read the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.lines import Part, Spot, lines_of
from rodtrad.web.minutes.words import words_between

ALIKE: Final = 0.4  # of two lines, from which on one is the other changed
Words = list[tuple[str, str]]  # "same", "gone" and "new", with the words of each
_Places = dict[Spot, list[str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """An item, a section of it or the minutes as a whole, and its lines that differ."""

    where: str
    lines: list[Words]


def differences(before: MinutesContent, after: MinutesContent) -> list[Difference]:
    """Where one version differs from another, in the order of the minutes; empty where they read alike."""
    (old, were), (new, are) = _by_spot(before), _by_spot(after)
    found = []
    for spot in [*new, *(spot for spot in old if spot not in new)]:
        if lines := list(_between(old.get(spot, []), new.get(spot, []))):
            found.append(Difference(are.get(spot) or were.get(spot) or "Protokollet", lines))
    return found


def _by_spot(content: MinutesContent) -> tuple[_Places, dict[Spot, str]]:
    """The lines of each item and of each section, and those that belong to none; and what each of them is called."""
    lines: _Places = {}
    titles: dict[Spot, str] = {}
    for line in lines_of(content):
        lines.setdefault(line.spot, []).append(line.text)
        if line.part == Part.TITLE:
            of = titles.get((line.item, 0)) if line.section else None
            titles[line.spot] = f"{of}, {line.text}" if of else line.text
    return lines, titles


def _between(old: list[str], new: list[str]) -> Iterator[Words]:
    """The lines that differ: what takes the place of some that stood between the same two, and what is new or gone."""
    was, now = list[str](), list[str]()
    for step in Levenshtein.opcodes(old, new):
        if step.tag == "equal":
            yield from _changed(was, now)
            was, now = [], []
        else:
            was += old[step.src_start : step.src_end]
            now += new[step.dest_start : step.dest_end]
    yield from _changed(was, now)


def _changed(was: list[str], now: list[str]) -> Iterator[Words]:
    for text in now:
        like = max(was, key=lambda one: Levenshtein.normalized_similarity(one, text), default="")
        if Levenshtein.normalized_similarity(like, text) < ALIKE:
            like = ""
        else:
            was.remove(like)
        yield list(words_between(like, text))
    yield from (list(words_between(text, "")) for text in was)
