"""Pages that lay askew in a scanner: their text is put straight to be read, and found again where it stands.

What reads letters in a picture writes them along the lines of the picture, a degree or two from level. Rows and columns
are only seen once they are level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan, cos, sin
from statistics import median
from typing import Final

from rodtrad.reading.record import Box
from rodtrad.reading.sources.paper import around

# Radians. A line that rises less stays on its row over the width of a page; what rises more is drawn so on purpose.
LEAST: Final = 0.002
MOST: Final = 0.12


@dataclass(frozen=True, slots=True)
class Tilt:
    """By how much the lines of a page rise, in radians, around the middle of the page."""

    angle: float
    x: float
    y: float

    def straight(self, box: Box) -> Box:
        """A letter's box on the page as if it lay level."""
        left, top, right, bottom = box
        x, y = self._turned((left + right) / 2, (top + bottom) / 2, self.angle)
        width, height = (right - left) / 2, (bottom - top) / 2
        return (x - width, y - height, x + width, y + height)

    def askew(self, box: Box) -> Box:
        """The box around what a box on the level page holds, where it stands on the page."""
        left, top, right, bottom = box
        corners = [self._turned(x, y, -self.angle) for x in (left, right) for y in (top, bottom)]
        return around([(x, y, x, y) for x, y in corners])

    def _turned(self, x: float, y: float, angle: float) -> tuple[float, float]:
        across, down = x - self.x, y - self.y
        return self.x + across * cos(angle) - down * sin(angle), self.y + across * sin(angle) + down * cos(angle)


def tilt_of(slopes: Sequence[float], width: float, height: float) -> Tilt | None:
    """The tilt of a page by how much each of its letters rises; None for one that lies level."""
    angle = atan(median(slopes)) if slopes else 0.0
    return Tilt(angle, width / 2, height / 2) if LEAST < abs(angle) < MOST else None
