"""A register with two bodies, a plan and two persons of one name; today is 2026-11-23."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories as make
from tests.web.once import made_once


def _enter() -> None:
    """The council met twice; the group met once, where somebody was called as one of the council is."""
    make.make_county()
    make.enter(
        make.minutes(
            decisions=[
                make.decision("1", "godkänna dagordningen", 21, formal=True),
                make.decision("2", "förlänga avtalet om hjälpmedel ett år", 33),
            ],
            agreements=[make.agreement("Avtal om hjälpmedel", 36, to="2026-12-31", parties=["Norrvik"], item="2")],
            assignments=[
                make.assignment("2", "Norrviks kommun", "redovisa kostnaderna", 34, due="2024-06"),
                make.assignment("3", "Birger Storhed", "skriva till alla skolor", 41),
                make.assignment("3", "Hilding Kvarnlycke", "boka en lokal", 42),
            ],
            signatures=[make.signature("Tove Alnfors", "chair", 50)],
        ),
        name="radet-mars.txt",
    )
    make.enter(make.minutes(date="2025-04-01", assignments=[], decisions=[]), name="radet-april.txt")
    group = [make.attendance("Tove Alnfors", "Region Ekeby län", 5), make.attendance("Ylva Fredsborn", None, 6)]
    make.enter(make.minutes(body="Arbetsgruppen", attendance=group, assignments=[], items=[]), name="gruppen.txt")
    make.enter(make.plan(body="Samverkansrådet", bodies=["Samverkansrådet"]), name="plan.txt")


entered = made_once(_enter)


@pytest.fixture(autouse=True)
def register(entered: None, db: None) -> None:
    """Every test of these pages sees it."""


@pytest.fixture
def page_of(reader: Client) -> Callable[[str], str]:
    """The page at a path, with white space squeezed."""

    def page(path: str) -> str:
        answer = reader.get(path)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return page
