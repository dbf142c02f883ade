"""The page of a search, whole and as the fragment that htmx asks for."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.bodies.models import Body, Party
from rodtrad.web.search import page as page_module
from rodtrad.web.search.actions import bring_up_to_date
from tests import factories as make
from tests.web.conftest import make_user
from tests.web.once import made_once
from tests.web.who import MAY_READ, status_for

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def _enter() -> None:
    make.make_county()
    text = "Rådet <b>beslutade</b> om hjälpmedel & vård.\nLänssamverkansgruppen och länssamverkansgruppen.\n"
    make.enter(make.minutes(), text=text)
    make.enter(make.minutes(body="Styrgruppen", date="2025-03-05"), name="styrgruppen.txt")
    bring_up_to_date()


entered = made_once(_enter)


@pytest.fixture(autouse=True)
def register(entered: None, db: None) -> None:
    """As it was entered, whatever other tests changed."""


def asked(client: Client, text: str, headers: dict[str, str] | None = None, **filters: str) -> str:
    answer = client.get("/sok/", {"q": text, **filters}, headers=headers or {})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("who", "status"), MAY_READ)
def test_who_may_search(who: str, status: int) -> None:
    assert status_for(who, "/sok/") == status


def test_a_fragment_is_given_to_nobody_else(client: Client) -> None:
    assert client.get("/sok/?q=avtal", headers=HTMX).status_code == 302
    client.force_login(make_user("Nina", ""))
    assert client.get("/sok/?q=avtal", headers=HTMX).status_code == 403


def test_hits_in_context_with_the_words_marked(reader: Client) -> None:
    page = asked(reader, "besluta hjälpmedel")
    assert "1 träff på ”besluta hjälpmedel”" in page
    assert "Rådet &lt;b&gt;<mark>beslutade</mark>&lt;/b&gt; om <mark>hjälpmedel</mark> &amp; vård." in page
    assert re.search(r'<a class="source" href="/dokument/\d+/#rad-1">Visa i källan: protokoll.txt, rad 1</a>', page)


def test_words_within_compounds_are_marked(reader: Client) -> None:
    assert "<mark>Länssamverkansgruppen</mark> och <mark>länssamverkansgruppen</mark>." in asked(reader, "samverkan")


def test_narrowed_by_what_stands_in_the_address(reader: Client) -> None:
    page = asked(reader, "hjälpmedel", slag="decision", ar="2025")
    assert "1 träff på" in page
    assert '<option value="decision" selected>Beslut (2)</option>' in page
    body, party = Body.objects.get(name="Styrgruppen"), Party.objects.get(name="Norrviks kommun")
    assert f'<option value="{body.pk}">Styrgruppen (3)</option>' in page
    assert "3 träffar på" in asked(reader, "hjälpmedel", organ=str(body.pk))
    assert "träff" in asked(reader, "redovisa", part=str(party.pk))
    assert "Visa träffarna utan urval" in asked(reader, "storhed", slag="decision")


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "٣", "1 OR 1=1", "\0", ""])
def test_filters_that_make_no_sense_are_left_out(reader: Client, value: str) -> None:
    whole = re.findall(r"\d+ träffar på", asked(reader, "hjälpmedel"))
    nothing: dict[str, Any] = {"slag": value, "organ": value, "part": value, "ar": value, "sida": value}
    assert re.findall(r"\d+ träffar på", asked(reader, "hjälpmedel", **nothing)) == whole


def test_pages_keep_the_question(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "PER_PAGE", 2)
    first, last = asked(reader, "hjälpmedel", slag=""), asked(reader, "hjälpmedel", sida="99")
    assert "q=hj%C3%A4lpmedel" in first and "sida=2" in first
    assert 'rel="prev"' in last and 'rel="next"' not in last


def test_a_fragment_is_the_hits_alone(reader: Client) -> None:
    fragment = asked(reader, "hjälpmedel", HTMX)
    assert "<html" not in fragment and "träffar på ”hjälpmedel”" in fragment
    assert '<p hx-swap-oob="innerHTML:#sok-antal">' in fragment
    assert "<html" in asked(reader, "hjälpmedel", {**HTMX, "HX-History-Restore-Request": "true"})
    assert "HX-Request" in reader.get("/sok/").headers["Vary"]


def test_what_was_perhaps_meant(reader: Client) -> None:
    page = asked(reader, "hjälpmedl", ar="2025", sida="3")
    assert 'Menade du <a href="?q=hj%C3%A4lpmedel">hjälpmedel</a>?' in page


def test_nothing_that_could_be_meant(reader: Client) -> None:
    assert "Inget ställe i registret har alla orden." in asked(reader, "hjälpmedel storhed")


def test_without_a_question_there_is_help_with_examples_that_exist(reader: Client) -> None:
    page = asked(reader, "")
    examples = re.findall(r'<a href="\?q=([^"]+)">', page)
    assert "Så söker du" in page and examples
    assert all("Inga träffar" not in asked(reader, word) for word in page_module.examples())


def test_every_page_has_the_field(reader: Client) -> None:
    assert '<form class="top-search" role="search"' in reader.get("/").content.decode()
    assert "top-search" not in reader.get("/sok/").content.decode()


HOSTILE = [
    "a" * 10_000,
    "ord " * 2500,
    '"', '""', '"" ""', "”", '"avtal', 'avtal"', '-"avtal om"', "--", "-", "- -", "-avtal",
    "AND", "avtal AND hjälpmedel", "avtal OR", "NOT avtal", "NEAR(avtal hjälpmedel, 3)", "avtal*", "*", "^avtal",
    "tokens:avtal", "search_index:x", "(avtal", ")", "{avtal}", "a:b:c", "'", "''; DROP TABLE search_entry", "\\", "%_",
    "avtal\0", "\0", "🙂", "🙂 avtal", "avtal & !hjälpmedel | x <-> y", "!", ":*", "@kind=decision", "+avtal", "_a_b",
    "~avtal", "\u0301", "\u202e avtal", "٣ ⅷ ½", "ﷺ ⑴", "ſ İ ı", "<script>alert(1)</script>", "1e400", "NaN",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_any_query_has_an_answer_or_a_clear_no(reader: Client, text: str, headers: dict[str, str]) -> None:
    page = asked(reader, text, headers)
    assert "<script>alert" not in page
    assert any(told in page for told in ("träff", "Skriv ", "Så söker du"))


def test_a_long_query_is_refused_in_words(reader: Client) -> None:
    assert "Skriv högst 200 tecken." in asked(reader, "a" * 10_000)
    assert "Skriv högst 20." in asked(reader, "a b " * 15)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("hjälpmedel", {}),
        ("hjälpmedel", {"slag": "decision", "ar": "2024", "organ": "1", "part": "1"}),
        ("”rådet b beslutade”", {"slag": "passage"}),
        ("hjälpmedl rönbacke", {}),
        ("zebra", {"slag": "decision"}),
        ("", {}),
    ],
)
def test_queries(
    reader: Client, text: str, filters: dict[str, Any], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):
        asked(reader, text, **filters)
