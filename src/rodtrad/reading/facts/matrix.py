"""An attendance matrix: members down, the year's meetings across, a mark where somebody was there.

Only the column of this meeting counts. Where none bears its date, nobody is said to have been there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rodtrad.reading.dates import find_dates
from rodtrad.reading.entries import Entry, read_entry
from rodtrad.reading.facts.context import Context
from rodtrad.reading.names import leading_name
from rodtrad.reading.record import Presence
from rodtrad.reading.sources.source import Line, Stretch

Day = tuple[int, int | None]
MOST_COLUMNS: Final = 40
GAP = 2  # blanks between columns that are aligned with spaces
SLACK = 4  # characters by which a mark may stand left of the middle of its column's head
MARKS: Final[tuple[tuple[Presence, re.Pattern[str]], ...]] = (
    ("present", re.compile(r"^(?:x|✓|√|1|n|närv\w*|ja|t|tj)\.?$", re.I)),
    ("absent", re.compile(r"^(?:[-–—0/]|f|frånv\w*|förh\w*|nej)\.?$", re.I)),
    ("remote", re.compile(r"^(?:d|dist\w*|l|länk|teams|digital\w*)\.?$", re.I)),
    ("partial", re.compile(r"^(?:\(x\)|del\w*)\.?$", re.I)),
)


@dataclass(frozen=True, slots=True)
class Ticked:
    """A member with what the meeting's column says; `mark` is None where the cell is empty."""

    entry: Entry
    presence: Presence
    mark: Stretch | None


def matrix_of(context: Context, lines: Sequence[Line]) -> tuple[list[Ticked], range]:
    """The members of the first matrix in these lines, and the indexes of its rows, the heading's included."""
    for start, line in enumerate(lines):
        heads = _heads(line)
        if not heads:
            continue
        end = start + 1
        while end < len(lines) and _row(context, lines[end]):
            end += 1
        if end - start > 2:
            return _members(context, lines[start + 1 : end], line, heads), range(start, end)
    return [], range(0)


def _pieces(line: Line) -> list[tuple[int, Stretch]]:
    """What stands in each column, with where the column is: its index, or how far in a line of blanks."""
    if line.cells:
        return [(k, cell.stretch) for k, cell in enumerate(line.cells) if cell.text.strip()]
    begins = line.content.offsets[0] if line.content else 0
    return [((p.offsets[0] + p.offsets[-1]) // 2 - begins, p) for p in line.content.columns(GAP) if p]


def _heads(line: Line) -> list[tuple[int, Day]]:
    """The columns of a heading row whose heads are days, two at least."""
    pieces = _pieces(line)
    if not 3 <= len(pieces) <= MOST_COLUMNS:
        return []
    days = [(at, day) for at, piece in pieces if len(piece) < 25 and (day := _day(piece.text))]
    return days if len(days) >= 2 else []


def _day(text: str) -> Day | None:
    """Month and day that a head names; no day where it names a month only."""
    spans = find_dates(text, year=2000)
    if len(spans) != 1 or not spans[0].start or spans[0].precision not in {"day", "month"}:
        return None
    return spans[0].start.month, spans[0].start.day if spans[0].precision == "day" else None


def _row(context: Context, line: Line) -> bool:
    pieces = _pieces(line)
    return len(pieces) > 0 and any(leading_name(piece.text, context.parties) for _, piece in pieces[:2])


def _members(context: Context, rows: Sequence[Line], head: Line, heads: Sequence[tuple[int, Day]]) -> list[Ticked]:
    met = context.meeting_date
    column = [at for at, (month, day) in heads if met and month == met.month and day in {met.day, None}]
    if len(column) != 1:
        text = "Närvarolistan har en spalt för varje möte, men det framgår inte vilken som gäller det här mötet."
        context.issue("unsure", text, head.content)
        for row in rows:
            context.unplace("attendance", row.content)
        return []
    found = []
    for row in rows:
        pieces = _pieces(row)
        first = heads[0][0] - (0 if row.cells else SLACK)
        marks = {_nearest(at, heads): piece for at, piece in pieces if at >= first}
        told = Stretch.join([piece for at, piece in pieces if at < first], "\t")
        entry = read_entry(row, context.parties, told)
        mark = marks.get(column[0])
        presence: Presence | None = "absent" if mark is None else _presence(mark.text.strip(" ."))
        if entry and presence:
            found.append(Ticked(entry, presence, mark))
        else:
            context.unplace("attendance", row.content)
    return found


def _nearest(at: int, heads: Sequence[tuple[int, Day]]) -> int:
    return min((head for head, _ in heads), key=lambda head: abs(head - at))


def _presence(text: str) -> Presence | None:
    return next((presence for presence, pattern in MARKS if pattern.match(text)), None)
