"""Paragraphs that hold several labelled parts: "Gruppen enas. Beslut: Planen antas. Ansvarig: Anna Ek." """

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rodtrad.reading.literals import holds
from rodtrad.reading.sources.source import Line

# A label that begins a sentence within a paragraph.
WITHIN: Final = re.compile(
    r"(?<=[.!?;)])\s+(?=(?:Beslut|Förslag(?: till beslut)?|Beslutsförslag|Uppdrag|Åtgärd|Ansvarig|Medskick"
    r"|Att göra)\s*:)"
)
ENDS: Final = (". ", "! ", "? ", "; ", ") ")


def unfolded(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, each cut where a labelled part begins within it."""
    for line in lines:
        text = line.text
        if ":" not in text or line.cells or not holds(text, ENDS):
            yield line
            continue
        start = 0
        for match in WITHIN.finditer(text):
            yield replace(line, content=line.content[start : match.start()])
            start = match.end()
        yield replace(line, content=line.content[start:], bullet="" if start else line.bullet) if start else line
