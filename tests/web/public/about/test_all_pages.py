"""What holds for the pages of bodies, parties and persons alike: who may read, and what is not there."""

from collections.abc import Callable

import pytest
from django.test import Client

from rodtrad.web.bodies.models import Body, Party, Person
from tests.web.who import MAY_READ, status_for

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
