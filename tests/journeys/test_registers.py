"""Registers in a real browser: on a phone without scripts, by keyboard with them, into files, onto the clipboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 800}


@pytest.fixture
def plain(browser: Browser, logged_in: StorageState) -> Iterator[Page]:
    """A phone that runs no scripts."""
    context = browser.new_context(storage_state=logged_in, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict of its shape
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser, logged_in: StorageState) -> Iterator[Page]:
    allowed = ["clipboard-read", "clipboard-write"]
    context = browser.new_context(storage_state=logged_in, locale="sv-SE", permissions=allowed)
    yield context.new_page()
    context.close()


def test_narrow_order_and_take_away_on_a_phone_without_scripts(plain: Page, address: str) -> None:
    plain.goto(address + "/beslut/")
    expect(plain.get_by_label("Organ")).to_be_hidden()
    expect(plain.get_by_role("button", name="Kopiera")).to_have_count(0)
    plain.get_by_text("Urval och ordning").click()
    plain.get_by_label("År").select_option("2024")
    plain.get_by_label("Ordning").select_option("datum")
    plain.get_by_role("button", name="Visa").click()
    expect(plain).to_have_url(re.compile(r"ar=2024.*ordning=datum"))
    expect(plain.get_by_text("År: 2024")).to_be_visible()
    plain.wait_for_load_state()
    dates = [text for text in plain.locator("td[data-label='Möte'] .date").all_inner_texts() if text]
    assert len(dates) > 1 and dates == sorted(dates) and all(text.startswith("2024") for text in dates)
    with plain.expect_download() as download:
        plain.get_by_role("link", name="CSV").click()
    assert re.fullmatch(r"beslut-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    plain.get_by_role("link", name="Rensa").click()
    expect(plain).to_have_url(address + "/beslut/")


def test_headings_order_where_there_is_room(page: Page, address: str) -> None:
    page.goto(address + "/uppdrag/")
    expect(page.get_by_label("Ordning")).to_be_hidden()
    page.get_by_role("link", name="Klart senast").click()
    expect(page).to_have_url(re.compile(r"\?ordning=senast#lista$"))
    heading = page.get_by_role("columnheader", name="Klart senast")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "descending")


def test_writing_narrows_the_list_and_keeps_the_place(page: Page, address: str) -> None:
    page.goto(address + "/beslut/")
    before = page.locator("#antal").inner_text()
    field = page.get_by_label("Ord i texten")
    field.press_sequentially("STYRGRUPPEN")
    expect(page).to_have_url(re.compile(r"/beslut/\?ord=STYRGRUPPEN$"))
    expect(page.locator("#antal")).not_to_have_text(before)
    expect(field).to_be_focused()
    page.get_by_label("År").select_option("2024")
    expect(page).to_have_url(re.compile(r"ord=STYRGRUPPEN&ar=2024$"))
    page.locator("#lista tbody a").first.click()
    page.go_back()
    expect(page).to_have_url(re.compile(r"ord=STYRGRUPPEN&ar=2024$"))
    expect(page.get_by_text("År: 2024")).to_be_visible()
    # Nothing of the register is left in the browser for whoever uses it next.
    assert page.evaluate("[sessionStorage.getItem('htmx-history-cache'), localStorage.length]") == [None, 0]


def test_a_citation_is_copied_and_said_to_be(page: Page, address: str) -> None:
    page.goto(address + "/beslut/")
    page.get_by_role("button", name="Kopiera källhänvisning").first.click()
    expect(page.get_by_role("button", name="Kopierad")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto(copied.rpartition(", ")[2])
    page.get_by_text("Källhänvisning", exact=True).click()
    expect(page.locator("#hanvisning")).to_have_text(copied)
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("button", name="Kopiera källhänvisning").press("Enter")
    expect(page.locator("body > [role=status]")).to_have_text("Kopierad")
    assert page.evaluate("navigator.clipboard.readText()") == copied
