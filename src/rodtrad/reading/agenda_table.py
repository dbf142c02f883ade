"""Agendas that are a table, as notices have them: number, matter, presenter, registry number, text between rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from rodtrad.reading.minutes_table import TableItem
from rodtrad.reading.sources.source import Line, Stretch

Column = Literal["number", "title", "presenter", "time", "type", "reference"]

COLUMNS: Final[dict[Column, re.Pattern[str]]] = {
    "number": re.compile(r"(?:nr|nummer|§|p|punkt|#)?\.?", re.I),
    "title": re.compile(r"(?:ärende|rubrik|fråga|ämne|ärendemening|ärenden|programpunkt|innehåll|dagordning)", re.I),
    "presenter": re.compile(r"(?:föredrag\w+|föredras av|dragande|medverkande|vem|handläggare|ansvarig)", re.I),
    "time": re.compile(r"(?:tid|kl\.?|klockan|när)", re.I),
    "type": re.compile(r"(?:typ|ärendetyp|syfte|beslut/information)", re.I),
    "reference": re.compile(
        r"(?:dnr|diarie\w*|ärendenr|ärendenummer|handling(?:ar)?|bilaga|bilagor|sida|underlag)\.?", re.I
    ),
}
TELLS: Final[frozenset[Column]] = frozenset({"presenter", "time", "reference"})  # what an agenda has beside the matter
NUMBER: Final = re.compile(r"(?:§\s*)?(?P<n>\d{1,3}(?:/\d{2,4})?)[.)]?")
# A row of number and matter only is no row to what reads the text: "8<TAB>Övriga frågor"
NUMBERED: Final = re.compile(rf"{NUMBER.pattern}\s+(?P<title>[A-ZÅÄÖ”\"].{{2,200}})", re.S)


def agenda_items(lines: Sequence[Line]) -> tuple[list[TableItem], int]:
    """The items of an agenda's table, and the index of its heading row; none where there is no such table."""
    for start, line in enumerate(lines):
        columns = _columns(line) if line.cells else []
        if columns:
            items = _items(lines[start + 1 :], columns)
            return (items, start) if len(items) > 1 else ([], 0)
    return [], 0


def _columns(line: Line) -> list[Column | None]:
    """What each column holds, for the heading row of an agenda; empty for any other line."""
    if not 2 <= len(line.cells) <= 6 or any(len(cell.text) > 30 for cell in line.cells):
        return []
    kinds = [next((k for k, p in COLUMNS.items() if p.fullmatch(cell.text.strip(" :"))), None) for cell in line.cells]
    told = [kind for kind in kinds if kind]
    unique = len(set(told)) == len(told) == len(kinds)
    return kinds if unique and "title" in told and TELLS & set(told) else []


def _items(lines: Sequence[Line], columns: Sequence[Column | None]) -> list[TableItem]:
    items: list[TableItem] = []
    for line in lines:
        item = _of_row(line, columns) if line.cells else _of_line(line, items) if "number" in columns else None
        if item:
            items.append(item)
        elif items:
            items[-1].lines += [_line(line, cell.stretch) for cell in line.cells if cell.text.strip()] or [line]
    return items


def _of_row(line: Line, columns: Sequence[Column | None]) -> TableItem | None:
    """The item that a row begins: one with a number where the table has numbers, and who presents it."""
    cells = {kind: cell.stretch for kind, cell in zip(columns, line.cells, strict=False) if kind and cell.text.strip()}
    title, number = cells.get("title"), NUMBER.fullmatch(cells["number"].text) if "number" in cells else None
    if title is None or ("number" in columns and number is None):
        return None
    presenter = cells.get("presenter")
    return TableItem(number["n"] if number else "", title, [_line(line, presenter)] if presenter else [])


def _of_line(line: Line, items: Sequence[TableItem]) -> TableItem | None:
    """The item of a row that has nothing but the next number and its matter."""
    match = NUMBERED.fullmatch(line.text) if not line.bullet and line.text[:1] in "§0123456789" else None
    last = int(items[-1].number.partition("/")[0] or 0) if items else None
    if match is None or (last is not None and int(match["n"].partition("/")[0]) != last + 1):
        return None
    return TableItem(match["n"], line.content.group(match, "title"))


def _line(row: Line, content: Stretch) -> Line:
    return replace(row, content=content, cells=(), bullet="")
