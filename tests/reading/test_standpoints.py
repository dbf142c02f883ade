"""What members say against or beside a decision, and how it was voted."""

import pytest

from rodtrad.reading.record import Record
from tests.reading.texts import minutes

TALK = "Nämnden diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."
DECIDED = "Vårdgruppen beslutar\n\natt anta planen"


def at_item(text: str) -> Record:
    return minutes(f"§ 1 Fråga\n\n{DECIDED}\n\n{text}\n\n§ 2 Avslut\n\n{TALK}")


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Bo Al (M) reserverar sig mot beslutet.", "reservation", ("Bo Al",)),
        ("Mot beslutet reserverar sig Bo Al (M) och Cia Dal (KD).", "reservation", ("Bo Al", "Cia Dal")),
        ("Bo Al reserverar sig till förmån för Cia Dals yrkande.", "reservation", ("Bo Al",)),
        ("Moderaterna reserverar sig mot beslutet.", "reservation", ()),
        ("Reservation\n\nBo Al (M) anmäler reservation.", "reservation", ("Bo Al",)),
        ("Särskilt yttrande: Bo Al (M) lämnar ett särskilt yttrande.", "statement", ("Bo Al",)),
        ("Särskilt yttrande\n\nCia Dal (L): ”Vi hade önskat en lägre avgift.”", "statement", ("Cia Dal",)),
        ("Protokollsanteckning\n\nCia Dal (L) saknar en redovisning av kostnaden.", "note", ("Cia Dal",)),
        ("Bo Al låter anteckna till protokollet att kostnaden saknas.", "note", ("Bo Al",)),
        ("Bo Al deltar inte i beslutet.", "abstention", ("Bo Al",)),
        ("Bo Al anmäler jäv och lämnar rummet.", "recusal", ("Bo Al",)),
    ],
)
def test_who_says_what(text: str, kind: str, names: tuple[str, ...]) -> None:
    [found] = at_item(text).standpoints
    assert (found.item, found.kind, found.names) == ("1", kind, names)


@pytest.mark.parametrize("text", ["Reservationer\n\nInga.", "Jäv: ingen", "Reservdelar köps in.", TALK])
def test_nothing_said(text: str) -> None:
    assert at_item(text).standpoints == ()


@pytest.mark.parametrize("head", ["Reservation", "Särskilt yttrande", "Protokollsanteckning"])
def test_a_section_of_a_standpoint_decides_and_assigns_nothing(head: str) -> None:
    words = "Vi ville att nämnden skulle besluta\n\natt avslå planen\n\nFörvaltningen återkommer senast den 3 maj."
    record = at_item(f"{head}\n\n{words}\n\nBo Al (M)")
    assert [d.text for d in record.decisions] == ["anta planen"]
    assert record.assignments == ()


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Med 7 ja-röster mot 4 nej-röster beslutar nämnden enligt förslaget.", (7, 4, None)),
        ("Omröstningsresultat: 6 ja-röster, 5 nej-röster och 2 som avstår.", (6, 5, 2)),
        ("Ja: 7 Nej: 4 Avstår: 1", (7, 4, 1)),
        ("Bo Al och Cia Dal röstar Ja (2).\n\nDisa Ed röstar Nej (1).", (2, 1, None)),
    ],
)
def test_votes(text: str, counted: tuple[int, int, int | None]) -> None:
    assert [(v.yes, v.no, v.abstained) for v in at_item(text).votes] == [counted]


@pytest.mark.parametrize(
    "text",
    [
        "Den som stödjer förslaget röstar ja, den som stödjer yrkandet röstar nej.",
        "Av de 7 svarande sa 4 ja.",
        "Första omgången: 7 ja-röster mot 4 nej-röster.\n\nAndra omgången: 6 ja-röster mot 5 nej-röster.",
    ],
)
def test_no_vote_or_more_than_one_is_not_counted(text: str) -> None:
    assert at_item(text).votes == ()
