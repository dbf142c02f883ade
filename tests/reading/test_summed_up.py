"""A closing list of assignments that repeats what the items gave, in other words."""

import pytest

from rodtrad.reading.record import Record
from tests.reading.texts import minutes

TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."
GAVE = "Beslut: Lena Falk får i uppdrag att beskriva hur tolkarna kan bokas på kvällar."
HEAD = "Punkt\tUppdrag\tAnsvarig\tKlart"


def summed_up(*rows: str, gave: str = GAVE, title: str = "Sammanställning av uppdrag") -> Record:
    table = "\n".join((HEAD, *rows))
    return minutes(f"1. Lokaler\n\n{TALK}\n\n2. Tolkar\n\n{gave}\n\n3. Nästa möte\n\nDen 19 april.\n\n{title}\n{table}")


def rows_of(record: Record) -> list[tuple[str | None, str | None, str, str | None]]:
    return [(a.item, a.assignee, a.task, a.due) for a in record.assignments]


def test_it_is_one_assignment_with_the_lists_deadline() -> None:
    record = summed_up("2\tBokning av tolkar kvällstid\tLena Falk\t2024-05-03")
    task = "beskriva hur tolkarna kan bokas på kvällar."
    assert rows_of(record) == [("2", "Lena Falk", task, "2024-05-03")]
    assert "2024-05-03" not in [meeting.date for meeting in record.next_meetings]
    assert [item.number for item in record.items] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # what the items don't tell is at the item that its number names
        (["1\tSe larmen\tBo Al\t3 maj", "1\tKöp lås\tDisa Ed\t-"], [("1", "Bo Al", "Se larmen", "2024-05-03")]),
        # of two things for the same one, the row that shares words is the one told
        (
            ["2\tKvällar då tolkarna bokas\tLena Falk\t3 maj", "2\tFråga polisen\tLena Falk\t6 maj"],
            [("2", "Lena Falk", "Fråga polisen", "2024-05-06")],
        ),
        # numbers that only count the rows name no item
        (
            ["1\tSe över larmen\tBo Al\t3 maj", "2\tFråga Disa\tBo Al\t6 maj"],
            [("3", "Bo Al", "Fråga Disa", "2024-05-06")],
        ),
    ],
)
def test_the_item_that_a_row_names(
    rows: list[str], expected: list[tuple[str | None, str | None, str, str | None]]
) -> None:
    found = rows_of(summed_up(*rows))
    assert [row for row in found if row in expected] == expected
    assert len(found) == 1 + len(rows) - ("Kvällar" in rows[0])


@pytest.mark.parametrize("title", ["Uppdragen", "Lista över uppdrag", "Sammanställning av uppdrag"])
def test_what_such_a_list_is_called(title: str) -> None:
    assert len(rows_of(summed_up("2\tTolkar\tLena Falk\t3 maj", title=title))) == 1


@pytest.mark.parametrize("verb", ["förlänger projektet till den 30 juni", "inrättar en plats för tolkar den 1 maj"])
def test_what_the_body_does_by_deciding_is_no_assignment(verb: str) -> None:
    record = summed_up("1\tSe över larmen\tBo Al\t3 maj", gave=f"Beslut: Vårdgruppen {verb}.")
    assert [a.assignee for a in record.assignments] == ["Bo Al"]
    assert len(record.decisions) == 1
