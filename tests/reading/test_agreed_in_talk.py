"""Decisions that notes tell in everyday words, one behind the other."""

import pytest

from tests.reading.texts import minutes


def decided(text: str) -> list[str]:
    record = minutes(f"1. Fråga\n\n{text}\n\n2. Avslut\n\nMötet avslutas av ordföranden.")
    return [decision.text.rstrip(".") for decision in record.decisions]


@pytest.mark.parametrize(
    ("text", "decisions"),
    [
        ("Vi bestämde att hålla kursen i maj.", ["hålla kursen i maj"]),
        (
            "Vi bestämde att hålla kursen i maj. Vi bestämde också att den ska vara öppen för alla.",
            ["hålla kursen i maj", "den ska vara öppen för alla"],
        ),
        ("Efter en stunds samtal bestämde vi att hålla kursen i maj.", ["hålla kursen i maj"]),
        ("Gruppen är enig om att förorda att avtalet förlängs.", ["förorda att avtalet förlängs"]),
        (
            "Bo Al ville ha en kurs. Det blev också beslutet: kursen hålls i maj.",
            ["kursen hålls i maj"],
        ),
        # an opinion, others, an earlier meeting
        ("Gruppen är enig om att frågan är mogen men att den måste beredas.", []),
        ("Försöket har pågått så länge som styrgruppen bestämde.", []),
        ("Regeringen bestämde att ersättningen ska höjas.", []),
        ("Vid det mötet beslutade gruppen att anta planen.", []),
    ],
)
def test_what_was_decided(text: str, decisions: list[str]) -> None:
    assert decided(text) == decisions


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Nästa möte: fredag 19 april kl 10.\nDärefter ses vi den 28 maj.", ["2024-04-19", "2024-05-28"]),
        ("Nästa möte är den 19 april. Kallelsen skickas före den 10 april.", ["2024-04-19"]),
    ],
)
def test_meetings_told_in_a_sentence(text: str, dates: list[str]) -> None:
    record = minutes(f"1. Fråga\n\nMötet öppnas av ordföranden.\n\n2. Avslut\n\n{text}")
    assert [meeting.date for meeting in record.next_meetings] == dates
