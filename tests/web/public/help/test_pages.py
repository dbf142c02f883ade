"""The pages of the guide, who may read them, and the way to them from every other page."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.public.help.chapters import chapters, contents
from rodtrad.web.public.help.pages import HELP
from rodtrad.web.public.help.views import OPEN
from scripts.stages import ROOT
from tests.journeys.site import NO_PAGES, names
from tests.web.who import status_for

OWN = {"help:contents", "help:chapter"}


def test_every_page_has_help() -> None:
    assert set(names()) - NO_PAGES - OWN == set(HELP)


def from_templates() -> set[str]:
    """What the templates of pages lead to on their own account."""
    link = re.compile(r"{% url 'help:chapter' '([\w-]+)' %}(#[^\"]+)?")
    templates = (ROOT / "src").rglob("*.html")
    found = [link.findall(path.read_text(encoding="utf-8")) for path in templates]
    return {"".join(parts) for each in found for parts in each}


@pytest.mark.parametrize("where", sorted({*HELP.values(), *from_templates()}))
def test_help_is_there(where: str) -> None:
    chapter, mark, anchor = where.partition("#")
    assert chapter in chapters()
    assert not mark or anchor in {heading.anchor for heading in chapters()[chapter].headings}


@pytest.mark.parametrize(
    ("path", "help_at"),
    [
        ("/", "/hjalp/kom-igang/#startsidan"),
        ("/uppdrag/", "/hjalp/uppdrag/"),
        ("/parter/1/", "/hjalp/parter-och-personer/#vad-gäller-oss"),
        ("/konto/sakerhet/", "/hjalp/konton/#ett-andra-steg"),
    ],
)
def test_pages_lead_to_their_help(reader: Client, path: str, help_at: str) -> None:
    page = reader.get(path).content.decode()
    assert f'<a href="{help_at}">Hjälp om den här sidan</a>' in page
    assert page.count(f'<a href="{help_at}">Hjälp<span class="ds-sr-only"> om den här sidan</span></a>') == 2
    assert '<a href="/hjalp/">Hjälp</a>' in page


@pytest.mark.parametrize("path", ["/hjalp/", "/hjalp/avtal/", "/finns-inte/"])
def test_pages_without_help_of_their_own(reader: Client, path: str) -> None:
    page = reader.get(path).content.decode()
    assert "Hjälp om den här sidan" not in page
    assert '<a href="/hjalp/">Hjälp</a>' in page


@pytest.mark.django_db
def test_login_page_leads_to_help_that_is_open(client: Client) -> None:
    page = client.get("/konto/logga-in/").content.decode()
    assert '<a href="/hjalp/konton/">Hjälp om den här sidan</a>' in page
    assert "Glömt lösenfrasen?" in client.get("/hjalp/konton/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("rut", 200), ("ada", 200), ("nina", 200), ("otto", 302)])
@pytest.mark.parametrize("path", ["/hjalp/", "/hjalp/avtal/"])
def test_all_who_log_in_may_read(who: str, status: int, path: str) -> None:
    assert status_for(who, path) == status


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OPEN))
def test_open_chapters(name: str) -> None:
    assert status_for("otto", f"/hjalp/{name}/") == 200


def test_contents(reader: Client) -> None:
    page = reader.get("/hjalp/").content.decode()
    assert f"<h1>{contents().title}</h1>" in page
    assert all(f'<a href="{chapter.get_absolute_url()}">' in page for chapter in chapters().values())


@pytest.mark.parametrize("name", chapters())
def test_chapter(reader: Client, name: str) -> None:
    page = reader.get(reverse("help:chapter", args=[name])).content.decode()
    chapter = chapters()[name]
    assert f"<h1>{chapter.title}</h1>" in page
    assert f'href="/hjalp/{name}/" aria-current="page"' in page
    assert all(f'<a href="#{heading.anchor}">{heading.text}</a>' in page for heading in chapter.headings)


def test_before_and_after(reader: Client) -> None:
    first, second, *_, last = [reader.get(one.get_absolute_url()).content.decode() for one in chapters().values()]
    assert 'rel="prev"' not in first and 'rel="next" href="/hjalp/lasa-in/"' in first
    assert 'rel="prev" href="/hjalp/kom-igang/"' in second
    assert 'rel="prev"' in last and 'rel="next"' not in last


@pytest.mark.parametrize("name", ["finns-inte", "README", "0"])
def test_chapter_that_is_not_there(reader: Client, name: str) -> None:
    assert reader.get(f"/hjalp/{name}/").status_code == 404


def test_no_query_but_the_readers_own(reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(2):
        reader.get("/hjalp/avtal/")
