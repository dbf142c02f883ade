"""Texts that lost their line breaks, the whole on one line or a page on each."""

from itertools import pairwise

import pytest

from rodtrad.reading.reader import read
from rodtrad.reading.record import Record
from rodtrad.reading.sources import open_source
from rodtrad.reading.sources.source import Stretch
from rodtrad.reading.unbroken.counting_on import headings
from rodtrad.reading.unbroken.pages import without_page_heads
from rodtrad.reading.unbroken.title_ends import title_end
from tests.reading.texts import read_text

PAGES = (
    "Omsorgsnämnden Ekeby SAMMANTRÄDESPROTOKOLL 1(3) Sammanträdesdatum 2024-05-16 Plats och tid Kommunhuset, Granen,"
    " torsdagen den 16 maj 2024 klockan 13.00–15.30 Beslutande Ledamöter Vendela Brask (S), ordförande Torvald Egerö"
    " (M) Ingegerd Brask (C) Övriga närvarande Mattis Wreding, nämndsekreterare Sigrun Dahlö, socialchef §§ 32–33 Utses"
    " att justera Torvald Egerö Underskrifter Paragrafer 31–34 Sekreterare Mattis Wreding Ordförande Vendela Brask"
    " Justerande Torvald Egerö",
    "Justerandes sign Utdragsbestyrkande Omsorgsnämnden Ekeby SAMMANTRÄDESPROTOKOLL 2(3) Sammanträdesdatum 2024-05-16"
    " § 31 Godkännande av dagordning Beslut Nämnden godkänner dagordningen. § 32 Trygghetslarm i eget boende Dnr ON"
    " 2024/41 Sigrun Dahlö redogör för hur larmen har fungerat sedan i höstas. Bakgrund Vid nämndens möte den 14 mars,"
    " § 12, bordlades frågan. Larmen är av två slag och det äldre slaget saknar reservdelar. Beslut Nämnden beslutar"
    " att byta ut de äldre larmen, att uppdra åt socialchefen att redovisa kostnaden senast den 30 september 2024, samt"
    " att kommunens råd för äldre informeras. Beslutet skickas till Ekonomikontoret § 33 Samverkan med Region Norrvik"
    " Socialchefen berättar om vårens möten. Det andra mötet blev",
    "Justerandes sign Utdragsbestyrkande Omsorgsnämnden Ekeby SAMMANTRÄDESPROTOKOLL 3(3) Sammanträdesdatum 2024-05-16"
    " inställt eftersom ingen från sjukhuset kunde komma. Beslut Informationen läggs till handlingarna. § 34 Riktlinjer"
    " Beslut 1. Riktlinjen för ledsagning antas. 2. Riktlinjen för avlösning i hemmet upphör att gälla. Justerandes"
    " sign Utdragsbestyrkande",
)


def record(text: str) -> Record:
    return read(open_source("protokoll.txt", text.encode()))


@pytest.mark.parametrize("between", [" ", "\n"])
def test_the_whole_on_a_line_or_a_page_on_each(between: str) -> None:
    found = record(between.join(PAGES))
    assert (found.kind, found.body) == ("minutes", "Omsorgsnämnden Ekeby")
    assert found.meeting and (found.meeting.date, found.meeting.start, found.meeting.end) == (
        "2024-05-16",
        "13:00",
        "15:30",
    )
    assert [(p.name, p.duty) for p in found.attendance] == [
        ("Vendela Brask", "chair"),
        ("Torvald Egerö", "adjuster"),
        ("Ingegerd Brask", "member"),
        ("Mattis Wreding", "secretary"),
        ("Sigrun Dahlö", "other"),
    ]
    assert [(item.number, item.title) for item in found.items] == [
        ("31", "Godkännande av dagordning"),
        ("32", "Trygghetslarm i eget boende"),
        ("33", "Samverkan med Region Norrvik"),
        ("34", "Riktlinjer"),
    ]
    assert [(d.item, d.text.rstrip(".")) for d in found.decisions] == [
        ("31", "Nämnden godkänner dagordningen"),
        ("32", "byta ut de äldre larmen"),
        ("32", "uppdra åt socialchefen att redovisa kostnaden senast den 30 september 2024"),
        ("32", "kommunens råd för äldre informeras"),
        ("33", "Informationen läggs till handlingarna"),
        ("34", "Riktlinjen för ledsagning antas"),
        ("34", "Riktlinjen för avlösning i hemmet upphör att gälla"),
    ]
    assert [(a.assignee, a.due) for a in found.assignments] == [("socialchefen", "2024-09-30")]
    assert found.reference is None


def test_places_are_those_of_the_text() -> None:
    text = " ".join(PAGES)
    (first, *_) = record(text).decisions
    start, end = first.evidence.place.chars
    assert text[start:end] == "Nämnden godkänner dagordningen."


