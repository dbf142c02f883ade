"""Files are dropped on the page, read in the background and followed to a fact: on an installation of its own, served
as in operation."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.journeys.conftest import ROOT, UP_WITHIN, wait_until_up

pytestmark = pytest.mark.browser

READ_WITHIN = 60_000  # milliseconds, on a machine that does other things too
SAMPLE = ROOT / "samples/styrgruppen-2026-06-05.pdf"
TEXT = ROOT / "samples/styrgruppen-2024-12-06.txt"
IMPORTED_WITHIN = 180  # seconds, from a file to its decisions at their places
DROP = """([files]) => {
    const carried = new DataTransfer();
    for (const [name, content] of files)
        carried.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name));
    for (const kind of ["dragover", "drop"])
        document.querySelector("main").dispatchEvent(
            new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the installation is given."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    data = {"RODTRAD_DATA": str(tmp_path_factory.mktemp("own")), "RODTRAD_TODAY": "2026-11-23"}
    return {**kept, **data, "RODTRAD_SECRET_KEY": secrets.token_urlsafe(64)}


@pytest.fixture(scope="module")
def served(own: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-P", "-m", "rodtrad.cli", "serve", "--port", port]
    server = subprocess.Popen(command, cwd=ROOT, env=own, stderr=subprocess.PIPE)
    try:
        wait_until_up(f"http://127.0.0.1:{port}/robots.txt", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=UP_WITHIN)


@pytest.fixture(scope="module")
def editor(browser: Browser, served: str, own: dict[str, str]) -> StorageState:
    """The cookies of an editor."""
    command = [sys.executable, "-P", "-m", "rodtrad.cli", "login-link", "eva@example.se", "--create", "editor"]
    told = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=True).stdout
    context = browser.new_context()
    page = context.new_page()
    page.goto(served + told[told.index("/konto/") :].strip())
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.get_by_role("heading", name="Välj lösenfras").wait_for()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(browser: Browser, editor: StorageState) -> Iterator[BrowserContext]:
    context = browser.new_context(storage_state=editor, locale="sv-SE")
    yield context
    context.close()


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    page.evaluate(DROP, [[[name, b64encode(content).decode()] for name, content in files]])


def wait_until_read(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="Allt inlämnat är läst.")).to_be_attached(timeout=READ_WITHIN)


def row(page: Page, name: str) -> str:
    return page.locator("#lista tr").filter(has_text=name).inner_text()


def test_three_files_are_dropped_and_followed_to_a_fact(context: BrowserContext, served: str) -> None:
    page = context.new_page()
    page.goto(served + "/")
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Läs in").click()
    page.wait_for_url("**/las-in/")
    with page.expect_navigation():
        drop(page, (SAMPLE.name, SAMPLE.read_bytes()), (TEXT.name, TEXT.read_bytes()), ("trasig.pdf", b"%PDF-1.7 ..."))
    expect(page.get_by_text("3 filer är mottagna.")).to_be_visible()
    wait_until_read(page)
    assert re.search(r"Klar\s.*\d+ beslut", row(page, TEXT.name), re.S)
    assert "PDF-filen är skadad" in row(page, "trasig.pdf")
    page.locator("#lista tr").filter(has_text=SAMPLE.name).get_by_role("link", name=re.compile("beslut")).click()
    entry = page.locator("[id=hela] ~ ul, .kinds").get_by_role("listitem").filter(has_text="Beslut").first
    entry.get_by_role("link").nth(1).click()
    expect(page.locator(":target")).to_be_in_viewport()
    page.goto(served + "/beslut/")
    expect(page.get_by_text(SAMPLE.stem.partition("-")[2]).first).to_be_attached()


def test_the_list_goes_on_under_ones_hands(context: BrowserContext, served: str) -> None:
    """What stands in the list keeps the focus while it is brought up to date."""
    page = context.new_page()
    page.goto(served + "/las-in/")
    for year in (b"2021", b"2023"):
        wait_until_read(page)
        with page.expect_navigation():
            drop(page, (f"{year.decode()}.txt", TEXT.read_bytes().replace(b"2024", year)))
    link = page.locator("#lista").get_by_role("link", name="2021.txt", exact=True)
    link.focus()
    wait_until_read(page)
    expect(link).to_be_focused()


