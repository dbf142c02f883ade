"""Tables that lost their cells on the way to text."""

import pytest

from rodtrad.reading.reader import read as read_record
from rodtrad.reading.sources import open_source
from tests.reading.plan.plans import activity, areas, read

BELOW = """Aktivitetsplan 2027

Mål
Aktivitet
Ansvarig
Tid
Status

Alla badar tryggt
Märka ut djupet vid
bryggan i Sandhamra
Fritidschefen
Mars–april
Pågår
Lära alla i årskurs 3 att flyta
Skolorna
Inför sommarlovet
Ej påbörjad

Ingen går vilse
Sätta upp kartor
Hembygdsföreningen
Senast 31 maj
Klar
Fråga vandrarna vad de saknar
Turistbyrån, Ekeby
Löpande
Ej påbörjad

Kommentar
En sträcka är stängd.
"""


def test_cells_below_each_other() -> None:
    found = read(BELOW)
    (here,) = found.plan.groups
    assert areas(here) == {
        "Alla badar tryggt": ["Märka ut djupet vid bryggan i Sandhamra", "Lära alla i årskurs 3 att flyta"],
        "Ingen går vilse": ["Sätta upp kartor", "Fråga vandrarna vad de saknar"],
    }
    lake = activity(found, "Märka")
    assert (lake.responsible, lake.start, lake.end, lake.state) == (
        "Fritidschefen",
        "2027-03-01",
        "2027-04-30",
        "Pågår",
    )
    assert activity(found, "Fråga").time_text == "Löpande"


def test_a_row_that_does_not_fit_ends_the_table() -> None:
    found = read(BELOW.replace("Hembygdsföreningen\n", ""))
    assert [a.text for g in found.plan.groups for area in g.target_areas for a in area.activities] == [
        "Märka ut djupet vid bryggan i Sandhamra",
        "Lära alla i årskurs 3 att flyta",
    ]


def test_a_state_that_comes_back_is_no_running_header() -> None:
    rows = "".join(f"Mål {n}\nRensa dike {n}\nGatukontoret\nMaj\nEj påbörjad\n\n" for n in range(1, 5))
    record = read_record(open_source("plan.txt", (BELOW.partition("Alla badar")[0] + rows).encode()))
    assert record.plan is not None
    assert len([a for g in record.plan.groups for area in g.target_areas for a in area.activities]) == 4


BESIDE = """Handlingsplan trafik 2027

Länsgrupp Skolväg

Mål                 Aktivitet                       Ansvarig          Tidplan       Status

Trygg gång till     Måla om övergångarna vid        Gatukontoret,     Våren 2027    Pågår
skolan              de två skolorna                 Ekeby kommun
                    Räkna bilarna                   Länsgruppen       Hösten 2027   Ej påbörjad

Fler cyklar         Ordna cykelskola                Kommunerna        2027-12-31    Ej påbörjad

Uppföljning

Länsgruppen ser över planen i december varje år och berättar för skolornas föräldraråd.
"""


def test_cells_aligned_with_blanks() -> None:
    found = read(BESIDE)
    (here,) = found.plan.groups
    assert areas(here) == {
        "Trygg gång till skolan": ["Måla om övergångarna vid de två skolorna", "Räkna bilarna"],
        "Fler cyklar": ["Ordna cykelskola"],
    }
    assert activity(found, "Måla").responsible == "Gatukontoret, Ekeby kommun"
    assert activity(found, "Räkna").state == "Ej påbörjad"


def test_a_bullet_without_words_ends_no_table() -> None:
    (here,) = read(BESIDE.replace("\n\nFler", "\n•\nFler")).plan.groups
    assert areas(here)["Fler cyklar"] == ["Ordna cykelskola"]


@pytest.mark.parametrize(
    "first",
    [
        "Trygg gång till     Måla om alla övergångar\nskolan              vid skolorna                 Gatukontoret",
        "Länsgruppen ser över planen i december varje år och berättar för skolornas råd",
    ],
)
def test_rows_whose_cells_do_not_begin_on_one_line_are_left(first: str) -> None:
    head, _, tail = BESIDE.partition("\n\nTrygg")
    found = read(f"{head}\n\n{first}\n\nUppföljning{tail.partition('Uppföljning')[2]}")
    assert not [a for g in found.plan.groups for area in g.target_areas for a in area.activities]


APART = """Handlingsplan frukost 2027–2028

Område 1: Skola

Övergripande mål: Alla barn ska börja dagen mätta.

Delmål 1.1 Frukost serveras i varje skola

   Aktivitet                                     Ansvarig                    Tidplan

   Pröva frukost vid skolorna i Ekeby,           Måltidschefen i             Augusti–oktober
   Norrvik och Sandhamra och                     Norrvik                     2027
   Lindefors

   Skriva en hand-                               Kostenheten, Ekeby          Senast 2028-03-31
   bok för köken                                 kommun

Delmål 1.2 Barnen är med och väljer

   Nr    Aktivitet                               Ansvarig                    Tidplan

   4     Välja ett frukostråd i varje skola      Rektorerna                  September
                                                                             2027–maj 2028

Delmål 1.3 Maten hämtas nära

   Aktivitet                                     Ansvarig                    Tidplan

   Köpa bröd av bagerier i länet                 Kostenheten                 Mars 2028

Uppföljning
Rektorerna tar upp läget en gång om året.
"""


def test_rows_that_go_on_over_lines_with_a_blank_line_between_them() -> None:
    record = read_record(open_source("plan.txt", APART.encode()))
    assert record.plan is not None
    (here,) = record.plan.groups
    assert here.name == "Skola"
    told = {
        area.title: [(a.text, a.responsible, a.time_text, a.start, a.end) for a in area.activities]
        for area in here.target_areas
    }
    assert told == {
        "Frukost serveras i varje skola": [
            (
                "Pröva frukost vid skolorna i Ekeby, Norrvik och Sandhamra och Lindefors",
                "Måltidschefen i Norrvik",
                "Augusti–oktober 2027",
                "2027-08-01",
                "2027-10-31",
            ),
            (
                "Skriva en handbok för köken",
                "Kostenheten, Ekeby kommun",
                "Senast 2028-03-31",
                None,
                "2028-03-31",
            ),
        ],
        "Barnen är med och väljer": [
            (
                "Välja ett frukostråd i varje skola",
                "Rektorerna",
                "September 2027–maj 2028",
                "2027-09-01",
                "2028-05-31",
            )
        ],
        "Maten hämtas nära": [
            ("Köpa bröd av bagerier i länet", "Kostenheten", "Mars 2028", "2028-03-01", "2028-03-31")
        ],
    }


@pytest.mark.parametrize(
    "row",
    [
        "Pröva frukost vid alla skolor i länet som vill vara med  Kostenheten    Mars 2028",
        "Pröva frukost vid skolorna\n" + " " * 3 + "i Ekeby" + " " * 39 + "Kostenheten                 Mars 2028",
    ],
)
def test_a_table_whose_columns_cannot_be_told_is_left_unread(row: str) -> None:
    text = f"""Handlingsplan frukost 2027–2028

Område 1: Skola

Övergripande mål: Alla barn ska börja dagen mätta.

Delmål 1.1 Frukost serveras

   Aktivitet                                     Ansvarig                    Tidplan

   Köpa bröd av bagerier i länet                 Kostenheten                 Mars 2028

   {row}

Uppföljning
Rektorerna tar upp läget en gång om året.
"""
    found = read(text)
    assert [area.activities for area in found.plan.groups[0].target_areas] == [()]
    assert len(found.unplaced) == 2 + row.count("\n")
