"""Page heads in a text without line breaks, known by what stands around every page's number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from rodtrad.reading.numbering import PREFIX
from rodtrad.reading.sources.source import Stretch

# "3(15)", "Sida 3 (15)", "Sida 3 av 15"
MARK: Final = re.compile(
    r"(?<!\S)(?:(?:[Ss]ida|[Ss]id\.?)\s)?(?P<page>\d{1,3})\s?(?:\((?P<of>\d{1,3})\)|(?:av|/)\s?(?P<total>\d{1,3}))(?!\S)"
)
# What a page leads with where it is a line of its own: "3 Omsorgsnämnden (15) § 12 …", "3 Sida …"
LEADS: Final = re.compile(r"(?P<page>\d{1,3})(?:\s[Ss]ida\b)?(?=\s|$)")
ENDS: Final = re.compile(r"\s(?P<page>\d{1,3})$")
MOST: Final = 1000  # pages of a document
SIGHT: Final = 300  # characters of a head ahead of the number, or behind it
HEADING: Final = re.compile(r"§|\d{1,3}[.)]?$")
LEADS_HEADING: Final = re.compile(f"{PREFIX}$")
PAGES: Final = re.compile(r"\(\d{1,3}\)$")  # "(15)", whose page number was lost


@dataclass(frozen=True, slots=True)
class _Mark:
    """A page's number: in which text it stands, where, and the words ahead of it, the last first, and behind it."""

    text: int
    start: int
    end: int
    page: str
    ahead: Sequence[str]
    behind: Sequence[str]


def are_pages(texts: Sequence[str]) -> bool:
    """Whether each of several texts leads with its number: 1, 2, 3 …"""
    led = (LEADS.match(text) for text in texts)
    return len(texts) > 1 and all(m is not None and int(m["page"]) == i for i, m in enumerate(led, 1))


@dataclass(frozen=True, slots=True)
class Paged:
    """A text without its page heads; `starts`: where pages begin in it."""

    content: Stretch
    starts: Sequence[int] = (0,)


def without_page_heads(contents: Sequence[Stretch]) -> list[Paged]:
    """The same texts without the heads of the pages after the first, and without the numbers of all pages."""
    texts = [content.text for content in contents]
    spans: list[list[tuple[int, int]]] = [[] for _ in texts]
    marks = list(_marks(texts))
    if not 2 <= len(marks) <= MOST:
        return [Paged(content) for content in contents]
    for j, mark in enumerate(marks):
        near = [marks[k] for k in (j - 1, j + 1) if 0 <= k < len(marks)]
        left = max(_shared(mark.ahead, other.ahead, mark, other) for other in near)
        right = max(_shared(mark.behind, other.behind, mark, other) for other in near)
        start, end = mark.start, mark.end
        if j:
            start -= _length(texts[mark.text][max(0, start - SIGHT) : start], left, last=True)
            end += _length(texts[mark.text][end : end + SIGHT], right)
        elif right and PAGES.match(mark.behind[right - 1]):
            at = texts[mark.text].index(mark.behind[right - 1], end)
            spans[mark.text].append((at, at + len(mark.behind[right - 1])))
        spans[mark.text].insert(0 if not j else len(spans[mark.text]), (start, end))
    foot = marks[1].ahead[: _shared(marks[1].ahead, marks[-1].ahead, marks[1], marks[-1])][::-1]
    out = [_without(content, cut) for content, cut in zip(contents, spans, strict=True)]
    return [*out[:-1], replace(out[-1], content=_without_foot(out[-1].content, foot))]


def _marks(texts: Sequence[str]) -> Iterator[_Mark]:
    found = [(i, match) for i, text in enumerate(texts) for match in _counted(text)]
    if len(found) < 2 and are_pages(texts):
        found = [(i, match) for i, text in enumerate(texts) if (match := LEADS.match(text))]
    for i, match in found:
        start, end = match.span()
        ahead = texts[i][max(0, start - SIGHT) : start].split()[::-1]
        yield _Mark(i, start, end, match["page"], ahead, texts[i][end : end + SIGHT].split())


def _counted(text: str) -> list[re.Match[str]]:
    """Page numbers of the total that most of them have."""
    found = [(match, match["of"] or match["total"]) for match in MARK.finditer(text)]
    ((common, _),) = Counter(total for _, total in found).most_common(1) or [(None, 0)]
    return [match for match, total in found if total == common and int(match["page"]) <= int(total)]


def _shared(one: Sequence[str], other: Sequence[str], mark: _Mark, another: _Mark) -> int:
    """How many words two pages have in common, or their own numbers; a heading's are not."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if not (a == b and not HEADING.match(a)) and not (a == mark.page and b == another.page):
            break
        count += 1
    # "SN 13", "SN 14": a word with numbers of its own leads a heading
    numbered = all(len(words) > count and words[count].isdigit() for words in (one, other))
    return count - 1 if count and numbered and LEADS_HEADING.match(one[count - 1]) and one is mark.behind else count


def _length(text: str, words: int, *, last: bool = False) -> int:
    """How many characters the first words of a text take, or the last ones, with the blanks around them."""
    pieces = text.rsplit(None, words) if last else text.split(None, words)
    if not words or len(pieces) <= words:
        return len(text) if words else 0
    return len(text) - len(pieces[0] if last else pieces[-1])


def _without(content: Stretch, spans: Sequence[tuple[int, int]]) -> Paged:
    bounds = [0, *(at for span in spans for at in span), len(content)]
    pieces = [piece for a, b in list(pairwise(bounds))[::2] if (piece := content[a:b].strip())]
    starts = list(accumulate((len(piece) + 1 for piece in pieces[:-1]), initial=0))
    kept = Stretch.join(pieces)
    led, ends = LEADS.match(content.text), ENDS.search(kept.text)
    return Paged(kept[: ends.start()] if led and ends and ends["page"] == led["page"] else kept, starts)


def _without_foot(content: Stretch, words: Sequence[str]) -> Stretch:
    """The last text without the foot of its page, which above stands ahead of the next page's head."""
    said = content.text[-SIGHT:].split()
    length = next((n for n in range(min(len(words), len(said)), 1, -1) if said[-n:] == list(words[:n])), 0)
    return content[: len(content) - _length(content.text[-SIGHT:], length, last=True)].strip()
