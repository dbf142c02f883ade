"""What the reader would make of words that somebody writes here, so that minutes held here and read ones tell alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rodtrad.reading.dates import find_dates
from rodtrad.reading.deciding import condition_of, effect_of, is_formal
from rodtrad.web.documents.dates import Precision


@dataclass(frozen=True, slots=True)
class Clause:
    """What a decided clause does, as `Decision` has it: `effect` its value, `condition` empty where it has none."""

    effect: str
    formal: bool
    condition: str


@dataclass(frozen=True, slots=True)
class Due:
    day: date
    precision: str


def clause(text: str) -> Clause:
    """What a clause does: "uppdra till beredningen att …" gives an assignment."""
    return Clause(effect_of(text), is_formal(text), condition_of(text) or "")


def due(text: str, held: date | None) -> Due | None:
    """The last day of the first time that words give ("senast i juni", "den 3 maj"), seen from the meeting's day; None
    where they give none."""
    for found in find_dates(text, anchor=held, ahead=True):
        if found.end:
            return Due(found.end, Precision.DAY if found.precision == "day" else Precision.MONTH)
    return None
