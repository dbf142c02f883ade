"""How many queries and bytes the pages of bodies, parties and persons take where there is much to show."""

import gzip
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.bodies.models import Body
from rodtrad.web.meetings.models import Meeting
from tests import factories as make
from tests.web.meetings.records import full_minutes
from tests.web.once import made_once
from tests.web.public.about.test_all_pages import PATHS

QUERIES, BYTES = 16, 100_000


def _enter_much() -> None:
    """Ten full meetings, a hundred more bodies and twenty years of meetings of one of them."""
    for month in range(1, 11):
        make.enter(full_minutes(date=f"2023-{month:02}-10"), name=f"mycket-{month}.txt")
    Body.objects.bulk_create(Body(name=f"Arbetsgrupp {number}") for number in range(100))
    body = Body.objects.get(name="Samverkansrådet")
    days = [date(year, month, 14) for year in range(2000, 2020) for month in range(1, 13)]
    body.meetings.add(*Meeting.objects.bulk_create(Meeting(date=day) for day in days))


much = made_once(_enter_much)


@pytest.fixture(autouse=True)
def register(entered: None, much: None, db: None) -> None:
    """What all these pages show, and much more."""


@pytest.mark.parametrize("page", PATHS)
def test_ceilings(reader: Client, page: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    path = PATHS[page]()
    with django_assert_max_num_queries(QUERIES):
        answer = reader.get(path)
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content, 6)) < BYTES


def test_a_part_in_full_is_leafed_through(page_of: Callable[[str], str]) -> None:
    path = PATHS["party"]()
    assert 'href="?visa=uppdrag">Visa alla 122' in page_of(path)
    whole = page_of(f"{path}?visa=uppdrag&sida=2")
    assert "Sida 2 av 3" in whole and "Visa hela sidan" in whole
    assert "Personer i organen" not in whole
