"""The record's dates as the database has them: a day, and how exact it was."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models


class Precision(models.TextChoices):
    DAY = "day", "på dagen"
    MONTH = "month", "på månaden"
    YEAR = "year", "på året"


@dataclass(frozen=True, slots=True)
class Span:
    """What an ISO date of the record covers: "2023-01" is the whole of January."""

    first: date
    last: date
    precision: Precision


def span(text: str | None) -> Span | None:
    """The days that "2023-02-17", "2023-01" or "2023" covers; None for None. Raises ValueError for anything else."""
    if text is None:
        return None
    parts = [int(part) for part in text.split("-")]
    match parts:
        case [year, month, day]:
            one = date(year, month, day)
            return Span(one, one, Precision.DAY)
        case [year, month]:
            return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH)
        case [year]:
            return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    raise ValueError(f"not a date of the record: {text!r}")


def first_day(text: str | None) -> date | None:
    """Where something that starts then starts."""
    found = span(text)
    return found.first if found else None


def last_day(text: str | None) -> date | None:
    """Where something that ends then ends: a deadline is the end of its interval."""
    found = span(text)
    return found.last if found else None


def precision(text: str | None) -> str:
    """How exact a date is; empty where there is none."""
    found = span(text)
    return found.precision if found else ""


def clock_time(text: str | None) -> time | None:
    """ "13:30" as a time of day. Raises ValueError for anything else."""
    return time.fromisoformat(text) if text else None


def moment(text: str | None) -> datetime | None:
    """An ISO 8601 moment with the offset the document gives; one without an offset is no moment, and left out."""
    found = datetime.fromisoformat(text) if text else None
    return found if found and found.tzinfo else None
