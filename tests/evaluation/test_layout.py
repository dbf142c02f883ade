"""A text is laid out as the document that it was: what is taken for what, and that no word is lost."""

from evaluation.layout import lay_out
from rodtrad.reading.sources.text import read_text
from scripts.making.model import Block, Entry, Heading, Item, Paragraph, Table, plain

RUNNING = "Rådet för vård\nKansliet\nSekreterare Yvette\n"
MINUTES = f"""Protokoll från rådet

Närvarande

Rut Ek

Bo Al, ordförande

Ekeby kommun

Norrviks kommun

{RUNNING}
1. Val

Till justerare väljs någon som har tid att komma till kansliet redan under den kommande veckan

{RUNNING}
eller senast den vecka som följer.

- ett
  - två

2. Avslut

{RUNNING}
Mötet slutar.
"""
ATTENDANCE = [
    {"name": "Rut Ek", "organisation": "Ekeby kommun", "title": None, "lines": [5, 5]},
    {"name": ["Bo Al"], "organisation": "Norrviks kommun", "title": None, "lines": [7, 7]},
]
PLAN = """Handlingsplan

Innehåll

Barn och unga....	3
Äldre	5

Barn och unga

Mål	Aktivitet
Trygghet	Ordna träff
	Skriva brev

	Ringa hem
Mål	Aktivitet
Hälsa	Gå ut

Äldre

Mål	Aktivitet
Ork	Träna
"""


def shown(block: Block) -> object:
    match block:
        case Table(rows, ruled):
            return ruled, [[" / ".join(map(plain, cell)) for cell in row] for row in rows]
        case Heading(level, text, number):
            return level, number, plain(text)
        case Item(text, level):
            return level, plain(text)
        case Entry(text, page):
            return plain(text), page
        case Paragraph(text):
            return plain(text)
    return block


def test_minutes_get_their_columns_numbers_and_running_header_back() -> None:
    document = lay_out(read_text("rådet.txt", MINUTES), {"attendance": ATTENDANCE})
    assert document.header == ("Rådet för vård", "")
    torn = "Till justerare väljs någon som har tid att komma till kansliet redan under den kommande veckan"
    assert list(map(shown, document.blocks)) == [
        (1, "", "Protokoll från rådet"),
        "Närvarande",
        (False, [["Rut Ek", "Ekeby kommun"], ["Bo Al, ordförande", "Norrviks kommun"]]),
        (2, "1.", "Val"),
        f"{torn} eller senast den vecka som följer.",
        (0, "ett"),
        (1, "två"),
        (2, "2.", "Avslut"),
        "Mötet slutar.",
    ]


def test_tables_cut_at_page_breaks_are_whole_again() -> None:
    document = lay_out(read_text("plan.txt", PLAN), {})
    assert list(map(shown, document.blocks)) == [
        (1, "", "Handlingsplan"),
        "Innehåll",
        ("Barn och unga", "3"),
        ("Äldre", "5"),
        (2, "", "Barn och unga"),
        (
            True,
            [
                ["Mål", "Aktivitet"],
                ["Trygghet", "Ordna träff"],
                ["", "Skriva brev"],
                ["", "Ringa hem"],
                ["Hälsa", "Gå ut"],
            ],
        ),
        (2, "", "Äldre"),
        (True, [["Mål", "Aktivitet"], ["Ork", "Träna"]]),
    ]
