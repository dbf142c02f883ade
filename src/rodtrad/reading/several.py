"""Several documents in one file: an invitation with the minutes below it, or the minutes of two meetings.

A document begins where a line calls itself one and a head follows: a day, or a list of those present. One is read, the
first minutes among them; the others are told as an issue and never mixed into it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rodtrad.reading.dates import find_dates
from rodtrad.reading.labels import label_of
from rodtrad.reading.sources.source import Line, Stretch

TITLE = re.compile(
    r"(?P<minutes>(?:sammanträdes|mötes|besluts)?protokoll|(?:minnes|mötes)anteckningar)\b"
    r"(?!\s+(?:läggs|från den|är|har))"
    r"|(?:kallelse|inbjudan)\b",
    re.I,
)
LONGEST_TITLE: Final = 100  # characters
HEAD: Final = 8  # lines within which a title is followed by its head
BETWEEN: Final = 8  # lines that a document has at least


def one_document(lines: Sequence[Line]) -> tuple[Sequence[Line], Stretch | None]:
    """The lines of the one document to read, and the title of another one in the file, if there is any."""
    starts = [i for i in range(len(lines)) if _begins(lines, i)]
    starts = [i for before, i in pairwise([-BETWEEN, *starts]) if i - before >= BETWEEN]
    if len(starts) < 2 or len({_day(lines, i) for i in starts} | {lines[i].text.split(" ")[0] for i in starts}) < 3:
        return lines, None  # a header that comes back names the same day again
    chosen = next((i for i in starts if (match := TITLE.match(lines[i].text)) and match["minutes"]), starts[0])
    other = next(i for i in starts if i != chosen)
    end = next((i for i in starts if i > chosen), len(lines))
    # What stands above the first title is its head too.
    return lines[0 if chosen == starts[0] else chosen : end], lines[other].content


def _begins(lines: Sequence[Line], i: int) -> bool:
    line = lines[i]
    if line.bullet or line.cells or len(line.content) > LONGEST_TITLE or not TITLE.match(line.text):
        return False
    head = lines[i + 1 : i + 1 + HEAD]
    return _day(lines, i) is not None and any(label_of(x, "present", "absent", "time") or _day_of(x) for x in head)


def _day(lines: Sequence[Line], i: int) -> str | None:
    """The first day that a title or the lines below it name."""
    return next((day for line in lines[i : i + HEAD] if (day := _day_of(line))), None)


def _day_of(line: Line) -> str | None:
    if len(line.content) > LONGEST_TITLE or not any(c.isdigit() for c in line.text):
        return None
    return next((span.iso for span in find_dates(line.text) if span.precision == "day" and span.start), None)
