"""Word files that are broken, locked, or made to do harm: each gets a clear answer, soon, and harms nobody."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.reading import read
from rodtrad.reading.sources import Unreadable, open_source
from tests.reading.sources.word_files import (
    NAMES,
    WORD,
    assert_in_place,
    opened,
    p,
    parts,
    saved,
    tbl,
    tc,
    texts,
    zipped,
)

WHOLE = zipped(parts(p("Protokoll"), styles="", header=p("Dnr 1")))
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
STOLEN = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_main(xml: str | bytes) -> bytes:
    return zipped({**parts(""), "word/document.xml": xml})


def declaring(size: int, content: bytes = b"x") -> bytes:
    """A file whose styles say that they unpack to `size` bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        contents: dict[str, str | bytes] = {**parts(p("Protokoll"), styles=""), "word/styles.xml": content}
        for name, text in contents.items():
            archive.writestr(name, text)
        archive.filelist[-1].file_size = size
    return file.getvalue()


def asking_for_password() -> bytes:
    data = bytearray(WHOLE)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (WHOLE[:300], "broken", "går inte att packa upp"),
        (WHOLE[:-40], "broken", "går inte att packa upp"),
        (WHOLE.replace(b"PK\x05\x06", b"PK\x05\x07"), "broken", "går inte att packa upp"),
        (zipped({"word/document.xml": "<x/>"}), "broken", "innehållsförteckningen saknas"),
        (zipped({"[Content_Types].xml": "<x/>"}), "broken", "själva dokumentet saknas"),
        (zipped({k: v for k, v in parts("").items() if k != "word/document.xml"}), "broken", "dokumentet saknas"),
        (zipped(parts("", kind="application/vnd.ms-excel.sheet.main+xml")), "unsupported-format", "inte från Word"),
        (zipped(parts("", kind="application/vnd.ms-word.document.macroEnabled.main+xml")), "unsupported-format",
         r"med makron \(.docm\).*Word-dokument \(.docx\)"),
        (zipped({"protokoll.pdf": "%PDF", "bild.png": "x"}), "wrong-ending", "är i själva verket ZIP-arkiv"),
        (b"Protokoll", "wrong-ending", "innehåller inte Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted", "lösenord"),
        (asking_for_password(), "encrypted", "lösenord"),
        (zipped(parts("")), "empty", "ingen text"),
        (zipped(parts(p(" ") + tbl(tc() + tc()))), "empty", "ingen text"),
        (with_main("<w:document"), "broken", "word/document.xml är inte giltig XML"),
        (with_main(b"\x00\x01\x02"), "broken", "inte giltig XML"),
        (with_main(f"<w:styles {NAMES}/>"), "broken", "själva dokumentet saknas"),
        (with_main(f"{LAUGHS}<w:document {NAMES}><w:body>{p('&b;')}</w:body></w:document>"), "broken", "skadlig"),
        (with_main(f"{STOLEN}<w:document {NAMES}><w:body>{p('&a;')}</w:body></w:document>"), "broken", "skadlig"),
        (with_main(f"{STOLEN}<w:document {NAMES}/>".encode("utf-16")), "broken", "skadlig"),
        (zipped({**parts(p("x"), styles=""), "word/styles.xml": f"{LAUGHS}<w:styles {NAMES}/>"}), "broken", "skadlig"),
        (declaring(400_000_000), "unpacks-too-large", "400 MB och gränsen är 300 MB"),
        (with_main(b" " * 31_000_000), "unpacks-too-large", "31 MB och gränsen är 30 MB"),
        (zipped({**parts(p("x")), **{f"word/media/{i}": "" for i in range(5000)}}), "unpacks-too-large", "5000 filer"),
        (with_main(f"<w:document {NAMES}><w:body>{'<w:tbl><w:tr><w:tc>' * 200}"), "too-heavy", "tabeller eller rutor"),
        (zipped(parts(p("x") * 70_000)), "too-heavy", "fler än 60000 stycken"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_what_is_wrong_with_it(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as told:
        open_source("protokoll.docx", data)
    assert told.value.code == code


def test_an_entry_that_unpacks_to_more_than_it_says_is_cut_off_and_refused() -> None:
    with pytest.raises(Unreadable, match=r"styles\.xml går inte att packa upp"):
        open_source("protokoll.docx", declaring(10, b" " * 5_000_000))


def test_nothing_outside_the_file_is_followed() -> None:
    contents = parts(p("Protokoll") + '<w:sectPr><w:headerReference w:type="default" r:id="rx"/></w:sectPr>', header="")
    relations = "word/_rels/document.xml.rels"
    outside = (
        '<Relationship Id="rx" Type="x/header" TargetMode="External" Target="file:///etc/passwd"/></Relationships>'
    )
    contents[relations] = contents[relations].replace("</Relationships>", outside)
    assert texts(open_source("p.docx", zipped(contents))) == ["Protokoll"]
    contents[relations] = contents[relations].replace('TargetMode="External"', "").replace("file://", "../../..")
    assert texts(open_source("p.docx", zipped(contents))) == ["Protokoll"]


def test_other_names_and_strict_files_are_read() -> None:
    data = zipped(parts(p("Protokoll"), main="dokument.xml", header=p("Dnr 1")))
    assert texts(open_source("p.docx", data)) == ["Protokoll"]
    contents = parts(p("Val", style="R"), styles='<w:style w:styleId="R"><w:name w:val="heading 1"/></w:style>')
    strict = {
        name: text.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, text in contents.items()
    }
    (line,) = open_source("p.docx", zipped(strict)).lines
    assert (line.text, line.level) == ("Val", 2)


def test_tables_in_tables_are_read_as_deep_as_people_make_them() -> None:
    body = p("inre")
    for _ in range(30):
        body = tbl(tc(body, "<w:p/>"))
    assert texts(opened(body)) == ["inre"]
    body = p("inre")
    for _ in range(30):
        body = tbl(tc(body, "<w:p/>") + tc("x"))
    assert texts(opened(body))[0].startswith("inre")


def seeded() -> bytes:
    document = Document()
    document.add_heading("Protokoll Styrgruppen 2024-03-01", 0)
    document.add_paragraph("Val av justerare", style="List Number")
    document.add_table(2, 2).cell(0, 0).merge(document.tables[0].cell(1, 0)).text = "Rut Ek"
    document.sections[0].header.paragraphs[0].text = "Dnr RS 2024/12"
    return saved(document)


SEEDED = seeded()
UNPACKED = {
    info: zipfile.ZipFile(io.BytesIO(SEEDED)).read(info) for info in zipfile.ZipFile(io.BytesIO(SEEDED)).namelist()
}


def survives(data: bytes) -> None:
    """A source in which every character has its place, and a record; or Unreadable."""
    try:
        source = open_source("protokoll.docx", data)
    except Unreadable as error:
        assert error.message
        return
    assert_in_place(source)
    source.text.encode()
    assert "\x00" not in source.text
    read(source)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SEEDED) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_changed_bytes_of_the_archive_are_survived(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SEEDED)
    for at, byte in changes:
        data[at] = byte
    survives(bytes(data))


PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml", "[Content_Types].xml",
         "_rels/.rels", "word/_rels/document.xml.rels")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PARTS), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.1), st.floats(0, 1)), max_size=4))
