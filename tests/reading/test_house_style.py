"""House styles: what all of a body's confirmed documents do alike, and what the reader makes of it."""

import pytest

from rodtrad.reading.house_style import ConfirmedDocument, ConfirmedFact, HouseStyle, learn, style_key
from rodtrad.reading.reader import read
from rodtrad.reading.record import Record
from rodtrad.reading.sources import open_source

BODY = "Nätverksgruppen Norrvik"


def minutes(day: str, said: str, *, opening: str = "Vi landade i", round_the_table: str = "Runt bordet") -> str:
    return f"""Minnesanteckningar {BODY}
{day}

{round_the_table}:
Alva Ros, Norrviks kommun
Tor Hed, Ekeby kommun

1. Öppnande
Alva Ros hälsade välkommen.

2. Arbetet i vinter
Gruppen pratade om vintern.
{opening}: att {said}

3. Avslut
Alva Ros tackade för mötet.
"""


def confirmed(text: str, said: str) -> ConfirmedDocument:
    """What a person has confirmed of such minutes."""
    lines = text.split("\n")

    def fact(kind: str, words: str, presence: str = "") -> ConfirmedFact:
        return ConfirmedFact(kind, next(n for n, line in enumerate(lines, 1) if words in line), words, presence)

    people = [fact("attendance", name, "present") for name in ("Alva Ros, Norrviks", "Tor Hed")]
    items = [fact("items", title) for title in ("Öppnande", "Arbetet i vinter", "Avslut")]
    return ConfirmedDocument(lines, (*people, *items, fact("decisions", said)))


TOLD = {
    "2025-02-03": "pröva gemensamma ronder",
    "2025-04-07": "avsluta försöket",
    "2025-06-02": "anställa en samordnare",
}


def learnt(*days: str, **wording: str) -> HouseStyle:
    return learn([confirmed(minutes(day, TOLD[day], **wording), TOLD[day]) for day in days])


def found(text: str, *styles: HouseStyle) -> Record:
    known = {style_key(BODY): style for style in styles}
    return read(open_source("anteckningar.txt", text.encode()), styles=known)


def test_what_two_documents_do_alike_is_learnt_and_told_in_words() -> None:
    style = learnt("2025-02-03", "2025-04-07")
    assert style.numbering == "point"
    assert style.openings == {"Vi landade i": "decision", "Runt bordet": "present"}
    assert style.in_words() == [
        "Ärendena numreras med punkt efter numret (12.).",
        "”Runt bordet” inleder de som var med.",
        "”Vi landade i” inleder det som beslutas.",
    ]


def test_one_document_is_not_what_a_body_always_does() -> None:
    assert not learnt("2025-02-03")


def test_documents_that_differ_teach_nothing_that_they_differ_in() -> None:
    one = confirmed(minutes("2025-02-03", "pröva", opening="Vi landade i"), "pröva")
    other = confirmed(minutes("2025-04-07", "avsluta", opening="Slutsats blev"), "avsluta")
    assert set(learn([one, other]).openings) == {"Runt bordet"}


def test_words_that_open_other_things_too_are_not_learnt() -> None:
    texts = [
        minutes(day, said).replace("Gruppen pratade", "Vi landade i: en lång diskussion.\nGruppen")
        for day, said in TOLD.items()
    ]
    style = learn([confirmed(text, said) for text, said in zip(texts, TOLD.values(), strict=True)])
    assert "Vi landade i" not in style.openings


def test_the_next_document_is_read_with_it() -> None:
    style, text = learnt("2025-02-03", "2025-04-07"), minutes("2025-06-02", "anställa en samordnare")
    assert [decision.text for decision in found(text).decisions] == []
    assert [decision.text for decision in found(text, style).decisions] == ["anställa en samordnare"]
    assert [person.name for person in found(text, style).attendance] == ["Alva Ros", "Tor Hed"]


@pytest.mark.parametrize("said", ["Beslut: att vila till hösten", "Gruppen beslutar att vila till hösten"])
def test_what_a_document_says_is_read_as_without_it(said: str) -> None:
    text = minutes("2025-06-02", "anställa en samordnare").replace("Vi landade i: att anställa en samordnare", said)
    assert found(text, learnt("2025-02-03", "2025-04-07")).decisions == found(text).decisions != ()


def test_another_body_is_read_without_it() -> None:
    text = minutes("2025-06-02", "anställa en samordnare").replace(BODY, "Styrgruppen Ekeby")
    assert found(text, learnt("2025-02-03", "2025-04-07")).decisions == ()