def test_a_text_with_its_line_breaks_is_left_alone() -> None:
    paragraph = (
        "Gruppen talade länge om § 12 Riktlinjer i förra protokollet. Beslut Ingen kunde säga hur det gick till."
    )
    text = "Protokoll från Vårdgruppen 2024-03-01\n\n§ 1 Inledning\n\n" + f"{paragraph}\n\n" * 12
    assert [item.number for item in record(text).items] == ["1"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Delårsrapport Ekonomen redovisar en prognos med underskott.", "Delårsrapport"),
        ("Nytt avtal med Region Norrvik Avtalet har varit på remiss.", "Nytt avtal med Region Norrvik"),
        ("Lokaler i Storedal Hyresvärden vill höja hyran.", "Lokaler i Storedal"),
        ("Nästa möte Den 16 juni kl. 10 i Ulvsjö.", "Nästa möte"),
        ("Information Sigrun Dahlö berättar om sommaren.", "Information"),
        ("Meddelanden Skrivelse från föreningen Höstlöv om bänkar. Nämnden svarar.", "Meddelanden"),
        ("Övriga frågor", "Övriga frågor"),
        ("Svar på remiss från Region Älvmark", "Svar på remiss från Region Älvmark"),
    ],
)
def test_where_a_title_ends(text: str, title: str) -> None:
    assert text[: title_end(text)].strip() == title


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        # A § somebody left at, an older decision and a law begin no item.
        ("Sigrun Dahlö, chef, § 46 Övriga: ingen § 45 Val Ett val. § 46 Mål Ett mål, se § 12 Vad som sades.", [39, 57]),
        ("1. Start Alla kom. 2. Budget Den räcker. 3. Slut Vi gick.", [0, 19, 41]),
        ("On 4 Start Alla kom. On 5 Budget Den räcker inte. On 6 Slut Vi gick.", [0, 21, 50]),
        ("4 Start Alla kom. 5 Budget För de 12 Kvarnarna. 6 Slut Vi gick.", [0, 18, 48]),
        ("Vi talade om de 3 Råden och de 4 Nämnderna.", []),
    ],
)
def test_numbers_that_count_on(text: str, starts: list[int]) -> None:
    assert [start.at for start in headings([text])[1]] == starts


def test_page_heads_are_left_out_of_a_sentence() -> None:
    texts = ["1 Rådet Protokoll (3) Alla var med.", "2 Rådet Protokoll (3) De sade ja.", "3 Rådet Protokoll (3) Slut."]
    assert [page.content.text for page in without_page_heads([Stretch(page, range(len(page))) for page in texts])] == [
        "Rådet Protokoll Alla var med.",
        "De sade ja.",
        "Slut.",
    ]


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


def test_informal_minutes_on_one_line() -> None:
    talk = "Det har gått bra i de flesta kommuner och sämre i några, sade flera av dem som var där. " * 4
    record = read_text(
        "Protokoll Vårdgruppen 2024-03-01 Tid: 10.00–12.00 Plats: Ekeby Närvarande Anna Ek, Region Norrvik Bo Al,"
        f" rektor 1. Larm Föredragande: Cia Dal, chefläkare, Region Norrvik Larmen har bytts ut i vår. {talk}Beslut:"
        f" - Att larmen provas i Ekeby - Att utfallet redovisas i juni 2. Plan Beslutsärende {talk}Förslag till beslut:"
        f" - att planen antas Vårdgruppen beslutar i enlighet med förslaget. 3. Avslut {talk}"
    )
    assert [(item.number, item.title, item.type, [p.name for p in item.presenters]) for item in record.items] == [
        ("1", "Larm", None, ["Cia Dal"]),
        ("2", "Plan", "decision", []),
        ("3", "Avslut", None, []),
    ]
    assert [(d.item, d.text, d.adopts_proposal) for d in record.decisions] == [
        ("1", "larmen provas i Ekeby", False),
        ("1", "utfallet redovisas i juni", False),
        ("2", "planen antas", True),
    ]


def test_a_list_of_contents_ahead_of_the_items() -> None:
    listed = "§ 31 Godkännande av dagordning 2 § 32 Trygghetslarm i eget boende 2 § 33 Samverkan 3 § 34 Riktlinjer 3 "
    text = " ".join(PAGES)
    head = text.index("Beslutande Ledamöter")
    found = record(text[:head] + "Ärendelista " + listed + text[head:])
    assert [p.name for p in found.attendance] == [p.name for p in record(text).attendance]
    assert [item.number for item in found.items] == ["31", "32", "33", "34"]


def test_a_year_in_a_title_is_no_earlier_matter() -> None:
    found = record(" ".join(PAGES).replace("§ 34 Riktlinjer Beslut", "§ 34 Budget 2025 Beslut"))
    assert [item.title for item in found.items][-1] == "Budget 2025"
