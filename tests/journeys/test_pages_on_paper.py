"""From a decision to its mark on the picture of its page, by pointer and by keyboard, on a screen and on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.journeys.prepare import ON_PAPER
from tests.journeys.test_every_page import PHONE, WIDE, violations

pytestmark = pytest.mark.browser

DECISION = "förlänga avtalet om hjälpmedel ett år"


@pytest.fixture(params=[WIDE, PHONE])
def page(request: pytest.FixtureRequest, browser: Browser, logged_in: StorageState) -> Iterator[Page]:
    viewport = {"width": request.param, "height": 800}
    context = browser.new_context(storage_state=logged_in, java_script_enabled=False, locale="sv-SE", viewport=viewport)  # type: ignore[arg-type]  # a dict with these keys is what it takes
    yield context.new_page()
    context.close()


def open_document(page: Page, address: str) -> None:
    page.goto(address + "/dokument/")
    page.get_by_role("link", name=ON_PAPER).click()
    expect(page.get_by_role("heading", name="Sida 1 av 3")).to_be_visible()


def test_from_a_decision_to_its_mark_and_back(page: Page, address: str) -> None:
    open_document(page, address)
    page.get_by_role("link", name="Nästa").first.click()
    page.get_by_role("link", name=re.compile(f"i registret.*{DECISION}")).click()
    page.get_by_role("link", name=re.compile("Visa i källan.*sida 2")).first.click()
    expect(page).to_have_url(re.compile(r"/dokument/\d+/\?sida=2#fynd-\d+$"))
    mark = page.locator("svg a:target")
    expect(mark).to_be_in_viewport(ratio=0.9)
    mark.click()
    entry = page.locator("li:target")
    expect(entry).to_contain_text(DECISION)
    expect(entry).to_be_in_viewport()


def test_the_mark_lies_over_the_line(page: Page, address: str) -> None:
    """In the picture's own measure, where line 33 is drawn, however wide the screen."""
    open_document(page, address)
    page.goto(re.sub(r"\?.*", "", page.url) + "?sida=2")
    paper = page.get_by_role("img").bounding_box()
    mark = page.locator("svg a").filter(has_text=DECISION).bounding_box()
    assert paper and mark
    scale = paper["width"] / 595
    assert abs(mark["x"] - paper["x"] - 72 * scale) < 6 and abs(mark["y"] - paper["y"] - 492 * scale) < 6
    assert abs(mark["width"] - 300 * scale) < 12 and abs(mark["height"] - 14 * scale) < 12


def test_by_keyboard_the_list_leads_to_the_marks(page: Page, address: str) -> None:
    open_document(page, address)
    page.get_by_role("link", name="Nästa").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sida 2 av 3")).to_be_visible()
    stops = page.locator("svg a:not([tabindex='-1'])")
    expect(stops).to_have_count(0)
    page.get_by_role("link", name=DECISION, exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("svg a:target")).to_be_in_viewport(ratio=0.9)


def test_to_a_page_by_its_number_and_to_its_text(page: Page, address: str) -> None:
    open_document(page, address)
    page.get_by_label("Sida", exact=True).fill("3")
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("heading", name="Sida 3 av 3")).to_be_visible()
    page.get_by_role("link", name="Text", exact=True).click()
    expect(page.locator("#sida-3")).to_be_in_viewport()
    page.get_by_role("link", name="Sidor", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Sida . av 3"))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_accessible_and_white_in_the_dark(
    browser: Browser, logged_in: StorageState, address: str, scheme: str, width: int
) -> None:
    context = browser.new_context(storage_state=logged_in, color_scheme=scheme, locale="sv-SE")  # type: ignore[arg-type]  # one of its two words
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    open_document(page, address)
    page.goto(page.url + "?sida=2&slag=Beslut")
    picture = page.get_by_role("img", name=f"Sida 2 av {ON_PAPER}")
    assert picture.evaluate("image => image.complete && image.naturalWidth === 1190")
    assert violations(page) == []
    assert heard == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


def test_a_page_is_printed_whole_on_a_sheet(browser: Browser, logged_in: StorageState, address: str) -> None:
    context = browser.new_context(storage_state=logged_in, locale="sv-SE")
    page = context.new_page()
    open_document(page, address)
    page.emulate_media(media="print")
    box = page.locator(".sheet").bounding_box()
    millimetre = 96 / 25.4
    assert box and box["height"] < 205 * millimetre and box["width"] < 178 * millimetre
    expect(page.locator(".steps").first).to_be_hidden()
    context.close()
