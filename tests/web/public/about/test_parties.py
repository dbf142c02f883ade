"""The list of parties, and "Vad gäller oss?"."""

from collections.abc import Callable

import pytest

from rodtrad.web.bodies.models import Party
from rodtrad.web.documents.models import Finding, Mention
from tests import factories as make

Pages = Callable[[str], str]


@pytest.fixture
def norrvik(page_of: Pages) -> str:
    return page_of(Party.objects.get(name="Norrviks kommun").get_absolute_url())


def part(page: str, key: str) -> str:
    """One part of a page, from its heading to the next."""
    return page[page.index(f'id="{key}"') :].partition("<h2")[0]


def test_counties_with_documents_come_first_and_the_rest_is_folded(page_of: Pages) -> None:
    page = page_of("/parter/")
    assert page.index("Ekeby län") < page.index("Län utan dokument") < page.index("<summary>Blekinge län (6)")
    own = page[page.index("Ekeby län") : page.index("Län utan dokument")]
    assert own.index("Region Ekeby län") < own.index("Norrviks kommun") < own.index("Sandhamra kommun")


def test_only_facts_that_stand_are_counted(page_of: Pages) -> None:
    party = Party.objects.get(name="Norrviks kommun")
    before = Mention.objects.filter(party=party).count()
    assert f'>Norrviks kommun</a> <span class="quiet">{before} uppgifter' in page_of("/parter/")
    make.enter(make.minutes(assignments=[]), name="radet-mars.txt")
    left = sum(mention.finding.version.is_current for mention in Mention.objects.filter(party=party))
    assert 0 < left < before
    assert f'>Norrviks kommun</a> <span class="quiet">{left} uppgifter' in page_of("/parter/")


def test_assignments_to_it_and_to_its_people(norrvik: str) -> None:
    given = part(norrvik, "uppdrag")
    assert "Öppna uppdrag (2)" in given
    assert given.index("Redovisa kostnaderna") < given.index("Skriva till alla skolor")
    assert "Boka en lokal" not in norrvik  # he sits for nobody


def test_agreement_to_which_it_is_party_stands_once(norrvik: str) -> None:
    assert part(norrvik, "avtal").count("Avtal om hjälpmedel</a>") == 1


def test_decisions_that_name_it(page_of: Pages, norrvik: str) -> None:
    assert "Inga beslut som nämner parten, såvitt dokumenten visar." in norrvik
    party = Party.objects.get(name="Norrviks kommun")
    decided = Finding.objects.get(
        kind="decision", value__text__startswith="förlänga", version__document__name="radet-mars.txt"
    )
    Mention.objects.create(finding=decided, party=party)
    page = page_of(party.get_absolute_url())
    assert "Beslut (1)" in page and "Förlänga avtalet" in part(page, "beslut")


def test_plan_activities_it_answers_for(page_of: Pages) -> None:
    groups = make.plan()["plan"]["groups"]
    groups[0]["target_areas"][0]["activities"][0]["responsible"] = "Norrviks kommun"
    named = make.plan()
    make.enter({**named, "body": "Arbetsgruppen", "plan": {**named["plan"], "groups": groups}}, name="plan-2.txt")
    page = page_of(Party.objects.get(name="Norrviks kommun").get_absolute_url())
    assert "Hålla föreläsningar" in part(page, "aktiviteter") and "Pröva balansträning" not in page


def test_people_and_the_meetings_they_were_at(norrvik: str) -> None:
    assert "Birger Storhed</a>, ledamot" in part(norrvik, "personer")
    meetings = part(norrvik, "moten")
    assert meetings.index("2025-04-01") < meetings.index("2024-03-05")
    assert meetings.count("Birger Storhed") == 2 and meetings.count("källan") == 2


def test_documents_tell_how_much_of_them_concerns_it(norrvik: str) -> None:
    assert "radet-april.txt" in part(norrvik, "dokument") and "gruppen.txt" not in norrvik


def test_party_that_nothing_concerns(page_of: Pages) -> None:
    page = page_of(Party.objects.get(name="Karlskrona kommun").get_absolute_url())
    assert "Inga öppna uppdrag, avtal, beslut eller personer i organen som nämner parten" in page
