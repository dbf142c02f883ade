"""OpenDocument text: numbers that the program computes, tables with merged cells, and what is no line of the text."""

from __future__ import annotations

import pytest

from rodtrad.reading.sources import Unreadable, open_source
from tests.reading.sources.odt_files import (
    COVERED,
    MIME,
    cell,
    h,
    level,
    list_style,
    listed,
    opened,
    p,
    parts,
    style,
    table,
)
from tests.reading.sources.word_files import assert_in_place, edges, texts, zipped

BOLD = 'fo:font-weight="bold"'


def lines(body: str, **others: str) -> list[str]:
    source = opened(body, **others)
    assert_in_place(source)
    return [text for text in texts(source) if text]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("två\n  ord", "två ord"),
        ('a<text:s text:c="3"/>b', "a b"),
        ("a<text:span>b</text:span>c", "abc"),
        ("<text:a><text:span>länk</text:span></text:a> till", "länk till"),
        ("ett<office:annotation><text:p>Kommentar</text:p></office:annotation> två", "ett två"),
        ('<text:bookmark text:name="x"/>ett<text:change-start text:change-id="a"/> två', "ett två"),
        ("<text:ruby><text:ruby-base>bas</text:ruby-base><text:ruby-text>rubin</text:ruby-text></text:ruby>", "bas"),
        ("<text:placeholder>Klicka här</text:placeholder>text", "text"),
        ("<text:date>3 maj 2024</text:date>", "3 maj 2024"),
        ("kom\xadmun", "kommun"),
    ],
)
def test_text_is_what_people_see(inside: str, text: str) -> None:
    assert lines(p(inside)) == [text]


def test_breaks_divide_lines_and_tabs_columns() -> None:
    source = opened(p("Tid<text:tab/>9.00<text:line-break/>Plats<text:tab/>Teams"))
    assert [[cell.text for cell in line.cells] for line in source.lines] == [["Tid", "9.00"], ["Plats", "Teams"]]


def test_hidden_text_is_left_out_and_bold_is_told() -> None:
    automatic = style("T1", text=BOLD, family="text") + style("T2", text='text:display="none"', family="text")
    automatic += style("P1", text=BOLD) + style("P2", attributes='style:parent-style-name="P1"')
    spans = '<text:span text:style-name="T1">Beslut</text:span><text:span text:style-name="T2">dolt</text:span>'
    source = opened(p(spans) + p("Fet", "P2") + p("delvis " + spans), automatic=automatic)
    assert [(line.text, line.bold) for line in source.lines] == [
        ("Beslut", True), ("Fet", True), ("delvis Beslut", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (listed(p("x"), p("x")), ["1. x", "2. x"]),
        (listed(p("x") + p("y"), p("x")), ["1. x", "y", "2. x"]),
        (listed(p("x") + listed(p("y"), p("y"), style=""), p("x")), ["1. x", "1.a) y", "1.b) y", "2. x"]),
        (listed(listed(p("y"), style="")), ["1.a) y"]),  # a level that only holds another has no number
        (listed(p("x")) + listed(p("x")), ["1. x", "1. x"]),
        (listed(p("x")) + listed(p("x"), attributes='text:continue-numbering="true"'), ["1. x", "2. x"]),
        (
            listed(p("x"), attributes='xml:id="a"') + listed(p("y"))
            + listed(p("x"), attributes='text:continue-list="a"'),
            ["1. x", "1. y", "2. x"],
        ),
        ('<text:list text:style-name="L"><text:list-item text:start-value="7"><text:p>x</text:p></text:list-item>'
         "<text:list-item><text:p>x</text:p></text:list-item></text:list>", ["7. x", "8. x"]),
        ('<text:list text:style-name="L"><text:list-header><text:p>x</text:p></text:list-header></text:list>', ["x"]),
        (listed(p("x"), style="okänd"), ["x"]),
    ],
)  # fmt: skip
def test_lists_count(body: str, expected: list[str]) -> None:
    second = level(2, "a", 'style:num-suffix=")" text:display-levels="2"')
    assert lines(body, automatic=list_style(level(1), second)) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (level(1, "i"), "i. x"),
        (level(1, "1", 'style:num-prefix="§ "'), "§ 1 x"),
        (level(1, "1", 'text:start-value="129"'), "129 x"),
        (level(1, "1", 'loext:num-list-format="(%1%)" style:num-suffix="."'), "(1) x"),
        (level(1, ""), "x"),
        ('<text:list-level-style-bullet text:level="1" text:bullet-char="-"/>', "- x"),
        ('<text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>', "• x"),
        ('<text:list-level-style-image text:level="1"/>', "• x"),
    ],
)
def test_numbers_stand_as_their_list_says(told: str, expected: str) -> None:
    source = opened(listed(p("x")), automatic=list_style(told))
    assert source.text == expected


def test_headings_are_numbered_by_the_outline() -> None:
    outline = f"<text:outline-style>{OUTLINE}</text:outline-style>"
    body = h("Inledning") + h("Bakgrund", 2) + h("Syfte", 2) + h("Utan", 1, 'text:is-list-header="true"') + h("Beslut")
    source = opened(body, styles=outline)
    assert [(line.level, line.text) for line in source.lines if line.text] == [
        (2, "1 Inledning"), (3, "1.1 Bakgrund"), (3, "1.2 Syfte"), (2, "Utan"), (2, "2 Beslut"),
    ]  # fmt: skip


