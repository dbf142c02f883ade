"""Names behind an organisation that no register has, and behind a post or duty."""

import pytest

from tests.reading.texts import minutes

ITEMS = "1. Öppnande\n\nMötet öppnas av ordföranden.\n\n2. Avslut\n\nMötet avslutas av ordföranden."


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("För Sundhult Anna Ek, Bo Al", [("Anna Ek", "Sundhult"), ("Bo Al", "Sundhult")]),
        ("Från Sundhult Anna Ek och Bo Al", [("Anna Ek", "Sundhult"), ("Bo Al", "Sundhult")]),
        ("För Ekeby kommun Anna Ek, Bo Al", [("Anna Ek", "Ekeby kommun"), ("Bo Al", "Ekeby kommun")]),
    ],
)
def test_for_whom_a_line_of_names_came(line: str, people: list[tuple[str, str]]) -> None:
    record = minutes(ITEMS, head=f"Närvarande\n{line}")
    assert [(p.name, p.organisation) for p in record.attendance] == people
    assert not record.unplaced


def test_what_may_be_a_name_or_a_place_is_unplaced() -> None:
    record = minutes(ITEMS, head="Närvarande\nCia Dal, Ekeby kommun\nFör Maria Anna Ek")
    assert [u.text for u in record.unplaced] == ["För Maria Anna Ek"]
    assert "name-not-placed" in [issue.code for issue in record.issues]


def test_a_label_broken_over_two_lines_is_no_title() -> None:
    head = "Beslutande           Bo Al (M), Ekeby\n\nEj tjänstgörande     Anna Maria Ekelund (C), Norrvik\nersättare"
    assert [(p.name, p.title, p.duty) for p in minutes(ITEMS, head=head).attendance] == [
        ("Bo Al", None, "member"),
        ("Anna Maria Ekelund", None, "deputy"),
    ]


def test_a_name_in_a_line_that_is_not_understood_is_unplaced() -> None:
    record = minutes(ITEMS, head="Närvarande\nCia Dal, Ekeby kommun\nvid Tallen, Anna Ek, rektor\nFör Vårdrådet")
    assert [u.text for u in record.unplaced] == ["vid Tallen, Anna Ek, rektor"]


def test_a_duty_and_a_post_ahead_of_the_last_names() -> None:
    head = (
        "Vid mötet deltog Anna Ek (S), ordförande, Bo Al (M) och tjänstgörande ersättare Cia Dal (KD). "
        "Kommundirektör Disa Ed föredrog ärendena."
    )
    found = [(p.name, p.duty) for p in minutes(ITEMS, head=head).attendance]
    assert found == [("Anna Ek", "chair"), ("Bo Al", "member"), ("Cia Dal", "deputy"), ("Disa Ed", "other")]
