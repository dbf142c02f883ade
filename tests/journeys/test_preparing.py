"""A secretary plans the next meeting, whose agenda has filled itself, and has the notice in each of its forms."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.factories import pdf_of
from tests.journeys.conftest import ROOT

pytestmark = pytest.mark.browser
BODY = "Samordningsgruppen Äldre"
MOST_CLICKS = 5  # from the first page to the notice, in any of its forms
FORMS = {"PDF": b"%PDF-", "Word": b"PK\x03\x04", "Kalender": b"BEGIN:VCALENDAR"}


@pytest.fixture
def sara(browser: Browser, environment: dict[str, str], address: str) -> Iterator[Page]:
    """The first page, as a secretary sees it who has just logged in; she uses no scripts."""
    command = [sys.executable, "-m", "tests.journeys.secretary", BODY]
    made = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True)
    assert made.returncode == 0, made.stderr
    context = browser.new_context(locale="sv-SE", java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto(made.stdout.strip())
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.goto("/")
    yield page
    context.close()


def test_from_a_plan_to_the_notice_in_five_clicks(sara: Page) -> None:
    clicks = 0

    def click(what: Locator) -> None:
        nonlocal clicks
        clicks += 1
        what.first.click()

    click(sara.get_by_role("link", name="Möten", exact=True))
    click(sara.get_by_role("link", name="Planera ett möte"))
    sara.get_by_label("Organ", exact=True).select_option(label=BODY)
    for field, value in {"Dag": "2026-12-10", "Börjar": "09:00", "Slutar": "12:00", "Plats": "Regionhuset"}.items():
        sara.get_by_label(field, exact=True).fill(value)
    click(sara.get_by_role("button", name="Planera mötet"))
    agenda = sara.locator(".agenda")
    expect(agenda).to_contain_text("Föregående mötes protokoll")
    expect(agenda).to_contain_text("Protokollet från mötet den 27 augusti 2026")
    expect(agenda).to_contain_text("Uppföljning av uppdrag")
    click(sara.get_by_role("link", name="Kallelse", exact=True))
    notice = sara.url
    for name, begins in FORMS.items():
        # Whatever a browser would do with the file, it is asked for by the link that is clicked.
        link = sara.locator("main").get_by_role("link", name=name, exact=True)
        file = sara.request.get(str(link.get_attribute("href")))
        assert file.body().startswith(begins)
    assert clicks + 1 <= MOST_CLICKS
    assert sara.url == notice


def test_papers_are_handed_in_and_come_as_one_file(sara: Page) -> None:
    sara.goto("/moten/planera/")
    sara.get_by_label("Organ", exact=True).select_option(label=BODY)
    for field, value in {"Dag": "2026-12-17", "Börjar": "09:00"}.items():
        sara.get_by_label(field, exact=True).fill(value)
    sara.get_by_role("button", name="Planera mötet").click()
    sara.get_by_role("link", name="Ny punkt").click()
    sara.get_by_label("Rubrik").fill("Budget")
    sara.get_by_role("button", name="Spara").click()
    sara.get_by_role("link", name="Handlingar till Budget").click()
    files: list[FilePayload] = [
        {"name": f"bilaga_{number}.pdf", "mimeType": "application/pdf", "buffer": pdf_of(number)} for number in (1, 2)
    ]
    sara.get_by_label("Filer").set_input_files(files)
    sara.get_by_role("button", name="Lägg till").click()
    expect(sara.locator(".message").first).to_contain_text("2 handlingar är tillagda.")
    sara.get_by_role("button", name="Upp med bilaga 2").click()
    expect(sara.locator(".agenda h2").first).to_have_text("bilaga 2")
    sara.get_by_role("link", name="Dagordning").first.click()
    sara.get_by_role("link", name="Kallelse", exact=True).first.click()
    bundle = sara.get_by_role("link", name="Alla handlingar").get_attribute("href")
    assert sara.request.get(str(bundle)).body().startswith(b"%PDF-")
