"""Files that hold several documents, one after another: an invitation and the notes, minutes and an official's report.

One of them is read, and nothing of the others is mixed into it: the minutes where only one holds minutes, else the
first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rodtrad.reading.dates import find_dates
from rodtrad.reading.sources.source import Line

# The word that a document's title begins with
TITLE = re.compile(
    r"(?:(?P<minutes>(?:\w*protokoll|minnesanteckningar|mötesanteckningar)(?!s?utdrag))|(?P<notice>kallelse|inbjudan)"
    r"|(?P<report>tjänsteskrivelse|tjänsteutlåtande|skrivelse|promemoria|pressmeddelande|remissvar))\b(?!\s*:)",
    re.I,
)
FIRST_LETTERS: Final = frozenset("ktpsrmibKTPSRMIB")  # of those words, most of them
# What a document's first lines say besides: whose it is, when and where, who was there
OPENS = re.compile(
    r"(?:närvarande|beslutande|deltagare|ledamöter|plats|tid|datum|när|var|program|handläggare|till|dnr|ordförande)\b",
    re.I,
)
# A roll of its own sets a document apart, though only a blank line stands above its title.
ROLL = re.compile(r"(?:närvarande|beslutande|deltagare)\b\W*$", re.I)
TITLE_LENGTH: Final = 120  # characters at most
HEAD: Final = 12  # lines within which they stand
LEAST: Final = 5  # lines of a document
GAP: Final = 3  # how much higher a line's number is behind two blank lines, or a rule between blank ones


def own_part(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Line]]:
    """The lines of the document that is read, and the titles of the others."""
    first = next((i for i, line in enumerate(lines[:HEAD]) if _title(line)), 0)
    starts = [0, *(i for i in range(max(first + 1, LEAST), len(lines)) if _begins(lines, first, i))]
    if len(starts) == 1:
        return lines, []
    parts = [lines[a:b] for a, b in pairwise([*starts, len(lines)])]
    titles = [lines[first], *(lines[i] for i in starts[1:])]
    minutes = [k for k, title in enumerate(titles) if _kind(title) == "minutes"]
    chosen = minutes[0] if len(minutes) == 1 else 0
    return parts[chosen], [title for k, title in enumerate(titles) if k != chosen]


def _title(line: Line) -> bool:
    text = line.text
    return text[:1] in FIRST_LETTERS and len(text) <= TITLE_LENGTH and not line.cells and TITLE.match(text) is not None


def _kind(line: Line) -> str | None:
    match = TITLE.match(line.text)
    return match.lastgroup if match else None


def _begins(lines: Sequence[Line], first: int, i: int) -> bool:
    """Whether another document begins at a line: its title, apart from what is above it, and a head of its own."""
    line, above = lines[i], lines[i - 1]
    if not _title(line) or line.text.endswith("."):
        return False
    head = lines[i + 1 : i + HEAD]
    listed = line.number > above.number + 1 and any(ROLL.match(below.text) for below in head)
    if line.page == above.page and line.number < above.number + GAP and not listed:
        return False
    if not any(OPENS.match(below.text) for below in head) and not OPENS.search(line.text):
        return False
    return _kind(line) != _kind(lines[first]) or _day(lines, i) != _day(lines, first) is not None


def _day(lines: Sequence[Line], i: int) -> str | None:
    """The day that a title, or one of the lines below it, gives."""
    days = (span.iso for line in lines[i : i + HEAD] for span in find_dates(line.text) if span.precision == "day")
    return next(days, None)
