"""Where items begin in a text that lost its line breaks, and where their titles end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rodtrad.reading.sources.source import Stretch


@dataclass(frozen=True, slots=True)
class Start:
    """Where in its page an item's heading begins, and its number."""

    at: int
    number: int


# "§ 14 Val", "SN 14 Val", "14 Val": a number with a capital letter behind it
SIGNED = re.compile(r"(?<![\w§])§+\s?(?P<n>\d{1,3})(?:/\d{2,4})?\.?\s+(?=[A-ZÅÄÖ])")
PREFIXED = re.compile(r"(?<!\w)(?P<prefix>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,4})\s§?\s?(?P<n>\d{1,3})\s+(?=[A-ZÅÄÖ])")
BARE = re.compile(r"(?:^|(?<=[.!?)”:]\s)|(?<=[a-zåäö]\s)|(?<=\d{4}\s))(?P<n>\d{1,3})\s+(?=[A-ZÅÄÖ])")
POINT = re.compile(r"(?:^|(?<=[.!?)”:]\s)|(?<=[a-zåäö]\s))(?P<n>\d{1,3})[.)]\s+(?=[A-ZÅÄÖ])")
ITEM: Final = 50  # characters that every item is worth beside its text
FEWEST: Final = 2
PREFIXES: Final = 3  # times at least that a prefix leads a number
REACH: Final = 400  # characters that count as an item's own text
# What ends a title in the middle of a line
TITLE_ENDS = re.compile(
    r"\s(?:Dnr|DNR|Diarienummer|Diarienr|Ärendebeskrivning|Sammanfattning|Bakgrund|Beslutsunderlag|Föredragande"
    r"|Förslag till beslut|Beslut(?:et)?|Ordföranden?|Yrkande|Sammanträdet|Mötet|Nämnden|Rådet|Styrelsen)\b"
    r"|\.\s+(?=[A-ZÅÄÖ])|\s(?=\(\w+/\d{4})"
)
CAPITAL = re.compile(r"(?<=[a-zåäö0-9] )[A-ZÅÄÖ][\wåäö-]*")
# A capital letter behind these goes on with the title: "avtal med Region …", "Ekebys Skola"
LEADS_ON = re.compile(
    r"\b(?:i|på|av|från|för|till|med|om|mellan|hos|vid|mot|och|samt|inom|enligt|angående|avseende|gällande|region|\w+s)$",
    re.I,
)
NUMBER = re.compile(r"(?:[A-ZÅÄÖ]\w{1,4} )?§*\s?\d{1,3}(?:/\d+)?[.)]?\s+")
REFERENCES = re.compile(r"(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,3} §?\s?\d{1,4}\s+){1,9}(?:Dnr \S+\s+)?|Dnr \S+\s+(?=[A-ZÅÄÖ])")
LIKE_LISTED: Final = 12  # characters alike from which a title is one of the list's
LONGEST_TITLE: Final = 160  # characters


def item_starts(pages: Sequence[Stretch], *, below: tuple[int, int]) -> Mapping[int, Sequence[Start]]:
    """The items' headings by page: the chain of rising numbers that holds the most text.

    `below`: the page, and the place on it, where the document's head ends.
    """
    best: list[tuple[int, Start]] = []
    weight = 0.0
    for pattern, worth in ((SIGNED, 2.0), (PREFIXED, 1.5), (BARE, 1.1), (POINT, 1.0)):
        chain, held = _chain(_found(pages, pattern, below), [len(page) for page in pages])
        if len(chain) >= FEWEST and held * worth > weight:
            best, weight = chain, held * worth
    by_page: dict[int, list[Start]] = {}
    for page, start in best:
        by_page.setdefault(page, []).append(start)
    return by_page


def _found(pages: Sequence[Stretch], pattern: re.Pattern[str], below: tuple[int, int]) -> list[tuple[int, Start]]:
    matches = [
        (k, match)
        for k, page in enumerate(pages)
        for match in pattern.finditer(page.text)
        if (k, match.start()) >= below
    ]
    if pattern is PREFIXED:
        prefixes = Counter(match["prefix"] for _, match in matches)
        common = max(prefixes, key=prefixes.__getitem__, default="")
        matches = [(k, m) for k, m in matches if m["prefix"] == common and prefixes[common] >= PREFIXES]
    return [(k, Start(match.start(), int(match["n"]))) for k, match in matches[:400]]


def _chain(found: Sequence[tuple[int, Start]], lengths: Sequence[int]) -> tuple[list[tuple[int, Start]], float]:
    """The run of numbers counting up by one or two that holds the most text, and how much that is."""
    before = [sum(lengths[:k]) for k in range(len(lengths) + 1)]
    at = [before[page] + start.at for page, start in found] + [before[-1]]
    best: list[float] = []
    came: list[int | None] = []
    for j, (_, start) in enumerate(found):
        total, source = float(ITEM), None
        for i in range(j):
            step = start.number - found[i][1].number
            joined = best[i] + min(REACH, at[j] - at[i]) + ITEM - 100 * (step - 1)
            if step in {1, 2} and joined > total:
                total, source = joined, i
        best.append(total)
        came.append(source)
    if not best:
        return [], 0.0
    last: int | None = max(range(len(best)), key=lambda j: best[j] + min(REACH, at[-1] - at[j]))
    worth, chain = best[last or 0], list[tuple[int, Start]]()
    while last is not None:
        chain.append(found[last])
        last = came[last]
    return chain[::-1], worth


def heading_in(text: str, contents: str) -> tuple[int, int, int]:
    """Of a heading that goes on with the item's text: where its number ends, its title begins and its title ends.

    "14 Val av justerare Anna Ek väljs": the title ends where something else begins, or where the document's list of
    `contents` ends it. References to earlier treatment may stand between: "Sn 50 Au 84 Dnr 2016/12 Budget".
    """
    number = NUMBER.match(text)
    begin = number.end() if number else 0
    references = REFERENCES.match(text, begin)
    title = references.end() if references else begin
    ends = [title + LONGEST_TITLE, len(text)]
    if match := TITLE_ENDS.search(text, title + 2, title + LONGEST_TITLE + 20):
        ends.append(match.start())
    for match in CAPITAL.finditer(text, title + 2, title + LONGEST_TITLE):
        if not LEADS_ON.search(text[: match.start()].rstrip()):
            ends.append(match.start())
            break
    return begin, title, max(min(ends), title + _as_listed(text[title : title + LONGEST_TITLE], contents))


def _as_listed(text: str, contents: str) -> int:
    """How much of a title the list of contents has too, in whole words; 0 where that is next to nothing."""
    if len(text) < LIKE_LISTED:
        return 0
    best, at = 0, contents.find(text[:LIKE_LISTED])
    while at >= 0:
        listed = contents[at : at + len(text)]
        same = next((k for k, (a, b) in enumerate(zip(text, listed, strict=False)) if a != b), len(listed))
        whole = same if text[same : same + 1] in {"", " "} else text.rfind(" ", 0, same)
        best, at = max(best, whole), contents.find(text[:LIKE_LISTED], at + 1)
    return best
