"""From a few letters to the line that says it, as somebody types and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, StorageState, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, logged_in: StorageState) -> Page:
    return browser.new_context(storage_state=logged_in, locale="sv-SE").new_page()


@pytest.fixture
def plain(browser: Browser, logged_in: StorageState) -> Page:
    """A browser without JavaScript."""
    return browser.new_context(storage_state=logged_in, java_script_enabled=False, locale="sv-SE").new_page()


def test_hits_follow_what_is_typed(page: Page, address: str) -> None:
    page.goto(address + "/sok/")
    field = page.get_by_role("searchbox")
    field.press_sequentially("samverkan", delay=20)
    expect(page.get_by_role("heading", level=2)).to_have_text(re.compile(r"träffar på ”samverkan”"))
    expect(page.get_by_role("status").first).to_have_text(re.compile("träffar"))
    expect(page).to_have_url(re.compile(r"/sok/\?q=samverkan"))
    expect(field).to_be_focused()
    expect(page.locator("mark").first).to_be_visible()


def test_the_latest_question_wins(page: Page, address: str) -> None:
    """An answer that comes late must not take the place of a newer one."""
    held: list[Route] = []
    page.route("**/sok/?q=avtal*", lambda route: held.append(route))
    page.goto(address + "/sok/")
    field = page.get_by_role("searchbox")
    with page.expect_request("**/sok/?q=avtal*"):
        field.fill("avtal")
    field.fill("gemensam")
    heading = page.get_by_role("heading", level=2)
    expect(heading).to_have_text(re.compile("”gemensam”"))
    for route in held:
        route.abort()
    expect(heading).to_have_text(re.compile("”gemensam”"))


def test_narrowed_and_back(page: Page, address: str) -> None:
    page.goto(address + "/sok/?q=gemensam")
    heading = page.get_by_role("heading", level=2)
    expect(heading).to_have_text(re.compile(r"träffar på ”gemensam”"))
    every = heading.inner_text()
    page.get_by_label("Slag").select_option("passage")
    expect(page).to_have_url(re.compile("slag=passage"))
    expect(page.locator(".hits .ds-tag").first).to_have_text("Stycke")
    expect(heading).not_to_have_text(every)
    page.go_back()
    expect(heading).to_have_text(every)


def test_a_misspelt_word(page: Page, address: str) -> None:
    page.goto(address + "/sok/?q=läkarmedvrekan")
    page.get_by_text("Menade du").get_by_role("link", name="läkarmedverkan", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(re.compile(r"träff"))


def test_whole_without_javascript(plain: Page, address: str) -> None:
    plain.goto(address + "/")
    plain.get_by_role("searchbox").fill("gemensam")
    plain.keyboard.press("Enter")
    expect(plain).to_have_url(re.compile(r"/sok/\?q=gemensam"))
    plain.get_by_label("Slag").select_option("passage")
    plain.get_by_role("button", name="Visa urvalet").click()
    expect(plain).to_have_url(re.compile("slag=passage"))
    expect(plain.get_by_role("searchbox")).to_have_value("gemensam")
    plain.get_by_role("link", name=re.compile("Visa i källan")).first.click()
    expect(plain).to_have_url(re.compile(r"/dokument/\d+/.*#rad-\d+"))
    expect(plain.locator(":target")).to_be_in_viewport()


def test_the_field_fits_a_narrow_phone(plain: Page, address: str) -> None:
    plain.set_viewport_size({"width": 320, "height": 700})
    plain.goto(address + "/")
    expect(plain.get_by_role("searchbox")).to_be_in_viewport(ratio=1)
    expect(plain.get_by_role("button", name="Sök", exact=True)).to_be_in_viewport(ratio=1)
