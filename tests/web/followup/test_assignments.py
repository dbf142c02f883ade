"""Which assignments are open, late and next."""

from datetime import date

import pytest

from rodtrad.web.followup.models import Assignment, Standing
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2024, 7, 1)


@pytest.fixture(autouse=True)
def assignments(db: None) -> None:
    dues = {"i maj": "2024-05-31", "i juni": "2024-06", "i dag": "2024-07-01", "sedan": "2025", "när som helst": None}
    given = [make.assignment("2", "gruppen", task, 34, due) for task, due in reversed(dues.items())]
    make.enter(make.minutes(assignments=given))
    Assignment.objects.filter(task="i maj").update(state=Assignment.State.DONE)


def test_open() -> None:
    assert Assignment.objects.open().count() == 4


def test_overdue_is_from_the_day_after() -> None:
    overdue = Assignment.objects.overdue(TODAY)
    assert [a.task for a in overdue] == ["i juni"]
    assert overdue[0].is_overdue(TODAY) and not overdue[0].is_overdue(date(2024, 6, 30))


def test_counts_are_of_the_open_ones() -> None:
    assert Assignment.objects.all().counts(TODAY) == {"total": 4, "late": 1, "soon": 1}


@pytest.mark.parametrize(
    ("due", "standing"),
    [
        (None, Standing.OPEN),
        (date(2024, 6, 30), Standing.LATE),
        (date(2024, 7, 1), Standing.SOON),
        (date(2024, 7, 31), Standing.SOON),
        (date(2024, 8, 1), Standing.OPEN),
    ],
)
def test_how_it_stands(due: date | None, standing: Standing) -> None:
    assert Assignment(assignee="gruppen", due=due).standing(TODAY) == standing


def test_by_due_has_those_without_a_date_last() -> None:
    tasks = [a.task for a in Assignment.objects.by_due()]
    assert tasks == ["i maj", "i juni", "i dag", "sedan", "när som helst"]
