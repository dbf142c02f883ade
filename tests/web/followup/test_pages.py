"""The register of assignments and the page of one; today is 2026-11-23."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.followup.models import Assignment, AssignmentQuerySet, Standing
from rodtrad.web.review.checking.actions import refuse_finding
from tests import factories as make
from tests.web.once import made_once
from tests.web.who import MAY_READ, status_for

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def enter_assignments() -> None:
    make.make_county()
    given = [
        make.assignment("2", "gruppen", "när som helst", 34),
        make.assignment("2", "gruppen", "klart redan", 35, "2020-01-01"),
        make.assignment("2", None, "utan någon", 36, "2027-06-30"),
        make.assignment("2", "gruppen", "snart", 37, "2026-12-23"),
        {**make.assignment("2", "Norrviks kommun", "försenat", 38, "2026-09"), "inferred": ["due"]},
        {**make.assignment("2", "gruppen", "ett råd", 39, "2027-01-01"), "kind": "advice"},
    ]
    make.enter(make.minutes(assignments=given))
    Assignment.objects.filter(task="klart redan").update(state=Assignment.State.DONE)


assignments = made_once(enter_assignments, autouse=True)


def assignment_page(client: Client, task: str) -> str:
    answer = client.get(AssignmentQuerySet(Assignment).get(task=task).get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("who", "status"), MAY_READ)
@pytest.mark.parametrize("page", ["list", "one"])
def test_who_may_read(who: str, page: str, status: int) -> None:
    path = "/uppdrag/" if page == "list" else Assignment.objects.get(task="snart").get_absolute_url()
    assert status_for(who, path) == status


def test_one_that_is_not_there(reader: Client) -> None:
    assert reader.get("/uppdrag/4711/").status_code == 404


@pytest.mark.parametrize(
    ("task", "standing"),
    [
        ("när som helst", Standing.OPEN),
        ("klart redan", Standing.DONE),
        ("utan någon", Standing.UNASSIGNED),
        ("snart", Standing.SOON),
        ("försenat", Standing.LATE),
        ("ett råd", Standing.OPEN),
    ],
)
def test_how_it_stands(reader: Client, task: str, standing: Standing) -> None:
    assert Assignment.objects.get(task=task).standing(TODAY) == standing
    assert f">{standing.label}</span>" in assignment_page(reader, task)


OPEN = ["försenat", "snart", "ett råd", "utan någon", "när som helst"]


@pytest.mark.parametrize(
    ("query", "tasks"),
    [
        ("", [*OPEN, "klart redan"]),
        ("?lage=open", OPEN),
        ("?lage=forsenade", ["försenat"]),
        ("?lage=done", ["klart redan"]),
        ("?lage=dropped", []),
        ("?lage=utan-ansvarig", ["utan någon"]),
        ("?slag=advice", ["ett råd"]),
        ("?senast=passerat", ["försenat", "klart redan"]),
        ("?senast=snart", ["snart"]),
        ("?senast=senare", ["ett råd", "utan någon"]),
        ("?senast=utan", ["när som helst"]),
        ("?ordning=uppdrag", ["ett råd", "försenat", "klart redan", "när som helst", "snart", "utan någon"]),
        ("?ordning=-senast", ["utan någon", "ett råd", "snart", "försenat", "klart redan", "när som helst"]),
        ("?ord=NORRVIK", ["försenat"]),
        ("?lage=done&slag=advice", []),
        ("?lage=x&slag=y&sida=z", [*OPEN, "klart redan"]),
    ],
)
def test_the_list(reader: Client, query: str, tasks: list[str]) -> None:
    answer = reader.get("/uppdrag/" + query)
    assert [assignment.task for assignment in answer.context["rows"]] == tasks
    assert ("Inga uppdrag stämmer med urvalet." in answer.content.decode()) == (not tasks)


def test_the_list_tells_what_is_late_and_what_lacks_something(reader: Client) -> None:
    page = reader.get("/uppdrag/").content.decode()
    assert "5 öppna" in page and "1 försenat" in page
    assert "Saknar datum" in page and "Saknar ansvarig" in page and "Medskick" in page
    assert page.count("Ej granskad") == 1


def test_a_concluded_date_tells_the_words_it_came_from(reader: Client) -> None:
    concluded = '<span class="date">2026-09</span> <span class="inferred">slutsats av ”före sommaren”</span>'
    assert concluded in assignment_page(reader, "försenat")
    assert concluded in " ".join(reader.get("/uppdrag/").content.decode().split())
    assert "slutsats" not in assignment_page(reader, "snart")


def test_where_it_was_given_and_to_whom(reader: Client) -> None:
    make.enter(
        make.minutes(
            date="2024-09-05",
            decisions=[make.decision("2", "uppdra åt kommunen", 34)],
            assignments=[make.assignment("2", "Norrviks kommun", "pröva taxan", 34)],
        )
    )
    row = Assignment.objects.get(task="pröva taxan")
    page = assignment_page(reader, "pröva taxan")
    assert row.party and row.decision and row.item and row.finding
    assert f'<a href="{row.party.get_absolute_url()}">Norrviks kommun</a>' in page
    for url in (row.decision, row.meeting, row.item, row.finding):
        assert f'href="{url.get_absolute_url()}"' in page
    assert "Fick uppdraget" in page[page.index("Berörda parter") :]
    assert "rad 34...." in page


def test_a_retired_one_says_so_and_is_in_no_list(reader: Client) -> None:
    row = Assignment.objects.get(task="snart")
    assert row.finding
    refuse_finding(finding=row.finding, by=None)
    assert "Uppdraget gäller inte längre i registret" in assignment_page(reader, "snart")
    assert row.get_absolute_url() not in reader.get("/uppdrag/").content.decode()


def test_queries(reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for month in range(1, 7):
        make.enter(make.minutes(date=f"2022-{month:02}-05"))
    with django_assert_max_num_queries(11):
        reader.get("/uppdrag/")
    url = Assignment.objects.get(task="snart").get_absolute_url()
    with django_assert_max_num_queries(6):
        reader.get(url)
