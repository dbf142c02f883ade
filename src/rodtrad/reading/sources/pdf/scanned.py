"""Text that a machine saw in a picture: what it is known to see wrongly, put right where the document itself shows it.

The Swedish model of Tesseract knows no "§", no "–" and no "%": it sees "8", "$" or "&", "—" or "-", "Yo". Others write
a word twice, one over the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import nan
from typing import Final

from rodtrad.reading.record import Box
from rodtrad.reading.sources.pdf.spans import Span

# "8 24 Öppnande och val av justerare", "$ 25 Dagordning", "& 26 Ersättning"
SECTION = re.compile(r"(?P<sign>[8$&S§]) ?(?P<number>\d{1,3})(?= ?[A-ZÅÄÖ]| ?$)")
# "Föredragande: Rut Ek (8 26)", "enligt $ 27 den 5 juni", "88 24–31"
WITHIN = re.compile(r"(?<![\w§])(?P<sign>[8$&S]{1,2}) ?(?P<number>\d{1,3})(?!\d)")
LEAST_SECTIONS: Final = 3
# "« att godkänna", "+ Äldre", "e – att": a round bullet, which it does not know either, with what it made of the gap.
BULLET = re.compile(r"^(?:[«»+¢©°]+ *(?:[–—-] *)?|e [–—-] )(?=[A-ZÅÄÖa-zåäö])")
SIGN = re.compile(r"[«»+¢©°e]+ *")  # the same where the gap behind it is wide
GAP: Final = 0.5  # sizes
# "| skolchefer | 2026–30": the lines of a table.
RULE = re.compile(r"(?:^|\s+)[|\[\]{}=_]+(?=\s|$)")
# "10.00–-13.10", "2026-2027", "2026-30": a dash between times or years, where people write "–"; but "2026-06-05".
DASHES = re.compile(r"[–—]-|-?[–—]")
YEARS = re.compile(r"\b((?:19|20)\d\d)-(?=(?:(?:19|20)\d\d|1[3-9]|[2-9]\d)\b(?!-))")
# "72 Yo"
PER_CENT = re.compile(r"(?<=\d )Yo\b")
# "1.. Överenskommelse"
POINTS = re.compile(r"^(\d{1,2})\.\.+(?= )")
OVER: Final = 0.6  # of the smaller of two words: so much of it lies over the other
NEAR: Final = 40  # spans


def mended(spans: Sequence[Span]) -> list[Span]:
    """The spans of scanned pages, all of a document's in its order, with what is surely wrong put right in them."""
    once = [piece for span in _once(spans) for piece in _pieces(span)]
    for span, after in pairwise(once):
        apart = span.beside(after) and after.left - span.right > GAP * after.size
        if apart and SIGN.fullmatch(span.text) and after.text[0].isalpha():
            _replace(span, SIGN, "•")
    for span in once:
        for wrong, right in ALWAYS:
            _replace(span, wrong, right)
    numbers = _sections(once)
    for span in once if numbers else ():
        span.text = WITHIN.sub(lambda found: _signed(found, numbers), span.text)
    return once


ALWAYS: Final = ((BULLET, "• "), (DASHES, "–"), (YEARS, r"\1–"), (PER_CENT, "%"), (POINTS, r"\1."))


def _replace(span: Span, wrong: re.Pattern[str], right: str) -> None:
    """Put right what a pattern finds; what comes in its place stands where it stood."""
    boxes = span.boxes
    for found in reversed(list(wrong.finditer(span.text))):
        start, end, new = found.start(), found.end(), found.expand(right)
        kept = boxes[4 * start : 4 * min(end, start + len(new))]
        kept.extend([nan] * (4 * len(new) - len(kept)))
        boxes = boxes[: 4 * start] + kept + boxes[4 * end :]
        span.text = span.text[:start] + new + span.text[end:]
    span.boxes = boxes


def _sections(spans: Iterable[Span]) -> frozenset[int]:
    """The numbers of the document's sections: those that lead lines behind such signs, and count on."""
    found = [match for span in spans if (match := SECTION.match(span.text))]
    counted = sorted({int(match["number"]) for match in found})
    runs = {n for pair in pairwise(counted) if pair[1] - pair[0] == 1 for n in pair}
    # A column of numbers that begin with 8 is none of sections: of the signs at least one must be no figure.
    told = {match["sign"] for match in found if int(match["number"]) in runs}
    return frozenset(runs) if len(runs) >= LEAST_SECTIONS and told - {"8"} else frozenset()


def _signed(found: re.Match[str], numbers: frozenset[int]) -> str:
    whole, sign = found.group(), found["sign"]
    if int(found["number"]) not in numbers or (sign.startswith("8") and " " not in whole):
        return whole
    return "§" * len(sign) + whole[len(sign) :]


def _pieces(span: Span) -> Iterator[Span]:
    """A span without the lines of a table, which part its cells."""
    start = 0
    for found in RULE.finditer(span.text):
        if piece := span.cut(start, found.start()):
            yield piece
        start = found.end()
    if piece := span.cut(start, len(span.text)) if start else span:
        yield piece


def _once(spans: Iterable[Span]) -> Iterator[Span]:
    """Without the words that lie over one that was written just before."""
    kept: list[Span] = []
    for span in spans:
        if not any(other.page == span.page and _covered(other.box, span.box) for other in kept[-NEAR:]):
            kept.append(span)
            yield span


def _covered(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return across > 0 and down > 0 and across * down > OVER * smaller
