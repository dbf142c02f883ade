"""The forms in which minutes are signed: names and roles below, beside and between each other, and lines to sign on."""

import pytest

from tests.reading.texts import minutes

LIST = "Närvarande:\nAnna Ek, Ekeby kommun, ordförande\nBo Al, Region Älvmark\nCia Dal, Norrviks kommun, sekreterare"
ITEMS = "1. Öppnande\n\nMötet öppnas av ordföranden.\n\n2. Avslut\n\nMötet avslutas av ordföranden."
LINE = "." * 20
SECRETARY, CHAIR, ADJUSTER = ("Cia Dal", "secretary"), ("Anna Ek", "chair"), ("Bo Al", "adjuster")


def signed(text: str) -> list[tuple[str, str]]:
    return [(s.name, s.duty) for s in minutes(f"{ITEMS}\n\n{text}", head=LIST).signatures]


@pytest.mark.parametrize(
    "text",
    [
        f"Vid protokollet\n\n{LINE}\nCia Dal\nsekreterare\n\n"
        f"Justeras\n\n{LINE}\nAnna Ek\nordförande\n\n{LINE}\nBo Al\njusterare",
        f"Underskrifter\nSekreterare\t{LINE}\n\tCia Dal\nOrdförande\t{LINE}\n\tAnna Ek\nJusterare\t{LINE}\n\tBo Al",
        f"Sekreterare\n{LINE}\nCia Dal\nOrdförande\n{LINE}\nAnna Ek\nJusterande\n{LINE}\nBo Al",
        f"Sekreterare {LINE} Cia Dal\nOrdförande {LINE} Anna Ek\nJusterare {LINE} Bo Al",
        "Sekreterare: Cia Dal\nOrdförande: Anna Ek\nJusterare: Bo Al",
        "Sekreterare (Cia Dal)\nOrdförande (Anna Ek)\nJusterare (Bo Al)",
        "Cia Dal, sekreterare\nAnna Ek, ordförande\nBo Al, justerare",
        "Vid protokollet: Cia Dal\nJusteras: Anna Ek    Bo Al",
        "Vid protokollet\n/Cia Dal/\n\nJusteras\n/Anna Ek/     /Bo Al/",
        "Underskrifter Paragrafer 1–2\n\nSekreterare ………\n\nCia Dal\n\nOrdförande ………\n\nAnna Ek (S)\n\n"
        "Justerande ………\n\nBo Al (V)\n\nANSLAG/BEVIS",
        "Underskrifter Sekreterare Cia Dal\nOrdförande Anna Ek (S)\nJusterare Bo Al (V)",
        "Underskrifter\tSekreterare\tCia Dal\n\tOrdförande\tAnna Ek\n\tJusterande\tBo Al",
        f"Underskrifter{LINE}\nCia Dal, sekreterare\n{LINE}\nAnna Ek, ordförande\n{LINE}\nBo Al, justerare",
        "Dag som ovan\n\nCia Dal\nsekreterare\n\nJusteras:\n\nAnna Ek\nBo Al",
        "Protokollförare\nCia Dal\n\nJustering\nAnna Ek\nBo Al",
        "VID PROTOKOLLET\n\nCia Dal\n\nJUSTERAS\n\nAnna Ek\n\nBo Al",
        "Vid protokollet\nCia Dal\n\nJusteras\nAnna Ek (S)          Bo Al (M)\nOrdförande           Justerare",
    ],
)
def test_all_three_sign(text: str) -> None:
    assert signed(text) == [SECRETARY, CHAIR, ADJUSTER]


@pytest.mark.parametrize(
    ("text", "signers"),
    [
        ("För anteckningarna\nCia Dal", [SECRETARY]),
        ("Protokollet är elektroniskt signerat av\nCia Dal, sekreterare\nAnna Ek, ordförande", [SECRETARY, CHAIR]),
        ("Justeras 2024-03-08\n\nAnna Ek\t\tBo Al\nOrdförande\tJusterare", [CHAIR, ADJUSTER]),
        ("Justeras digitalt\n\nAnna Ek, ordförande\nBo Al, justerare", [CHAIR, ADJUSTER]),
        ("Justerat via mejl\nAnna Ek   Bo Al", [CHAIR, ADJUSTER]),
        (
            f"Underskrift: {LINE}\nNamnförtydligande: Anna Ek, ordförande\n"
            f"Underskrift: {LINE}\nNamnförtydligande: Cia Dal, sekreterare",
            [CHAIR, SECRETARY],
        ),
    ],
)
def test_some_of_them_sign(text: str, signers: list[tuple[str, str]]) -> None:
    assert signed(text) == signers


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ek, ordförande, tackar för mötet.",
        "Protokollet skickas till\nAnna Ek, ordförande\nCia Dal, sekreterare",
        "Närvarande\nAnna Ek, ordförande\nCia Dal, sekreterare",
        "Anna Ek, ordförande",  # alone, it may be of anything
        "Justering sker den 8 mars.",
    ],
)
def test_who_does_not_sign(text: str) -> None:
    assert signed(text) == []
