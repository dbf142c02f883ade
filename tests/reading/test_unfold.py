"""Texts that lost their line breaks, whole pages or the whole document on one line."""

from itertools import pairwise

import pytest

from rodtrad.reading.record import Record
from tests.reading.texts import read_text

HEAD = (
    "Plats och tid Kommunhuset, Ekeby, fredagen den 1 mars 2024, kl. 13.00-15.10 Beslutande Anna Ek (S), ordförande "
    "Bo Al (M) Cia Dal (C), ej {0} Övriga deltagande Disa Ed, socialchef, {0}-{1} Ove Berg, nämndsekreterare Utses att "
    "justera Bo Al (M) Paragrafer {0}-{2} Underskrifter Sekreterare Ove Berg Ordförande Anna Ek (S) Justerande Bo Al "
    "(M) ANSLAG/BEVIS Protokollet är justerat. Justeringen har tillkännagivits genom anslag den 8 mars 2024"
)
ITEMS = (
    "Val av justerare Ordföranden öppnar sammanträdet. Beslut 1. Bo Al (M) utses att justera protokollet.",
    "Hemtagning i länet Dnr 12/24 Antalet platser minskar under våren, enligt socialchefen. Det är fler som väntar. "
    "Beslut Omsorgsnämnden godkänner rapporten.",
    "Meddelanden Tre meddelanden har kommit in sedan förra sammanträdet.",
)


def pages(prefix: str, first: int) -> list[str]:
    """A head and three items, each as a page without line breaks."""
    head = HEAD.format(first, first + 1, first + 2)
    return [head, *(f"{prefix}{number} {text}" for number, text in enumerate(ITEMS, first))]


def found(record: Record) -> dict[str, object]:
    return {
        "attendance": [(p.name, p.title, p.duty, p.presence) for p in record.attendance],
        "items": [(item.number, item.title) for item in record.items],
        "decisions": [(d.item, d.text) for d in record.decisions],
        "day": record.meeting and (record.meeting.date, record.meeting.start, record.meeting.end),
    }


@pytest.mark.parametrize("prefix", ["§ ", "ON ", ""])
@pytest.mark.parametrize(
    "layout",
    [
        lambda pages: "\n\n".join(f"{n} Omsorgsnämnden Protokoll ({len(pages)}) {p}" for n, p in enumerate(pages, 1)),
        lambda pages: " ".join(f"{n} {n}({len(pages)}) {p}" for n, p in enumerate(pages, 1)),
        lambda pages: "Protokoll Omsorgsnämnden\n" + " ".join(pages),
    ],
)
def test_a_document_without_line_breaks(prefix: str, layout: object) -> None:
    assert callable(layout)
    record = read_text(layout(pages(prefix, 14)))
    assert found(record) == {
        "attendance": [
            ("Anna Ek", None, "chair", "present"),
            ("Bo Al", None, "adjuster", "present"),
            ("Cia Dal", None, "member", "partial"),
            ("Disa Ed", "socialchef", "other", "partial"),
            ("Ove Berg", None, "secretary", "present"),
        ],
        "items": [("14", "Val av justerare"), ("15", "Hemtagning i länet"), ("16", "Meddelanden")],
        "decisions": [
            ("14", "Bo Al (M) utses att justera protokollet."),
            ("15", "Omsorgsnämnden godkänner rapporten."),
        ],
        "day": ("2024-03-01", "13:00", "15:10"),
    }
    assert [s.name for s in record.signatures] == ["Ove Berg", "Anna Ek", "Bo Al"]


def test_every_fact_stands_where_the_text_says_it() -> None:
    text = "\n\n".join(pages("§ ", 14))
    record = read_text(text)
    for person in record.attendance:
        start, end = person.evidence.place.chars
        assert text[start:end] == person.name
    places = [item.evidence.place.chars for item in record.items]
    assert all(one < other for one, other in pairwise(places))


def test_roles_ahead_of_as_many_names_go_in_pairs() -> None:
    signed = "Sekreterare Ove Berg Ordförande Anna Ek (S) Justerande Bo Al"
    head = HEAD.format(14, 15, 16).replace(signed, "Sekreterare Ordförande Justerande Ove Berg Anna Ek (S) Bo Al")
    record = read_text("\n\n".join([head, *pages("§ ", 14)[1:]]))
    assert [(s.name, s.duty) for s in record.signatures] == [
        ("Ove Berg", "secretary"),
        ("Anna Ek", "chair"),
        ("Bo Al", "adjuster"),
    ]


def test_a_long_paragraph_is_left_alone() -> None:
    talk = "Gruppen talade länge om hemtagning, om ordförande i nämnder och om vad en sekreterare gör. " * 10
    record = read_text(f"Protokoll Vårdgruppen 2024-03-01\n\n1. Hemtagning\n\n{talk}\n\n2. Avslut\n\nMötet avslutas.")
    assert [(item.number, item.title) for item in record.items] == [("1", "Hemtagning"), ("2", "Avslut")]
