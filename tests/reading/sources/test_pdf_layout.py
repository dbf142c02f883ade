from __future__ import annotations

import pytest

from tests.reading.sources.pdf_files import Drawn, Rule, Text, below, grid, lines_of, opened

# 74 characters: with ten points a line of it ends at the right margin, 516 points from the left of the page.
FULL = "Samverkansgruppen har under hösten följt hur planen genomförs i länets alla"
REST = "kommuner."


def test_lines_that_fill_the_width_are_one_paragraph() -> None:
    page = below(FULL, FULL, REST, "Mötet avslutas.")
    assert lines_of(opened(page)) == [f"{FULL} {FULL} {REST}", "Mötet avslutas."]


@pytest.mark.parametrize(
    "second",
    ["", "- Skola", "2. Ekonomi", "§ 12 Val av justerare", "a) första delen"],
    ids=["gap", "bullet", "number", "paragraph", "letter"],
)
def test_a_gap_a_bullet_or_a_number_begins_a_paragraph(second: str) -> None:
    page = below(FULL, second, FULL, REST)
    told = lines_of(opened(page))
    assert told == [FULL, *filter(None, [second]), f"{FULL} {REST}"]


def test_a_line_that_its_author_ended_begins_none_of_the_next() -> None:
    names = ["Rut Ek, Ekeby kommun", "Bo Alm, Norrviks kommun", "Cia Dal, Region Älvmark"]
    assert lines_of(opened([*below(*names), *below(FULL, REST, y=300)])) == [*names, f"{FULL} {REST}"]


def test_an_entry_of_a_list_that_happens_to_fill_its_line_is_one() -> None:
    full = "Annelie Ljungfeldt-Brandström, biträdande verksamhetschef, Region Älvmark"
    names = [
        "Rut Ek, Ekeby kommun",
        "Bo Alm, Norrviks kommun",
        full,
        "Cia Dal, Region Älvmark",
        "Dan Ek, Ulvsjö kommun",
    ]
    assert lines_of(opened([*below(*names), *below(FULL, REST, y=300)])) == [*names, f"{FULL} {REST}"]


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("samver-", "kan", "samverkan"),
        ("hälso-", "och sjukvård", "hälso- och sjukvård"),
        ("region-", "eller kommunledd", "region- eller kommunledd"),
        ("SIP-", "möten", "SIP-möten"),
        ("e-", "hälsa", "e-hälsa"),
        ("hs-", "direktören", "hs-direktören"),
        ("åren 2023–", "2024", "åren 2023–2024"),
        ("den 2022-", "12-31", "den 2022-12-31"),
        ("sam\u2010", "verkan", "samverkan"),
        ("sam\xad", "verkan", "samverkan"),
        ("sam\ufffe", "verkan", "samverkan"),
        ("sam\x02", "verkan", "samverkan"),
        ("Blekinge -", "vård", "Blekinge - vård"),
    ],
)
def test_words_divided_at_a_lines_end_are_whole(end: str, start: str, joined: str) -> None:
    filler = FULL[: len(FULL) - len(end) - 1].rstrip() + " "
    (line,) = lines_of(opened(below(filler + end, start)))
    assert line == filler + joined


def test_headings_are_larger_and_a_bold_line_stays_a_line() -> None:
    page = [
        Text(72, 60, "Protokoll", size=20),
        Text(72, 100, "1. Inledning", size=14),
        *below(FULL, REST, y=130),
        Text(72, 156, "Beslut", bold=True),
        *below(FULL, REST, y=169),
    ]
    source = opened(page)
    assert lines_of(source) == ["# Protokoll", "## 1. Inledning", f"{FULL} {REST}", "Beslut", f"{FULL} {REST}"]
    assert [line.text for line in source.lines if line.bold] == ["Beslut"]


def test_a_ruled_table_with_merged_cells() -> None:
    rules: list[Drawn] = [*grid([72, 250, 450], [100, 120, 180, 200]), Rule(250, 150, 450, 150)]
    page: list[Drawn] = [
        Text(76, 105, "Målområde"), Text(254, 105, "Aktivitet"),
        Text(76, 125, "Trygg hemgång för alla över"), Text(76, 137, "åttio år"), Text(254, 125, "Ta fram en rutin."),
        Text(254, 155, "Utbilda personal."),
        Text(76, 185, "Skola"), Text(254, 185, "Följa upp närvaron."),
        *rules,
    ]  # fmt: skip
    assert lines_of(opened(page)) == [
        "Målområde | Aktivitet",
        "Trygg hemgång för alla över åttio år | Ta fram en rutin.",
        " | Utbilda personal.",
        "Skola | Följa upp närvaron.",
    ]


