import io
import zipfile

import pytest

from rodtrad.reading.sources import Unreadable, open_source


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "innehåll")
    return file.getvalue()


@pytest.mark.parametrize("name", ["p.txt", "P.TXT", "p.md", "p.markdown", "protokoll", "protokoll 2021.06", "p.logg"])
def test_text_is_read_whatever_its_ending(name: str) -> None:
    assert open_source(name, b"Protokoll").name == name


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("p.txt", b"", "empty", "tom"),
        ("p.txt", b" \r\n\t\n", "empty", "tom"),
        ("p.txt", b"%PDF-1.7\n%\xe2\xe3", "wrong-ending", "heter .txt men är i själva verket PDF"),
        ("p.txt", b"\n\n%PDF-1.4\n", "wrong-ending", "PDF"),
        ("p.md", zipped("[Content_Types].xml", "word/document.xml"), "wrong-ending", "Word"),
        ("p.txt", zipped("xl/workbook.xml"), "wrong-ending", "Excel"),
        ("p.txt", zipped("bild.png"), "wrong-ending", "ZIP"),
        ("p.txt", b"\x89PNG\r\n\x1a\n", "wrong-ending", "bild"),
        ("p.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "wrong-ending", "Office"),
        ("p.txt", b"{\\rtf1\\ansi", "wrong-ending", "RTF"),
        ("p.txt", b"<!DOCTYPE html><title>P</title>", "wrong-ending", "webbsida"),
        ("p.odt", zipped("word/document.xml"), "wrong-ending", "heter .odt men är i själva verket Word"),
        ("p.docx", zipped("xl/workbook.xml"), "wrong-ending", "heter .docx men är i själva verket Excel"),
        ("p.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "wrong-ending", "äldre Office"),
        ("p.docx", b"", "empty", "tom"),
        ("p.docx", b"Protokoll", "wrong-ending", "innehåller inte Word"),
        ("p.docx", b"%PDF-1.7\n", "wrong-ending", "heter .docx men är i själva verket PDF.*Byt ändelse till .pdf"),
        ("p.pdf", b"%PDF-1.7\n", "broken", "skadad eller avkortad"),
        ("p", b"%PDF-1.7\n", "broken", "skadad eller avkortad"),
        ("p.csv", b"namn;ort\n", "unsupported-format", "kalkylblad"),
        ("p.pdf", b"Protokoll", "wrong-ending", "byt ändelsen till .txt"),
    ],
)
def test_other_files_are_refused_with_a_way_out(name: str, data: bytes, code: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as told:
        open_source(name, data)
    assert told.value.code == code


def test_a_refused_format_says_which_can_be_read() -> None:
    formats = (
        r"läser PDF \(\.pdf\), Word \(\.docx och \.doc\), OpenDocument \(\.odt\), RTF \(\.rtf\), webbsidor \(\.html\), "
        r"e-post \(\.eml\), textfiler \(\.txt\) och Markdown \(\.md\)"
    )
    with pytest.raises(Unreadable, match=formats):
        open_source("p.csv", b"namn;ort\n")


def test_the_limit_and_the_size_are_told() -> None:
    with pytest.raises(Unreadable, match=r"12,3 MB och gränsen är 1,5 MB.*RODTRAD_MAX_BYTES") as told:
        open_source("p.txt", b"a" * 12_345_678, max_bytes=1_500_000)
    assert told.value.code == "too-large"
    assert open_source("p.txt", b"abc", max_bytes=3).text == "abc"