def test_what_is_too_large_is_told_before_it_is_sent(context: BrowserContext, served: str) -> None:
    page = context.new_page()
    page.goto(served + "/las-in/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_label("Välj filer").set_input_files(
        {"name": "stor.txt", "mimeType": "text/plain", "buffer": b"x" * 20_000_001}
    )
    expect(page.get_by_role("alert")).to_contain_text("Större än 20 MB: stor.txt.")
    page.get_by_role("button", name="Läs in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert "POST" not in sent


def test_without_scripts(browser: Browser, editor: StorageState, served: str) -> None:
    context = browser.new_context(storage_state=editor, locale="sv-SE", java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "/las-in/")
    page.get_by_label("Välj filer").set_input_files(
        {"name": "utan skript.txt", "mimeType": "text/plain", "buffer": TEXT.read_bytes().replace(b"2024", b"2022")}
    )
    page.get_by_role("button", name="Läs in").click()
    for _ in range(READ_WITHIN // 500):
        page.wait_for_load_state()
        if not page.get_by_role("link", name="Visa läget nu").count():
            break
        page.get_by_role("link", name="Visa läget nu").click()
        page.wait_for_timeout(500)
    assert "Klar" in row(page, "utan skript.txt")
    context.close()


def meeting_of(page: Page, served: str, name: str) -> None:
    """Hand in the minutes of that name and go to the page of their meeting."""
    page.goto(served + "/las-in/")
    page.get_by_label("Välj filer").set_input_files(ROOT / "samples" / name)
    page.get_by_role("button", name="Läs in").click()
    wait_until_read(page)
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Möten").click()
    day = "-".join(name.removesuffix(".txt").split("-")[1:])
    page.get_by_role("link", name=re.compile(f"^{day}")).click()


def test_minutes_are_handed_in_and_what_they_decided_stands_at_its_places(context: BrowserContext, served: str) -> None:
    """Journey 1: all items and decisions, those taken by mail among them; two spellings of a name are asked about."""
    page = context.new_page()
    start = time.monotonic()
    meeting_of(page, served, "samverkansradet-2024-11-08.txt")
    decided = page.locator("[id^=beslut-]")
    expect(page.locator("article.item")).to_have_count(10)
    expect(decided).to_have_count(12)
    expect(page.get_by_role("heading", name="Beslut via e-post").locator("xpath=..").locator("li")).to_have_count(2)
    expect(decided.filter(has_text="Formellt")).to_have_count(3)
    expect(decided.get_by_role("link", name=re.compile("Visa i källan"))).to_have_count(12)
    decided.filter(has_text="helgronder").get_by_role("link", name=re.compile("Visa i källan")).click()
    expect(page.locator(":target").filter(has_text="överlämna frågan om helgronder")).to_be_in_viewport()
    assert time.monotonic() - start < IMPORTED_WITHIN
    page.goto(served + "/att-se-over/")
    asked = page.locator("main").get_by_text("Britt-Inger Holmdal har undertecknat men står inte i närvarolistan.")
    expect(asked.first).to_be_visible()
    page.goto(served + "/personer/")
    for spelling in ("Britt-Inger Holmdahl", "Britt-Inger Holmdal"):  # nothing is merged by itself
        expect(page.get_by_role("link", name=spelling, exact=True)).to_be_visible()


def test_decisions_without_a_heading_are_found_and_an_illness_is_told(context: BrowserContext, served: str) -> None:
    """Journey 2, with proposals that are carried in a sentence and an item that is left out as somebody is ill."""
    page = context.new_page()
    meeting_of(page, served, "samordningsgruppen-2024-10-17.txt")
    page.wait_for_load_state()
    expect(page.get_by_text("Beslut:", exact=True)).to_have_count(0)
    for words in ("Enkäten skickas till samtliga grundskolor", "Grupperna öppnas för barn från hela länet"):
        expect(page.locator("[id^=beslut-]").filter(has_text=words)).to_contain_text("enligt förslaget")
    expect(page.locator("[id^=beslut-]").filter(has_text="Resorna betalas av hemkommunen")).to_have_count(0)
    told = page.locator(".issues li").filter(has_text="är sjuk")
    expect(told).to_contain_text("bör ses över före publicering")
    page.goto(served + "/att-se-over/")
    expect(page.get_by_text("Är Kristin Ahlqvist och Kristin Ahlkvist samma person?").first).to_be_attached()