def test_parts_cut_and_sewn_together_anew_are_survived(name: str, cuts: list[tuple[float, float, float]]) -> None:
    data = UNPACKED.get(name, b"")
    for start, length, to in cuts:
        first = int(start * len(data))
        piece = data[first : first + int(length * len(data))]
        data = data[:first] + data[first + len(piece) :]
        data = data[: int(to * len(data))] + piece + data[int(to * len(data)) :]
    survives(zipped({**UNPACKED, name: data}))


TAGS = ("p", "r", "t", "tab", "br", "tbl", "tr", "tc", "tcPr", "gridSpan", "vMerge", "pPr", "numPr", "numId", "ilvl",
        "pStyle", "rPr", "vanish", "sdt", "sdtContent", "ins", "del", "fldChar", "instrText", "fldSimple", "sectPr",
        "headerReference", "txbxContent", "pict", "sym", "lastRenderedPageBreak", "outlineLvl", "ind")  # fmt: skip
VALUES = ("", "0", "1", "-1", "9", "begin", "separate", "end", "page", "F0B7", "Heading1", "continue", "99999999999999")
ATTRIBUTES = ("val", "type", "fldCharType", "char", "left", "id", "instr")
TREES = st.recursive(
    st.sampled_from(["x", "Val ", "\t", "§ 1"]),
    lambda inside: st.builds(
        lambda tag, attribute, value, children: f'<w:{tag} w:{attribute}="{value}">{"".join(children)}</w:{tag}>',
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.sampled_from(VALUES),
        st.lists(inside, max_size=4),
    ),
    max_leaves=40,
)


@settings(max_examples=300, deadline=None)
@given(TREES, TREES)
def test_any_tree_of_words_elements_is_survived(tree: str, other: str) -> None:
    survives(zipped({**UNPACKED, "word/document.xml":
                     f"<w:document {NAMES}><w:body>{p('Val')}{tree}{p(other)}</w:body></w:document>"}))  # fmt: skip
