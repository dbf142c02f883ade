"""Where a finding stands in its document, and how that is said and linked to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rodtrad.web.documents.models import Finding, Version

LINES_AT_ONCE = 500  # of a text, on one page of the web

Box = tuple[float, float, float, float]


def lines_in_words(first: int, last: int) -> str:
    """ "rad 12", "rad 12–14"."""
    return f"rad {first}" if first == last else f"rad {first}–{last}"


def place_in(version: Version, start: int, end: int) -> dict[str, Any]:
    """The fields of a finding that say where it stands, for characters of a text. Where they are on paper, only a
    reader could tell."""
    return {
        "first_line": version.text.count("\n", 0, start) + 1,
        "last_line": version.text.count("\n", 0, end - 1) + 1,
        "first_char": start,
        "end_char": end,
        "page": max(bisect_right(version.page_starts or [0], start), 1),
        "box": None,
        "places": [],
    }


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a finding: first and last line, characters, page, and on paper its box in points."""

    lines: tuple[int, int]
    chars: tuple[int, int]
    page: int
    box: Box | None

    def address(self, version: Version, mark: str = "") -> str:
        """The document at this place: where it has a box on the picture of its page, else in its text."""
        if self.box and version.page_sizes:
            return version.page_address(self.page, mark=mark)
        return version.line_address(self.lines[0], mark=mark)

    def in_words(self, version: Version) -> str:
        """ "sida 3" on paper, "rad 12–14" in a text, "sida 3, rad 12–14" in one with pages."""
        if version.page_sizes:
            return f"sida {self.page}"
        lines = lines_in_words(*self.lines)
        return f"sida {self.page}, {lines}" if len(version.page_starts) > 1 else lines


def spots_of(finding: Finding) -> list[Spot]:
    """Every place of a finding, the main one first."""
    lines, chars = (finding.first_line, finding.last_line), (finding.first_char, finding.end_char)
    main = Spot(lines, chars, finding.page, _box(finding.box))
    further = [
        Spot((p["lines"][0], p["lines"][1]), (p["chars"][0], p["chars"][1]), p.get("page") or 1, _box(p.get("box")))
        for p in finding.places
    ]
    return [main, *(spot for spot in dict.fromkeys(further) if spot != main)]


def _box(written: list[float] | None) -> Box | None:
    return (written[0], written[1], written[2], written[3]) if written else None
