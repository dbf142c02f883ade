"""Arithmetic of days: what interval a month, quarter, season or week of a year is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

Interval = tuple[date, date]
OfYear = Callable[[int], Interval | None]
"""Gives the interval in a year, None where that year has none (29 February, week 53)."""

# First and last month of each season, as plans use the words; winter runs into the next year.
SEASONS: Final = {"vår": (1, 6), "sommar": (6, 8), "höst": (8, 12), "vinter": (12, 2)}
_DAY: Final = timedelta(days=1)


def day(year: int, month: int, number: int) -> Interval | None:
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return found, found


def months(first: int, last: int) -> OfYear:
    """The interval from the first day of month `first` to the last of `last`, in the next year where that is lower."""

    def of_year(year: int) -> Interval | None:
        end_year = year + (last < first)
        if not 1 <= year <= end_year < date.max.year:
            return None
        after = date(end_year + last // 12, last % 12 + 1, 1)
        return date(year, first, 1), after - _DAY

    return of_year


def week(number: int, last: int | None = None) -> OfYear:
    """ISO weeks, Monday to Sunday."""

    def of_year(year: int) -> Interval | None:
        try:
            return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, last or number, 7)
        except ValueError:
            return None

    return of_year


def fixed(interval: Interval) -> OfYear:
    return lambda year: interval


def part(interval: Interval, which: str) -> Interval:
    """The beginning, middle or end (a third each) of an interval; of a month the tenth and twentieth are the bounds."""
    start, end = interval
    third = timedelta(days=((end - start).days + 1) // 3)
    if which == "beginning":
        return start, start + third - _DAY
    if which == "middle":
        return start + third, start + 2 * third - _DAY
    return start + 2 * third, end


def before(interval: Interval) -> date:
    """The last day before an interval."""
    return interval[0] - _DAY


def after(interval: Interval) -> date:
    """The first day after an interval."""
    return interval[1] + _DAY


def feast(name: str, year: int) -> Interval | None:
    """Christmas Eve, Lucia, Midsummer Eve (the Friday from 19 June on), or Easter Day (Gauss, Gregorian calendar)."""
    if not 1583 <= year < date.max.year:
        return None
    if name == "midsommar":
        first = date(year, 6, 19)
        eve = first + timedelta(days=(4 - first.weekday()) % 7)
        return eve, eve
    if name == "påsk":
        century = year // 100
        moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
        moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - year % 19) // 11))
        week = (year + year // 4 + moon + 2 - century + century // 4) % 7
        easter = date(year, 3, 28) + timedelta(days=moon - week)
        return easter, easter
    return day(year, 12, 13 if name == "lucia" else 24)


def add_months(start: date, count: int) -> date:
    """The same day `count` months later, or the last of that month."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    for number in (start.day, 30, 29, 28):
        found = day(year, month, number)
        if found:
            return found[0]
    raise ValueError(f"no such month: {year}-{month}")
