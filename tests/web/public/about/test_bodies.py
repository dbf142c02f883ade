"""The list of bodies, and the page of one."""

from collections.abc import Callable

import pytest

from rodtrad.web.bodies.models import Body, Seat
from rodtrad.web.documents.models import Finding
from rodtrad.web.review.checking.actions import refuse_finding
from tests import factories as make

Pages = Callable[[str], str]


@pytest.fixture
def council(page_of: Pages) -> str:
    return page_of(Body.objects.get(name="Samverkansrådet").get_absolute_url())


def test_list_tells_meetings_county_by_county(page_of: Pages) -> None:
    page = page_of("/organ/")
    assert "Ekeby län" in page
    assert '2 möten, senast <span class="date">1 april 2025</span>' in page
    assert '1 möte, senast <span class="date">5 mars 2024</span>' in page


def test_a_notice_is_no_meeting(page_of: Pages) -> None:
    make.enter(make.minutes(kind="notice", date="2027-01-12", decisions=[], assignments=[]), name="kallelse.txt")
    assert '2 möten, senast <span class="date">1 april 2025</span>' in page_of("/organ/")
    council = page_of(Body.objects.get(name="Samverkansrådet").get_absolute_url())
    assert "Möten (2), kallelser (1)" in council and "12 januari 2027" in council
    persons = page_of("/personer/?q=Birger")
    assert "2027-01-12" not in persons and "12 januari 2027" not in persons


def test_list_marks_what_is_asked_about(page_of: Pages) -> None:
    assert "Samma som ett annat?" not in page_of("/organ/")
    make.enter(make.minutes(body="Samverkansråden", date="2025-05-06"), name="annat.txt")
    assert page_of("/organ/").count("Samma som ett annat?") == 2


def test_question_shows_both_places(page_of: Pages) -> None:
    make.enter(make.minutes(body="Samverkansråden", date="2025-05-06"), name="annat.txt")
    page = page_of(Body.objects.get(name="Samverkansråden").get_absolute_url())
    question = page[page.index("Samma organ?") :]
    assert "Är Samverkansråden och Samverkansrådet samma organ?" in question
    assert "radet-mars.txt, rad 1" in question and "annat.txt, rad 1" in question


def test_seats_tell_for_whom_and_since_when(council: str) -> None:
    seats = council[council.index('id="ledamoter"') :]
    assert "Ledamöter (2)" in council
    assert "Birger Storhed" in seats and "Norrviks kommun" in seats
    assert seats.count("senast med 2025-04-01") == 2
    assert "Ordförande" in seats and "källan" in seats


def test_what_has_ended_is_dated(page_of: Pages) -> None:
    Seat.objects.filter(person__name="Birger Storhed").update(starts="2024-01-01", ends="2025-12-31")
    page = page_of(Body.objects.get(name="Samverkansrådet").get_absolute_url())
    assert '<span class="date">2024-01-01</span> – <span class="date">2025-12-31</span>' in page


def test_meetings_stand_by_year(council: str) -> None:
    assert council.index("2025 (1)") < council.index("2024 (1)")
    assert "5 mars 2024" in council and "2 beslut" in council


def test_what_came_of_its_meetings(council: str) -> None:
    assert "Redovisa kostnaderna" in council and "Försenat" in council
    assert "Förlänga avtalet om hjälpmedel ett år" in council
    assert "Godkänna dagordningen" not in council  # formal
    assert "Avtal om hjälpmedel" in council and "Går ut snart" in council
    assert "Handlingsplan 2024–2025" in council
    assert "#fynd-" in council


def test_what_there_is_none_of_is_told(page_of: Pages, council: str) -> None:
    assert "Inga öppna uppdrag till organet, såvitt dokumenten visar." in council
    empty = page_of(Body.objects.create(name="Nystartad grupp").get_absolute_url())
    assert "Inga möten, ledamöter, öppna uppdrag till organet eller beslut, såvitt" in empty


def test_assignments_to_it_stand_apart(page_of: Pages) -> None:
    given = [make.assignment("2", "Arbetsgruppen", "pröva en ny blankett", 34)]
    make.enter(make.minutes(date="2025-06-03", assignments=given), name="radet-juni.txt")
    page = page_of(Body.objects.get(name="Arbetsgruppen").get_absolute_url())
    assert "Öppna uppdrag till organet (1)" in page and "Pröva en ny blankett" in page


def test_refused_decision_is_not_shown(page_of: Pages) -> None:
    refuse_finding(
        finding=Finding.objects.get(
            kind="decision", value__text__startswith="förlänga", version__document__name="radet-mars.txt"
        ),
        by=None,
    )
    page = page_of(Body.objects.get(name="Samverkansrådet").get_absolute_url())
    assert "Förlänga avtalet" not in page


def test_names_are_escaped(page_of: Pages) -> None:
    body = Body.objects.create(name="<b>Råd</b>")
    assert "&lt;b&gt;råd&lt;/b&gt;" in page_of(body.get_absolute_url()).casefold()


def test_plans_stand_as_plans_do_everywhere_the_latest_first(page_of: Callable[[str], str]) -> None:
    for years in ([2020, 2021], [2030, 2031]):
        record = make.plan(body="Samverkansrådet", bodies=["Samverkansrådet"])
        record["plan"] |= {"title": f"Plan {years[0]}", "period": years}
        make.enter(record, name=f"plan-{years[0]}.txt")
    page = page_of(Body.objects.get(name="Samverkansrådet").get_absolute_url())
    assert page.index("Plan 2030") < page.index("Handlingsplan 2024–2025") < page.index("Plan 2020")
