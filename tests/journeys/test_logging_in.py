"""A second step and a passkey: set, asked for and used, in a real browser; the pages on the way are accessible too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PASSPHRASE, ROOT
from tests.journeys.test_every_page import violations
from tests.web.accounts.codes import code_of

pytestmark = pytest.mark.browser

# What a computer has that reads fingers.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def here(address: str) -> str:
    """The same server under a name: passkeys are kept for names only."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="sv-SE", viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def come_in(page: Page, here: str, environment: dict[str, str], email: str) -> None:
    """As a newcomer with a link, who chooses a passphrase."""
    command = [sys.executable, "-P", "-m", "rodtrad.cli", "login-link", email, "--create", "reader"]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    page.goto(here + told[told.index("/konto/") :].strip())
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.get_by_label("Ny lösenfras").fill(PASSPHRASE)
    page.get_by_label("Lösenfrasen en gång till").fill(PASSPHRASE)
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Lösenfrasen är sparad.").wait_for()
    page.get_by_role("link", name="Säker inloggning").click()


def prove(page: Page) -> None:
    assert_fit(page, "Bekräfta att det är du")
    page.get_by_label("Lösenfras").fill(PASSPHRASE)
    page.get_by_role("button", name="Fortsätt").click()


def log_out(page: Page, who: str) -> None:
    page.get_by_role("button", name=f"Logga ut {who}").click()
    page.get_by_role("heading", name="Logga in", exact=True).wait_for()


def log_in(page: Page, email: str) -> None:
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenfras").fill(PASSPHRASE)
    page.get_by_role("button", name="Logga in", exact=True).click()


def assert_fit(page: Page, heading: str) -> None:
    """It is the page that is meant, accessible, and no wider than a telephone, light and dark."""
    page.get_by_role("heading", name=heading).first.wait_for()
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    needed, there = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert needed <= there


def test_a_code_from_an_app_is_asked_for(page: Page, here: str, environment: dict[str, str]) -> None:
    email = "nora@example.se"
    come_in(page, here, environment, email)
    assert_fit(page, "Säker inloggning")
    page.get_by_role("link", name="Koppla en app").click()
    prove(page)
    assert_fit(page, "Koppla en app")
    expect(page.get_by_role("img", name="Ruta att läsa av med telefonen")).to_be_visible()
    key = page.locator("code.link").inner_text()
    page.get_by_label("Kod från appen").fill(code_of(key))
    page.get_by_role("button", name="Koppla appen").click()
    assert_fit(page, "Reservkoder")
    expect(page.get_by_text("Appen är kopplad.")).to_be_visible()
    log_out(page, "nora")

    log_in(page, email)
    assert_fit(page, "Bekräfta att det är du")
    page.get_by_label("Kod", exact=True).fill("000000")
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_text("Koden stämmer inte.")).to_be_visible()
    page.get_by_label("Kod", exact=True).fill(code_of(key, steps=1))
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("button", name="Logga ut nora")).to_be_visible()

    page.get_by_role("link", name="Säker inloggning").click()
    page.get_by_role("link", name="Visa reservkoderna").click()
    prove(page)
    page.get_by_role("link", name="Gör nya koder").click()
    assert_fit(page, "Gör nya reservkoder")
    page.get_by_role("link", name="Säker inloggning").first.click()
    page.get_by_role("link", name="Koppla bort appen").click()
    assert_fit(page, "Koppla bort appen")
    page.get_by_role("button", name="Koppla bort").click()
    expect(page.get_by_text("Appen är bortkopplad.")).to_be_visible()


def test_a_passkey_logs_in_alone_and_is_a_second_step(page: Page, here: str, environment: dict[str, str]) -> None:
    email = "petra@example.se"
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    come_in(page, here, environment, email)
    page.get_by_role("link", name="Spara en passnyckel").click()
    prove(page)
    assert_fit(page, "Spara en passnyckel")
    page.get_by_label("Namn på passnyckeln").fill("Arbetsdatorn")
    page.get_by_role("button", name="Spara passnyckeln").click()
    page.get_by_role("heading", name="Reservkoder").wait_for()
    log_out(page, "petra")

    assert_fit(page, "Logga in")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    expect(page.get_by_role("button", name="Logga ut petra")).to_be_visible()
    log_out(page, "petra")

    log_in(page, email)
    page.get_by_role("button", name="Använd passnyckel").click()
    expect(page.get_by_role("button", name="Logga ut petra")).to_be_visible()

    page.get_by_role("link", name="Säker inloggning").click()
    expect(page.get_by_text("Arbetsdatorn")).to_be_visible()
    page.get_by_role("link", name="Ta bort Arbetsdatorn").click()
    prove(page)
    assert_fit(page, "Ta bort passnyckeln Arbetsdatorn")
    page.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_text("Passnyckeln är borttagen.")).to_be_visible()


def test_without_scripts_there_is_no_button_for_passkeys(browser: Browser, here: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{here}/konto/logga-in/")
    expect(page.get_by_role("button", name="Logga in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Logga in med passnyckel")).to_have_count(0)
    context.close()