def test_a_cell_across_columns_and_text_that_nearly_touches_the_next_cell() -> None:
    rules = [
        *grid([72, 136, 300], [120, 140]),
        Rule(72, 100, 300, 100),
        Rule(72, 100, 72, 120),
        Rule(300, 100, 300, 120),
    ]
    page: list[Drawn] = [Text(76, 105, "Mål 1: Trygghet"), Text(76, 125, "Rut Ekman"), Text(138, 125, "Ekeby"), *rules]
    assert lines_of(opened(page)) == ["Mål 1: Trygghet | ", "Rut Ekman | Ekeby"]


def test_a_ruled_table_goes_on_over_the_page() -> None:
    columns = [72, 250, 450]
    first: list[Drawn] = [
        Text(76, 685, "Mål"), Text(254, 685, "Aktivitet"),
        Text(76, 705, "Trygg hemgång"), Text(254, 705, "Utbilda personal i hem-"), *grid(columns, [680, 700, 720]),
    ]  # fmt: skip
    second: list[Drawn] = [
        Text(76, 65, "Mål"), Text(254, 65, "Aktivitet"), Text(254, 85, "tjänsten."),
        Text(254, 105, "Följa upp."), *grid(columns, [60, 80, 100, 120]),
    ]  # fmt: skip
    assert lines_of(opened(first, second)) == [
        "Mål | Aktivitet",
        "Trygg hemgång | Utbilda personal i hemtjänsten.",
        " | Följa upp.",
    ]


@pytest.mark.parametrize(
    ("above", "rest", "rows"),
    [
        # a single cell's overflow in a table without empty cells
        (["Trygg hemgång", "Utbilda alla.", "Ekeby"], ["", "Sedan möts de.", ""], 2),
        # one cell goes on within its sentence: so does the row
        (["Trygg hemgång", "Utbilda per-", "Ekeby."], ["", "sonal.", "Ulvsjö."], 2),
        # a target area that serves several activities
        (["Trygg hemgång", "Utbilda alla.", "Ekeby"], ["", "Sedan möts de.", "Ulvsjö"], 3),
        (["Trygg hemgång", "Utbilda alla.", ""], ["", "Sedan möts de.", ""], 3),
        # a heading across the table
        (["Trygg hemgång", "Utbilda alla.", "Ekeby"], ["Mål 2", "", ""], 3),
    ],
)
def test_a_row_that_a_pages_end_cuts_after_a_sentence(above: list[str], rest: list[str], rows: int) -> None:
    columns = [72, 200, 350, 450]
    heads, last = ["Mål", "Aktivitet", "Ansvar"], ["Mål 3", "Avsluta.", "Norrvik"]
    drawn = [
        [Text(x + 4, y + 5, cell) for y, row in found for x, cell in zip(columns, row, strict=False) if cell]
        for found in ([(680, heads), (700, above)], [(60, rest), (80, last)])
    ]
    pages: list[list[Drawn]] = [
        [*drawn[0], *grid(columns, [680, 700, 720])],
        [*drawn[1], *grid(columns, [60, 80, 100])],
    ]
    told = lines_of(opened(*pages))
    assert len(told) == rows + 1
    assert told[-1] == "Mål 3 | Avsluta. | Norrvik"


