"""What a clause that somebody writes gives, and to whom."""

import pytest

from rodtrad.web.documents.wording import given


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        (
            "uppdra till Ekeby kommun att redovisa kostnaderna senast den 15 mars",
            ("assignment", "Ekeby kommun", "redovisa kostnaderna", "senast den 15 mars"),
        ),
        (
            "uppdra till Ekeby kommun att redovisa kostnaderna vid nästa möte",
            ("assignment", "Ekeby kommun", "redovisa kostnaderna", "vid nästa möte"),
        ),
        ("hänskjuta frågan till styrgruppen", ("referral", "styrgruppen", "frågan", "")),
        (
            "överlämna frågan om tolk till rådet för svar senast den 30 april",
            ("referral", "rådet", "frågan om tolk", "senast den 30 april"),
        ),
        ("till regionen överlämna frågan om tolk", ("referral", "regionen", "frågan om tolk", "")),
        ("hänskjuta ärendet till nästa möte", None),
        ("hänskjuta ärendet till beredningsgruppens sammanträde", None),
        ("överlämna årsredovisningen till kommunstyrelsen", None),
        ("godkänna dagordningen", None),
    ],
)
def test_what_a_clause_gives(clause: str, told: tuple[str, str, str, str] | None) -> None:
    found = given(clause)
    assert (found and (found.kind, found.who, found.task, found.when)) == told
