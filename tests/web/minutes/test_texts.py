"""Bold words, lists of two levels, dissent and notes, as the page, the PDF and the Word file show them."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import page
import pdfplumber
import pytest
from django.template.loader import render_to_string
from docx import Document

from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.content import Block, MinutesContent, minutes_of
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.minutes.texts import list_lines, runs
from rodtrad.web.minutes.word import word_of
from tests import factories as make

BLOCKS = (
    Block("heading", ("Läget",)),
    Block("text", ("Avtalet **löper ut** i maj & <b>.",)),
    Block("list", ("Ekeby", "  **Norrvik**", "  Ulvsjö", "Storedal")),
    Block("dissent", ("Bo Al reserverar sig.",)),
    Block("note", ("Ida Ek vill se kostnaden.",)),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ett **två** tre", [("ett ", False), ("två", True), (" tre", False)]),
        ("**allt**", [("allt", True)]),
        ("en ** utan slut", [("en ** utan slut", False)]),
        ("två **a** och ** en", [("två **a** och ** en", False)]),
        ("", []),
    ],
)
def test_runs(text: str, told: list[tuple[str, bool]]) -> None:
    assert [run for run in runs(text) if run[0]] == told


def test_lines_of_a_list() -> None:
    assert list_lines("- Ekeby\n\n  - Norrvik\n\tUlvsjö\n* Storedal\n-") == (
        "Ekeby",
        "  Norrvik",
        "  Ulvsjö",
        "Storedal",
    )


@pytest.fixture
def content(db: None) -> MinutesContent:
    make.make_county()
    make.enter(make.minutes())
    found = minutes_of(Meeting.objects.get())
    return replace(
        found, items=tuple(replace(item, blocks=BLOCKS, decisions=("förlänga avtalet",)) for item in found.items[:1])
    )


def test_on_the_page() -> None:
    html = " ".join(render_to_string("minutes/_blocks.html", {"blocks": BLOCKS}).split())
    assert "Avtalet <strong>löper ut</strong> i maj &amp; &lt;b&gt;." in html
    assert "<li>Ekeby<ul><li><strong>Norrvik</strong></li><li>Ulvsjö</li></ul></li><li>Storedal</li>" in html
    assert "<h3>Reservation</h3><p>Bo Al reserverar sig.</p>" in html


def test_in_word(content: MinutesContent) -> None:
    told = Document(BytesIO(word_of(content))).paragraphs
    styles = {row.text: row.style.name for row in told if row.style}
    assert [run.text for row in told for run in row.runs if run.bold and "Avtalet" in row.text] == ["löper ut"]
    assert (styles["Ekeby"], styles["Norrvik"], styles["Läget"]) == ("List Bullet", "List Bullet 2", "Heading 3")
    texts = [row.text for row in told]
    assert texts.index("Reservation") > texts.index("Beslut")


def test_in_pdf(content: MinutesContent) -> None:
    data = pdf_of(content, made_at=datetime(2026, 12, 4, 12, 0, tzinfo=UTC))
    assert list(page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1).failures) == []
    with pdfplumber.open(BytesIO(data)) as pdf:
        letters = [letter for one in pdf.pages for letter in one.chars]
        text = "\n".join(one.extract_text() for one in pdf.pages)
    assert "Avtalet löper ut i maj & <b>." in text
    assert "löperut" in "".join(one["text"] for one in letters if "Bold" in one["fontname"]).replace(" ", "")
    assert text.index("Beslut\n") < text.index("Reservation\nBo Al reserverar sig.")
