"""Tables that lost their cells when a plan became text: rows again, whose cells stood below or beside each other."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from rodtrad.reading.dates import find_dates
from rodtrad.reading.facts.plan.words import Column, column_of
from rodtrad.reading.sources.source import Cell, Line, Stretch

LEAST: Final = 3  # columns; two headings in a row may as well be labels
GAP: Final = 2  # blanks between columns
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


def with_rows(lines: Sequence[Line], line_starts: Sequence[int]) -> Iterator[Line]:
    """The lines; those of a table whose cells are lost as rows with cells. `line_starts`: of the source."""
    i = 0
    while i < len(lines):
        if kinds := _stacked_headings(lines, i):
            rows, end = _stacked(lines, i, kinds)
        elif columns := _aligned_headings(lines[i], line_starts):
            rows, end = _aligned(lines, i, columns, line_starts)
        else:
            rows, end = [], i
        if rows:
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
    rows = [_row([line.content for line in lines[start : start + len(kinds)]], lines[start])]
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
        _add(held, line.content, ends=line.text[0].isupper() or not line.text[0].isalpha())
        if len(held) > 1 and ends_row(held[-1].text):
            missing = len(kinds) - len(held)
            if missing not in (0, int(kinds[0] == "area" and not apart)):
                break  # behind a blank line another goal would stand: which cell is missing is not known
            rows.append(_row([Stretch("", ()), *held] if missing else held, line))
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


def _row(cells: Sequence[Stretch], line: Line) -> Line:
    return _cells(line, [[cell] if cell else [] for cell in cells])


def _cells(line: Line, texts: Sequence[Sequence[Stretch]]) -> Line:
    cells = tuple(Cell(tuple(paragraphs)) for paragraphs in texts)
    return replace(line, content=Stretch.join(cell.stretch for cell in cells), cells=cells, bullet="", level=0)


# Cells beside each other, aligned with blanks

Columns = list[int]  # where each begins, in characters from the start of the line


def _aligned_headings(line: Line, line_starts: Sequence[int]) -> Columns:
    """Where the columns begin whose headings stand on one line; empty where it holds anything else."""
    if not _plain(line) or "  " not in _gaps(line):
        return []
    pieces = list(line.content.columns(GAP))
    kinds = [column_of(piece.text) for piece in pieces]
    if len(pieces) < LEAST or None in kinds or len(set(kinds)) < len(kinds) or "activity" not in kinds:
        return []
    return [_position(piece, line, line_starts) for piece in pieces]


def _gaps(line: Line) -> str:
    """Two blanks where any two characters of the line stand further apart than one, which the cleaned text hides."""
    offsets = line.content.offsets
    return "  " if len(offsets) and offsets[-1] - offsets[0] >= len(offsets) else ""


def _position(piece: Stretch, line: Line, line_starts: Sequence[int]) -> int:
    return piece.offsets[0] - line_starts[line.number - 1]


def _aligned(lines: Sequence[Line], start: int, columns: Columns, line_starts: Sequence[int]) -> tuple[list[Line], int]:
    """The rows, and where they end. A row begins where its activity and something beside it begin on one line."""
    kinds = [column_of(piece.text) for piece in lines[start].content.columns(GAP)]
    at = kinds.index("activity")
    rows: list[tuple[Line, list[list[Stretch]]]] = []
    end, paused = start + 1, False
    for i in range(start + 1, len(lines)):
        line = lines[i]
        if line.blank:
            paused = True
            continue
        found = _pieces(line, columns, line_starts)
        if not found:
            break
        begins = at in found and found[at].text[0].isupper() and (paused or any(c > at for c in found))
        if not rows and not (begins and any(c > at for c in found)):
            break  # its cells do not begin on one line, so no row is known by its beginning
        if not begins and paused and set(found) == {0}:
            break  # a heading below the table
        if begins:
            rows.append((line, [[] for _ in columns]))
        for c, piece in found.items():
            _add(rows[-1][1][c], piece, ends=False)
        end, paused = i + 1, False
    heading = _row(list(lines[start].content.columns(GAP)), lines[start])
    return ([heading, *(_cells(line, cells) for line, cells in rows)], end) if rows else ([], start)


def _pieces(line: Line, columns: Columns, line_starts: Sequence[int]) -> dict[int, Stretch]:
    """What a line holds of each column; empty where it goes on over a column's edge, as prose does."""
    found: dict[int, Stretch] = {}
    if line.cells or line.level:
        return {}
    for piece in line.content.columns(GAP):
        begins = _position(piece, line, line_starts)
        column = bisect_right(columns, begins + 1) - 1
        ends = piece.offsets[-1] - line_starts[line.number - 1]
        if column < 0 or column in found or (column + 1 < len(columns) and ends >= columns[column + 1]):
            return {}
        found[column] = piece
    return found


def _add(held: list[Stretch], piece: Stretch, *, ends: bool) -> None:
    """Adds a piece of text: its own where the one before has its full stop, or `ends` there; else the rest of it."""
    if held and not ends and held[-1].text[-1] not in ".!?":
        held[-1] = Stretch.join([held[-1], piece])
    else:
        held.append(piece)
