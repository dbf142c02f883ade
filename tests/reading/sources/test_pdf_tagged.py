from __future__ import annotations

from typing import Any

import pytest

from rodtrad.reading.sources import Source, open_source
from tests.reading.sources.pdf_files import File, Text, lines_of


def opened(file: File) -> Source:
    return open_source("protokoll.pdf", file.data())


def read(tree: tuple[Any, ...], *texts: Text, roles: dict[str, str] | None = None) -> list[str]:
    """The lines of one page, blank ones left out."""
    return lines_of(opened(File([texts], tree, roles or {})))


def text(key: str, words: str, y: float, x: float = 72) -> Text:
    return Text(x, y, words, key=key)


def test_the_tree_tells_the_order_and_what_is_a_heading() -> None:
    assert read(
        ("Document", ("H1", "b"), ("P", "c"), ("Sect", ("H2", "a"), ("P", "d"))),
        text("a", "1. Ekonomi", 300),
        text("b", "Protokoll", 400),
        text("c", "Mötet öppnas.", 200),
        text("d", "Läget är gott.", 100),
    ) == ["# Protokoll", "Mötet öppnas.", "## 1. Ekonomi", "Läget är gott."]


def test_the_files_own_names_are_looked_up() -> None:
    tree = ("Document", ("Rubrik", "a"), ("Normal", "b"))
    roles = {"Rubrik": "Mellanrubrik", "Mellanrubrik": "H3", "Normal": "P"}
    assert read(tree, text("a", "Val", 100), text("b", "Rut väljs.", 120), roles=roles) == ["### Val", "Rut väljs."]


@pytest.mark.parametrize(
    ("tree", "lines"),
    [
        (("L", ("LI", ("Lbl", "a"), ("LBody", "b")), ("LI", ("LBody", ("P", "c")))), ["• Skola", "Vård"]),
        (("L", ("LI", ("Lbl", "d"), ("LBody", ("P", "b")))), ["1. Skola"]),
        (("L", ("LI", ("LBody", ("P", "a", ("Span", "b")), ("L", ("LI", ("LBody", "c")))))), ["• Skola", "Vård"]),
        (("H2", "d", ("Span", "b")), ["## 1. Skola"]),  # the number that Word counted is drawn apart
        (("P", ("Link", "b"), "c"), ["SkolaVård"]),
        (("P", "b", ("Note", ("P", "c"))), ["Skola", "Vård"]),  # a note anchored in a paragraph comes after it
        (("LI", ("Lbl", "a")), ["• "]),  # torn from its text
        (("Div", ("Artifact", "b"), "c"), ["Vård"]),
    ],
)
def test_lists_and_what_stands_within_a_line(tree: tuple[Any, ...], lines: list[str]) -> None:
    marks, words = {"a": ("\uf0b7", 72), "d": ("1.", 72)}, {"b": ("Skola", 90), "c": ("Vård", 120)}
    texts = [text(key, said, 100, x) for key, (said, x) in {**marks, **words}.items() if f"'{key}'" in str(tree)]
    assert read(("Document", tree), *texts) == lines


def test_merged_cells_leave_empty_what_they_span() -> None:
    cells = {"a": "Trygg hemgång", "b": "Ta fram en rutin.", "c": "Utbilda.", "d": "Följa upp i alla kommuner"}
    tree = (
        "Table",
        ("THead", ("TR", ("TH", "h"), ("TH", "i"))),
        (
            "TBody",
            ("TR", ("TD", {"RowSpan": 2}, "a"), ("TD", "b")),
            ("TR", ("TD", "c")),
            ("TR", ("TD", {"ColSpan": 2}, "d")),
        ),
    )
    texts = [text(key, words, 120 + 20 * i) for i, (key, words) in enumerate(cells.items())]
    assert read(tree, text("h", "Målområde", 100), text("i", "Aktivitet", 100, 300), *texts) == [
        "Målområde | Aktivitet",
        "Trygg hemgång | Ta fram en rutin.",
        " | Utbilda.",
        "Följa upp i alla kommuner | ",
    ]


