"""A year's meetings by a rhythm: which days, what is moved for a holiday, and what is told."""

from datetime import date

import pytest

from rodtrad.web.preparing.year import OnHoliday, Proposed, Rhythm, proposed_days

FRIDAY = 4


def year_2027(rhythm: str, on_holiday: str = OnHoliday.LATER, **more: date) -> list[Proposed]:
    """On Fridays."""
    span = {"first": date(2027, 1, 1), "last": date(2027, 12, 31), **more}
    return proposed_days(rhythm=rhythm, weekday=FRIDAY, on_holiday=on_holiday, taken={}, **span)


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (Rhythm.EVERY_OTHER, ["01-08", "01-15", "01-29", "02-12", "02-26"]),
        (Rhythm.EVERY_THIRD, ["01-08", "01-22", "02-12"]),
        (Rhythm.EVERY_FOURTH, ["01-08", "01-29", "02-26"]),
        (Rhythm.FIRST, ["01-08", "02-05"]),
        (Rhythm.FOURTH, ["01-22", "02-26"]),
        (Rhythm.LAST, ["01-29", "02-26"]),
    ],
)
def test_rhythms(rhythm: str, days: list[str]) -> None:
    """New Year's Day 2027 is a Friday, so that what is meant for it moves a week on, where that week has no meeting."""
    plan = year_2027(rhythm, last=date(2027, 2, 28))
    assert [f"{one.day:%m-%d}" for one in plan if one.chosen] == days


@pytest.mark.parametrize(
    ("on_holiday", "day", "note"),
    [
        (OnHoliday.LATER, "2027-07-02", "Flyttat: 25 juni är midsommarafton"),
        (OnHoliday.EARLIER, "2027-06-18", "Flyttat: 25 juni är midsommarafton"),
        (OnHoliday.SKIP, "", "Hoppas över: 25 juni är midsommarafton"),
    ],
)
def test_holidays_are_avoided_as_the_user_wants(on_holiday: str, day: str, note: str) -> None:
    plan = year_2027(Rhythm.LAST, on_holiday)
    one = next(one for one in plan if one.meant == date(2027, 6, 25))
    assert (one.day.isoformat() if one.chosen else "", one.notes) == (day, (note,))


def test_over_christmas() -> None:
    """Christmas Eve and New Year's Eve are Fridays: a week later is no day either, two weeks earlier is one."""
    span = {"first": date(2027, 12, 10), "last": date(2027, 12, 31)}
    earlier = year_2027(Rhythm.LAST, OnHoliday.EARLIER, **span)
    assert [(one.day, one.chosen) for one in earlier] == [(date(2027, 12, 17), True)]
    later = year_2027(Rhythm.FOURTH, OnHoliday.LATER, **span)
    assert later[0].notes == ("Hoppas över: 24 december är julafton, och det finns ingen ledig dag att flytta till",)
    assert not later[0].chosen
    into_next_year = year_2027(Rhythm.FOURTH, OnHoliday.LATER, first=span["first"], last=date(2028, 1, 20))
    assert into_next_year[0].day == date(2028, 1, 7)
    assert into_next_year[0].notes[0] == "Flyttat: 24 december är julafton och 31 december är nyårsafton"


def test_never_moved_onto_another_meeting_of_the_plan() -> None:
    plan = year_2027(Rhythm.EVERY, OnHoliday.LATER)
    days = [one.day for one in plan if one.chosen]
    assert len(days) == len(set(days)) == 52 + 1 - 5  # five Fridays of 2027 are holidays
    assert not [one for one in plan if one.day != one.meant]


def test_squeezed_in_is_told_and_kept() -> None:
    one = next(one for one in year_2027(Rhythm.FIRST) if one.meant == date(2027, 5, 7))
    assert (one.day, one.notes, one.chosen) == (one.meant, ("Klämdag",), True)


def test_where_the_body_meets_already() -> None:
    span = {"first": date(2027, 6, 1), "last": date(2027, 7, 31)}
    taken = {date(2027, 7, 2): "kl. 09.00"}
    plan = proposed_days(rhythm=Rhythm.LAST, weekday=FRIDAY, on_holiday=OnHoliday.LATER, taken=taken, **span)
    assert plan[0].notes == ("Flyttat: 25 juni är midsommarafton", "Organet har redan ett möte den dagen kl. 09.00")
    assert [one.chosen for one in plan] == [False, True]
