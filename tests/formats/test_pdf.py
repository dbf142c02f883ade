"""PDF files by the real LibreOffice, and the characters that are looked for under the boxes of facts."""

from io import BytesIO

import pdfplumber
import pypdfium2
import pytest

from rodtrad.evaluation.places import Pages, check
from scripts.making.model import Document, Heading, Paragraph, Table, text_of
from scripts.making.pdf import make_pdfs
from scripts.making.styles import STYLES
from scripts.making.word import write_word

DOCUMENT = Document(
    title="Rådet",
    header=("Rådet", "Protokoll"),
    footer=("Region Älvmark", ""),
    blocks=[
        Heading(2, text_of("Val"), "§ 12"),
        Table((((text_of("Rut Ek"),), (text_of("Ekeby kommun"),)), ((text_of("Bo Al"),), (text_of("Norrvik"),)))),
        *[Paragraph(text_of("Rådet talade länge om vägen framåt och om vem som går först."))] * 60,
        Heading(2, text_of("Avslut"), "§ 13"),
    ],
)


@pytest.fixture(scope="module")
def made() -> dict[bool, bytes]:
    words = {"rad": write_word(DOCUMENT, STYLES["rad"], "märke")}
    return {tagged: make_pdfs(words, tagged=tagged)["rad"] for tagged in (True, False)}


def test_word_and_the_office_write_numbers_and_running_heads(made: dict[bool, bytes]) -> None:
    pdf = pypdfium2.PdfDocument(made[True])
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert f"Protokoll {number} ({len(pages)})" in text and "Region Älvmark" in text
    whole = "".join(pages)
    assert "§ 12" in whole and "§ 13" in whole
    assert pdf.get_metadata_value("Keywords") == "märke"


def test_only_a_tagged_file_has_a_structure(made: dict[bool, bytes]) -> None:
    assert [b"/StructTreeRoot" in made[tagged] for tagged in (True, False)] == [True, False]


def test_places_are_judged_by_what_is_printed_there(made: dict[bool, bytes]) -> None:
    name, organisation = words_at(made[True], "Rut"), words_at(made[True], "Ekeby")
    line = [name[0], name[1], name[0] + 60, name[3]]
    facts: list[dict[str, object]] = [
        {"name": "Rut Ek", "box": line, "places": []},
        {"name": "Rut Ek", "box": organisation, "places": []},
        {"name": "Rut Ek", "box": None, "places": []},
        {"name": "Fel", "box": organisation, "places": [], "inferred": ["name"]},
    ]
    facts = [{"page": 1, "chars": [0, 6], "inferred": [], **fact} for fact in facts]
    places = check("rad.pdf", made[True], {"attendance": facts, "references": []}, text="", page_starts=(0,))
    assert [found.right for found in places.found] == [True, False, False]
    assert places.share == pytest.approx(1 / 3)
    assert next(iter(places.wrong())).startswith("attendance: ställe: ”Rut Ek”, men där står ”Ekeby")


def test_a_box_on_another_page_holds_nothing_of_this_one(made: dict[bool, bytes]) -> None:
    box = words_at(made[True], "Rut")
    pages = Pages(made[True])
    assert [pages.under(number, box) for number in (0, 1, 99)] == ["", "Rut", ""]


def words_at(data: bytes, word: str) -> list[float]:
    """The box of a word on the first page, by another library than the one that is tested."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        found = next(one for one in pdf.pages[0].extract_words() if one["text"] == word)
    return [found["x0"], found["top"], found["x1"], found["bottom"]]
