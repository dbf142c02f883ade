"""Lines that stand beside each other: two columns of text are read one after the other, aligned columns as a table.

What fills its column from edge to edge, line after line, is text; what leaves it ragged, as names and their
organisations do, is a table, though nothing rules it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from rodtrad.reading.sources.pdf.lines import VisualLine

GUTTER: Final = 6.0  # points: no narrower is the space between two columns
LEAST_LINES: Final = 5  # beside each other, for columns of text
FILLED: Final = 0.75  # of its column's width: so much of it a usual line of text fills
LEAST_LETTERS: Final = 18  # of a usual line of text
SAME_LEFT: Final = 4.0  # points
MOST_REST: Final = 4  # lines of a row that a page's end cut off
TIGHTER: Final = 0.6  # of the usual distance between rows: a line that is nearer goes on with its cell


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind. `column`: of text in two columns, the edges of the one that they stand in. `table`: rows."""

    lines: tuple[VisualLine, ...]
    column: tuple[float, float] | None = None
    table: bool = False


def parts(lines: Sequence[VisualLine], left: float, right: float) -> Iterator[Part]:
    """The lines of a page cut where columns of text begin and end, in reading order. `left`, `right`: its margins."""
    at = 0
    while at < len(lines):
        end, gutter = _beside(lines, at)
        if gutter and (found := _columns(lines[at:end], gutter, left, right)):
            yield from found
            at = end
            continue
        following = at + 1
        while following < len(lines) and not _opens_columns(lines, following, left, right):
            following += 1
        yield from _tables(lines[at:following])
        at = following


def _opens_columns(lines: Sequence[VisualLine], at: int, left: float, right: float) -> bool:
    if len(lines[at]) != 2:
        return False
    end, gutter = _beside(lines, at)
    return bool(gutter and _columns(lines[at:end], gutter, left, right))


def _beside(lines: Sequence[VisualLine], at: int) -> tuple[int, tuple[float, float] | None]:
    """How far down from a line one gap parts what stands left from what stands right, and that gap."""
    gutter: tuple[float, float] | None = None
    end = at
    for i in range(at, len(lines)):
        line = lines[i]
        if len(line) == 2:
            low, high = line[0].right, line[1].left
            narrowed = (max(low, gutter[0]), min(high, gutter[1])) if gutter else (low, high)
            if narrowed[1] - narrowed[0] < GUTTER:
                break
            gutter, end = narrowed, i + 1
        elif len(line) == 1 and gutter:
            if not (line[0].right <= gutter[0] + GUTTER or line[0].left >= gutter[1] - GUTTER):
                break
            end = i + 1
        else:
            break
    return end, gutter


def _columns(
    lines: Sequence[VisualLine], gutter: tuple[float, float], left: float, right: float
) -> tuple[Part, Part] | None:
    """The two columns of text that lines make; None where they are none."""
    if sum(len(line) == 2 for line in lines) < LEAST_LINES:
        return None
    sides = (
        tuple([span] for line in lines for span in line if span.right <= gutter[0] + GUTTER),
        tuple([span] for line in lines for span in line if span.left >= gutter[1] - GUTTER),
    )
    start = min(line[0].left for line in sides[0])
    edges = ((start, max(line[0].right for line in sides[0])), (gutter[1], max(line[0].right for line in sides[1])))
    for side, (low, high) in zip(sides, edges, strict=True):
        filled = median(line[0].right - line[0].left for line in side) >= FILLED * (high - low)
        if not filled or median(len(line[0].text) for line in side) < LEAST_LETTERS:
            return None
    # Columns of one width; beside a list of names, organisations are narrower or wider.
    widths = [high - low for low, high in edges]
    if min(widths) < 0.6 * max(widths) or min(widths) < 0.25 * (right - left):
        return None
    return Part(sides[0], edges[0]), Part(sides[1], edges[1])


def _tables(lines: Sequence[VisualLine]) -> Iterator[Part]:
    """Lines of which some stand in aligned columns, cut where a table begins and ends."""
    held: list[VisualLine] = []
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end - at > 1:
            if held:
                yield Part(tuple(held))
                held = []
            yield Part(tuple(lines[at:end]), table=True)
            at = end
        else:
            held.append(lines[at])
            at += 1
    if held:
        yield Part(tuple(held))


def _table_end(lines: Sequence[VisualLine], at: int) -> int:
    """Where the table ends that begins at a line; that line itself where there is none."""
    if len(lines[at]) < 2:
        return _rest_end(lines, at)
    starts, end, rows = [span.left for span in lines[at]], at + 1, [at]
    for i in range(at + 1, len(lines)):
        line = lines[i]
        aligned = [any(abs(span.left - start) <= SAME_LEFT for start in starts) for span in line]
        if len(line) > 1 and all(aligned[1:]):
            rows.append(i)
            end = i + 1
            starts += [span.left for span, known in zip(line, aligned, strict=True) if not known]
        elif len(line) == 1 and aligned[0] and _continues(lines, rows, i):
            end = i + 1
        else:
            break
    return end


def _rest_end(lines: Sequence[VisualLine], at: int) -> int:
    """Where the table ends that begins with the rest of a row, in a later column, that a page's end cut off."""
    first = next((i for i in range(at, len(lines)) if len(lines[i]) > 1), None)
    if first is None or first - at > MOST_REST:
        return at
    later = [span.left for span in lines[first][1:]]
    rest = all(any(abs(lines[i][0].left - left) <= SAME_LEFT for left in later) for i in range(at, first))
    return _table_end(lines, first) if rest else at


def _continues(lines: Sequence[VisualLine], rows: Sequence[int], i: int) -> bool:
    """Whether a line by itself goes on with a cell of the row above: in a later column, or nearer than rows are."""
    line, above = lines[i][0], lines[i - 1]
    if line.left > lines[rows[0]][0].left + SAME_LEFT:
        return line.top - max(span.bottom for span in above) < 2 * line.size
    distances = [lines[b][0].top - lines[a][0].top for a, b in itertools.pairwise(rows)]
    return bool(distances) and line.top - above[0].top < TIGHTER * median(distances)


def rows_of(lines: Sequence[VisualLine]) -> tuple[list[float], list[list[list[VisualLine]]]]:
    """The columns of a table, where each begins, and its rows: the lines of each of their cells."""
    starts: list[float] = []
    for left in sorted(span.left for line in lines if len(line) > 1 for span in line):
        if not starts or left - starts[-1] > SAME_LEFT:
            starts.append(left)
    rows: list[list[list[VisualLine]]] = []
    for line in lines:
        if len(line) > 1 or not rows:
            rows.append([[] for _ in starts])
        for span in line:
            column = max((i for i, start in enumerate(starts) if start <= span.left + SAME_LEFT), default=0)
            rows[-1][column].append([span])
    return starts, rows