OUTLINE = "".join(
    f'<text:outline-level-style text:level="{n}" style:num-format="1" text:display-levels="{n}"/>' for n in (1, 2)
)


def test_cells_stand_in_their_columns_whatever_was_merged() -> None:
    body = table(
        cell("Mål", attributes='table:number-columns-spanned="2"') + COVERED + cell("När"),
        cell("Trygghet", attributes='table:number-rows-spanned="2"') + cell("Möten") + cell("2024"),
        COVERED + cell("Träffar") + cell("2025"),
    )
    source = opened(body)
    assert_in_place(source)
    rows = [[cell.text for cell in line.cells] for line in source.lines if line.cells]
    assert rows == [["Mål", "", "När"], ["Trygghet", "Möten", "2024"], ["", "Träffar", "2025"]]


def test_header_rows_are_rows_and_a_list_in_a_cell_keeps_its_numbers() -> None:
    head = f"<table:table-header-rows><table:table-row>{cell('Nr')}{cell('Vad')}</table:table-row>"
    body = table(cell("1") + cell(listed(p("x"), p("y")))).replace(
        "<table:table>", f"<table:table>{head}</table:table-header-rows>"
    )
    source = opened(body, automatic=list_style(level(1)))
    assert [[one.text for one in line.cells] for line in source.lines if line.cells] == [
        ["Nr", "Vad"],
        ["1", "1. x 2. y"],
    ]


def test_a_table_of_one_column_is_paragraphs() -> None:
    assert lines(table(cell("Protokoll"), cell("Datum", "Plats"))) == ["Protokoll", "Datum", "Plats"]


def test_what_was_deleted_is_gone_and_said() -> None:
    gone = (
        '<text:tracked-changes><text:changed-region xml:id="c"><text:deletion><text:p>struket</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    source = opened(gone + p('kvar<text:change text:change-id="c"/>'))
    assert source.text == "kvar" and [issue.code for issue in source.shortcomings] == ["changes-tracked"]


def test_notes_and_contents_are_shown_but_not_read() -> None:
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('Se bilaga')}</text:note-body>"
    note += "</text:note>"
    contents = f"<text:table-of-content><text:index-body>{p('Ekonomi<text:tab/>2')}</text:index-body>"
    contents += "</text:table-of-content>"
    source = opened(contents + p(f"Avtalet{note} gäller"))
    assert [line.text for line in source.lines if line.text] == ["Avtalet gäller"]
    assert "Ekonomi\t2" in source.text and source.text.endswith("1 Se bilaga")


def test_headers_and_footers_stand_apart_once_and_without_page_numbers() -> None:
    masters = (
        '<style:master-page style:name="Standard"><style:header><text:p>Region Älvmark<text:tab/>Protokoll</text:p>'
        "</style:header><style:footer><text:p>Sida <text:page-number>1</text:page-number> "
        "(<text:page-count>3</text:page-count>)</text:p></style:footer></style:master-page>"
        '<style:master-page style:name="Oanvänd"><style:header><text:p>Mall</text:p></style:header></style:master-page>'
    )
    source = opened(p("Beslut"), masters=masters)
    assert edges(source) == ["Region Älvmark", "Protokoll"] and "Mall" not in source.text
    assert [line.text for line in source.lines if line.text] == ["Beslut"]


def test_pages_begin_where_the_file_says() -> None:
    automatic = style("Ny", paragraph='fo:break-before="page"')
    source = opened(p("ett") + p("två", "Ny") + p("<text:soft-page-break/>tre"), automatic=automatic)
    assert [line.page for line in source.lines] == [1, 2, 3]


def test_text_boxes_are_read_after_their_paragraph() -> None:
    box = "<draw:frame><draw:text-box><text:p>Ruta</text:p></draw:text-box></draw:frame>"
    assert lines(p(f"Före{box}") + p("Efter")) == ["Före", "Ruta", "Efter"]


@pytest.mark.parametrize(
    ("contents", "code", "says"),
    [
        ({"mimetype": MIME}, "broken", "OpenDocument-filen är skadad.*själva texten saknas"),
        (parts(""), "empty", "ingen text"),
        (parts("") | {"content.xml": "<a"}, "broken", "content.xml är inte giltig XML"),
        (parts("") | {"content.xml": "<!DOCTYPE a><a/>"}, "broken", "dokumenttypsdeklaration"),
        (parts("") | {"META-INF/manifest.xml": "<manifest:encryption-data/>"}, "encrypted", "lösenord"),
        (parts("<text:section>" * 300 + "</text:section>" * 300), "too-heavy", "fler led"),
        (parts("<text:p/>" * 150_001), "too-heavy", "150000 stycken"),
    ],
)
def test_what_can_not_be_read_is_told(contents: dict[str, str], code: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as told:
        open_source("protokoll.odt", zipped(contents, stored=True))
    assert told.value.code == code


def test_styles_that_inherit_in_a_circle_are_cut() -> None:
    circle = style("A", attributes='style:parent-style-name="B"') + style("B", attributes='style:parent-style-name="A"')
    assert lines(p("x", "A"), automatic=circle) == ["x"]
