"""A register with something in each of the five; today is 2026-11-23."""

import pytest

from tests import factories as make
from tests.web.meetings.records import appointment
from tests.web.once import made_once


def _enter() -> None:
    """Two councils met, in 2023 and 2024; a plan has two activities. Two of the decisions name a party."""
    make.make_county()
    make.enter(
        make.minutes(
            body="Vårdrådet",
            date="2023-03-05",
            decisions=[make.decision("2", "Ändra målen", 33), make.decision("1", "öppna mötet", 21, formal=True)],
            assignments=[make.assignment("2", "Norrviks kommun", "Åka till Norrvik", 34, due="2026-12-01")],
            agreements=[make.agreement("Ärvt avtal", 36, to="2026-12-31", parties=["Norrviks kommun"])],
        ),
        name="vard.txt",
    )
    decided = make.decision("2", "anta planen; den är =lång", 33, effect="agree", inferred=["effect", "body"])
    make.enter(
        make.minutes(
            date="2024-03-05",
            decisions=[{**decided, "condition": "under förutsättning av medel"}],
            assignments=[make.assignment("2", None, "zooma in på behoven", 34)],
            agreements=[make.agreement("Zonavtal", 36, to="2019-12", extensions=[1, 1])],
            appointments=[appointment("Tove Alnfors", "2", 35)],
        ),
        name="rad.txt",
    )
    make.enter(make.plan(), name="plan.txt")


entered = made_once(_enter)


@pytest.fixture
def register(entered: None, db: None) -> None:
    """As it was entered, whatever other tests changed."""
