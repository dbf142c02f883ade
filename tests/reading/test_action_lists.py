"""Lists of actions: "Att göra", and tables with who and when, whole or flattened."""

import pytest

from rodtrad.reading.record import Assignment
from tests.reading.texts import minutes

TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."
PRESENT = "Närvarande\nLena Falk, Ekeby kommun, ordförande\nMats Bråth, Region Älvmark\n"


def listed(text: str) -> tuple[Assignment, ...]:
    return minutes(f"§ 1 Fråga\n\n{TALK}\n\n§ 2 Avslut\n\n{TALK}\n\n{text}", head=PRESENT).assignments


ROWS = [("Boka lokal", "Lena", "2024-04-12"), ("Skicka ut enkäten till kommunerna", "Alla kommuner", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Vad\tVem\tNär\nBoka lokal\tLena\t12 april\nSkicka ut enkäten till kommunerna\tAlla kommuner\tlöpande",
        "| Uppgift | Ansvarig | Klart |\n|---|---|---|\n| Boka lokal | Lena | 12 april |\n"
        "| Skicka ut enkäten till kommunerna | Alla kommuner | löpande |",
        # columns of blanks, a cell that goes on below itself
        "Vad                      Vem              När\n"
        "Boka lokal               Lena             12 april\n"
        "Skicka ut enkäten till   Alla kommuner    löpande\n"
        "kommunerna",
        # a cell a line
        "Aktivitet\nAnsvarig\nKlart\nBoka lokal\nLena\n12 april\n"
        "Skicka ut enkäten till kommunerna\nAlla kommuner\nlöpande",
    ],
)
def test_a_table_in_any_make(text: str) -> None:
    assert [(a.task, a.assignee, a.due) for a in listed(text)] == ROWS


def test_a_row_with_but_a_number_is_passed_over_and_those_beside_it_read() -> None:
    found = listed("Vad\tVem\tNär\n1.\tMats\t3 maj\nBoka lokal\tLena\t12 april")
    assert [(a.task, a.assignee, a.due) for a in found] == [("Boka lokal", "Lena", "2024-04-12")]


def test_a_table_that_counts_its_rows_is_no_table_of_items() -> None:
    found = minutes(
        "§ 1 Budget\n\nBeslut\natt godkänna budgeten\n\n§ 2 Åtgärder\n\nNr\tÅtgärd\tAnsvarig\tKlart\n"
        "1\tBoka lokal\tLena\t12 april\n2\tSkicka enkäten\tMats\t3 maj",
        head=PRESENT,
    )
    assert [item.title for item in found.items] == ["Budget", "Åtgärder"]
    assert [d.text for d in found.decisions] == ["godkänna budgeten"]
    assert [(a.task, a.assignee) for a in found.assignments] == [("Boka lokal", "Lena"), ("Skicka enkäten", "Mats")]


def test_a_label_left_blank_gives_nothing_to_whoever_is_responsible() -> None:
    assert listed("Uppdrag:\nAnsvarig: Mats") == ()
    assert listed("Gruppen beslutar att uppdra till  att redovisa läget") == ()


def test_a_table_keeps_the_state_as_it_is_written() -> None:
    [found] = listed("Vad\tVem\tNär\tStatus\nBoka lokal\tLena\t12 april\tpågår")
    assert (found.due, found.due_text, found.state) == ("2024-04-12", "12 april", "pågår")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Lena: bokar lokal", ("Lena", "bokar lokal", None)),
        ("Lena – bokar lokal senast den 12 april", ("Lena", "bokar lokal senast den 12 april", "2024-04-12")),
        ("Lena bokar lokal", ("Lena", "bokar lokal", None)),
        ("Boka lokal (Lena)", ("Lena", "Boka lokal", None)),
        ("Boka lokal – Lena, senast den 12 april", ("Lena", "Boka lokal", "2024-04-12")),
        ("Kommunerna ska boka lokal", ("Kommunerna", "boka lokal", None)),
        ("Boka lokal", (None, "Boka lokal", None)),
    ],
)
def test_an_entry_below_a_heading(entry: str, expected: tuple[str | None, str, str | None]) -> None:
    assert [(a.assignee, a.task, a.due) for a in listed(f"Att göra:\n- {entry}")] == [expected]


