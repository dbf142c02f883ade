"""Minutes that are one table: matters down, notes, decisions, who and when across."""

import pytest

from rodtrad.reading.record import Record
from tests.reading.texts import read_text

HEAD = (
    "Protokoll Vårdgruppen 2024-03-01\n\nNärvarande\tOrganisation\tRoll\n"
    "Anna Ek\tEkeby kommun\tOrdförande\nBo Al\tNorrviks kommun\tLedamot\n\n"
)


def table(*rows: str, columns: str = "Nr\tÄrende\tAnteckningar\tBeslut/åtgärd\tAnsvarig\tKlart") -> Record:
    return read_text(HEAD + "\n".join((columns, *rows)))


ROWS = (
    "1\tVälkomna\tAnna Ek hälsar välkommen.\tDagordningen godkänns.\t\t",
    "2\tHemtagning\tBo Al redovisar läget i länet.\tVG ställer sig bakom modellen. Ta fram en kalkyl.\tBo Al\t20 maj",
    "3\tSkola\tLäget är oförändrat.\tVG tackar för informationen.\t\t",
)


def test_rows_are_items() -> None:
    assert [(item.number, item.title) for item in table(*ROWS).items] == [
        ("1", "Välkomna"),
        ("2", "Hemtagning"),
        ("3", "Skola"),
    ]


def test_what_is_decided_and_what_is_given() -> None:
    record = table(*ROWS)
    assert [(d.item, d.text) for d in record.decisions] == [
        ("1", "Dagordningen godkänns."),
        ("2", "VG ställer sig bakom modellen."),
    ]
    assert [(a.item, a.assignee, a.task, a.due) for a in record.assignments] == [
        ("2", "Bo Al", "Ta fram en kalkyl.", "2024-05-20")
    ]


def test_presenters_stand_in_the_notes() -> None:
    assert [[p.name for p in item.presenters] for item in table(*ROWS).items] == [[], ["Bo Al"], []]


def test_a_row_without_a_number_goes_on_with_the_item_above() -> None:
    record = table(
        "1\tHemtagning\tLäget beskrivs.",
        "\t\tBeslut: Vårdgruppen antar planen.",
        "\t\tTa fram en mall och skicka den till kommunerna.\tAnna Ek\t2024-04-19",
        "2\tAvslut\tMötet avslutas.",
        columns="Nr\tÄrende\tAnteckning/Beslut\tAnsvarig\tKlart",
    )
    assert [item.number for item in record.items] == ["1", "2"]
    assert [(d.item, d.text) for d in record.decisions] == [("1", "Vårdgruppen antar planen.")]
    assert [(a.item, a.assignee, a.due) for a in record.assignments] == [("1", "Anna Ek", "2024-04-19")]


def test_attendance_with_roles_in_a_column() -> None:
    assert [(p.name, p.organisation, p.title, p.duty) for p in table(*ROWS).attendance] == [
        ("Anna Ek", "Ekeby kommun", None, "chair"),
        ("Bo Al", "Norrviks kommun", None, "member"),
    ]


def test_a_page_header_between_rows_is_passed_over() -> None:
    record = table(*ROWS[:2], "Protokoll Vårdgruppen\t2 (3)", ROWS[2])
    assert [item.number for item in record.items] == ["1", "2", "3"]


def test_the_column_tells_the_deadline_before_the_task_does() -> None:
    record = table(
        "1\tHemtagning\tLäget beskrivs.",
        "\t\tRedovisa kostnaden till rådets möte den 13 maj\tAnna Ek\t30 april 2024",
        "\t\tRedovisa antalet till rådets möte den 13 maj\tBo Al\tLöpande",
        "2\tAvslut\tMötet avslutas.",
        columns="Nr\tÄrende\tAnteckning/Beslut\tAnsvarig\tKlart",
    )
    assert [(a.assignee, a.due) for a in record.assignments] == [("Anna Ek", "2024-04-30"), ("Bo Al", "2024-05-13")]


def test_a_row_that_tells_of_a_matter_and_who_answers_for_it_is_left_to_a_person() -> None:
    record = table(
        "1\tVälkomna\tMötet öppnas.\t\t",
        "2\tHemtagning\tAntalet dagar minskar. Rutinen ses över.\tBo Al\t20 maj",
        "3\tSkola\tLäget är oförändrat.\tBo Al\t",
        columns="Nr\tÄrende\tAnteckningar\tAnsvarig\tKlart",
    )
    assert record.assignments == ()
    assert [(u.kind, u.text) for u in record.unplaced] == [
        ("assignment", "Bo Al Antalet dagar minskar. Rutinen ses över. 20 maj")
    ]


@pytest.mark.parametrize("said", ["1.", "att"])
def test_a_cell_without_a_word_gives_nobody_anything_to_do_and_is_left_to_a_person(said: str) -> None:
    record = table(
        "1\tHemtagning\tLäget beskrivs.\t\t",
        f"\t\t{said}\tAnna Ek\t20 maj",
        "2\tAvslut\tMötet avslutas.\t\t",
        columns="Nr\tÄrende\tAnteckning/Beslut\tAnsvarig\tKlart",
    )
    assert record.assignments == ()
    assert [(u.kind, u.text) for u in record.unplaced] == [("assignment", f"Anna Ek {said} 20 maj")]


def test_a_cell_without_a_word_decides_nothing() -> None:
    record = table(ROWS[0], "2\tSkola\tLäget beskrivs.\tatt\t\t")
    assert [d.text for d in record.decisions] == ["Dagordningen godkänns."]
