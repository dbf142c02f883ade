"""The list of decisions and the page of one."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.bodies.models import Body, Party
from rodtrad.web.documents.models import Mention
from rodtrad.web.meetings.models import Decision, DecisionQuerySet
from rodtrad.web.review.checking.actions import refuse_finding
from tests import factories as make
from tests.web.meetings.records import appointment, full_minutes
from tests.web.once import made_once
from tests.web.who import MAY_READ, status_for

pytestmark = pytest.mark.django_db


county = made_once(make.make_county, autouse=True)


def decision_page(client: Client, **wanted: str) -> str:
    decision = DecisionQuerySet(Decision).get(**wanted)
    answer = client.get(decision.get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("who", "status"), MAY_READ)
@pytest.mark.parametrize("page", ["list", "one"])
def test_who_may_read(who: str, page: str, status: int) -> None:
    make.enter(make.minutes())
    path = "/beslut/" if page == "list" else Decision.objects.get().get_absolute_url()
    assert status_for(who, path) == status


def test_one_that_is_not_there(reader: Client) -> None:
    assert reader.get("/beslut/4711/").status_code == 404


def test_what_is_known_of_it(reader: Client) -> None:
    clause = make.decision(
        "2", "anta planen", 33, effect="approve", formal=True, condition="under förutsättning av medel"
    )
    make.enter(make.minutes(decisions=[{**clause, "inferred": ["effect"]}], assignments=[]))
    decision = Decision.objects.get()
    page = decision_page(reader)
    assert "Anta planen" in page and ">Formellt<" in page and "Under förutsättning av medel" in page
    assert 'Godkänner <span class="inferred">slutsats</span>' in page
    assert f'<a href="{decision.meeting.get_absolute_url()}">Samverkansrådet 5 mars 2024</a>' in page
    assert decision.item and f'<a href="{decision.item.get_absolute_url()}">2 Avtal om hjälpmedel</a>' in page
    assert decision.finding and decision.finding.get_absolute_url() in page
    assert page.count("Ej granskad") == 1


def test_by_mail_is_as_exact_as_the_document(reader: Client) -> None:
    make.enter(make.minutes(decisions=[make.decision("2", "utse en grupp", 33, via="mail", date="2023-12")]))
    page = decision_page(reader)
    assert 'utanför mötet, via e-post <span class="date">2023-12</span>' in page
    assert "2023-12-01" not in page


def test_the_lines_that_say_it(reader: Client) -> None:
    further = {"lines": [40, 41], "chars": [3900, 4000], "page": 1}
    make.enter(make.minutes(decisions=[make.decision("2", "utse en grupp", 33, places=[further])]))
    page = decision_page(reader)
    assert "rad 33...." in page and "rad 40...." in page and "rad 41...." in page
    assert '#rad-40">Även rad 40–41</a>' in page


def test_the_proposal_it_adopts(reader: Client) -> None:
    make.enter(full_minutes(items=2))
    assert "Enligt förslaget: ”godkänna förslag 2”" in decision_page(reader, text="godkänna förslag 2")


def test_an_adopted_proposal_in_other_words_is_not_named(reader: Client) -> None:
    make.enter(make.minutes(decisions=[make.decision("2", "bifalla", 33, adopts_proposal=True)]))
    assert "Enligt förslaget</dd>" in decision_page(reader)


def test_what_came_of_it(reader: Client) -> None:
    make.enter(
        make.minutes(
            decisions=[make.decision("2", "utse en grupp", 33), make.decision("2", "anta planen", 36)],
            assignments=[make.assignment("2", "Norrviks kommun", "leda gruppen", 33)],
            appointments=[appointment("Tove Alnfors", "2", 33)],
            agreements=[make.agreement("Avtal om hjälpmedel", 33, to="2019-12-31")],
        )
    )
    page, other = decision_page(reader, text="utse en grupp"), decision_page(reader, text="anta planen")
    for heading, row in (
        ("Uppdrag av beslutet", "Leda gruppen"),
        ("Val genom beslutet", "Tove Alnfors"),
        ("Avtal som beslutet gäller", "Avtal om hjälpmedel"),
    ):
        assert row in page[page.index(heading) :]
        assert heading not in other


def test_the_parties_it_concerns(reader: Client) -> None:
    version = make.enter(make.minutes())
    sandhamra = Party.objects.get(name="Sandhamra kommun")
    Mention.objects.create(finding=version.findings.get(kind="decision"), party=sandhamra)
    page = decision_page(reader)
    assert f'<a href="{sandhamra.get_absolute_url()}">Sandhamra kommun</a>' in page[page.index("Berörda parter") :]


def test_gone_from_a_newer_version(reader: Client) -> None:
    first = make.enter(make.minutes())
    make.enter(make.minutes(decisions=[], assignments=[]))
    page = decision_page(reader)
    assert "Beslutet gäller inte längre i registret" in page
    assert f"/dokument/{first.document_id}/?version=1#fynd-" in page
    assert Decision.objects.count() == 0 and "Inga beslut i registret." in reader.get("/beslut/").content.decode()


def test_refused_by_a_person(reader: Client) -> None:
    version = make.enter(make.minutes())
    refuse_finding(finding=version.findings.get(kind="decision"), by=None)
    assert "Det avvisades vid granskning" in decision_page(reader)


@pytest.fixture
def several(county: None) -> None:
    formal = make.decision("1", "godkänna dagordningen", 21, formal=True)
    make.enter(make.minutes(decisions=[formal, make.decision("2", "anta planen", 33)]))
    make.enter(make.minutes(date="2023-03-05", body="Vårdrådet", decisions=[make.decision("2", "anta målen", 33)]))


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", ["anta planen", "anta målen"]),
        ("?formella=1", ["godkänna dagordningen", "anta planen", "anta målen"]),
        ("?formella=bara", ["godkänna dagordningen"]),
        ("?ordning=datum", ["anta målen", "anta planen"]),
        ("?ordning=beslut", ["anta målen", "anta planen"]),
        ("?ordning=-beslut", ["anta planen", "anta målen"]),
        ("?ord=MÅL", ["anta målen"]),
        ("?ord=mål+anta", ["anta målen"]),
        ("?ord=planen+hjälpmedel", ["anta planen"]),  # a word of the clause and one of its item
        ("?verkan=approve", ["anta planen", "anta målen"]),
        ("?ar=2023", ["anta målen"]),
        ("?organ={vard}", ["anta målen"]),
        ("?organ=-1&ar=x", ["anta planen", "anta målen"]),
    ],
)
def test_the_list(reader: Client, several: None, query: str, texts: list[str]) -> None:
    answer = reader.get("/beslut/" + query.format(vard=Body.objects.get(name="Vårdrådet").pk))
    assert [decision.text for decision in answer.context["rows"]] == texts


def test_queries(reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    make.enter(full_minutes())
    with django_assert_max_num_queries(11):
        reader.get("/beslut/?formella=1")
    url = Decision.objects.get(text="godkänna förslag 2").get_absolute_url()
    with django_assert_max_num_queries(10):
        assert reader.get(url).context["proposal"]
