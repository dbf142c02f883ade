"""Word documents printed by the real LibreOffice, and their words under the boxes on its pages."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from rodtrad.evaluation.places import Pages
from rodtrad.reading import preview
from rodtrad.reading._office import without_links
from rodtrad.reading.pictures import NoPicture
from rodtrad.reading.preview import PreviewMaker, print_document
from rodtrad.reading.sources import Unreadable, open_source
from rodtrad.reading.sources.zipped import MOST_XML
from tests.reading.sources.word_files import listed, lvl, numbering, p, parts, tbl, tc, zipped

BODY = (
    p("Protokoll Styrgruppen 2024-03-01")
    + tbl(tc("Rut Ek") + tc("Ekeby kommun"), tc("Bo Alm") + tc("Norrviks kommun"))
    + p("Val av justerare", properties=listed())
    + p("<w:r><w:br w:type='page'/></w:r>", "att utse Rut Ek att justera dagens protokoll")
)
DOCUMENT = zipped(parts(BODY, numbering=numbering(lvl(0, "decimal", "§ %1", start=14))))


@pytest.fixture(scope="module")
def maker() -> Iterator[PreviewMaker]:
    with PreviewMaker() as maker:
        yield maker


def test_what_a_document_says_is_found_on_its_pages(maker: PreviewMaker) -> None:
    text = open_source("p.docx", DOCUMENT).text
    said = ["§ 14 Val av justerare", "Norrviks kommun", "utse Rut Ek att justera dagens protokoll", "2024-03-01"]
    stretches = [(text.index(words), text.index(words) + len(words)) for words in said]
    made = maker.make("p.docx", DOCUMENT, text, stretches)
    assert len(made.page_sizes) == len(pypdfium2.PdfDocument(made.pdf)) == 2
    pages = Pages(made.pdf)
    assert [" ".join(pages.under(page, box) for page, box in place) for place in made.places] == said
    assert [page for place in made.places for page, _ in place] == [1, 1, 2, 1]
    # Later the same, without printing again; and what is not there stands nowhere.
    assert maker.places("p.docx", text, made.pdf, stretches[:1]).places == made.places[:1]
    assert maker.places("p.docx", "helt andra ord", made.pdf, [(0, 14)]).places == ((),)
    with pytest.raises(NoPicture):
        maker.places("p.docx", text, b"%PDF-1.7 skadad", stretches)


def test_nothing_is_fetched_from_elsewhere() -> None:
    contents = parts(p("Protokoll"))
    relations = "word/_rels/document.xml.rels"
    outside = "".join(
        f'<Relationship Id="r{kind}" Type="http://schemas/{kind}" TargetMode="External" Target="http://ekeby.example"/>'
        for kind in ("image", "attachedTemplate", "hyperlink", "oleObject")
    )
    contents[relations] = contents[relations].replace("</Relationships>", f"{outside}</Relationships>")
    with ZipFile(BytesIO(without_links(zipped(contents)))) as archive:
        kept = archive.read(relations).decode()
        assert archive.read("word/document.xml").decode() == contents["word/document.xml"]
    assert [kind for kind in ("image", "attachedTemplate", "hyperlink", "oleObject") if kind in kept] == []


@pytest.mark.parametrize("relations", ["<broken", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', " " * (MOST_XML + 1)])
def test_relations_that_the_reader_would_not_parse_are_not_printed(relations: str) -> None:
    data = zipped(parts(p("Protokoll")) | {"customXml/_rels/ITEM.RELS": relations})
    with pytest.raises(Unreadable):
        without_links(data)
    with pytest.raises(NoPicture):
        print_document(data)


def test_what_takes_too_long_ends_with_all_that_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(NoPicture, match="för tungt"):
        print_document(DOCUMENT, seconds=0.3)
    assert not [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(tmp_path).encode() in _command(path)]


def _command(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_who_would_wait_long_for_another_is_told(maker: PreviewMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "PATIENCE", 0.1)
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(maker.make, "p.docx", DOCUMENT, "Protokoll", []) for _ in range(2)]
        (why,) = (error for error in (one.exception() for one in both) if error)
    assert isinstance(why, NoPicture) and "upptagen" in str(why) and not why.lasting


def test_without_libreoffice_there_is_no_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(NoPicture, match="LibreOffice finns inte på servern"):
        print_document(DOCUMENT)


def test_a_disk_that_takes_nothing_is_no_page(maker: PreviewMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", os.devnull)
    with pytest.raises(NoPicture, match="kunde inte göra sidor"):
        maker.make("p.docx", DOCUMENT, "Protokoll", [])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", DOCUMENT[:400], zipped({"bild.png": "x"})])
def test_what_is_no_word_file_is_not_printed(data: bytes) -> None:
    with pytest.raises(NoPicture):
        print_document(data)