def test_a_cell_keeps_its_paragraphs_and_a_table_of_one_column_is_none() -> None:
    tree = ("Table", ("TR", ("TD", "a"), ("TD", ("P", "b"), ("L", ("LI", ("LBody", "c"))))))
    texts = text("a", "Äldre", 100), text("b", "Rutin", 100, 300), text("c", "Utbildning", 120, 300)
    assert read(tree, *texts) == ["Äldre | Rutin / Utbildning"]
    framed = ("Table", ("TR", ("TD", ("P", "a"), ("P", "b"))))
    assert read(framed, *texts[:2]) == ["Äldre", "Rutin"]


def test_what_goes_on_over_a_page_is_whole_and_running_lines_are_left_out() -> None:
    header, footer = Text(72, 30, "Styrgruppen", artifact=True), Text(72, 800, "Sida 1 (2)", artifact=True)
    file = File(
        [
            [header, text("a", "Mötet beslutar att hälso-", 700), footer],
            [
                header,
                Text(72, 60, "och sjukvården ska se över sam-", key="a"),
                Text(72, 73, "arbetet.", key="a"),
                footer,
            ],
        ],
        ("Document", ("P", "a")),
    )
    source = opened(file)
    (line,) = source.lines
    assert [(edge.number, edge.text) for edge in source.edges or ()] == [(3, "Styrgruppen")]
    assert source.text.split("\n")[1:] == ["", "Styrgruppen"]
    assert line.text == "Mötet beslutar att hälso- och sjukvården ska se över samarbetet."
    assert source.page_starts == (0, line.text.index("och"))
    assert [place.page for place in source.places(line.content)] == [1, 2]


def test_a_row_of_headings_that_comes_again_on_the_next_page_is_dropped() -> None:
    head = ("TR", ("TH", "h"), ("TH", "i"))
    again = ("TR", ("TH", "j"), ("TH", "k"))
    rows = ("TR", ("TD", "a"), ("TD", "b")), ("TR", ("TD", "c"), ("TD", "d"))
    pages = [
        [text("h", "Mål", 100), text("i", "Tid", 100, 300), text("a", "Ett", 120), text("b", "2025", 120, 300)],
        [text("j", "Mål", 100), text("k", "Tid", 100, 300), text("c", "Två", 120), text("d", "2026", 120, 300)],
    ]
    file = File(pages, ("Table", head, rows[0], again, rows[1]))
    assert lines_of(opened(file)) == ["Mål | Tid", "Ett | 2025", "Två | 2026"]


def test_a_tab_parts_names_from_organisations_but_no_number_from_its_line() -> None:
    tree = ("Document", ("P", "a", "b"), ("P", "c", "d"))
    texts = (
        text("a", "Rut Ek", 100),
        text("b", "Ekeby kommun", 100, 300),
        text("c", "1.", 120),
        text("d", "Val", 120, 110),
    )
    assert read(tree, *texts) == ["Rut Ek | Ekeby kommun", "1. Val"]


def test_what_no_tag_reaches_is_read_too() -> None:
    texts = [text("a", "Detta är sagt i trädet, rad efter rad och med många ord.", 100), Text(72, 140, "Utan märke")]
    assert read(("Document", ("P", "a")), *texts) == [texts[0].text, "Utan märke"]
    almost_untagged = [texts[1], text("a", "Ett", 200)]
    assert read(("Document", ("P", "a")), *almost_untagged) == ["Utan märke", "Ett"]


def test_marks_whose_properties_the_page_names() -> None:
    named = b"/P /MC0 BDC BT /F 10 Tf 72 700 Td <01> Tj ET EMC"
    resources = "/Resources<</Font<</F 3 0 R>>/Properties<</MC0<</MCID 0>>>>>>"
    file = File([[text("a", "X", 50), named]], ("Document", ("P", "a")), extra=resources)
    assert [line.text for line in opened(file).lines] == ["X X"]
