from datetime import date

from pytest_django import Settings

from rodtrad.web import clock


def test_today_is_what_the_installation_says(settings: Settings) -> None:
    settings.TODAY = date(2022, 3, 31)
    assert clock.today() == date(2022, 3, 31)
    assert clock.now().date() == date(2022, 3, 31)
    assert clock.now().tzname() in ("CET", "CEST")


def test_today_is_today_otherwise(settings: Settings) -> None:
    settings.TODAY = None
    assert clock.today() == clock.now().date()
