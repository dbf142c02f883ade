"""By keyboard, without JavaScript, on a phone: from the start page to the line that says it."""

import re

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, logged_in: StorageState) -> Page:
    return browser.new_context(storage_state=logged_in, java_script_enabled=False, locale="sv-SE").new_page()


def test_skip_link_is_first_and_leads_to_the_content(browser: Browser, logged_in: StorageState, address: str) -> None:
    page = browser.new_context(storage_state=logged_in).new_page()
    page.goto(address + "/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_menu_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + "/")
    link = page.get_by_role("link", name="Dokument", exact=True)
    expect(link).to_be_hidden()
    page.get_by_text("Meny").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokument")


def test_from_the_start_page_to_the_line_and_back(page: Page, address: str) -> None:
    page.goto(address + "/")
    page.locator("#uppdrag").locator("xpath=../..").get_by_role("link", name=re.compile("källan")).first.click()
    expect(page).to_have_url(re.compile(r"/dokument/\d+/#fynd-\d+$"))
    mark = page.locator(":target")
    expect(mark).to_be_in_viewport()
    finding = page.url.rpartition("-")[2]
    entry = page.locator(f"#uppgift-{finding}")
    entry.get_by_role("link", name=re.compile("i registret")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_original_is_downloaded(page: Page, address: str) -> None:
    page.goto(address + "/dokument/")
    link = page.locator("table a").first
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Hämta originalet")).click()
    assert download.value.suggested_filename == name


def test_invite_a_user_and_log_in_with_their_link(page: Page, browser: Browser, address: str) -> None:
    page.goto(address + "/konto/anvandare/")
    page.get_by_label("Namn").fill("Nils Exempel")
    page.get_by_label("E-postadress").fill("nils@example.se")
    page.get_by_role("button", name="Bjud in", exact=True).click()
    expect(page.get_by_text("inbjudan till nils@example.se väntar")).to_be_visible()
    page.get_by_role("button", name="Inloggningslänk till Nils Exempel").click()
    link = page.locator("code").inner_text()
    other = browser.new_context().new_page()
    other.goto(link)
    other.get_by_role("button", name="Logga in", exact=True).click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Välj lösenfras")
