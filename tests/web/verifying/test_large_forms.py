"""Forms of corrections that are large: of many sections, and with more than their fields take."""

from __future__ import annotations

import pytest

from rodtrad.web.accounts.models import User
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Meeting, Section
from tests.web.verifying.test_forgotten import GIVEN, fields, item_of
from tests.web.verifying.test_pages import browser, say

pytestmark = pytest.mark.django_db


def test_minutes_of_many_sections_are_one_form(meeting: Meeting, sara: User) -> None:
    item = item_of(meeting)
    rows = (Section(item=item, order=n, title=f"Del {n}", is_draft=True) for n in range(1, 151))
    parts = [str(item.pk), *(f"{item.pk}-{row.pk}" for row in Section.objects.bulk_create(rows))]
    names = (*GIVEN, "nybeslut", "nytt", "foredragande")
    told = {f"{name}-{part}": "" for name in names for part in parts} | fields(meeting, nybeslut="anta planen")
    assert "Rättelsen är sparad" in say(browser(sara), f"/moten/{meeting.pk}/ratta/", on=1, why="Glömt", **told)


def test_what_is_longer_than_its_field_is_cut_as_the_field_does(meeting: Meeting, sara: User) -> None:
    long = {**GIVEN, **dict.fromkeys(("nyansvarig", "nyuppgift", "nyklart"), "X" * 100_000)}
    told = fields(meeting, rubrik="X" * 100_000, **long)
    assert "Rättelsen är sparad" in say(browser(sara), f"/moten/{meeting.pk}/ratta/", on=1, why="Glömt", **told)
    task = Assignment.written.get()
    assert task.item
    assert [len(text) for text in (task.item.title, task.assignee, task.due_text)] == [1_000, 500, 200]
