"""Agendas that are a table, as notices have them: number, matter, presenter, registry number, text between rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from rodtrad.reading import columns
from rodtrad.reading.minutes_table import TableItem
from rodtrad.reading.sources.source import Line

Column = Literal["number", "title", "presenter", "time", "type", "reference"]

COLUMNS: Final[dict[Column, re.Pattern[str]]] = {
    "number": columns.whole(f"{columns.NUMBER}|"),
    "title": columns.whole(f"{columns.MATTER}|ärendemening|ärenden|programpunkt|innehåll|dagordning"),
    "presenter": columns.whole(rf"föredrag\w+|föredras av|dragande|medverkande|handläggare|{columns.WHO}"),
    "time": columns.whole("tid|kl|klockan|när"),
    "type": columns.whole("typ|ärendetyp|syfte|beslut/information"),
    "reference": columns.whole(r"dnr|diarie\w*|ärendenr|ärendenummer|handling(?:ar)?|bilaga|bilagor|sida|underlag"),
}
TELLS: Final[frozenset[Column]] = frozenset({"presenter", "time", "reference"})  # what an agenda has beside the matter
NUMBER: Final = re.compile(r"(?:§\s*)?(?P<n>\d{1,3}(?:/\d{2,4})?)[.)]?")
# A row of number and matter only is no row to what reads the text: "8<TAB>Övriga frågor"
NUMBERED: Final = re.compile(rf"{NUMBER.pattern}\s+(?P<title>[A-ZÅÄÖ”\"].{{2,200}})", re.S)


def agenda_items(lines: Sequence[Line]) -> tuple[list[TableItem], int]:
    """The items of an agenda's table, and the index of its heading row; none where there is no such table."""
    for start, line in enumerate(lines):
        kinds = _columns(line) if line.cells else []
        if kinds:
            items = _items(lines[start + 1 :], kinds)
            return (items, start) if len(items) > 1 else ([], 0)
    return [], 0


def _columns(line: Line) -> list[Column | None]:
    """What each column holds, for the heading row of an agenda; empty for any other line."""
    if not 2 <= len(line.cells) <= 6 or any(len(cell.text) > 30 for cell in line.cells):
        return []
    kinds = columns.kinds_of(line, COLUMNS)
    told = [kind for kind in kinds if kind]
    unique = len(set(told)) == len(told) == len(kinds)
    return kinds if unique and "title" in told and TELLS & set(told) else []


def _items(lines: Sequence[Line], kinds: Sequence[Column | None]) -> list[TableItem]:
    items: list[TableItem] = []
    for line in lines:
        item = _of_row(line, kinds) if line.cells else _of_line(line, items) if "number" in kinds else None
        if item:
            items.append(item)
        elif items:
            items[-1].lines += [columns.line_of(line, cell.stretch) for cell in line.cells if cell.text.strip()] or [
                line
            ]
    return items


def _of_row(line: Line, kinds: Sequence[Column | None]) -> TableItem | None:
    """The item that a row begins: one with a number where the table has numbers, and who presents it."""
    cells = columns.cells_of(line, kinds)
    title, number = cells.get("title"), NUMBER.fullmatch(cells["number"].text) if "number" in cells else None
    if title is None or ("number" in kinds and number is None):
        return None
    presenter = cells.get("presenter")
    return TableItem(number["n"] if number else "", title, [columns.line_of(line, presenter)] if presenter else [])


def _of_line(line: Line, items: Sequence[TableItem]) -> TableItem | None:
    """The item of a row that has nothing but the next number and its matter."""
    match = NUMBERED.fullmatch(line.text) if not line.bullet and line.text[:1] in "§0123456789" else None
    last = int(items[-1].number.partition("/")[0] or 0) if items else None
    if match is None or (last is not None and int(match["n"].partition("/")[0]) != last + 1):
        return None
    return TableItem(match["n"], line.content.group(match, "title"))
