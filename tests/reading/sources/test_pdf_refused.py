from __future__ import annotations

import io

import pikepdf
import pytest

from rodtrad.reading import read
from rodtrad.reading.sources import Unreadable, open_source
from tests.reading.sources.pdf_files import File, Text, assembled, below, lines_of, opened

PICTURE = b"q 400 0 0 300 72 400 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q 72 72 100 100 re f"
MINUTES = File([below("Protokoll", "Rut Ek valdes."), below("Mötet avslutas.")]).data()


def locked(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(MINUTES)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner="ägare"))
    return out.getvalue()


def announcing(count: int) -> bytes:
    return MINUTES.replace(b"/Count 2", b"/Count %d" % count)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (locked("hemligt"), "encrypted", "lösenord"),
        (b"%PDF-1.7\nresten saknas", "broken", "skadad eller avkortad"),
        (MINUTES[: len(MINUTES) // 3], "broken", "skadad eller avkortad"),
        (File([[PICTURE]]).data(), "pictures-only", "bilder utan text: sida 1 har ingen text"),
        (File([[PICTURE], [PICTURE], [PICTURE]]).data(), "pictures-only", r"sida 1–3 har ingen text.*tesseract"),
        (File([[b""], [b""]]).data(), "empty", "sida 1–2 har inget innehåll"),
        (announcing(100_000), "too-many-pages", "100\xa0000 sidor och gränsen är 1\xa0000"),
        (assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]), "broken", "ingen sida"),
        (assembled([b"<</Type/Catalog/Pages 1 0 R>>"]), "broken", "ingen sida"),
    ],
    ids=["locked", "no objects", "cut off", "picture", "pictures", "blank", "announced", "no pages", "no tree"],
)
def test_a_file_that_can_not_be_read_says_why(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as told:
        open_source("p.pdf", data)
    assert told.value.code == code


def test_a_lock_that_opens_without_a_password_is_none() -> None:
    assert lines_of(open_source("p.pdf", locked(""))) == ["Protokoll", "Rut Ek valdes.", "Mötet avslutas."]


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (File([below("A"), [PICTURE], below("B")]).data(), "page-without-text", "Sida 2 har ingen text"),
        (File([below("A"), [b""], [PICTURE], below("B"), [PICTURE]]).data(), "page-without-text", "Sida 2–3 och 5 har"),
        (announcing(5), "file-damaged", "uppger 5 sidor men bara 2"),
        (MINUTES.replace(b"startxref\n", b"startxref\n9"), "file-damaged", "2 sidor gick att läsa"),
        (File([[*below("A"), b"BT /F 10 Tf (x) 1 (y Tj ET"], below("B")]).data(), None, ""),
    ],
    ids=["picture", "several", "announced", "no table", "odd operators"],
)
def test_what_is_missing_of_a_file_that_was_read_is_an_issue(data: bytes, code: str | None, says: str) -> None:
    issues = [
        issue
        for issue in read(open_source("p.pdf", data)).issues
        if issue.code in ("page-without-text", "file-damaged")
    ]
    assert [issue.code for issue in issues] == ([code] if code else [])
    assert all(says in issue.text for issue in issues)


def test_a_page_whose_letters_the_font_hides_has_no_text() -> None:
    source = opened(below("Protokoll"), [b"BT /F 10 Tf 72 700 Td <808182838485> Tj ET"])
    assert lines_of(source) == ["Protokoll"]
    assert [issue.code for issue in source.shortcomings] == ["page-without-text"]


@pytest.mark.parametrize("box", ["[0 0 1e99 1]", "[0 0 0 0]", "[0 0 99999999 99999999]", "[0 0 842]"])
def test_a_page_of_no_size_that_paper_has_is_read(box: str) -> None:
    source = open_source("p.pdf", File([below("Protokoll", y=750)], extra=f"/MediaBox {box}").data())
    assert lines_of(source) == ["Protokoll"]
    assert 0 < source.page_sizes[0][0] < 1000


def test_what_lies_outside_the_visible_page_is_not_read() -> None:
    page = [Text(72, 100, "Synligt"), Text(72, 700, "Bortskuret")]
    source = open_source("p.pdf", File([page], extra="/CropBox[50 421 595 842]").data())
    assert lines_of(source) == ["Synligt"]
    assert source.page_sizes == ((545, 421),)
    assert source.place(source.lines[0].content).box == pytest.approx((22, 100, 64, 110), abs=0.1)


def test_a_turned_page_is_read_as_people_see_it() -> None:
    turned = b"BT /F 10 Tf 0 1 -1 0 100 72 Tm <01020304> Tj ET"
    source = open_source("p.pdf", File([[turned], below("Beslut")], extra="/Rotate 90").data())
    assert lines_of(source) == ["Besl", "Beslut"]
    assert source.page_sizes == ((842, 595), (595, 842))
