"""The record's dates as the database has them."""

from datetime import UTC, date, datetime

import pytest

from rodtrad.web.documents.dates import first_day, last_day, moment, precision


@pytest.mark.parametrize(
    "text, first, last, exact",
    [
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 5), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        (None, None, None, ""),
    ],
)
def test_a_date_covers_days(text: str | None, first: date | None, last: date | None, exact: str) -> None:
    assert (first_day(text), last_day(text), precision(text)) == (first, last, exact)


def test_what_is_no_date_is_an_error() -> None:
    with pytest.raises(ValueError):
        first_day("2024-13-45")
    with pytest.raises(ValueError):
        last_day("våren")


def test_a_moment_needs_its_offset() -> None:
    assert moment("2024-03-20T10:15:00+01:00") == datetime(2024, 3, 20, 9, 15, tzinfo=UTC)
    assert moment("2024-03-20T10:15:00") is None
    assert moment(None) is None
