"""What the grammar of dates finds: spans of time and clock times, each with its place in the text."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal[
    "day",
    "week",
    "month",
    "quarter",
    "tertial",
    "half-year",
    "season",
    "year",
    "range",
    "part",
    "relative",
    "recurring",
]
Symbol = Literal["next-meeting", "immediately", "recurring", "when-needed", "until-further-notice"]


# "2026-10-01", "1 oktober 2026"
_WHOLE_DAY = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}\s+[a-zåäö]+\s+\d{4})\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time expression, as an interval of days.

    `start`, `end`: first and last day, None where that end is open ("senast 15 mars" has no start) or where the text
    does not say which year and nothing else tells. `precision`: how exact the words are. `text`, `at`: the words and
    their offsets, prepositions included. `rule`: what found it. `confidence`: from 0 to 1; below 0.6 a person should
    look. `weekday_differs`: a day name that the date contradicts. `symbolic`: a time that is no date, such as
    "next-meeting". `year_inferred`: the year is concluded from the meeting's date or a heading.
    """

    start: date | None
    end: date | None
    precision: Precision
    text: str
    at: tuple[int, int]
    rule: str
    confidence: float
    weekday_differs: bool = False
    symbolic: Symbol | None = None
    year_inferred: bool = False

    @property
    def deadline(self) -> date | None:
        """The last day of the interval: what "by then" means. None where no end is told."""
        return self.end

    @property
    def is_stated(self) -> bool:
        """Whether the words say the very day, or both days of a term, year and all; anything else is concluded."""
        if self.year_inferred or self.symbolic is not None:
            return False
        return self.precision == "day" or (self.precision == "range" and len(_WHOLE_DAY.findall(self.text)) == 2)

    @property
    def iso(self) -> str | None:
        """What a record should bear: the month of a month, the year of a year, else the first day.

        Where the start is open ("t.o.m. 2023-03-31") it is the last day instead; None where no day is known.
        """
        day = self.start or self.end
        if day is None:
            return None
        if self.precision == "month":
            return day.isoformat()[:7]
        return day.isoformat()[:4] if self.precision == "year" else day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Times of day, "HH:MM"; `end` is None where only the start is told."""

    start: str
    end: str | None
    text: str
    at: tuple[int, int]
