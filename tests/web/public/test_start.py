"""The start page: what is open, late, lapsing, new, and what needs a look."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.documents.models import Document, Issue, Version
from rodtrad.web.meetings.models import Decision
from tests import factories
from tests.web.meetings.held import make_body, make_meeting


def test_empty_register_tells_what_to_do(reader: Client) -> None:
    page = reader.get("/").content.decode()
    assert "Inga dokument är inlästa ännu" in page and "rodtrad import MAPP" in page


@pytest.fixture
def filled(db: None) -> None:
    factories.make_county()
    lapsed = factories.agreement("Avtal om hjälpmedel", 36, to="2019-12-31")
    version = factories.enter(factories.minutes(agreements=[lapsed]))
    Issue.objects.create(version=version, code="no-date", text="Datum saknas.")
    broken = Document.objects.create(name="trasig.txt")
    unread = {"state": Version.State.UNREADABLE, "sha256": "0" * 64, "size": 0, "error": "Tom."}
    broken.current = Version.objects.create(document=broken, **unread)
    broken.save()


def test_start_tells_what_matters(reader: Client, filled: None) -> None:
    page = reader.get("/").content.decode()
    assert "1 försenat" in page
    assert "Redovisa kostnaderna" in page and '<span class="date">2024-06</span>' in page
    assert "Avtal om hjälpmedel" in page and "Har gått ut" in page
    assert "Förlänga avtalet om hjälpmedel ett år" in page
    assert "Samverkansrådet" in page and "5 mars 2024" in page
    assert "trasig.txt" in page and "1 att kontrollera" in page
    assert "#fynd-" in page


def test_a_meeting_to_come_is_none_of_the_latest(reader: Client, filled: None) -> None:
    make_meeting(make_body("Tolkgruppen"))
    assert [meeting.body_names for meeting in reader.get("/").context["meetings"]] == ["Samverkansrådet"]


def test_what_may_have_been_extended_is_not_told_as_lapsed(reader: Client) -> None:
    agreed = factories.agreement("Avtal om tolkar", 36, to="2025-12-31", extensions=[9])
    factories.enter(factories.minutes(agreements=[agreed]))
    page = reader.get("/").content.decode()
    assert "Kan vara förlängt" in page and "Har gått ut" not in page


def test_agreements_stand_in_one_order_of_time(reader: Client) -> None:
    ends = ["2021-12-31", "2019-12-31", "2999-12-31", "2998-12-31"]
    factories.enter(factories.minutes(agreements=[factories.agreement(f"Avtal {end[:4]}", 36, to=end) for end in ends]))
    page = reader.get("/").content.decode()
    shown = sorted(ends, key=lambda end: page.index(f"Avtal {end[:4]}"))
    assert shown == sorted(ends)


def test_an_agreement_that_several_meetings_speak_of_is_shown_once(reader: Client) -> None:
    for month, title, end in (
        ("02", "Avtal om tolkar", "2024-12-31"),
        ("03", "avtal om tolkar", None),
        ("04", "Avtal om tolkar", "2999-12-31"),
        ("05", "Avtal om tolkar", None),
    ):
        told = factories.minutes(date=f"2024-{month}-05", agreements=[factories.agreement(title, 36, to=end)])
        factories.enter(told, name=f"protokoll-{month}.txt")
    page = reader.get("/").content.decode()
    assert page.casefold().count(">avtal om tolkar</a>") == 1 and "2999" in page and "Har gått ut" not in page


def test_a_meeting_has_as_many_decisions_on_every_page(reader: Client) -> None:
    factories.enter(factories.minutes())
    Decision.objects.update(formal=True)
    page, meetings = (reader.get(url).content.decode() for url in ("/", "/moten/"))
    number = str(Decision.objects.count())
    assert f"{number} beslut" in page and f">{number}<" in meetings


def test_start_has_a_query_ceiling(
    reader: Client, filled: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for month in range(1, 8):
        factories.enter(factories.minutes(date=f"2025-0{month}-05"), name=f"protokoll-{month}.txt")
    with django_assert_max_num_queries(18):
        assert reader.get("/").status_code == 200
