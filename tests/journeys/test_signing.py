"""Minutes commented, sent back, corrected, approved and signed by three people, and checked by anyone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.journeys.conftest import ROOT
from tests.journeys.test_every_page import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def held(environment: dict[str, str], address: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.journeys.closed"]
    made = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True)
    assert made.returncode == 0, made.stderr
    told: dict[str, Any] = json.loads(made.stdout)
    return told


@pytest.fixture
def people(browser: Browser, held: dict[str, Any], address: str) -> Iterator[dict[str, Page]]:
    """Each with the page of the verification open; none of them uses scripts."""
    pages = {}
    for name, link in held["links"].items():
        page = browser.new_context(locale="sv-SE", java_script_enabled=False).new_page()
        page.goto(address + link)
        page.get_by_role("button", name="Logga in", exact=True).click()
        page.goto(f"{address}/moten/{held['meeting']}/justering/")
        pages[name] = page
    yield pages
    for page in pages.values():
        page.context.close()


def press(page: Page, button: str, told: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.locator(".message").first).to_contain_text(told)


def test_commented_sent_back_corrected_approved_signed_checked(
    people: dict[str, Page], browser: Browser, address: str
) -> None:
    sara, tove, bo = (people[name] for name in ("sara", "tove", "bo"))
    expect(sara.get_by_label("Bo Ekmark, justerare")).to_be_checked()
    press(sara, "Skicka version 1", "Protokollet är skickat.")

    tove.reload()
    press(tove, "Godkänn protokollet", "Du har godkänt protokollet.")
    bo.reload()
    bo.locator("article summary", has_text="Kommentera").first.click()
    bo.locator("article").get_by_label("Vad gäller det?").select_option(label="Tove Alnfors redogör för avtalet.")
    bo.locator("article").get_by_label("Kommentar").fill("Även kostnaden.")
    press(bo, "Spara kommentaren", "Kommentaren är sparad.")
    bo.get_by_text("Återsänd i stället").click()
    bo.get_by_label("Vad behöver rättas?").fill("Se kommentaren.")
    press(bo, "Återsänd till sekreteraren", "återsänt till sekreteraren")

    sara.reload()
    expect(sara.locator(".remarks")).to_contain_text("Även kostnaden.")
    press(sara, "Åtgärdad", "Kommentaren är åtgärdad.")
    sara.get_by_role("link", name="Rätta protokollet").click()
    sara.get_by_label("Stycke 1").fill("Tove Alnfors redogör för avtalet och kostnaden.")
    sara.get_by_label("Varför rättas det?").fill("Kostnaden saknades")
    press(sara, "Spara som ny version", "Skicka den till justering när du har rättat klart.")
    press(sara, "Skicka version 2", "Protokollet är skickat.")

    for page in (bo, tove):  # Tove approved another text
        page.reload()
        expect(page.locator("article").first).to_contain_text("redogör för avtalet och kostnaden")
        press(page, "Godkänn protokollet", "Du har godkänt protokollet.")
    sara.reload()
    expect(sara.get_by_role("heading", name=re.compile("Version 1 "))).to_contain_text("Återsänd")
    press(sara, "Underteckna version 2", "Protokollet är undertecknat.")
    link = sara.get_by_role("link", name="Undertecknat protokoll, version 2")
    data = sara.context.request.get(address + str(link.get_attribute("href"))).body()
    checked_by_anyone(browser, address, data)
    seen_by_everyone(browser, sara)


def checked_by_anyone(browser: Browser, address: str, data: bytes) -> None:
    """Without logging in: the file is whole; with one letter changed it is not."""
    page = browser.new_context(locale="sv-SE", java_script_enabled=False).new_page()
    page.goto(f"{address}/kontrollera/")
    changed = data.replace(b"/Author", b"/Authar", 1)
    for content, told in ((data, "Filen är härifrån och oförändrad"), (changed, "Filen är ändrad")):
        file = FilePayload(name="protokoll.pdf", mimeType="application/pdf", buffer=content)
        page.get_by_label("PDF-fil").set_input_files(file)
        page.get_by_role("button", name="Kontrollera").click()
        expect(page.locator("#utfall")).to_have_text(told)
        expect(page.get_by_text("Region Älvmark, protokoll")).to_be_visible()
    page.context.close()


def seen_by_everyone(browser: Browser, done: Page) -> None:
    """The page of signed minutes, and the form of additions to them, on a phone in the dark."""
    state = done.context.storage_state()
    page = browser.new_context(
        storage_state=state, locale="sv-SE", color_scheme="dark", viewport={"width": 390, "height": 844}
    ).new_page()
    for address in (done.url, done.url.replace("/justering/", "/ratta/")):
        page.goto(address)
        assert violations(page) == []
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    page.context.close()
