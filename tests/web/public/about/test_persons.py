"""The list of persons, and the page of one."""

from collections.abc import Callable

import pytest

from rodtrad.web.bodies.models import County, Person
from tests import factories as make
from tests.web.meetings.records import appointment

Pages = Callable[[str], str]


@pytest.fixture
def tove(page_of: Pages) -> str:
    """She of the council; another of the name was in the group."""
    return page_of(Person.objects.filter(name="Tove Alnfors").earliest("pk").get_absolute_url())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 6),
        ("?namn=tove", 2),
        ("?namn=ALNFORS+tove", 2),  # words in any order
        ("?namn=rönn", 1),
        ("?namn=RÖNN", 1),
        ("?namn=Storhed&lan=x", 1),
    ],
)
def test_search(page_of: Pages, query: str, found: int) -> None:
    assert f"{found} person" in page_of(f"/personer/{query}")


def test_search_in_a_county(page_of: Pages) -> None:
    other = County.objects.get(name="Blekinge län")
    Person.objects.create(name="Disa Granvik", county=other)
    page = page_of(f"/personer/?lan={other.pk}")
    assert "1 person" in page and "Disa Granvik" in page


@pytest.mark.parametrize("text", ["zzz", "%", "<script>"])
def test_search_without_hits(page_of: Pages, text: str) -> None:
    page = page_of(f"/personer/?namn={text}")
    assert "Inga personer stämmer med urvalet." in page and "<script>" not in page


def test_list_tells_seats_meetings_and_questions(page_of: Pages) -> None:
    page = page_of("/personer/?namn=birger")
    assert "Samverkansrådet</a> för" in page and 'class="number">2<' in page and "Samma som en annan?" not in page
    assert page_of("/personer/?namn=tove").count("Samma som en annan?") == 2
    assert 'class="number">0<' in page_of("/personer/?namn=hilding")  # he was absent
    assert '<span class="date">2025-04-01</span>' in page


def test_everything_of_a_person(tove: str) -> None:
    assert "Samverkansrådet</a>, ordförande för" in tove
    assert "Möten (2)" in tove and "Underskrifter (1)" in tove
    assert "2024-03-20 10.15</span> enligt dokumentet" in tove
    assert "Namn i källorna" in tove and "radet-mars.txt, rad 3" in tove


def test_presentations_assignments_and_appointments(page_of: Pages) -> None:
    chosen = appointment("Birger Storhed", "3", 44, replaces="Signe Rönnbacke", body="Arbetsgruppen")
    make.enter(make.minutes(date="2025-10-07", appointments=[chosen]), name="radet-oktober.txt")
    birger = page_of(Person.objects.get(name="Birger Storhed").get_absolute_url())
    assert "Skriva till alla skolor" in birger and "Val (1)" in birger
    signe = page_of(Person.objects.get(name="Signe Rönnbacke").get_absolute_url())
    assert "Föredragningar (3)" in signe and "Avtal om hjälpmedel</a>" in signe
    assert "Val (1)" in signe and "ersätter" in signe


def test_two_of_a_name_are_asked_about_and_kept_apart(page_of: Pages, tove: str) -> None:
    other = page_of(Person.objects.filter(name="Tove Alnfors").latest("pk").get_absolute_url())
    for page in (tove, other):
        assert "Är Tove Alnfors samma person på båda ställena?" in page
        assert "Ordförande, Region Ekeby län" in page and "Ledamot, Region Ekeby län" in page
        assert "gruppen.txt, rad 5" in page and "radet-mars.txt, rad 3" in page
    assert "Möten (1)" in other and "Underskrifter" not in other


def test_the_questions_are_read_not_answered_here(tove: str) -> None:
    assert "Nej, inte samma" not in tove
