"""The words that head columns, in one place, and the cells of a row by them.

Minutes, agendas, lists of actions and plans each know the columns that they have; what several have is told here, and
so a new word for who is responsible is known to all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from rodtrad.reading.sources.source import Line, Stretch

Kind = TypeVar("Kind")

ROW: Final = r"nr|#"
ITEM: Final = r"§|p|punkt"
NUMBER: Final = rf"{ROW}|{ITEM}|nummer"
MATTER: Final = r"ärende|fråga|rubrik|ämne"
NOTES: Final = r"(?:minnes)?anteckning|diskussion|information|kommentar|notering|beskrivning|vad sades"
MEASURE: Final = r"åtgärd|vad gör vi|att göra"
DECISION: Final = rf"beslut|resultat|{MEASURE}"  # what a matter ends in
TASK: Final = rf"{MEASURE}|vad(?: ska göras)?|uppgift|uppdrag|aktivitet|insats"
RESPONSIBLE: Final = r"(?:huvud)?ansvar(?:ig\w*)?"
WHO: Final = rf"(?:{RESPONSIBLE}|(?:av )?vem(?: (?:gör|ansvarar|är ansvarig|ska göra)(?: det)?)?)\b"
DUE: Final = (
    r"(?:(?:till )?när(?: (?:ska det (?:vara klart|ske|göras)|är det klart))?|klart?(?: (?:senast|när|till|datum))?"
    r"|färdigt?|senast|deadline|datum|tid(?:s?plan|s?period|punkt|s?ram)?)\b"
)
STATE: Final = r"status|läge"
WHO_IS: Final = ("nsvar", "NSVAR", "Vem", "vem", "VEM")  # looked for in a line before `WHO` is tried


def begins(words: str) -> re.Pattern[str]:
    """A heading that begins with one of the words: "Ansvarig (huvudman)", "Åtgärder"."""
    return re.compile(rf"(?:{words})", re.I)


def whole(words: str) -> re.Pattern[str]:
    """A heading that is one of the words: "Nr.", "Ärende:"."""
    return re.compile(rf"(?:{words})\.?\s*:?\s*$", re.I)


def kinds_of(row: Line, words: Mapping[Kind, re.Pattern[str]]) -> list[Kind | None]:
    """What each column of a heading row holds, by the first of the patterns that its heading matches; None for none."""
    headings = [cell.text.strip() for cell in row.cells]
    return [next((kind for kind, pattern in words.items() if pattern.match(text)), None) for text in headings]


def cells_of(row: Line, kinds: Sequence[Kind | None]) -> dict[Kind, Stretch]:
    """The cells of a row that say something, by what their columns hold."""
    pairs = zip(kinds, row.cells, strict=False)
    return {kind: cell.stretch for kind, cell in pairs if kind and cell.text.strip(" -–")}


def line_of(row: Line, content: Stretch) -> Line:
    """A line of what a cell of the row says."""
    return replace(row, content=content, cells=(), bullet="")
