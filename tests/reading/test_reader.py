"""What holds for any document: the reader never raises, and every fact stands where it says it stands."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.reading.issues import CODES
from rodtrad.reading.reader import read
from rodtrad.reading.record import Fact, Record
from rodtrad.reading.sources import Source, open_source
from tests.reading.texts import parties

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
# The field that a fact's place states, tried in this order.
STATING = ("task", "text", "name", "person", "title", "date")

LINES = st.sampled_from(
    [
        "Protokoll Vårdgruppen 2024-03-01",
        "Närvarande",
        "Frånvarande:",
        "Anna Ek, rektor, Ekeby kommun (del av mötet)",
        "Bo Al\tNorrvik",
        "Region Älvmark",
        "Ordförande",
        "Underskrifter",
        ".....",
        "§ 12 Hemtagning (se PPT)",
        "1. Öppnande",
        "2.",
        "3. Nästa möte",
        "a) Fast kontakt",
        "Beslutsärende",
        "Föredragande: Anna Ek och Bo Al, Ekeby kommun",
        "Förslag till beslut:",
        "- Att anta planen",
        "Att uppdra till beredningen:",
        "att ta fram en plan till nästa möte",
        "Vårdgruppen beslutar",
        "Vårdgruppen beslutar enligt förslaget.",
        "Beslut: att Anna Ek ersätter Bo Al i rådet fr o m maj 2024",
        "Avtalet om tolk gäller 2022-01-01 till 2023-12-31.",
        "Beslut tagna via mail:",
        "- Fördelning av medel, taget december 2023",
        "Dagordningen godkändes.",
        "Vårdgruppen 19 april",
        "Målområde\tAktiviteter",
        "Trygga barn\tTa fram en rutin. Hösten 2024",
        "Protokollet ska skickas till",
        "NAMN: Anna Ek",
        "DATUM & TID: 2024-03-04 14:21:48 +01:00",
    ]
)
# Control characters make a file binary, which is another test's matter.
ANY = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)
TEXTS = st.lists(st.one_of(LINES, st.just(""), ANY), max_size=40).map("\n".join)


def facts_of(value: object) -> Iterator[Fact]:
    """Every fact in a record, however deep."""
    if isinstance(value, Fact):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from facts_of(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from facts_of(getattr(value, field.name))


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"<[^>]*>|\u00ad", "", text)).lower()


def check(source: Source, record: Record) -> int:
    count = 0
    for fact in facts_of(record):
        place = fact.evidence.place
        assert 0 <= place.chars[0] < place.chars[1] <= len(source.text)
        assert place.lines == (source.line_at(place.chars[0]), source.line_at(place.chars[1] - 1))
        assert 0 < fact.evidence.confidence <= 1
        assert fact.evidence.rule
        count += 1
    assert {issue.code for issue in record.issues} <= set(CODES)
    return count


@settings(deadline=None)  # a test is not a stop-watch
@given(TEXTS)
def test_any_text_is_read_and_every_fact_has_its_place(text: str) -> None:
    source = open_source("prov.txt", f"Anteckningar\n{text}".encode())
    check(source, read(source, parties=parties()))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_the_words_of_a_fact_stand_at_its_place(path: Path) -> None:
    source = open_source(path.name, path.read_bytes())
    record = read(source, parties=parties())
    assert check(source, record) > 10
    for fact in facts_of(record):
        name = next(n for n in STATING if hasattr(fact, n))
        if name == "date" or name in fact.evidence.inferred:
            continue  # concluded from other words: the day, or what "avtalet" is called
        said = squeezed(str(getattr(fact, name)))
        start, end = fact.evidence.place.chars
        stands = squeezed(source.text[start:end])
        # A nested clause bears its opener too, and a fact may stand on several lines: the place holds its own words.
        assert stands in said or said in stands, (fact, source.text[start:end])


def test_reading_twice_finds_the_same() -> None:
    path = SAMPLES[0]
    first, second = (read(open_source(path.name, path.read_bytes()), parties=parties()) for _ in range(2))
    assert first == second
