"""Citations of the rows of the register, on their own pages and in its tables."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import Person
from rodtrad.web.documents.models import Version
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Decision, Item, Meeting, is_paragraph
from rodtrad.web.plans.models import Activity
from tests import factories as make
from tests.web.once import made_once

pytestmark = pytest.mark.django_db


def _enter() -> None:
    make.make_county()
    make.enter(make.minutes(agreements=[make.agreement("Avtal om hjälpmedel", 36, item=None)]), name="radet.txt")
    make.enter(make.plan(), name="plan.txt")


entered = made_once(_enter)


@pytest.fixture(autouse=True)
def register(entered: None, db: None) -> None:
    """As it was entered, whatever other tests changed."""


def citation(client: Client, url: str) -> str:
    """What a page can copy, which must be what it shows and prints."""
    page = client.get(url).content.decode()
    copied = re.search(r'data-copy="([^"]*)"', page)
    assert copied and page.count(copied[1]) == 3
    return unescape(copied[1])


def test_every_row_is_cited_on_its_page(reader: Client) -> None:
    decision, assignment, agreement = Decision.objects.get(), Assignment.objects.get(), Agreement.objects.get()
    activity = Activity.objects.get(text="Hålla föreläsningar")
    meeting, person = Meeting.objects.get(), Person.objects.get(name="Tove Alnfors")
    said, site = "Samverkansrådet, 2024-03-05", "http://testserver"
    cited: dict[Any, str] = {
        decision: f"{said}, punkt 2, radet.txt, rad 33, {site}/beslut/{decision.pk}/",
        assignment: f"{said}, punkt 2, radet.txt, rad 34, {site}/uppdrag/{assignment.pk}/",
        agreement: f"{said}, radet.txt, rad 36, {site}/avtal/{agreement.pk}/",
        meeting: f"{said}, radet.txt, rad 2, {site}/moten/{meeting.pk}/",
        person: f"Tove Alnfors, radet.txt, rad 3, {site}/personer/{person.pk}/",
        activity: "Handlingsplan 2024–2025, Äldre, Fallförebyggande, plan.txt, rad 14,"
        f" {site}/aktiviteter/{activity.pk}/",
    }
    assert {row: citation(reader, row.get_absolute_url()) for row in cited} == cited


@pytest.mark.parametrize("path", ["/beslut/", "/uppdrag/", "/avtal/", "/aktiviteter/"])
def test_tables_copy_what_the_pages_do(reader: Client, path: str) -> None:
    answer = reader.get(path)
    copied = re.findall(r'data-copy="([^"]*)"', answer.content.decode())
    rows = answer.context["rows"]
    assert [unescape(text) for text in copied] == [citation(reader, row.get_absolute_url()) for row in rows]


@pytest.mark.parametrize(
    ("pages", "place"),
    [
        ({"page_sizes": [[595, 842], [595, 842]], "page_starts": [0, 100]}, "sida 1"),
        ({"page_starts": [0, 100]}, "sida 1, rad 33"),
        ({"page_starts": [0]}, "rad 33"),
    ],
)
def test_a_place_is_told_as_the_document_has_it(reader: Client, pages: dict[str, object], place: str) -> None:
    Version.objects.update(**pages)
    url = Decision.objects.get().get_absolute_url()
    assert f", radet.txt, {place}, http" in citation(reader, url)
    assert f"Visa i källan: radet.txt, {place}</a>" in reader.get(url).content.decode()


def test_a_paragraph_is_cited_with_its_sign(reader: Client) -> None:
    Item.objects.filter(number="2").update(is_paragraph=True)
    assert ", § 2, radet.txt" in citation(reader, Decision.objects.get().get_absolute_url())
    Item.objects.filter(number="2").update(number="")
    assert ", ”Avtal om hjälpmedel”, radet.txt" in citation(reader, Decision.objects.get().get_absolute_url())


@pytest.mark.parametrize(
    ("number", "before", "is_one"),
    [
        ("57", "tackar.\n\n§ 57 ", True),
        ("57", "§57. ", True),
        ("57", "57 § ", True),
        ("57", "§ 57\n", True),
        ("14/23", "§ 14/23 ", True),
        ("57", "57. ", False),
        ("57", "enligt § 12.\n57 ", False),
        ("7", "§ 57 ", False),
        (None, "§ 57 ", False),
    ],
)
def test_what_is_printed_with_a_sign(number: str | None, before: str, is_one: bool) -> None:
    text = before + "Läkarmedverkan"
    assert is_paragraph(number, text, len(before)) is is_one


def test_a_row_keeps_its_address_in_a_new_version_and_a_retired_one_answers(reader: Client) -> None:
    gone = Activity.objects.get(text="Pröva balansträning")
    kept = Activity.objects.get(text="Hålla föreläsningar")
    plan = make.plan()
    plan["plan"]["groups"][0]["target_areas"][0]["activities"].pop()
    make.enter(plan, name="plan.txt")
    assert Activity.objects.get() == kept and "version=1" not in citation(reader, kept.get_absolute_url())
    page = reader.get(gone.get_absolute_url()).content.decode()
    assert "Aktiviteten gäller inte längre i registret" in page and "version=1#fynd-" in page
    assert gone.text not in reader.get("/aktiviteter/").content.decode()
