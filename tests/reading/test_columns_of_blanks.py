"""Attendance and signatures laid out in columns of blanks."""

import pytest

from tests.reading.texts import minutes

ITEMS = "1. Öppnande\n\nMötet öppnas av ordföranden.\n\n2. Avslut\n\nMötet avslutas av ordföranden."
PRESENT = """\
Närvarande
Region Älvmark      Anna Ek (S), ordförande
                    Bo Al (L)
Ekeby kommun        Cia Dal (M)
Norrviks kommun     Disa Ed (S), via länk
"""


def test_an_organisation_stands_on_the_first_of_its_lines() -> None:
    found = minutes(ITEMS, head=PRESENT).attendance
    assert [(p.name, p.organisation, p.duty, p.presence) for p in found] == [
        ("Anna Ek", "Region Älvmark", "chair", "present"),
        ("Bo Al", "Region Älvmark", "member", "present"),
        ("Cia Dal", "Ekeby kommun", "member", "present"),
        ("Disa Ed", "Norrviks kommun", "member", "remote"),
    ]


@pytest.mark.parametrize(
    ("closing", "duties"),
    [
        (  # several under one "Justeras"
            "Vid protokollet          Justeras\n\nAnna Eklind              Bo Alsborg          Cia Dal",
            ["secretary", "adjuster", "adjuster"],
        ),
        (  # a duty below some of them
            "Vid protokollet          Justeras\n\nAnna Eklind              Bo Alsborg          Cia Dal\n"
            "sekreterare              ordförande",
            ["secretary", "chair", "adjuster"],
        ),
    ],
)
def test_three_who_sign_on_one_line(closing: str, duties: list[str]) -> None:
    record = minutes(f"{ITEMS}\n\n{closing}")
    assert [(s.name, s.duty) for s in record.signatures] == list(
        zip(["Anna Eklind", "Bo Alsborg", "Cia Dal"], duties, strict=True)
    )
    assert [p.name for p in record.attendance if p.organisation or p.title] == []
