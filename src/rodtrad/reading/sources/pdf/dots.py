"""Bullets that are drawn rather than written: some programs paint a disc or a square before a list's text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from rodtrad.reading.record import Box
from rodtrad.reading.sources.pdf.glyphs import Dot, Glyph

BULLET: Final = "•"
LARGEST: Final = 0.6  # of the type that follows: what is larger is no bullet of its
FURTHEST: Final = 3.0  # in sizes of the type: so far from the bullet its text begins at most


def bullets(dots: Sequence[Dot], glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The dots before which nothing is written on their line, and after which a line begins, as characters."""
    by_middle = sorted(((_middle(glyph.box), glyph) for glyph in glyphs if glyph.text != " "), key=lambda one: one[0])
    middles = [middle for middle, _ in by_middle]
    for dot in dots:
        at = _middle(dot.box)
        reach = 2 * (dot.box[3] - dot.box[1]) / LARGEST
        near = by_middle[bisect_left(middles, at - reach) : bisect_left(middles, at + reach)]
        beside = [glyph for _, glyph in near if glyph.box[1] < at < glyph.box[3]]
        after = min((g for g in beside if g.box[0] >= dot.box[2]), key=lambda g: g.box[0], default=None)
        if after is None or after.box[0] - dot.box[2] > FURTHEST * after.size or _is_large(dot.box, after):
            continue
        if not any(0 < dot.box[0] - glyph.box[2] < FURTHEST * glyph.size for glyph in beside):
            box = (dot.box[0], after.box[1], dot.box[2], after.box[3])
            yield Glyph(BULLET, box, after.size, False, dot.mark, dot.artifact, True)


def _is_large(box: Box, glyph: Glyph) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) > LARGEST * glyph.size


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