def test_names_and_organisations_in_aligned_columns_are_rows() -> None:
    rows = [
        ("Rut Ek", "Ekeby kommun"),
        ("Bo Alm", "Norrviks kommun"),
        ("Cia Dal", "chefläkare, Region Älvmark, på länk"),
    ]
    page = [Text(x, 100 + 16 * i, cell) for i, row in enumerate(rows) for x, cell in zip((72, 300), row, strict=True)]
    page += [Text(300, 144, "hela dagen"), *below("Mötet öppnas.", y=200)]
    assert lines_of(opened(page)) == [
        "Rut Ek | Ekeby kommun",
        "Bo Alm | Norrviks kommun",
        "Cia Dal | chefläkare, Region Älvmark, på länk hela dagen",
        "Mötet öppnas.",
    ]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = [
        "Gruppen har följt planen i",
        "länets kommuner och ser att",
        "arbetet går framåt i de allra",
        "flesta av dem under året som",
        "gått, men inte i skolan.",
    ]
    right = [
        "Skolan behöver mer tid för",
        "sitt arbete och vill därför",
        "att gruppen skjuter upp den",
        "nästa uppföljningen till den",
        "första veckan i november.",
    ]
    page = [*below("Lägesbild", y=60), *below(*left, y=100), *below(*right, x=320, y=100)]
    assert lines_of(opened(page)) == ["Lägesbild", " ".join(left), " ".join(right)]


def test_running_lines_are_left_out_and_what_goes_on_is_whole() -> None:
    pages = [
        [
            *below("Styrgruppen i Älvmark", "Protokoll 2025-02-14", y=30),
            *below(f"{number}. Punkten {'abc'[number]}", FULL, y=100 + 7 * number),
            *below(f"{'AB'[number - 1]}{FULL[1:]}", y=700),
            *below("Region Älvmark, Box 12", f"Sida {number} (2)", y=790),
        ]
        for number in (1, 2)
    ]
    pages[1].insert(2, Text(72, 80, "enligt förslaget."))
    source = opened(*pages)
    told = lines_of(source)
    assert [edge.text for edge in source.edges or ()] == [
        "Styrgruppen i Älvmark",
        "Protokoll 2025-02-14",
        "Region Älvmark, Box 12",
    ]
    assert not [line for line in told if "Styrgruppen" in line or "Sida" in line or "Box" in line]
    assert f"A{FULL[1:]} enligt förslaget." in told


def test_a_heading_row_at_the_same_height_on_every_page_is_no_running_line() -> None:
    pages: list[list[Drawn]] = [
        [Text(76, 65, "Mål"), Text(254, 65, "Aktivitet"), Text(76, 85, f"Mål {n}"), Text(254, 85, f"Utbilda {n}."),
         *grid([72, 250, 450], [60, 80, 300])]
        for n in range(1, 5)
    ]  # fmt: skip
    assert lines_of(opened(*pages)) == ["Mål | Aktivitet", *(f"Mål {n} | Utbilda {n}." for n in range(1, 5))]


def test_letters_alone_make_words_where_no_blank_is_drawn() -> None:
    page = [Text(72, 100, "Rut"), Text(94, 100, "Ek"), Text(72, 120, "P R O T O K O L L".replace(" ", ""))]
    assert lines_of(opened(page)) == ["Rut Ek", "PROTOKOLL"]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("ﬁnansiering aﬀär", "finansiering affär"),
        ("\uf0b7 Skola", "• Skola"),
        ("A\u030asa", "Åsa"),
        ("kl.\xa09", "kl. 9"),
        ("Rut\x00 Ek\ud83d", "Rut Ek"),
        ("sam\u200bverkan", "samverkan"),
        ("BVC\u2010enheten", "BVC-enheten"),
    ],
)
def test_odd_characters_are_plain(drawn: str, read: str) -> None:
    assert lines_of(opened([Text(72, 100, drawn)])) == [read]


def test_text_across_the_page_stands_by_itself() -> None:
    turned = b"BT /F 10 Tf 0 1 -1 0 20 300 Tm <01> Tj ET"
    assert lines_of(opened([*below("A Mötet öppnas."), turned])) == ["A Mötet öppnas.", "A"]


def test_bold_that_is_drawn_twice_is_read_once() -> None:
    assert lines_of(opened([Text(72, 100, "Beslut"), Text(72.3, 100, "Beslut")])) == ["Beslut"]


def test_pages_have_sizes_and_lines_their_pages() -> None:
    source = opened(below("Ett"), below("Två"))
    assert source.page_sizes == ((595, 842), (595, 842))
    assert [(line.text, line.page) for line in source.lines if not line.blank] == [("Ett", 1), ("Två", 2)]
    assert source.text == "Ett\n\nTvå"
    assert source.page_starts == (0, 5)
