"""Rows of a plan's tables: which columns there are, and what one row says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.facts.plan.words import DEADLINE, Column, area_heading, column_of
from rodtrad.reading.sources.source import Cell, Line, Stretch

HEADER_LENGTH: Final = 60  # characters in a column's heading, at most
_MARK = re.compile(r"[xX✓✔●•■*]+|ja")
_YEAR = re.compile(r"(?:år )?20\d\d")
_PERIOD_RULES = frozenset({"quarter", "half-year", "tertial", "year", "month", "season", "range", "years"})
_BULLET: Final = "-–—•·▪■◦●○‣∙\uf0b7\uf0a7 \t"


@dataclass(frozen=True)
class Columns:
    """What each column holds.

    `periods`: columns that are a time, to be marked with an X. `is_deadline`: the times say when a thing is done.
    """

    kinds: Mapping[int, Column]
    periods: Mapping[int, Span] = field(default_factory=dict)
    is_deadline: bool = False

    @property
    def is_plan(self) -> bool:
        """Whether its rows are activities; else they are indicators."""
        return "activity" in self.kinds.values()

    @property
    def has_area(self) -> bool:
        """Whether a row may name its target area."""
        return "area" in self.kinds.values()

    def without_area(self) -> "Columns":
        """The same columns, where what seemed a column of areas is none."""
        return replace(self, kinds={i: kind for i, kind in self.kinds.items() if kind != "area"})

    def cell(self, line: Line, kind: Column) -> Cell | None:
        """The row's cell of that kind; None where there is none or it is empty."""
        for i, of in self.kinds.items():
            if of == kind and i < len(line.cells) and line.cells[i].stretch:
                return line.cells[i]
        return None

    def marked(self, line: Line) -> list[Span]:
        """The periods that the row marks."""
        return [
            span
            for i, span in self.periods.items()
            if i < len(line.cells) and _MARK.fullmatch(line.cells[i].text.strip())
        ]


def columns_of(line: Line, years: Mapping[int, int], year: int | None) -> Columns | None:
    """The columns that a heading row names; None where the row is none.

    `years`: the year above each column, where a row of years stood above this one; `year`: the plan's only year.
    """
    texts = [cell.text.strip() for cell in line.cells]
    if any(len(text) > HEADER_LENGTH for text in texts):
        return None
    kinds: dict[int, Column] = {}
    for i, text in enumerate(texts):
        kind = column_of(text) if text else None
        if kind == "area" and {"area", "indicator"} <= set(kinds.values()):
            kind = "target"  # "Område | Indikator | Mål"
        if kind and kind not in kinds.values():
            kinds[i] = kind
    found = set(kinds.values())
    periods = {
        i: span for i, text in enumerate(texts) if i not in kinds and (span := _period(text, years.get(i, year)))
    }
    known = len(kinds) + len(periods)
    if known < 2 or not found & {"activity", "indicator"} or known < sum(map(bool, texts)) / 2:
        return None
    if "activity" not in found:
        kinds = _of_indicators(kinds)
    time = next((texts[i] for i, kind in kinds.items() if kind == "time"), "")
    return Columns(kinds, periods, is_deadline=DEADLINE.match(time) is not None)


def headed_by_area(line: Line) -> Columns | None:
    """The columns of a heading row that names an area in place of "Aktivitet": "Mål 1: Trygg hemgång | Ansvarig"."""
    first, *others = [cell.text.strip() for cell in line.cells]
    kinds = {i: kind for i, text in enumerate(others, 1) if (kind := column_of(text) if text else None)}
    if not kinds or len(kinds) < sum(map(bool, others)) or len(set(kinds.values())) < len(kinds):
        return None
    if not area_heading(first) or "area" in kinds.values():
        return None
    return Columns(kinds if "activity" in kinds.values() else {0: "activity", **kinds})


def _of_indicators(kinds: dict[int, Column]) -> dict[int, Column]:
    """In a table of indicators "Mål" behind the indicator is its target; an area ahead of it names its group."""
    at = next(i for i, kind in kinds.items() if kind == "indicator")
    has_target = "target" in kinds.values()
    read: dict[int, Column] = {i: kind for i, kind in kinds.items() if kind not in {"area", "goal"}}
    for i in (i for i, kind in kinds.items() if kind in {"area", "goal"}):
        if i < at:
            read[i] = "group"
        elif not has_target:
            read[i] = "target"
    return read


def years_above(line: Line) -> dict[int, int]:
    """A row of years above the headings of quarters: the year of each column to the right of it, up to the next."""
    texts = [cell.text.strip() for cell in line.cells]
    first = next((i for i, text in enumerate(texts) if _YEAR.fullmatch(text)), len(texts))
    years = [text for text in texts[first:] if text]
    # One year behind other words is a row that tells its time; two are a heading, as in "Område | | 2025 | | 2026".
    if len(years) < 1 + any(texts[:first]) or not all(map(_YEAR.fullmatch, years)):
        return {}
    out, current = dict[int, int](), None
    # A heading may span more columns than the row has cells for: a few more take the last year.
    for i in range(len(texts) + 12):
        if first <= i < len(texts) and texts[i]:
            current = int(texts[i][-4:])
        if current is not None:
            out[i] = current
    return out


def _period(text: str, year: int | None) -> Span | None:
    spans = find_dates(text, year=year)
    whole = len(spans) == 1 and spans[0].text.strip() == text.strip()
    return spans[0] if whole and spans[0].rule in _PERIOD_RULES else None


def paragraphs(cell: Cell) -> list[Stretch]:
    """A cell's paragraphs without their bullets."""
    return [p for p in (paragraph.strip(_BULLET) for paragraph in cell.paragraphs) if p]


def paired(cell: Cell | None, count: int) -> list[Stretch | None]:
    """A cell beside `count` activities: a paragraph each where the numbers agree, else the whole cell for all."""
    if cell is None:
        return [None] * count
    parts = paragraphs(cell)
    if count > 1 and len(parts) == count:
        return list(parts)
    return [Stretch.join(parts, ", " if len(parts) > 1 else " ")] * count
