"""How far a scanned page lay from level: the angle at which its lines of text stand out most.

Tesseract leaves out whole paragraphs of a page that lies two degrees askew.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from PIL import Image

DARK: Final = 140  # of 255: what is darker is ink
SEEN_AT: Final = 600  # dots of the picture's longer side: enough for lines to part
STEEPEST: Final = 4.0  # degrees
COARSE, FINE = 0.5, 0.1
WHITE: Final = 255


def slant_of(page: Image.Image) -> float:
    """By how many degrees a grey picture is to be turned, to the left if positive, to lie level."""
    small = page.reduce(max(1, max(page.size) // SEEN_AT)).point([255 * (grey < DARK) for grey in range(256)])

    def parted(angle: float) -> int:
        """How much rows differ from the next: most where letters and the gaps between lines take turns."""
        rows = small.rotate(angle, resample=Image.Resampling.BILINEAR).resize((1, small.height), Image.Resampling.BOX)
        return sum((one - other) ** 2 for one, other in pairwise(rows.tobytes()))

    def best(angles: Iterable[float]) -> float:
        return max(angles, key=lambda angle: (parted(angle), -abs(angle)))

    steps, finer = round(STEEPEST / COARSE), round(COARSE / FINE)
    near = best(step * COARSE for step in range(-steps, steps + 1))
    return best(near + step * FINE for step in range(-finer, finer + 1))


def levelled(page: Image.Image, angle: float) -> Image.Image:
    """The picture turned by so many degrees around its middle."""
    return page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=WHITE) if angle else page
