"""Which huvudmän sit in a body, and a body's year."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from rodtrad.web.bodies.models import Body
from tests import factories as make
from tests.web.who import MAY_READ, status_for

Pages = Callable[[str], str]


def listed(*names: str) -> list[make.Json]:
    return [make.attendance(name, "Norrviks kommun", line) for line, name in enumerate(names, 3)]


def coverage(page_of: Pages) -> str:
    page = page_of(Body.objects.get(name="Samverkansrådet").get_absolute_url())
    return page[page.index('id="huvudman"') : page.index('id="ledamoter"')]


def test_who_sits_and_who_never_did(page_of: Pages) -> None:
    told = coverage(page_of)
    assert "Birger Storhed" in told and "Tove Alnfors" in told
    assert told.count("Ingen plats, såvitt dokumenten visar") == 1  # Sandhamra kommun
    assert told.index("Region Ekeby län") < told.index("Norrviks kommun")


def test_a_place_that_was_left_is_dated_with_its_source(page_of: Pages) -> None:
    chosen = [make.appointment("Ylva Fredsborn", 33, replaces="Birger Storhed", **{"from": "2025-09-01"})]
    make.enter(make.minutes(date="2025-06-03", appointments=chosen, attendance=[]), name="radet-juni.txt")
    told = coverage(page_of)
    assert 'sedan <span class="date">2025-09-01</span>' in told and "radet-juni.txt" in told


def test_whom_the_latest_lists_leave_out_is_doubted_as_a_conclusion(page_of: Pages) -> None:
    region = [make.attendance("Tove Alnfors", "Region Ekeby län", 3, duty="chair")]
    for number, day in enumerate(("2025-06-03", "2025-09-02")):
        make.enter(make.minutes(date=day, attendance=region), name=f"utan-{number}.txt")
    told = coverage(page_of)
    assert "Plats i tvivel" in told and 'sedan <span class="date">2025-04-01</span>' in told
    assert told.index("Plats i tvivel") > told.index("Norrviks kommun")
    make.enter(make.minutes(date="2025-10-07", attendance=[*region, *listed("Birger Storhed")]), name="igen.txt")
    assert "Plats i tvivel" not in coverage(page_of)


def year_path(year: int) -> str:
    return f"{Body.objects.get(name='Samverkansrådet').get_absolute_url()}{year}/"


@pytest.mark.parametrize(("who", "status"), MAY_READ)
def test_who_may_see_a_year(who: str, status: int) -> None:
    assert status_for(who, year_path(2024)) == status


def test_a_year_tells_meetings_presence_decisions_and_assignments(page_of: Pages) -> None:
    page = page_of(year_path(2024))
    assert "1 möte · 2 beslut · 3 öppna uppdrag, 1 försenat" in page
    assert "Förlänga avtalet om hjälpmedel ett år" in page and "Godkänna dagordningen" not in page
    assert "Redovisa kostnaderna" in page and "Avtal om hjälpmedel" in page
    presence = page[page.index('id="narvaro"') :]
    assert "Birger Storhed" in presence and "1 av 1 möte" in presence
    assert year_path(2025) in page


def test_a_year_without_meetings_says_so(page_of: Pages) -> None:
    assert "Inga möten i registret det här året." in page_of(year_path(1999))


@pytest.mark.parametrize("year", ["0", "99999", "9" * 40])
def test_years_that_are_none(reader: Client, year: str) -> None:
    assert reader.get(year_path(2024).replace("2024", year)).status_code == 404


def test_a_body_page_leads_to_its_years(page_of: Pages) -> None:
    page = page_of(Body.objects.get(name="Samverkansrådet").get_absolute_url())
    assert "Året 2025 i sammandrag" in page and year_path(2024) in page
