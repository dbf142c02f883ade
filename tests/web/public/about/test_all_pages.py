"""What holds for the pages of bodies, parties and persons alike: who may read, what is not there, and ceilings."""

import gzip
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.bodies.models import Body, Party, Person
from rodtrad.web.meetings.models import Meeting
from tests import factories as make
from tests.web.meetings.records import full_minutes
from tests.web.who import MAY_READ, status_for

QUERIES, BYTES = 15, 100_000
PATHS: dict[str, Callable[[], str]] = {
    "bodies": lambda: "/organ/",
    "body": lambda: Body.objects.get(name="Samverkansrådet").get_absolute_url(),
    "parties": lambda: "/parter/",
    "party": lambda: Party.objects.get(name="Norrviks kommun").get_absolute_url(),
    "persons": lambda: "/personer/",
    "person": lambda: Person.objects.filter(name="Tove Alnfors").earliest("pk").get_absolute_url(),
}


@pytest.mark.parametrize(("who", "status"), MAY_READ)
@pytest.mark.parametrize("page", PATHS)
def test_who_may_read(who: str, page: str, status: int) -> None:
    assert status_for(who, PATHS[page]()) == status


@pytest.mark.parametrize("path", ["/organ/4711/", "/parter/4711/", "/personer/4711/"])
def test_what_is_not_there(reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize("page", PATHS)
def test_pages_are_only_read(reader: Client, page: str) -> None:
    assert reader.post(PATHS[page]()).status_code == 405


@pytest.mark.parametrize("page", ["body", "party", "person"])
@pytest.mark.parametrize("query", ["?visa=allt", "?sida=x", "?visa=&sida=-3"])
def test_what_is_not_offered_is_the_whole_page(reader: Client, page: str, query: str) -> None:
    answer = reader.get(PATHS[page]() + query)
    assert answer.status_code == 200
    assert "Visa hela sidan" not in answer.content.decode()


@pytest.fixture
def much() -> None:
    """Ten full meetings, a hundred more bodies and twenty years of meetings of one of them."""
    for month in range(1, 11):
        make.enter(full_minutes(date=f"2023-{month:02}-10"), name=f"mycket-{month}.txt")
    Body.objects.bulk_create(Body(name=f"Arbetsgrupp {number}") for number in range(100))
    body = Body.objects.get(name="Samverkansrådet")
    days = [date(year, month, 14) for year in range(2000, 2020) for month in range(1, 13)]
    body.meetings.add(*Meeting.objects.bulk_create(Meeting(date=day) for day in days))


@pytest.mark.parametrize("page", PATHS)
def test_ceilings(reader: Client, much: None, page: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    path = PATHS[page]()
    with django_assert_max_num_queries(QUERIES):
        answer = reader.get(path)
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content, 6)) < BYTES


def test_a_part_in_full_is_leafed_through(page_of: Callable[[str], str], much: None) -> None:
    path = PATHS["party"]()
    assert 'href="?visa=uppdrag">Visa alla 122' in page_of(path)
    whole = page_of(f"{path}?visa=uppdrag&sida=2")
    assert "Sida 2 av 3" in whole and "Visa hela sidan" in whole
    assert "Personer i organen" not in whole
