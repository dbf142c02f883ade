"""A document with planted errors reviewed by keyboard alone, by somebody who knows what the document says.

They are not told where the errors are: they answer what the page puts before them, in its order. The document has 10
items and 19 decisions.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState

from tests.journeys.conftest import ROOT

pytestmark = pytest.mark.browser

DOCUMENT = "styrgruppen-2025-05-09.pdf"
MOST_PRESSES = 120


class Keyboard:
    """Counts what is pressed; a character that is typed is a press."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def answer(self, key: str = "Enter") -> None:
        """Press what changes the page, and wait until it has."""
        self.page.evaluate("document.querySelector('.card').dataset.old = '1'")
        self.press(key)
        self.page.wait_for_selector(".card:not([data-old])")
        self.page.wait_for_selector(".card :focus, .card:not(:has(button, a))")

    def go_to(self, name: str) -> bool:
        """Tab to a button or link of the card; False where it has none of that name."""
        names = [one.inner_text() for one in self.page.locator(".card .answers :is(button, a)").all()]
        if name not in names:
            return False
        self.press("Tab", names.index(name) - names.index(self.page.locator(":focus").inner_text()))
        assert self.page.locator(":focus").inner_text() == name
        return True


@pytest.fixture
def wrong(environment: dict[str, str], address: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.journeys.plant", DOCUMENT]
    done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def page(browser: Browser, logged_in: StorageState) -> Iterator[Page]:
    context = browser.new_context(storage_state=logged_in, locale="sv-SE", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_planted_errors_are_found_by_keyboard(page: Page, address: str, wrong: dict[str, Any]) -> None:
    keyboard, met = begin(page, address, DOCUMENT), list[str]()
    while finding := page.locator(".card").get_attribute("data-finding"):
        met.append(finding)
        assert len(met) <= 60, "the list has no end"
        before = keyboard.presses
        if finding in wrong:
            put_right(keyboard, wrong[finding])
            print(f"{keyboard.presses - before} presses for {wrong[finding]}")
        else:
            keyboard.answer()
    assert "Inga osäkra uppgifter kvar" in page.locator(".card").inner_text()
    assert page.locator(":focus").inner_text() == "Inga osäkra uppgifter kvar", "nothing is confirmed by a slip"
    read_through(keyboard)
    keyboard.press("Tab")
    assert page.locator(":focus").inner_text().startswith("Bekräfta alla säkra (")
    keyboard.answer()
    assert "Allt är granskat" in page.locator(".card").inner_text()
    print(f"{len(wrong)} wrong findings, {len(met)} looked at, {keyboard.presses} presses")
    assert wrong.keys() <= set(met), "what was never shown as unsure was confirmed with all that is sure"
    assert keyboard.presses <= MOST_PRESSES


def read_through(keyboard: Keyboard) -> None:
    """All that is sure has been in view."""
    last = keyboard.page.locator(".overview a").last
    for _ in range(40):
        if last.evaluate("one => one.getBoundingClientRect().bottom <= window.innerHeight"):
            return
        keyboard.press("PageDown")
        keyboard.page.wait_for_timeout(300)  # it glides
    raise AssertionError("the list has no end")


def put_right(keyboard: Keyboard, truth: dict[str, Any] | None) -> None:
    """Refuse what is no fact; else take what the page proposes where it is right, or write it."""
    page = keyboard.page
    if truth is None:
        assert keyboard.go_to("Avvisa")
        keyboard.answer()
        return
    proposed = page.locator(".card .answers form:has(input[name=varde])").all()
    for form in proposed:
        told = {form.locator("[name=falt]").input_value(): form.locator("[name=varde]").input_value()}
        if told == truth and keyboard.go_to(form.locator("button").inner_text()):
            keyboard.answer()
            return
    assert keyboard.go_to("Rätta")
    keyboard.answer()
    for name, told in truth.items():
        while page.evaluate("document.activeElement.name") != name:
            keyboard.press("Tab")
        write(keyboard, told)
    keyboard.answer("Control+Enter")


def write(keyboard: Keyboard, told: Any) -> None:
    page = keyboard.page
    if page.evaluate("document.activeElement.tagName") == "SELECT":
        values = page.locator(":focus option").evaluate_all("every => every.map(one => one.value)")
        steps = values.index(told or "") - values.index(page.locator(":focus").input_value())
        keyboard.press("ArrowDown" if steps > 0 else "ArrowUp", abs(steps))
    else:
        keyboard.press("Control+A")
        keyboard.type(str(told or ""))


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_what_is_asked_is_in_view_with_the_answers(page: Page, address: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    keyboard = begin(page, address, "styrgruppen-2024-12-06.txt")
    is_in_view(page, height)
    keyboard.answer("ArrowDown")
    is_in_view(page, height)
    keyboard.answer()
    is_in_view(page, height)
    page.evaluate("document.querySelector('.latest').open = true")
    page.evaluate("document.querySelector('.card').dataset.old = '1'")
    page.locator(".latest button").first.click()
    page.wait_for_selector(".card:not([data-old])")
    page.wait_for_selector(".card :focus")
    is_in_view(page, height)


def is_in_view(page: Page, height: int) -> None:
    """The heading, the first value (which is the doubted one) and what has the focus, none over the other."""
    tops = []
    for name in (".card h2", ".card dd", ".card :focus"):
        box = page.locator(name).first.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= height, (name, box)
        tops.append(box["y"])
    assert tops == sorted(tops)


def test_arrows_go_from_finding_to_finding(page: Page, address: str) -> None:
    keyboard = begin(page, address, "styrgruppen-2024-12-06.txt")
    first = page.locator(".card").get_attribute("data-finding")
    keyboard.answer("ArrowDown")
    assert page.locator(".card").get_attribute("data-finding") != first
    assert page.locator(":focus").inner_text() == "Bekräfta"
    assert page.locator(".source-pane [data-group=current]").first.is_visible()
    keyboard.answer("ArrowUp")
    assert page.locator(".card").get_attribute("data-finding") == first
    assert re.search(r"uppgift=\d+", page.url)


def begin(page: Page, address: str, name: str) -> Keyboard:
    page.goto(f"{address}/dokument/?lage=read")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Granska", exact=True).click()
    page.wait_for_selector(".card button:focus")
    page.wait_for_load_state()  # the scripts that hear keys come after what has the focus
    return Keyboard(page)


def looked_at(page: Page) -> str | None:
    return page.locator(".card").get_attribute("data-finding")


def test_the_way_back_is_one_press(page: Page, address: str) -> None:
    """To what was just answered, and to before it was."""
    keyboard = begin(page, address, "styrgruppen-2025-02-14.pdf")
    first = looked_at(page)
    keyboard.answer()
    second = looked_at(page)
    keyboard.answer("ArrowUp")
    assert looked_at(page) == first and "Bekräftad" in page.locator(".card").inner_text()
    keyboard.answer("ArrowDown")
    assert looked_at(page) == second
    keyboard.answer("Control+z")
    assert looked_at(page) == first and page.locator(":focus").inner_text() == "Bekräfta"


def test_one_goes_from_heading_to_heading(page: Page, address: str) -> None:
    keyboard = begin(page, address, "styrgruppen-2025-02-14.pdf")
    first, count = looked_at(page), int(page.locator("h2 .quiet").inner_text().split()[2])
    keyboard.answer("ArrowRight")
    assert "Säker" in page.locator(".card").inner_text()
    keyboard.answer("ArrowLeft")
    assert looked_at(page) == first
    keyboard.answer("ArrowRight")
    keyboard.answer("Escape")
    assert looked_at(page) == first
    keyboard.press("Shift+Tab")
    assert page.locator(":focus").inner_text().startswith("Bekräfta alla säkra (")
    keyboard.press("Tab")
    for _ in range(count):
        keyboard.answer()
    in_the_list_of_those_that_are_sure(keyboard)


def in_the_list_of_those_that_are_sure(keyboard: Keyboard) -> None:
    """The arrows lead to one, with its place beside; answered, it leads back to the next."""
    page = keyboard.page
    keyboard.press("ArrowRight", 2)
    keyboard.press("ArrowDown")
    chosen = page.locator(":focus")
    following = page.locator(".overview a").nth(
        page.locator(".overview a").evaluate_all("every => every.indexOf(document.activeElement)") + 1
    )
    told, after = chosen.inner_text(), following.inner_text()
    assert chosen.evaluate("one => one.closest('ul').previousElementSibling.innerText").startswith("Uppdrag")
    page.wait_for_selector(".source-pane [data-group=current]")
    assert chosen.inner_text() == told and page.locator(".overview a:focus").count() == 1
    keyboard.answer()
    assert page.locator(":focus").inner_text() == "Bekräfta"
    keyboard.answer()
    assert page.locator(".overview a:focus").inner_text() == after
