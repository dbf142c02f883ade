"""Tables that lost their cells when a plan became text: rows again, whose cells stood below or beside each other."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rodtrad.reading.cells import LEAST, add, row_of
from rodtrad.reading.dates import find_dates
from rodtrad.reading.facts.plan.aligned import aligned, headings_of
from rodtrad.reading.facts.plan.words import Column, column_of
from rodtrad.reading.sources.source import Line, Stretch

LONGEST_CELL: Final = 220  # characters of a line that may be a cell
STATE: Final = re.compile(
    r"(?:ej |inte |delvis )?(?:pågår|pågående|klart?|utgår|vilande|uppnått|grön|gul|röd|\d{1,3} ?%"
    r"|(?:påbörja|genomför|avsluta|försena|starta|planera)[dt]|struk(?:en|et))",
    re.I,
)
_STANDING: Final = re.compile(
    r"löpande|kontinuerligt|årligen|tills vidare|hela (?:plan)?perioden|(?:varje|varannan) .{3,30}"
    r"|\d+ gånger (?:per|om) .{2,12}|(?:till|inför|efter) .{3,40}",
    re.I,
)
_TIME_FILLER: Final = re.compile(
    r"\b(?:klart?|senast|under|från|och|med|till|start|fr\.?o\.?m|t\.?o\.?m|den|–|-)\b|[\W_]", re.I
)


def with_rows(lines: Sequence[Line], line_starts: Sequence[int], unread: list[Line]) -> Iterator[Line]:
    """The lines; those of a table whose cells are lost as rows with cells. `line_starts`: of the source.

    The lines of a table whose rows cannot be told are added to `unread` in place of being given.
    """
    i = 0
    while i < len(lines):
        if kinds := _stacked_headings(lines, i):
            rows, end = _stacked(lines, i, kinds)
        elif headings := headings_of(lines[i], line_starts):
            rows, end = aligned(lines, i, headings, line_starts)
            unread += [] if rows else [line for line in lines[i + 1 : end] if not line.blank]
        else:
            rows, end = [], i
        if rows or end > i:
            yield from rows
            i = end
        else:
            yield lines[i]
            i += 1


# Cells below each other


def _stacked_headings(lines: Sequence[Line], i: int) -> list[Column]:
    """The columns whose headings stand a line each from `i` on; empty where they are not those of activities."""
    kinds: list[Column] = []
    for line in lines[i : i + 9]:
        kind = column_of(line.text) if _plain(line) and len(line.text) < 40 else None
        if kind is None or kind in kinds:
            break
        kinds.append(kind)
    return kinds if len(kinds) >= LEAST and "activity" in kinds else []


def _plain(line: Line) -> bool:
    return not (line.blank or line.cells or line.bullet)


def _stacked(lines: Sequence[Line], start: int, kinds: list[Column]) -> tuple[list[Line], int]:
    """The rows, and where they end: a row is over with what only its last column holds, a state or a time."""
    ends_row = {"state": _is_state, "time": _is_time}.get(kinds[-1])
    if ends_row is None:
        return [], start
    rows = [row_of(lines[start], [[line.content] for line in lines[start : start + len(kinds)]])]
    end = i = start + len(kinds)
    held: list[Stretch] = []
    apart = False  # whether a blank line stands above the row
    while i < len(lines) and _may_be_cell(lines[i]):
        if not held and _stacked_headings(lines, i) == kinds:
            i = end = i + len(kinds)  # on the next page
            continue
        line = lines[i]
        i += 1
        if line.blank:
            apart = apart or not held
            continue
        add(held, line.content, ends=line.text[0].isupper() or not line.text[0].isalpha())
        if len(held) > 1 and ends_row(held[-1].text):
            missing = len(kinds) - len(held)
            if missing not in (0, int(kinds[0] == "area" and not apart)):
                break  # behind a blank line another goal would stand: which cell is missing is not known
            rows.append(row_of(line, [*([[]] if missing else []), *([cell] for cell in held)]))
            held, end, apart = [], i, False
    return (rows, end) if len(rows) > 1 else ([], start)


def _may_be_cell(line: Line) -> bool:
    return not (line.cells or line.bullet or line.level) and len(line.text) <= LONGEST_CELL


def _is_state(text: str) -> bool:
    return STATE.fullmatch(text.rstrip(".")) is not None


def _is_time(text: str) -> bool:
    """Whether a cell holds nothing but a time."""
    if _STANDING.fullmatch(text):
        return True
    spans = find_dates(text, year=2000)
    rest = "".join(c for i, c in enumerate(text) if not any(s.at[0] <= i < s.at[1] for s in spans))
    return bool(spans) and not _TIME_FILLER.sub("", rest)
