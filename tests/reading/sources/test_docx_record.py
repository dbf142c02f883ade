"""Whole Word documents to their records: what Word computes is found and placed as what was typed."""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.reading import open_source, read
from rodtrad.reading.record import Record
from rodtrad.reading.sources import Source
from tests.reading.sources.word_files import (
    WORD,
    assert_in_place,
    listed,
    lvl,
    numbering,
    opened,
    p,
    saved,
    tbl,
    tc,
    texts,
)


def numbered_by_word(document: WordDocument, style: str, text: str, start: int) -> None:
    """Give a style a list of its own."""
    lists = document.part.numbering_part.element
    lists.insert(0, parse_xml(f'<w:abstractNum xmlns:w="{WORD}" w:abstractNumId="77">'
                              f'{lvl(0, "decimal", text, start=start)}</w:abstractNum>'))  # fmt: skip
    lists.append(parse_xml(f'<w:num xmlns:w="{WORD}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    wanted = f'<w:numPr xmlns:w="{WORD}"><w:numId w:val="77"/></w:numPr>'
    document.styles[style].element.get_or_add_pPr().append(parse_xml(wanted))


def table(document: WordDocument, *rows: tuple[str, ...]) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for row, values in zip(made.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value


def read_back(document: WordDocument) -> tuple[Source, Record]:
    source = open_source("protokoll.docx", saved(document))
    assert_in_place(source)
    return source, read(source)


def minutes() -> WordDocument:
    document = Document()
    numbered_by_word(document, "Heading 1", "§ %1", 14)
    document.sections[0].header.paragraphs[0].text = "Region Älvmark\tDnr RS 2024/12\tSida 1 (3)"
    document.add_heading("Protokoll Styrgruppen för hälsa 2024-03-01", 0)
    table(document, ("Tid", "kl. 9.00–11.00"), ("Plats", "Teams"))
    document.add_paragraph("Närvarande:")
    table(
        document, ("Rut Ek", "Ekeby kommun, ordförande"), ("Bo Alm", "Region Älvmark"), ("Eva Berg", "Norrviks kommun")
    )
    document.add_heading("Val av justerare", 1)
    document.add_paragraph("Styrgruppen beslutar")
    document.add_paragraph("att utse Eva Berg att justera protokollet", style="List Bullet")
    document.add_heading("Ekonomi", 1)
    document.add_paragraph("Styrgruppen beslutar")
    for clause in ("godkänna årsbokslutet", "uppdra till beredningsgruppen att ta fram en budget till den 15 maj 2024"):
        document.add_paragraph(f"att {clause}", style="List Number")
    return document


def test_minutes_that_word_numbers_are_read() -> None:
    source, record = read_back(minutes())
    assert (record.kind, record.body, record.reference) == ("minutes", "Styrgruppen för hälsa", "RS 2024/12")
    assert [(a.name, a.organisation, a.duty) for a in record.attendance] == [
        ("Rut Ek", "Ekeby kommun", "chair"),
        ("Bo Alm", "Region Älvmark", "member"),
        ("Eva Berg", "Norrviks kommun", "member"),
    ]
    assert [(item.number, item.title) for item in record.items] == [("14", "Val av justerare"), ("15", "Ekonomi")]
    assert [(d.item, d.text) for d in record.decisions] == [
        ("14", "utse Eva Berg att justera protokollet"),
        ("15", "godkänna årsbokslutet"),
        ("15", "uppdra till beredningsgruppen att ta fram en budget till den 15 maj 2024"),
    ]
    assert [(a.assignee, a.due) for a in record.assignments] == [("beredningsgruppen", "2024-05-15")]
    for said, fact in [
        *((a.name, a) for a in record.attendance),
        *((d.text, d) for d in record.decisions),
        *((i.title, i) for i in record.items),
    ]:
        assert said in source.text[slice(*fact.evidence.place.chars)]


def test_a_plan_in_merged_cells_is_read() -> None:
    document = Document()
    document.add_heading("Handlingsplan 2024–2025", 0)
    document.add_heading("Barn och unga", 1)
    document.add_paragraph("Övergripande mål: Barn mår bra.")
    table(
        document,
        ("Målområde", "Aktivitet", "Ansvarig", "Tid"),
        ("Trygga övergångar", "Utbilda skolans personal", "Ekeby kommun", "2024"),
        ("", "Ta fram en rutin", "Region Älvmark", "2025"),
        ("Tidiga insatser", "Pröva en gemensam mottagning", "Norrviks kommun", "2025"),
    )
    made = document.tables[0]
    made.cell(1, 0).merge(made.cell(2, 0))
    source, record = read_back(document)
    assert record.plan
    (group,) = record.plan.groups
    assert [(area.title, [a.text for a in area.activities]) for area in group.target_areas] == [
        ("Trygga övergångar", ["Utbilda skolans personal", "Ta fram en rutin"]),
        ("Tidiga insatser", ["Pröva en gemensam mottagning"]),
    ]
    for area in group.target_areas:
        assert source.text[slice(*area.evidence.place.chars)] == area.title
        assert [a.responsible for a in area.activities] == [a.responsible for a in area.activities if a.responsible]


def test_a_list_beside_its_label_is_attendance() -> None:
    document = Document()
    document.add_heading("Minnesanteckningar Länsgruppen 2024-03-01", 0)
    table(
        document, ("Närvarande", "Rut Ek, Ekeby kommun\nBo Alm, Region Älvmark"), ("Frånvarande", "Eva Berg, Norrvik")
    )
    _, record = read_back(document)
    assert [(a.name, a.presence) for a in record.attendance] == [
        ("Rut Ek", "present"), ("Bo Alm", "present"), ("Eva Berg", "absent"),
    ]  # fmt: skip


WORDS = st.text(st.characters(categories=("L", "Nd"), max_codepoint=0x24F), min_size=2, max_size=20)
CELLS = st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3)
BLOCKS = st.lists(
    st.one_of(
        WORDS.map(lambda word: ("paragraph", word)),
        WORDS.map(lambda word: ("numbered", word)),
        WORDS.map(lambda word: ("bullet", word)),
        CELLS.map(lambda rows: ("table", rows)),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(BLOCKS)
def test_whatever_stands_in_a_document_comes_back_in_order(blocks: list[tuple[str, str | list[list[str]]]]) -> None:
    body, expected, count = "", list[str](), 0
    for kind, content in blocks:
        if isinstance(content, list):
            body += tbl(*("".join(map(tc, row)) for row in content))
            expected += [" | ".join(row) for row in content]
        else:
            count += kind == "numbered"
            lead = {"paragraph": "", "numbered": f"{count}. ", "bullet": "• "}[kind]
            number = {"paragraph": 0, "numbered": 1, "bullet": 3}[kind]
            body += p(content, properties=listed(0, number))
            expected.append(lead + content)
    lists = numbering(lvl(0, "decimal", "%1."))
    bullets = f'<w:abstractNum w:abstractNumId="8">{lvl(0, "bullet", "•")}</w:abstractNum>'
    bullets += '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    source = opened(body, numbering=lists + bullets)
    assert texts(source) == expected
    assert_in_place(source)
