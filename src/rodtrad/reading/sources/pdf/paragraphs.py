"""Visual lines → paragraphs, where no tags tell: by what would have fitted on the line, distance, indent and type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rodtrad.reading.sources.line_ends import LEFT_OPEN
from rodtrad.reading.sources.pdf.blocks import Paragraph
from rodtrad.reading.sources.pdf.lines import VisualLine
from rodtrad.reading.sources.pdf.spans import Span
from rodtrad.reading.sources.text import bullet_of

# A number or letter that begins a line begins a paragraph: "1. ", "§ 12", "a) ", "2.3 ".
NUMBERED: Final = re.compile(r"(?:§+\s*\d|\d{1,3}[.)](?:\d{1,2}[.)]?)*\s|\d{1,2}(?:\.\d{1,2})+\s|[a-zåäö][).]\s)", re.I)
DASHES: Final = "-–"
ENDED: Final = re.compile(r"[.:;!?]$")
SAME_SIZE: Final = 0.6  # points
SAME_LEFT: Final = 0.5  # sizes
WIDER: Final = 0.45  # sizes: a gap that is so much wider than the usual one parts paragraphs
# From so many lines on, of which so many were ended by their author, it is a list with an entry a line.
LEAST_ENTRIES: Final = 4
LISTED: Final = 0.6
HEADING: Final = 1.12  # times the size of the text
HEADING_LENGTH: Final = 200  # characters


@dataclass(frozen=True, slots=True)
class Type:
    """What the document's text looks like: its size, the usual distance between its lines in sizes, and the sizes of
    its headings, the largest first."""

    size: float
    leading: float
    headings: tuple[float, ...] = ()

    def level(self, paragraph: Paragraph) -> int:
        """The level of a heading that is set larger than the text; 0 for what is none."""
        size = paragraph.first.size
        if size < HEADING * self.size or len(paragraph.text) > HEADING_LENGTH:
            return 0
        return min(6, 1 + sum(larger > size + SAME_SIZE for larger in self.headings))


def paragraphs(lines: Sequence[VisualLine], right: float, kind: Type) -> Iterator[Paragraph]:
    """Lines that stand below each other in one column as paragraphs. `right`: where the column ends."""
    held: list[VisualLine] = []
    lists = _in_lists(lines, right, kind)
    for line, listed in zip(lines, lists, strict=True):
        if held and (not _goes_on(held, line, right, kind) or (listed and _begins_entry(held[-1][-1], line[0]))):
            yield _paragraph(held, kind)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held, kind)


def _in_lists(lines: Sequence[VisualLine], right: float, kind: Type) -> list[bool]:
    """Which lines stand in a list, an entry a line, of which some may happen to fill the width."""
    out, start = [False] * len(lines), 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and _is_tight(lines[end - 1][-1], lines[end][0], kind):
            continue
        pairs = [(above[-1], below[0]) for above, below in pairwise(lines[start:end])]
        if len(pairs) >= LEAST_ENTRIES and sum(fits(*pair, right) for pair in pairs) >= LISTED * len(pairs):
            out[start:end] = [True] * (end - start)
        start = end
    return out


def _is_tight(above: Span, first: Span, kind: Type) -> bool:
    """Whether a line stands right below another of the same type."""
    near = first.top - above.bottom <= (kind.leading + WIDER) * first.size
    return near and abs(above.size - first.size) <= SAME_SIZE


def _begins_entry(above: Span, first: Span) -> bool:
    return first.text[0].isupper() and not LEFT_OPEN.search(above.text)


def _paragraph(lines: list[VisualLine], kind: Type) -> Paragraph:
    found = Paragraph(lines)
    found.level = kind.level(found)
    return found


def _goes_on(held: Sequence[VisualLine], line: VisualLine, right: float, kind: Type) -> bool:
    """Whether a line goes on with the paragraph above it."""
    above, first = held[-1][-1], line[0]
    if len(line) > 1 or len(held[-1]) > 1 or not _is_tight(above, first, kind):
        return False
    if above.text[-1] in DASHES:
        return True
    if begins(first.text):
        return False
    if _all_bold(held) != first.bold and not _within(held, line):
        return False
    return not fits(above, first, right) or _hangs(held, first)


def _all_bold(lines: Sequence[VisualLine]) -> bool:
    return all(span.bold for line in lines for span in line)


def _within(held: Sequence[VisualLine], line: VisualLine) -> bool:
    """Whether a change of weight lies within a sentence."""
    return not ENDED.search(held[-1][-1].text) and line[0].text[:1].islower()


def _hangs(held: Sequence[VisualLine], first: Span) -> bool:
    """Whether a line stands under the text of a bullet, further in than the bullet itself, in lower case."""
    return first.left > held[0][0].left + SAME_LEFT * first.size and first.text[:1].islower()


def begins(text: str) -> bool:
    """Whether a line begins a paragraph by its bullet or number."""
    return bool(bullet_of(text) or NUMBERED.match(text))


def fits(above: Span, below: Span, right: float) -> bool:
    """Whether the first word of a line would have fitted on the one above: then its author ended that line.

    A word divided at the line's end shows that it would not.
    """
    if above.text.endswith("-") and below.text[:1].islower():
        return False
    word = below.text.partition(" ")[0]
    last = len(word) - 1
    width = below.boxes[4 * last + 2] - below.left
    return above.right + 0.25 * above.size + width < right - 0.1 * above.size
