"""The secretary's minutes go round as a Word file and come back: three changes in it are three proposals."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, FilePayload, expect

from tests.journeys.conftest import ROOT
from tests.journeys.test_every_page import violations
from tests.web.returning.test_comparing import insert, rewrite, written

pytestmark = pytest.mark.browser
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def extend_twice(document: Any) -> None:
    """The clause stands as a proposal first, and then as what was decided."""
    decided = [one for one in document.paragraphs if one.text.startswith("att förlänga")][-1]
    decided.runs[0].text = "att förlänga avtalet två år"


@pytest.fixture
def held(environment: dict[str, str], address: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.journeys.closed"]
    made = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True)
    assert made.returncode == 0, made.stderr
    told: dict[str, Any] = json.loads(made.stdout)
    return told


def test_three_changes_made_in_word(held: dict[str, Any], address: str, browser: Browser) -> None:
    page = browser.new_context(locale="sv-SE").new_page()
    page.goto(address + held["links"]["sara"])
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.goto(f"{address}/moten/{held['meeting']}/protokoll/")
    places = [link.get_attribute("href") for link in page.locator("article a").all()]
    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).click()
    data = download.value.path().read_bytes()
    page.get_by_role("link", name="Lämna in från Word").click()
    for write in (
        rewrite("Tove Alnfors redogör", "Tove Alnfors berättar om avtalet."),
        insert("Tove Alnfors berättar", "Bo Ekmark frågar om kostnaden."),
        extend_twice,
    ):
        data = written(data, write)
    page.get_by_label("Wordfil").set_input_files(FilePayload(name="protokoll.docx", mimeType=WORD, buffer=data))
    page.get_by_role("button", name="Lämna in").click()
    proposed = page.locator(".proposed")
    expect(proposed).to_have_count(3)
    expect(page.locator(".proposed del").first).to_have_text("redogör för")
    assert violations(page) == []
    for at in (0, 1):
        proposed.nth(at).get_by_label("Ta in", exact=True).check()
    proposed.nth(2).get_by_label("Ta inte in").check()
    page.get_by_role("button", name="Spara svaren").click()
    expect(page.locator(".message").first).to_contain_text("2 ändringar är intagna")

    page.goto(f"{address}/moten/{held['meeting']}/protokoll/")
    expect(page.locator("article p", has_text="berättar om avtalet")).to_be_visible()
    expect(page.locator("article .decision")).to_contain_text("förlänga avtalet")
    # The places of the items are the same, in the new version.
    now = [
        str(link.get_attribute("href")).replace("/protokoll/2/", "/protokoll/1/")
        for link in page.locator("article a").all()
    ]
    assert now == places
    Document(BytesIO(page.context.request.get(f"{address}/moten/{held['meeting']}/protokoll/2/protokoll.docx").body()))
    page.context.close()
