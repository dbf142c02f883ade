"""The days on which a body meets by a rhythm, and what becomes of those that fall on a holiday."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import holidays
from django.db import models
from django.utils.formats import date_format

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # of a meeting: whoever mistypes a year is told
WEEK: Final = timedelta(days=7)
SATURDAY: Final = 5
LONGEST_MOVE: Final = 3  # weeks; over Christmas two in a row are not free


class Rhythm(models.TextChoices):
    EVERY = "1-week", "Varje"
    EVERY_OTHER = "2-week", "Varannan"
    EVERY_THIRD = "3-week", "Var tredje"
    EVERY_FOURTH = "4-week", "Var fjärde"
    FIRST = "1-month", "Första i månaden"
    SECOND = "2-month", "Andra i månaden"
    THIRD = "3-month", "Tredje i månaden"
    FOURTH = "4-month", "Fjärde i månaden"
    LAST = "last-month", "Sista i månaden"


class OnHoliday(models.TextChoices):
    LATER = "later", "Flytta till veckan efter"
    EARLIER = "earlier", "Flytta till veckan före"
    SKIP = "skip", "Hoppa över mötet"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One meeting of a plan. `meant`: the day by the rhythm. `notes`: what was done and why. `chosen`: whether
    the plan holds it unless somebody says otherwise; `taken`: the body meets that day already, so that it can't."""

    day: date
    meant: date
    notes: tuple[str, ...] = ()
    chosen: bool = True
    taken: bool = False


def proposed_days(
    *, rhythm: str, weekday: int, first: date, last: date, on_holiday: str, taken: Mapping[date, str]
) -> list[Proposed]:
    """A body's meetings from one day to another, both included, in order. `weekday`: 0 is Monday. `taken`: the days on
    which the body meets already, each with how it is told ("kl. 09.00")."""
    free = _holidays(first, last)
    meant = list(_days_of(rhythm, weekday, first, last))
    out: list[Proposed] = []
    for day in meant:
        one = Proposed(day, day)
        if day in free:
            one = _moved(
                one, on_holiday, free, (first, last), {*meant, *(before.day for before in out if before.chosen)}
            )
        out.append(_told(one, free, taken))
    return sorted(out, key=lambda one: (one.day, one.meant))


def _days_of(rhythm: str, weekday: int, first: date, last: date) -> Iterator[date]:
    nth, unit = rhythm.split("-")
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while day <= last:
        in_month = str((day.day - 1) // 7 + 1)
        is_last = (day + WEEK).month != day.month
        if unit == "week" or nth == in_month or (nth == "last" and is_last):
            yield day
        day += WEEK * int(nth) if unit == "week" else WEEK


def _holidays(first: date, last: date) -> dict[date, str]:
    """The red days and the eves that nobody works (midsummer, Christmas, New Year) around a span of days, by name."""
    years = range(first.year - 1, last.year + 2)
    found = holidays.country_holidays(
        "SE", years=years, language="sv", include_sundays=False, categories=("public", "de_facto")
    )
    return dict(found.items())


def _moved(one: Proposed, how: str, free: Mapping[date, str], within: tuple[date, date], others: set[date]) -> Proposed:
    """A meeting meant for a holiday, on the same weekday of a week nearby that nobody else of the plan has, or left
    out."""
    passed = [_holiday(one.meant, free)]
    why = passed[0]
    if how == OnHoliday.SKIP:
        return replace(one, notes=(f"Hoppas över: {why}",), chosen=False)
    step = WEEK if how == OnHoliday.LATER else -WEEK
    for weeks in range(1, LONGEST_MOVE + 1):
        day = one.meant + step * weeks
        if day in others or not within[0] <= day <= within[1]:
            break
        if day not in free:
            return replace(one, day=day, notes=(f"Flyttat: {' och '.join(passed)}",))
        passed.append(_holiday(day, free))
    return replace(one, notes=(f"Hoppas över: {why}, och det finns ingen ledig dag att flytta till",), chosen=False)


def _told(one: Proposed, free: Mapping[date, str], taken: Mapping[date, str]) -> Proposed:
    """With what else there is to know of its day."""
    if one.day in taken:
        note = f"Organet har redan ett möte den dagen {taken[one.day]}".strip()
        return replace(one, notes=(*one.notes, note), chosen=False, taken=True)
    if one.chosen and _is_squeezed_in(one.day, free):
        return replace(one, notes=(*one.notes, "Klämdag"))
    return one


def _is_squeezed_in(day: date, free: Mapping[date, str]) -> bool:
    """Whether nobody works the day before nor the day after."""
    around = (day - timedelta(days=1), day + timedelta(days=1))
    return all(near.weekday() >= SATURDAY or near in free for near in around)


def _holiday(day: date, free: Mapping[date, str]) -> str:
    return f"{_in_words(day)} är {free[day].lower()}"


def _in_words(day: date) -> str:
    return date_format(day, "j F")
