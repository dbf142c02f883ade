"""Tables of Word: each value once, in its column, whatever was merged."""

from __future__ import annotations

import pytest
from docx import Document

from rodtrad.reading.sources import open_source
from tests.reading.sources.word_files import assert_in_place, listed, lvl, numbering, opened, p, saved, tbl, tc, texts

GOES_ON = "<w:vMerge/>"
BEGINS = '<w:vMerge w:val="restart"/>'


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def cells(*rows: str, widths: tuple[int, ...] = ()) -> list[list[str]]:
    source = opened(tbl(*rows, widths=widths))
    assert_in_place(source)
    return [[cell.text for cell in line.cells] for line in source.lines if line.cells]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((tc("a") + tc("b"), tc("c") + tc("d")), [["a", "b"], ["c", "d"]]),
        ((tc("a") + tc("b"), tc("c") + tc()), [["a", "b"], ["c", ""]]),
        ((tc("a") + tc("b"), tc() + tc()), [["a", "b"]]),  # an empty row says nothing
        # merged downwards: the value once, then nothing
        ((tc("a", properties=BEGINS) + tc("b"), tc("a", properties=GOES_ON) + tc("d")), [["a", "b"], ["", "d"]]),
        # merged across
        ((tc("a", properties=span(2)) + tc("b"), tc("c") + tc("d") + tc("e")), [["a", "", "b"], ["c", "d", "e"]]),
        ((tc("a", properties=span(3)), tc("c") + tc("d") + tc("e")), [["a", "", ""], ["c", "d", "e"]]),
        (
            (tc("a", properties='<w:hMerge w:val="restart"/>') + tc("x", properties="<w:hMerge/>") + tc("b"),),
            [["a", "", "b"]],
        ),
        # begins further in
        (("<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc("b"), tc("c") + tc("d")), [["", "b"], ["c", "d"]]),
        # a row that was taken out, a cell in a content control
        (("<w:trPr><w:del/></w:trPr>" + tc("a") + tc("b"), tc("c") + tc("d")), [["c", "d"]]),
        ((tc("a") + f"<w:sdt><w:sdtContent>{tc('b')}</w:sdtContent></w:sdt>",), [["a", "b"]]),
        # nonsense in the file
        ((tc("a", properties=span(10**9)) + tc("b"), tc("c") + tc("d")), [["a", "", "b"], ["c", "d", ""]]),
        ((tc("a", properties=span(-4)) + tc("b"),), [["a", "b"]]),
    ],
)
def test_values_stand_once_in_their_columns(rows: tuple[str, ...], expected: list[list[str]]) -> None:
    assert cells(*rows) == expected


def test_borders_that_were_dragged_nearly_into_line_are_one() -> None:
    rows = (tc("Rut Ek", properties=span(2)) + tc("Ekeby"), tc("Bo Alm") + tc("Norrvik", properties=span(2)))
    assert cells(*rows, widths=(3000, 100, 3000)) == [["Rut Ek", "Ekeby"], ["Bo Alm", "Norrvik"]]
    assert cells(*rows, widths=(3000, 900, 3000)) == [["Rut Ek", "", "Ekeby"], ["Bo Alm", "Norrvik", ""]]


def test_narrow_columns_that_a_row_fills_are_columns() -> None:
    assert cells(tc("1") + tc("Val") + tc("Rut"), widths=(200, 3000, 3000)) == [["1", "Val", "Rut"]]


def test_a_cell_has_paragraphs() -> None:
    lists = numbering(lvl(0, "bullet", "•"), lvl(1, "decimal", "%2."))
    bullets = tc(p("Utbilda", properties=listed()), p(), p("Följ upp", properties=listed()), "Klart")
    numbered = tc(p("ett", properties=listed(1)))
    source = opened(tbl(tc("Mål") + bullets + numbered), numbering=lists)
    assert source.text == "Mål\t• Utbilda • Följ upp Klart\t1. ett"
    (line,) = source.lines
    assert [[p.text for p in cell.paragraphs] for cell in line.cells] == [
        ["Mål"], ["Utbilda", "Följ upp", "Klart"], ["1. ett"],
    ]  # fmt: skip
    assert_in_place(source)


def test_columns_of_one_cell_each_are_rows() -> None:
    names, places = ["Rut Ek", "Bo Alm", "", "Eva Berg"], ["Ekeby", "Norrvik", "", "Storedal"]
    assert cells(tc(*names) + tc(*places)) == [["Rut Ek", "Ekeby"], ["Bo Alm", "Norrvik"], ["Eva Berg", "Storedal"]]
    assert cells(tc(*names) + tc(*places[:3])) == [["Rut Ek Bo Alm Eva Berg", "Ekeby Norrvik"]]


def test_a_table_of_one_column_is_a_frame_round_paragraphs() -> None:
    source = opened(tbl(tc("Beslut", p("att bifalla"), tbl(tc("a") + tc("b"))), tc("Slut")))
    assert texts(source) == ["Beslut", "att bifalla", "a | b", "Slut"]


def test_a_table_in_a_cell_has_a_paragraph_a_row() -> None:
    source = opened(tbl(tc("Mål") + tc(tbl(tc("a") + tc("b"), tc("c") + tc()), "<w:p/>")))
    assert [[p.text for p in cell.paragraphs] for cell in source.lines[0].cells] == [["Mål"], ["a b", "c"]]
    assert_in_place(source)


def test_what_the_library_merges_is_read_once() -> None:
    document = Document()
    table = document.add_table(3, 3)
    for row, values in zip(table.rows, ("abc", "def", "ghi"), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    table.cell(0, 0).merge(table.cell(2, 0)).text = "Målområde"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "över två"
    source = open_source("p.docx", saved(document))
    assert texts(source) == ["Målområde | b | c", " | över två | ", " | h | i"]
    assert_in_place(source)
