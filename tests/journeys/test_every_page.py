"""Every page, light and dark, wide and narrow: accessible, without sideways scroll, silent, at home."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, Page, StorageState

from tests.journeys.site import BEHIND, NO_PAGES, SPENT_LINK, Site, names

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
WIDE, PHONE, NARROW = 1280, 390, 320
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def violations(page: Page) -> list[str]:
    """What axe finds: the rule and the elements that break it."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found]


@dataclass(frozen=True)
class Visits:
    inside: Page
    outside: Page
    site: Site
    address: str

    def __iter__(self) -> Iterator[tuple[str, Page, int]]:
        """Each path, the page with it open, and the status it answered."""
        for page, named in ((self.inside, self.site.inside), (self.outside, self.site.outside)):
            for path in sorted({path for paths in named.values() for path in paths}):
                answer = page.goto(self.address + path)
                yield path, page, answer.status if answer else 0

    def resize(self, width: int) -> None:
        for page in (self.inside, self.outside):
            page.set_viewport_size({"width": width, "height": 900})

    def listen(self, heard: list[str], asked: set[str]) -> None:
        """Note what the console says and which hosts are asked."""
        for page in (self.inside, self.outside):
            page.on("console", lambda message: heard.append(message.text))
            page.on("pageerror", lambda error: heard.append(str(error)))
            page.on("request", lambda request: asked.add(urlsplit(request.url).hostname or request.url))


@pytest.fixture
def pages(browser: Browser, logged_in: StorageState, site: Site, address: str) -> Iterator[Visits]:
    """Goes to every page, logged in or not as it needs. Nothing moves, so that a page that turns dark is so at once."""
    inside = browser.new_context(storage_state=logged_in, reduced_motion="reduce", locale="sv-SE")
    outside = browser.new_context(reduced_motion="reduce", locale="sv-SE")
    yield Visits(inside.new_page(), outside.new_page(), site, address)
    inside.close()
    outside.close()


def test_every_address_has_an_example(site: Site) -> None:
    assert {*site.inside, *site.outside} == set(names()) - NO_PAGES - BEHIND


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_accessible_silent_and_at_home(pages: Visits, width: int) -> None:
    """No axe violation, no console error or breach of the content policy, no request to anybody else."""
    heard: list[str] = []
    asked: set[str] = set()
    pages.listen(heard, asked)
    pages.resize(width)
    wrong: dict[str, list[str]] = {}
    for path, page, status in pages:
        # Chromium writes the status of a page that is not 200 to its console.
        said = [text for text in heard if status == 200 or str(status) not in text]
        heard.clear()
        found = said
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{scheme}: {one}" for one in violations(page)]
        if status != (410 if path == SPENT_LINK else 200):
            found.append(f"status {status}")
        if found:
            wrong[path] = found
    assert wrong == {}
    assert asked == {"127.0.0.1"}


def test_no_sideways_scroll(pages: Visits) -> None:
    pages.resize(NARROW)
    root = "document.documentElement"
    wide = {}
    for path, page, _ in pages:
        needed, there = page.evaluate(f"[{root}.scrollWidth, {root}.clientWidth]")
        if needed > there:
            wide[path] = needed
    assert wide == {}


def test_axe_sees_faults(pages: Visits) -> None:
    """The negative control: a page with three known faults has them found."""
    _, page, _ = next(iter(pages))
    page.evaluate(
        """() => {
            const main = document.querySelector("main");
            const add = (name, set) => main.append(Object.assign(document.createElement(name), set));
            add("button", {}); add("img", {src: "/static/icon.svg"});
            const pale = document.createElement("p"); pale.textContent = "Blek text";
            pale.style.color = "#bbb"; pale.style.background = "#fff"; main.append(pale);
        }"""
    )
    found = {one.split(":")[0] for one in violations(page)}
    assert {"button-name", "image-alt", "color-contrast"} <= found


def test_print_leaves_out_what_paper_cannot_do(pages: Visits) -> None:
    for path, page, _ in pages:
        page.emulate_media(media="print", color_scheme="dark")
        for selector in ("nav", ".foot", "form", ".ds-skip-link"):
            for shown in page.locator(selector).all():
                assert not shown.is_visible(), f"{selector} is printed on {path}"
        if page is pages.inside:
            assert page.get_by_text(f"Utskrift av {page.url}").is_visible(), f"no address is printed on {path}"
        assert dark_on_light(page), f"pale print on {path}"
        page.emulate_media(media="print", color_scheme="light")
        assert dark_on_light(page), f"pale print on {path}"
        page.emulate_media(media="screen")


def dark_on_light(page: Page) -> bool:
    """Whether the page's text is darker than the white paper by far, in the dark theme too."""
    color: str = page.evaluate("getComputedStyle(document.body).color")
    return all(int(part) < 100 for part in re.findall(r"\d+", color)[:3])
