"""Which agreements have lapsed, and which lapse next."""

from datetime import date

import pytest

from rodtrad.web.agreements.models import Agreement, Standing
from tests import factories as make
from tests.web.once import made_once

pytestmark = pytest.mark.django_db
TODAY = date(2024, 3, 5)


def enter_agreements() -> None:
    make.make_county()
    found = [
        make.agreement("Tills vidare", 35, notice="sex månader"),
        make.agreement("Löper", 36, to="2024-12", extensions=[1, 1]),
        make.agreement("Gick ut", 37, to="2019-12-31", parties=["Norrvik", "Föreningen Stigen"]),
    ]
    make.enter(make.minutes(agreements=found))


agreements = made_once(enter_agreements, autouse=True)


def test_lapsed() -> None:
    assert [a.title for a in Agreement.objects.lapsed(TODAY)] == ["Gick ut"]


def test_running() -> None:
    assert {a.title for a in Agreement.objects.running(TODAY)} == {"Löper", "Tills vidare"}


@pytest.mark.parametrize(
    ("ends", "extensions", "standing"),
    [
        (None, [], Standing.ENDLESS),
        (date(2024, 3, 4), [], Standing.LAPSED),
        (date(2024, 3, 4), [1], Standing.EXTENDED),
        (date(2022, 3, 4), [1, 1], Standing.LAPSED),
        (date(2024, 3, 5), [], Standing.SOON),
        (date(2024, 9, 4), [], Standing.SOON),
        (date(2024, 9, 5), [], Standing.RUNNING),
    ],
)
def test_how_it_stands(ends: date | None, extensions: list[int], standing: Standing) -> None:
    assert Agreement(ends=ends, extensions=extensions).standing(TODAY) == standing


def test_by_expiry() -> None:
    assert [a.title for a in Agreement.objects.by_expiry()] == ["Gick ut", "Löper", "Tills vidare"]


def test_a_month_ends_on_its_last_day() -> None:
    agreement = Agreement.objects.get(title="Löper")
    assert (agreement.ends, agreement.ends_precision, agreement.extensions) == (date(2024, 12, 31), "month", [1, 1])


def test_parties_the_register_knows_are_linked() -> None:
    parties = Agreement.objects.get(title="Gick ut").parties.select_related("party")
    assert [(p.name, str(p.party)) for p in parties] == [
        ("Norrvik", "Norrviks kommun"),
        ("Föreningen Stigen", "None"),
    ]


def test_an_agreement_of_its_own_has_no_meeting() -> None:
    record = make.minutes(kind="agreement", meeting=None, head_places={}, attendance=[], items=[], decisions=[])
    record |= {"assignments": [], "agreements": [make.agreement("Egen", 2, to="2026-12-31")]}
    make.enter(record, name="avtal.txt")
    assert Agreement.objects.get(title="Egen").meeting is None
