"""Minutes written in the meeting room while the network and the login fail, by two at once, and decided on a phone.

The journeys 4, 5 and 7 of a meeting; the fourth in less than two minutes, with as many cuts as in half an hour.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.conftest import PASSPHRASE, ROOT

pytestmark = pytest.mark.browser

Told = dict[str, Any]
Enter = Callable[..., Page]
# More than the longest pause between attempts.
SOON = 30_000


@pytest.fixture
def told(environment: dict[str, str], address: str) -> Told:
    command = [sys.executable, "-m", "tests.journeys.hold"]
    done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture
def enter(browser: Browser, address: str, told: Told) -> Iterator[Enter]:
    """The room as somebody sees it who has logged in, in a browser of their own."""
    contexts: list[BrowserContext] = []

    def enter(role: str, *, width: int = 1280, height: int = 900, script: str = "") -> Page:
        context = browser.new_context(locale="sv-SE", viewport={"width": width, "height": height})
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(address + told[role])
        page.get_by_role("button", name="Logga in", exact=True).click()
        page.get_by_label("Ny lösenfras").fill(PASSPHRASE)
        page.get_by_label("Lösenfrasen en gång till").fill(PASSPHRASE)
        page.get_by_role("button", name="Spara").click()
        page.get_by_text("Lösenfrasen är sparad.").wait_for()
        page.goto(address + told["room"])
        return page

    yield enter
    for context in contexts:
        context.close()


def database(environment: dict[str, str]) -> Path:
    return Path(environment["RODTRAD_DATA"]) / "rodtrad.sqlite3"


def ask(environment: dict[str, str], statement: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(database(environment), timeout=10)) as file, file:
        return file.execute(statement, values).fetchall()


def texts(environment: dict[str, str], told: Told) -> list[str]:
    """The paragraphs of the meeting as the database has them."""
    meeting = told["room"].split("/")[2]
    found = ask(
        environment,
        "SELECT p.text FROM holding_paragraph p JOIN meetings_item i ON i.id = p.item_id"
        " WHERE i.meeting_id = ? AND p.removed_at IS NULL AND p.text <> '' ORDER BY i.'order', p.'order'",
        meeting,
    )
    return [text for (text,) in found]


def saved(page: Page) -> None:
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "saved", timeout=SOON)


def field(page: Page, place: int) -> Any:
    return page.locator(".paragraph textarea").nth(place)


class TestWriting:
    def test_nothing_is_lost_when_the_network_and_the_login_fail(
        self, enter: Enter, told: Told, address: str, environment: dict[str, str]
    ) -> None:
        page = enter("secretary")
        written = [f"Stycke {number}: Tove redogör för avtalet, å ä ö **fet** & <b>." for number in range(10)]
        for number, text in enumerate(written):
            field(page, number).focus()
            half = len(text) // 2
            page.keyboard.type(text[:half], delay=5)
            if number in {2, 6}:  # the network is cut in the middle of a word, and longer than a save waits
                page.context.set_offline(True)
                page.keyboard.type(text[half:], delay=5)
                expect(page.locator("[data-saving]")).to_contain_text("Ej sparat – du är frånkopplad")
                page.context.set_offline(False)
            elif number == 4:
                [session] = [c["value"] for c in page.context.cookies() if c["name"] == "sessionid"]
                ask(environment, "DELETE FROM django_session WHERE session_key = ?", session)
                page.keyboard.type(text[half:], delay=5)
                page.get_by_text("inloggningen har gått ut").wait_for()
                assert ask(environment, "SELECT 1 FROM django_session WHERE session_key = ?", session) == []
                log_in_again(page, told)
            else:
                page.keyboard.type(text[half:], delay=5)
            saved(page)
        assert texts(environment, told) == written

    def test_an_answer_lost_on_the_way_is_no_disagreement(
        self, enter: Enter, told: Told, environment: dict[str, str]
    ) -> None:
        page = enter("secretary")
        lost = 0

        def lose(route: Any) -> None:
            nonlocal lost
            lost += 1
            if lost > 2:
                route.continue_()
                return
            route.fetch()  # the server has saved it
            route.abort()

        page.route("**/stycke/", lose)
        field(page, 0).fill("Först.")
        expect(page.locator("[data-saving]")).to_contain_text("Ej sparat")
        field(page, 0).fill("Först, och sedan.")
        saved(page)
        assert page.locator(".choose").count() == 0
        assert texts(environment, told) == ["Först, och sedan."]

    def test_a_tab_closed_within_the_second(self, enter: Enter, told: Told, environment: dict[str, str]) -> None:
        page = enter("secretary")
        field(page, 0).fill("Skrivet i sista stund.")
        second = page.context.new_page()
        page.close(run_before_unload=True)
        second.goto(page.url)
        saved(second)
        assert texts(environment, told) == ["Skrivet i sista stund."]

    def test_what_was_left_at_another_item_is_saved_from_there(
        self, enter: Enter, told: Told, environment: dict[str, str]
    ) -> None:
        page = enter("secretary")
        page.route("**/stycke/", lambda route: route.abort())
        field(page, 0).fill("Skrivet utan nät.")
        expect(page.locator("[data-saving]")).to_contain_text("Ej sparat")
        second = page.context.new_page()  # what the first keeps, after it has gone
        page.close()
        second.goto(page.url.partition("?")[0])
        second.get_by_role("link", name="Nästa").click()
        saved_at = second.wait_for_function("Object.keys(localStorage).every(key => !key.startsWith('stycke:'))")
        assert saved_at
        assert texts(environment, told) == ["Skrivet utan nät."]

    @pytest.mark.parametrize(
        "script",
        [
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })",
            "delete Crypto.prototype.randomUUID",
        ],
        ids=["full", "forbidden", "not over https"],
    )
    def test_saved_without_what_a_browser_may_lack(
        self, enter: Enter, told: Told, environment: dict[str, str], script: str
    ) -> None:
        page = enter("secretary", script=script)
        field(page, 0).fill("Sparat ändå.")
        saved(page)
        assert texts(environment, told) == ["Sparat ändå."]

    def test_a_server_that_is_busy_is_asked_again(self, enter: Enter, told: Told, environment: dict[str, str]) -> None:
        page = enter("secretary")
        answers = iter([503, 500, 502])

        def fail(route: Any) -> None:
            status = next(answers, None)
            route.fulfill(status=status, body="<p>Fel</p>") if status else route.continue_()

        page.route("**/stycke/", fail)
        field(page, 0).fill("Till slut.")
        expect(page.locator("[data-saving]")).to_contain_text("servern svarar inte")
        saved(page)
        assert texts(environment, told) == ["Till slut."]

    def test_a_pasted_list_is_whole(self, enter: Enter, told: Told, environment: dict[str, str]) -> None:
        page = enter("secretary")
        html = "<h2>Läget</h2><p>Ett <b>fett</b> ord.</p><ol>" + "<li>Rad</li>" * 12 + "</ol>"
        page.evaluate(
            """html => {
                const data = new DataTransfer();
                data.setData("text/html", html);
                const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
                document.querySelector(".paragraph textarea").dispatchEvent(event);
            }""",
            html,
        )
        expect(page.locator(".paragraph")).to_have_count(4)
        saved(page)
        assert texts(environment, told) == ["Läget", "Ett **fett** ord.", "\n".join(["Rad"] * 12)]

    def test_taken_out_and_put_back(self, enter: Enter, told: Told, environment: dict[str, str]) -> None:
        page = enter("secretary")
        field(page, 0).fill("Tas bort.")
        saved(page)
        page.locator(".paragraph-more summary").first.click()
        page.get_by_role("button", name="Ta bort").first.click()
        saved(page)
        assert texts(environment, told) == []
        page.get_by_role("button", name="Ångra", exact=True).click()
        saved(page)
        assert texts(environment, told) == ["Tas bort."]


def test_in_a_section(enter: Enter, told: Told, environment: dict[str, str]) -> None:
    """A ready piece leads to the form of the section, and what was left there comes back there."""
    page = enter("secretary")
    page.get_by_role("link", name="Nästa").click()
    page.get_by_label("Nytt stycke i b) Hjälpmedel").fill("/beslut")
    page.keyboard.press("Space")
    page.keyboard.type("säga upp avtalet")
    part = page.locator(".part").nth(1)
    part.get_by_role("button", name="Skriv beslutet").click()
    expect(part.locator(".decision")).to_contain_text("att säga upp avtalet")
    page.route("**/stycke/?avsnitt=*", lambda route: route.abort())
    page.get_by_label("Nytt stycke i a) Tolkar").fill("Skrivet utan nät.")
    expect(page.locator("[data-saving]")).to_contain_text("Ej sparat")
    second = page.context.new_page()
    page.close()
    second.goto(page.url.partition("#")[0])
    saved(second)
    where = "SELECT s.title FROM holding_paragraph p JOIN meetings_section s ON s.id = p.section_id WHERE p.text = ?"
    assert ask(environment, where, "Skrivet utan nät.") == [("Tolkar",)]


def log_in_again(page: Page, told: Told) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Logga in i en ny flik").click()
    tab = opened.value
    tab.get_by_label("E-post").fill(told["secretary_email"])
    tab.get_by_label("Lösenfras").fill(PASSPHRASE)
    tab.get_by_role("button", name="Logga in", exact=True).click()
    tab.wait_for_url("**/")
    tab.close()


def test_two_in_one_paragraph_get_both_texts(enter: Enter, told: Told, environment: dict[str, str]) -> None:
    sara, tove = enter("secretary"), enter("chair")
    field(sara, 0).fill("Avtalet gäller.")
    saved(sara)
    tove.reload()
    field(sara, 0).fill("Avtalet gäller till maj.")
    saved(sara)
    field(tove, 0).fill("Avtalet gäller till juni.")
    choice = tove.get_by_role("alert")
    expect(choice).to_contain_text("Sara Ek har skrivit i stycket samtidigt")
    expect(choice).to_contain_text("Avtalet gäller till maj.")
    tove.get_by_role("button", name="Låt min text stå").click()
    saved(tove)
    assert texts(environment, told) == ["Avtalet gäller till juni."]
    tove.reload()
    tove.locator(".paragraph-more summary").first.click()
    tove.get_by_role("link", name="Historik").click()
    kept = tove.locator(".revisions blockquote")
    expect(kept.filter(has_text="Avtalet gäller till maj.")).to_have_count(1)
    # as it was told of, and as it stands
    expect(kept.filter(has_text="Avtalet gäller till juni.")).to_have_count(2)


def test_the_chair_decides_on_a_phone(enter: Enter) -> None:
    page = enter("chair", width=390, height=844)
    expect(page.locator(".proposals")).to_contain_text("att förlänga avtalet ett år")
    page.get_by_label("Med villkor").fill("under förutsättning att medel finns")
    page.get_by_role("button", name="Enligt förslag", exact=True).click()
    decided = page.locator(".decision")
    expect(decided).to_contain_text("att förlänga avtalet ett år, under förutsättning att medel finns")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "nyss" not in page.url
    page.get_by_role("button", name="Ångra alla").click()
    expect(decided).to_have_count(0)
    page.get_by_role("button", name="Enligt förslag", exact=True).click()
    expect(page.get_by_role("button", name="Ångra alla")).to_be_visible()
    expect(page.get_by_role("button", name="Ångra alla")).to_have_count(0, timeout=12_000)
    expect(decided).to_be_visible()
    page.get_by_role("navigation", name="Dagordning").get_by_role("link").last.click()
    page.wait_for_url("**#punkten")
    expect(page.locator("#punkten")).to_be_in_viewport()


def test_ready_pieces_by_keyboard_alone(enter: Enter) -> None:
    """Each word leads to its form, with what it fills in; Enter there does it. No mouse, and nothing done unasked."""
    page = enter("secretary")
    keys = page.keyboard

    def word(text: str) -> None:
        page.locator(".paragraph textarea").last.focus()
        keys.type(text)
        keys.press("Space")

    word("/bordlägg")
    expect(page.locator("#beslut-clauses")).to_be_focused()
    expect(page.locator("#beslut-clauses")).to_have_value("bordlägga ärendet till nästa möte")
    assert page.locator(".decision").count() == 0
    for text, choice in (("/medskick", "advice"), ("/uppdrag", "assignment")):
        word(text)
        expect(page.locator("#uppdrag-assignee")).to_be_focused()
        expect(page.locator("#uppdrag-kind")).to_have_value(choice)
    keys.type("Ekeby kommun")
    keys.press("Tab")
    keys.type("redovisa kostnaderna")
    keys.press("Tab")
    keys.type("senast den 15 mars")
    keys.press("Enter")
    expect(page.get_by_text("(2027-03-15)")).to_be_visible()
    word("/dialog")
    keys.type("Mötet talar om kostnaden.")
    saved(page)
    expect(page.locator(".paragraph [name=kind]").first).to_have_value("dialogue")
    expect(page.locator("[data-kind]")).to_have_text(["Dialog", ""])
    page.get_by_text("Snabbkommandon").focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#beslut-clauses")).to_be_focused()


def test_an_item_that_is_dragged_is_saved_or_back_where_it_stood(enter: Enter) -> None:
    page = enter("secretary")
    page.goto(page.url.replace("/rum/", "/dagordning/"))
    page.set_viewport_size({"width": 1280, "height": 1600})  # both are in view, with the sections of the second
    heads, times = page.locator(".agenda > li > .agenda-item > .item-head"), page.locator(".agenda-time")
    first, second = (heads.nth(place).inner_text() for place in (0, 1))

    def drag(to: Locator) -> None:
        heads.nth(0).hover()
        page.mouse.down()
        for _ in range(3):  # it moves as soon as it is over another, which then lies elsewhere
            box = to.bounding_box()
            assert box
            page.mouse.move(box["x"] + 5, box["y"] + box["height"] - 1, steps=4)

    drag(times.nth(1))
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(heads.nth(0)).to_have_text(first)
    with page.expect_navigation():
        drag(times.nth(1))
        page.mouse.up()
    moved = [text.partition(". ")[2] for text in heads.all_inner_texts()[:2]]
    assert moved == [text.partition(". ")[2] for text in (second, first)]
