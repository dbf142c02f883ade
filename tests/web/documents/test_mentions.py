"""From a party to all that concerns it, and nothing that does not."""

import pytest
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import County, Party
from rodtrad.web.documents.mentions import PartyFinder, county_of, mentions_of
from rodtrad.web.documents.models import Finding, Mention, Version
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Attendance, Meeting
from rodtrad.web.plans.models import PlanGroup
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ekeby(db: None) -> County:
    return make.make_county()


@pytest.fixture
def norrvik(ekeby: County) -> Party:
    return Party.objects.get(name="Norrviks kommun")


def named(text: str) -> list[str]:
    return [party.name for _, party in PartyFinder().named_in(text)]


@pytest.mark.parametrize(
    "text, parties",
    [
        ("Norrviks kommun tar över.", ["Norrviks kommun"]),
        ("Norrvik kommun tar över.", ["Norrviks kommun"]),
        ("Norrviks kommuns svar", ["Norrviks kommun"]),
        ("Region Ekeby läns svar till Sandhamra\nkommun", ["Region Ekeby län", "Sandhamra kommun"]),
        ("Falu kommun och Borgholms kommun", ["Falu kommun", "Borgholms kommun"]),
        # A bare name is a place, or a person.
        ("Mötet hölls i Norrvik. Nora tackade för sig.", []),
        ("kommunerna i länet", []),
    ],
)
def test_parties_in_running_text(ekeby: County, text: str, parties: list[str]) -> None:
    assert named(text) == parties


def test_a_bare_name_counts_as_an_organisation(norrvik: Party) -> None:
    finder = PartyFinder()
    assert finder.organisation("Norrvik") == norrvik
    assert finder.party("Norrvik") is None
    assert finder.party("Norrviks kommun") == norrvik
    assert finder.party("Norrviks kommun och Sandhamra kommun") is None


def test_other_names_of_a_party(norrvik: Party) -> None:
    norrvik.other_names = ["Norrviks stadsförvaltning"]
    norrvik.save()
    assert named("Enligt Norrviks stadsförvaltning är det klart.") == ["Norrviks kommun"]
    assert named("Norrviks kommun") == ["Norrviks kommun"]


def test_all_that_concerns_a_party(norrvik: Party, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    agreement = make.agreement("Hjälpmedelsavtalet", 35, parties=["Norrvik", "Region Ekeby län"])
    make.enter(make.minutes(agreements=[agreement]))
    make.enter(make.plan(), name="plan.txt")
    with django_assert_num_queries(6):
        assert [str(row) for row in Meeting.objects.concerning(norrvik).prefetch_related("bodies")] == [
            "Samverkansrådet 2024-03-05"
        ]
        assert [row.name for row in Attendance.objects.concerning(norrvik)] == ["Birger Storhed"]
        assert [row.task for row in Assignment.objects.concerning(norrvik)] == ["redovisa kostnaderna"]
        assert [row.title for row in Agreement.objects.concerning(norrvik)] == ["Hjälpmedelsavtalet"]
        assert [row.name for row in PlanGroup.objects.concerning(norrvik)] == ["Äldre"]


def test_what_is_said_at_an_item_concerns_its_parties(norrvik: Party) -> None:
    version = make.enter(make.minutes(attendance=[], assignments=[]))
    lines = version.text.split("\n")
    lines[24] = "Norrviks kommun berättar om sitt arbete.".ljust(99)  # below item 1, on line 20
    lines[32] = "förlänga avtalet med Norrviks kommun".ljust(99)  # the decision at item 2
    found = mentions_of(version.findings.all(), "\n".join(lines), PartyFinder())
    assert {(m.finding.kind, m.finding.first_line, m.party, m.how) for m in found} == {
        ("item", 20, norrvik, Mention.How.NAMED),
        ("item", 30, norrvik, Mention.How.NAMED),
        ("decision", 33, norrvik, Mention.How.NAMED),
    }


def test_a_running_header_concerns_no_item(norrvik: Party) -> None:
    version = make.enter(make.minutes(attendance=[], assignments=[]))
    lines = version.text.split("\n")
    for line in (22, 32, 42):
        lines[line] = "Norrviks kommun   Protokoll".ljust(99)
    assert mentions_of(version.findings.all(), "\n".join(lines), PartyFinder()) == []


def test_the_county_of_most_parties(ekeby: County) -> None:
    def county_named(*names: str) -> int | None:
        parties = Party.objects.filter(name__in=names)
        return county_of([Mention(finding=Finding(version=Version()), party=party) for party in parties])

    local = ("Region Ekeby län", "Norrviks kommun", "Sandhamra kommun")
    assert county_named(*local) == ekeby.pk
    assert county_named(*local, "Borgholms kommun") == ekeby.pk
    assert county_named(*local, "Borgholms kommun", "Kalmar kommun") is None
    assert county_named() is None