def test_an_action_that_the_text_gave_is_told_once() -> None:
    text = "Gruppen ger Lena i uppdrag att boka en lokal."
    table = "Vad\tVem\tNär\nBoka lokal\tLena\t12 april"
    record = minutes(f"§ 1 Fråga\n\n{text}\n\n§ 2 Avslut\n\n{TALK}\n\n{table}", head=PRESENT)
    assert [(a.task, a.due) for a in record.assignments] == [("Boka lokal", "2024-04-12")]


@pytest.mark.parametrize(
    "text",
    [
        "Uppdrag till gruppen har beskrivits i bilaga 2 och återkommer inte här.",
        "Vad säger lagen?\nVem ansvarar?\nNär gäller den?",
        "Namn\tAnsvar\nLena Falk\tVård",
    ],
)
def test_no_list(text: str) -> None:
    assert listed(text) == ()


def test_minutes_as_a_table_in_columns_of_blanks() -> None:
    table = """
        Nr  Ärende           Anteckning                 Beslut / åtgärd         Ansvarig     Klart

        1   Inledning        Alla hälsas välkomna.      Dagordningen godkänns.

        2   Tolkar i hela    Avtalet sägs upp den       Ta fram ett underlag    Lena Falk    v. 12
            länet            1 maj.                     om kostnaden.

                                                        Fallveckan flyttas.

        3   Avslut           Alla tackas.
    """
    record = minutes(table)
    assert [(i.number, i.title) for i in record.items] == [
        ("1", "Inledning"),
        ("2", "Tolkar i hela länet"),
        ("3", "Avslut"),
    ]
    assert [(d.item, d.text) for d in record.decisions] == [
        ("1", "Dagordningen godkänns."),
        ("2", "Fallveckan flyttas."),
    ]
    assert [(a.item, a.assignee, a.task, a.due) for a in record.assignments] == [
        ("2", "Lena Falk", "Ta fram ett underlag om kostnaden.", "2024-03-24")
    ]


def test_a_cell_that_goes_on_below_itself_stands_on_its_own_words_only() -> None:
    table = "Vad                      Vem     När\nSkicka ut enkäten till   Lena    maj\nalla kommuner"
    [found] = listed(table)
    assert [place.lines for place in (found.evidence.place, *found.evidence.places)][:2] == [(16, 16), (17, 17)]


def test_minutes_as_a_table_with_a_cell_a_line() -> None:
    cells = ["Nr", "Ärende", "Anteckning", "Beslut/åtgärd", "Ansvarig", "Klart"]
    rows = [
        *("1", "Öppnande", "Alla hälsas välkomna.", "Dagordningen fastställs.", "–", "–"),
        *("2", "Läkare", "Schemat har följts.", "Ett nytt schema lämnas.", "Lena Falk", "2024-04-12"),
    ]
    record = minutes("\n".join([*cells, *rows]))
    assert [(i.number, i.title) for i in record.items] == [("1", "Öppnande"), ("2", "Läkare")]
    assert [(a.item, a.assignee, a.task, a.due) for a in record.assignments] == [
        ("2", "Lena Falk", "Ett nytt schema lämnas.", "2024-04-12")
    ]


def test_notes_and_decisions_in_one_column_are_not_told_apart() -> None:
    cells = ["Nr", "Ärende", "Anteckning/beslut", "Ansvarig", "Klart"]
    rows = ["1", "Öppnande", "Alla hälsas välkomna.", "2", "Läkare", "Schemat har följts.", "Ta fram ett nytt schema."]
    record = minutes("\n".join([*cells, *rows, "Lena Falk", "2024-04-12"]))
    assert (record.assignments, record.decisions, record.unplaced) == ((), (), ())
