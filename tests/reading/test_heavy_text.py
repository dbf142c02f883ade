"""Text that is made to be slow is read in the time its length deserves, and never too deep."""

import time

import pytest

from rodtrad.reading.reader import read
from rodtrad.reading.sources import open_source

SIZE = 100_000  # characters in one line or many
SECONDS = 6.0  # a contained child has ten; the slowest took 2.5, and each more than ten before it was mended
MINUTES = """Protokoll

Styrgruppen för samverkan i Ekeby län

Tid: 2024-03-01 kl. 10-12

Närvarande:
Rut Ek, Ekeby kommun

§ 1 Val
{item}
Beslut: att utse {clause}

§ 2 Avtal
Föredragande: {presenters}

Vid protokollet
{signed}
"""
HEAVY = [
    ("presenters", "och att "),
    ("presenters", "a/"),
    ("presenters", "("),
    ("item", "överenskommelsen om a "),
    ("item", "Överenskommelsen gäller från " + "1-" * 49_000),
    ("clause", "Aa-"),
    ("signed", "Aa Bb\n"),
    ("item", "-|-\n"),
    ("item", "\xa0" * 50_000 + "x|\n"),
    ("item", "skickar med "),
    ("item", "uppdra till "),
    ("item", "förslaget finner "),
    ("item", "7 ja-röster mot "),
    ("item", "a t t anta "),
    ("item", "Vad   Vem   När\n"),
    ("item", "Aktivitet\nAnsvarig\nKlart\n"),
    ("item", "•\n"),
    ("item", "Reservation\n"),
    ("signed", "\nFör Region Norrvik"),
]


@pytest.mark.parametrize("place, piece", HEAVY, ids=range(len(HEAVY)))
def test_time_grows_with_length(place: str, piece: str) -> None:
    places = {"presenters": "", "item": "", "clause": "", "signed": "", place: piece * (SIZE // len(piece))}
    text = MINUTES.format(**places)
    source = open_source("protokoll.txt", text.encode())
    started = time.process_time()
    assert read(source).kind == "minutes"
    assert time.process_time() - started < SECONDS


def test_many_brackets_are_no_depth() -> None:
    text = MINUTES.format(item="", clause="Rut Ek", presenters="Rut Ek " + "Mål (a) " * 2500, signed="")
    assert read(open_source("protokoll.txt", text.encode())).kind == "minutes"
