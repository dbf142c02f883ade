"""What somebody is to do, and who leads and writes, told in plain sentences by first name."""

import pytest

from tests.reading.texts import minutes

HEAD = """\
Närvarande: Lena Falk (Ekeby kommun), Mats Bråth (Region Älvmark), Disa Ed (Norrviks kommun)
Lena leder mötet, Mats skriver.
"""
CLOSE = "2. Avslut\n\nMötet avslutas av ordföranden.\n\n3. Nästa möte\n\nDen 19 april."


def given(text: str) -> list[tuple[str, str | None, str, str | None]]:
    record = minutes(f"1. Fråga\n\n{text}\n\n{CLOSE}", head=HEAD)
    return [(a.kind, a.assignee, a.task.rstrip("."), a.due) for a in record.assignments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena sammankallar gruppen före jul.", ("assignment", "Lena", "sammankallar gruppen före jul", "2024-12-24")),
        (
            "Mats ställer frågan till polisen före den 24 april.",
            ("assignment", "Mats", "ställer frågan till polisen före den 24 april", "2024-04-23"),
        ),
        (
            "Beslut: Lena, Mats och Disa bildar en grupp som ser över larmen.",
            ("assignment", "Lena, Mats och Disa", "bildar en grupp som ser över larmen", None),
        ),
        ("Det är oklart. Frågan lämnas över till länsrådet.", ("referral", "länsrådet", "Frågan", None)),
        (
            "Frågan om tolk ligger utanför vårt uppdrag. Vi skickar den vidare till tolknätverket.",
            ("referral", "tolknätverket", "Frågan om tolk", None),
        ),
        (
            "→ Disa delar svaret så fort det är färdigt.",
            ("assignment", "Disa", "delar svaret så fort det är färdigt", None),
        ),
        (
            "Mats skriver svaret, deadline 30 april.",
            ("assignment", "Mats", "skriver svaret, deadline 30 april", "2024-04-30"),
        ),
        (
            "Disa sammanställer svaren, klart 13/6.",
            ("assignment", "Disa", "sammanställer svaren, klart 13/6", "2024-06-13"),
        ),
        (
            "Varje kommun kontrollerar sina siffror inom två veckor.",
            ("assignment", "Varje kommun", "kontrollerar sina siffror inom två veckor", "2024-03-15"),
        ),
        (
            "Varje kommun redovisar i gruppen den 14 maj vad den har gjort.",
            ("assignment", "Varje kommun", "redovisar i gruppen den 14 maj vad den har gjort", "2024-05-14"),
        ),
        (
            "Grupp 2 (Lena, Disa): Lena samlar in exempel före den 2 april.",
            ("assignment", "Lena", "samlar in exempel före den 2 april", "2024-04-01"),
        ),
        (
            "Frågan om hur planen följs upp lämnas till styrgruppen för ställningstagande.",
            ("referral", "styrgruppen", "Frågan om hur planen följs upp", None),
        ),
        (
            "Vårdgruppen uttalar att rektorn bör ta in eleverna i arbetet.",
            ("advice", "rektorn", "ta in eleverna i arbetet", None),
        ),
        (
            "Disa lyfter frågan om lokaler i kommunstyrelsen under hösten.",
            ("assignment", "Disa", "lyfter frågan om lokaler i kommunstyrelsen under hösten", "2024-12-31"),
        ),
        (
            "Kommunerna tar med sig frågan och återkommer.",
            ("assignment", "Kommunerna", "tar med sig frågan och återkommer", None),
        ),
        ("Till nästa gång ska vi göra detta:\n- Lena: boka lokal", ("assignment", "Lena", "boka lokal", None)),
    ],
)
def test_what_a_sentence_gives(text: str, expected: tuple[str, str | None, str, str | None]) -> None:
    assert given(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Lena ställer frågan om larmen fungerar.",
        "Region Älvmark vill ha synpunkter på planen senast den 30 juni.",
        "Regionen svarar inom två veckor.",  # how it is, and no promise
        "Varje kommun har en samordnare.",
        "Disa lyfter frågan om lokaler i förskolan.",
        "Mats har sammankallat gruppen före jul.",
        "Vi skickar den vidare till tolknätverket.",  # nobody says what
        "Underlaget lämnas till kommunen.",
    ],
)
def test_what_gives_nothing(text: str) -> None:
    assert given(text) == []


def test_two_in_one_sentence() -> None:
    assert given("Lena bokar lokal senast den 2 april och Mats ordnar buss från Ekeby.") == [
        ("assignment", "Lena", "bokar lokal senast den 2 april", "2024-04-02"),
        ("assignment", "Mats", "ordnar buss från Ekeby", None),
    ]


def test_those_who_do_one_thing_together() -> None:
    assert given("Lena och Mats ordnar buss.") == [("assignment", "Lena och Mats", "ordnar buss", None)]


def test_who_leads_and_who_writes() -> None:
    people = minutes(f"1. Fråga\n\nVi talade om larmen.\n\n{CLOSE}", head=HEAD).attendance
    assert [p.duty for p in people] == ["chair", "secretary", "member"]


def test_duties_within_a_running_list() -> None:
    head = "Närvarande: Lena Falk (ordf.), Mats Bråth, vid pennan, Disa Ed"
    people = minutes(f"1. Fråga\n\nVi talade om larmen.\n\n{CLOSE}", head=head).attendance
    assert [(p.name, p.duty) for p in people] == [
        ("Lena Falk", "chair"),
        ("Mats Bråth", "secretary"),
        ("Disa Ed", "member"),
    ]
