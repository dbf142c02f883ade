"""Minutes that are one table: number, matter, notes, decision or measure, responsible, by when.

A row without a number goes on with the item above it. Measures with somebody responsible are assignments; what stands
in a column headed "Beslut" is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from rodtrad.reading import columns
from rodtrad.reading.clauses import sentences
from rodtrad.reading.deciding import FORMAL, PERFORMS
from rodtrad.reading.sources.source import Line, Stretch

Column = Literal["number", "title", "decision", "notes", "responsible", "due"]

COLUMNS: Final[dict[Column, re.Pattern[str]]] = {
    "number": columns.whole(columns.NUMBER),
    "responsible": columns.begins(columns.WHO),
    "due": columns.begins(columns.DUE),
    "notes": columns.begins(columns.NOTES),
    "decision": columns.begins(columns.DECISION),
    "title": columns.begins(rf"{columns.MATTER}|punkt|område"),
}
ENACTS = re.compile(
    r"\b(?:utses|väljs|godkänns|fastställs|bordläggs|återremitteras|antas|avslås|beviljas|bifalls)\b", re.I
)
ROW: Final = re.compile(columns.ROW, re.I)  # "Nr" counts the rows, as of a list of actions
NOTHING = re.compile(
    r"^(?:ingen åtgärd|inget beslut|inga beslut|(?:för )?information|info|diskussion|[-–]"
    r"|.*\b(?:av)?tack(?:ar|ades?|as)\b.*)\.?$",
    re.I,
)
NUMBERED = re.compile(r"^(?:§\s?)?(?P<n>\d{1,3})[.)]\s+(?=\S)")
LABELLED = re.compile(r"^[A-ZÅÄÖ][a-zåäö]+:")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a row decides, or gives somebody to do where `who` or `due` says so.

    `sure`: the text is the task; else it tells of the matter too, and which part is to be done is not known.
    """

    text: Stretch
    who: Stretch | None = None
    due: Stretch | None = None
    decided: bool = False
    sure: bool = True


@dataclass(slots=True)
class TableItem:
    """An item as a table tells it; `number` is empty where the row has none."""

    number: str
    title: Stretch
    lines: list[Line] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


def table_items(lines: Sequence[Line]) -> tuple[list[TableItem], int, int]:
    """The items of a minutes table, and the indexes of its heading row and of the line after its last row."""
    for start, line in enumerate(lines):
        kinds = _columns(line)
        if not kinds:
            continue
        items: list[TableItem] = []
        end = start + 1
        while end < len(lines) and (lines[end].cells or _in_table(lines, end)):
            row = lines[end]
            if row.cells and not _columns(row):
                _take(row, kinds, items)
            end += 1
        if len(items) >= 2:
            return items, start, end
    return [], 0, 0


def _in_table(lines: Sequence[Line], i: int) -> bool:
    """A stray line between rows, such as a page's header."""
    return i + 1 < len(lines) and bool(lines[i + 1].cells)


def _columns(line: Line) -> list[Column | None]:
    """What each column holds, for a heading row of a minutes table; empty for any other line."""
    if len(line.cells) < 3:
        return []
    kinds = columns.kinds_of(line, COLUMNS)
    if "title" not in kinds and "number" in kinds and not ROW.fullmatch(line.cells[kinds.index("number")].text.strip()):
        kinds[kinds.index("number")] = "title"  # "Punkt" heads a column of numbered titles
    told = {kind for kind in kinds if kind}
    return kinds if {"title"} <= told and told & {"notes", "decision"} and len(told) >= 3 else []


def _take(row: Line, kinds: Sequence[Column | None], items: list[TableItem]) -> None:
    cells: dict[Column, Stretch] = columns.cells_of(row, kinds)
    number, title = cells.get("number"), cells.get("title")
    if title and (number or "number" not in kinds):
        if number is None and (numbered := NUMBERED.match(title.text)):
            number, title = title[: numbered.end("n")], title[numbered.end() :]
        items.append(TableItem(re.sub(r"[^\d/:.]", "", number.text).strip(".") if number else "", title))
    if not items:
        return
    item = items[-1]
    item.lines += [columns.line_of(row, s) for s in _sentences(cells.get("notes")) if not _is_measure(s, cells)]
    for text in _sentences(cells.get("notes")):
        if _is_measure(text, cells):
            item.measures.append(Measure(text, cells.get("responsible"), cells.get("due")))
    if {"title", "notes", "responsible", "due"} <= set(cells) and "decision" not in cells:
        item.measures.append(Measure(cells["notes"], cells["responsible"], cells["due"], sure=False))
    for text in _sentences(cells.get("decision")):
        if LABELLED.match(text.text):
            item.lines.append(columns.line_of(row, text))
        elif not NOTHING.match(text.text):
            item.measures.append(_measure(text, cells))


def _sentences(content: Stretch | None) -> Iterator[Stretch]:
    return sentences(content) if content else iter(())


def _is_measure(text: Stretch, cells: dict[Column, Stretch]) -> bool:
    """In a row of its own with somebody responsible, the text is what that one is to do."""
    return bool(("responsible" in cells or "due" in cells) and "title" not in cells and not LABELLED.match(text.text))


def _measure(text: Stretch, cells: dict[Column, Stretch]) -> Measure:
    enacts = FORMAL.match(text.text) or PERFORMS.match(text.text) or ENACTS.search(text.text)
    if enacts or not ("responsible" in cells or "due" in cells):
        return Measure(text, decided=True)
    return Measure(text, cells.get("responsible"), cells.get("due"))
