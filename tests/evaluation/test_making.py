"""Samples are made of sources: what a source may say, and the Word file and text that come of it."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from scripts.making.errors import SourceError
from scripts.making.model import Document, Heading, Item, Table, plain
from scripts.making.source import SampleSource, read_source
from scripts.making.text import write_text
from scripts.making.word import write_word
from scripts.samples import SAMPLES, SOURCES, check, follows, make, read_sources

HEAD = "---\nformat: {format}\nstil: {style}\nsidhuvud: Rådet | Protokoll\nsidfot: Region Älvmark\n---\n"
BODY = """# Rådet

**Närvarande:** tre

Rut Ek	Ekeby kommun
Bo Al	Norrviks kommun

## § 12 Val

- punkt
  - *under*

1. ett
2. två

## § 13 Plan

| Mål | Aktivitet |
| Trygghet | Ordna träff |
| | Skriva brev |

<<sidbrytning>>

## Utan nummer

## § 20 Avslut
"""


def source_of(folder: Path, body: str, *, form: str = "docx", style: str = "rad") -> SampleSource:
    (folder / "sources").mkdir(exist_ok=True)
    path = folder / "sources" / "rad.md"
    path.write_text(HEAD.format(format=form, style=style) + body, encoding="utf-8")
    return read_source(path)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return source_of(tmp_path, BODY).document


def test_a_source_becomes_blocks(document: Document) -> None:
    assert (document.title, document.header, document.footer) == (
        "Rådet",
        ("Rådet", "Protokoll"),
        ("Region Älvmark", ""),
    )
    headings = [(b.level, b.number, plain(b.text)) for b in document.blocks if isinstance(b, Heading)]
    assert headings == [
        (1, "", "Rådet"),
        (2, "§ 12", "Val"),
        (2, "§ 13", "Plan"),
        (2, "", "Utan nummer"),
        (2, "§ 20", "Avslut"),
    ]
    items = [(b.level, b.number, plain(b.text)) for b in document.blocks if isinstance(b, Item)]
    assert items == [(0, "", "punkt"), (1, "", "under"), (0, "1.", "ett"), (0, "2.", "två")]
    assert [(len(b.rows), b.ruled) for b in document.blocks if isinstance(b, Table)] == [(2, False), (3, True)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Protokoll\n", "rad.md:1: filen ska börja med ett huvud"),
        ("---\nformat: odt\n---\n", "rad.md:2: format är ”odt” men kan vara txt, docx, pdf"),
        ("---\nformat: docx\n---\n", "rad.md:3: huvudet saknar stil"),
        ("---\nformat: docx\n", "rad.md:2: huvudet saknar sin avslutande rad"),
        ("---\nfärg: röd\n---\n", "rad.md:2: ”färg: röd” är ingen inställning"),
        (HEAD + "text\n<<sidbryt>>\n", "rad.md:8: ”<<sidbryt>>” finns inte"),
        (HEAD + "| a | b |\n| c |\n", "rad.md:8: raden har 1 celler och tabellens rubrikrad 2"),
        (HEAD + "| a | b\n", "rad.md:7: tabellraden saknar sitt avslutande"),
        (HEAD + "**fet\n", "rad.md:7: ”**” saknar sin motsvarighet"),
        (HEAD + "#### djup\n", "rad.md:7: rubriker har högst 3 nivåer"),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "rad.md"
    path.write_text(text.format(format="docx", style="rad"), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert str(error.value).startswith(told)


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    source = source_of(tmp_path, BODY)
    first, second = (write_word(source.document, source.house) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert package.namelist() == sorted(package.namelist())


def test_word_numbers_headings_merges_cells_and_repeats_heads(tmp_path: Path) -> None:
    source = source_of(tmp_path, BODY)
    word = docx.Document(BytesIO(write_word(source.document, source.house)))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert "Val" in texts and "§ 12 Val" not in texts
    numbering = word.part.numbering_part.element
    assert [level.get(qn("w:val")) for level in numbering.iter(qn("w:lvlText"))].count("§ %1") == 1
    # § 20 does not go on from § 13, so it has a number that starts there; "Utan nummer" has none.
    assert [start.get(qn("w:val")) for start in numbering.iter(qn("w:startOverride"))][-1] == "20"
    unnumbered = next(paragraph for paragraph in word.paragraphs if paragraph.text == "Utan nummer")
    assert [number.get(qn("w:val")) for number in unnumbered._p.iter(qn("w:numId"))] == ["0"]
    borderless, ruled = word.tables
    assert [merge.get(qn("w:val")) for merge in ruled._tbl.iter(qn("w:vMerge"))] == ["restart", "continue"]
    assert [len(list(table._tbl.iter(qn("w:tblHeader")))) for table in (borderless, ruled)] == [0, 1]
    header = word.sections[0].header.paragraphs[0]
    assert header.text.startswith("Rådet\tProtokoll")
    assert [code.text.strip() for code in header._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_a_house_that_writes_its_numbers_keeps_them_in_the_text(tmp_path: Path) -> None:
    source = source_of(tmp_path, BODY, style="styrgrupp")
    texts = [p.text for p in docx.Document(BytesIO(write_word(source.document, source.house))).paragraphs]
    assert {"§ 12 Val", "§ 20 Avslut", "Utan nummer"} <= set(texts)


def test_a_text_has_a_line_a_paragraph_and_its_running_heads_at_page_breaks(tmp_path: Path) -> None:
    source = source_of(tmp_path, BODY, form="txt", style="hjalpmedel")
    text = write_text(source.document, source.house)
    assert "Rut Ek    Ekeby kommun\nBo Al     Norrviks kommun\n" in text
    assert "- punkt\n  - under\n1. ett\n2. två\n" in text
    assert "Mål\tAktivitet\nTrygghet\tOrdna träff\n\tSkriva brev\n" in text
    assert "Region Älvmark\n\fRådet    Protokoll\n\nUtan nummer\n\n§ 20 Avslut\n" in text


def test_a_file_that_does_not_follow_its_source_is_told(tmp_path: Path) -> None:
    source = source_of(tmp_path, BODY)
    assert make(tmp_path, [source]) == [tmp_path / "rad.docx"]
    assert make(tmp_path, [source]) == []
    assert check(tmp_path, read_sources(tmp_path / "sources")) == []
    changed = source_of(tmp_path, BODY.replace("punkt", "annat"))
    assert not follows(tmp_path / "rad.docx", changed)
    assert check(tmp_path, read_sources(tmp_path / "sources")) == [
        "rad.docx följer inte rad.md: kör python -m scripts.samples"
    ]
    (tmp_path / "lös.docx").write_bytes(b"")
    assert (
        check(tmp_path, read_sources(tmp_path / "sources"))[1]
        == "lös.docx har ingen källa i den formen: ta bort filen eller skriv dess källa"
    )


def test_a_character_that_an_encoding_lacks_is_told(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    text = "---\nformat: txt\nstil: analys\nkodning: cp1252\n---\nsträcka → mål\n"
    (tmp_path / "sources" / "not.md").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"not\.md: ”→” finns inte i kodningen cp1252"):
        make(tmp_path, read_sources(tmp_path / "sources"))


def test_the_samples_follow_their_sources() -> None:
    assert check(SAMPLES, read_sources(SOURCES)) == []
