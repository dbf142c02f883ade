"""When and where it was, whose it is and what contradicts it, told without labels."""

import pytest

from tests.reading.texts import minutes, read_text

TALK = "Gruppen diskuterade frågan ingående och konstaterade att läget är ungefär detsamma i hela länet."
ITEMS = f"1. Öppnande\n\n{TALK}\n\n2. Avslut\n\n{TALK}"


@pytest.mark.parametrize(
    ("head", "start", "end", "place"),
    [
        ("Nätverksträff den 5 mars 2024\nKulturhuset Måsen, Ekeby", None, None, "Kulturhuset Måsen, Ekeby"),
        ("2024-03-05\nkl. 13.00–15.10\nEkeby kommunhus, Älven", "13:00", "15:10", "Ekeby kommunhus, Älven"),
        ("2024-03-05\nEkeby kommun", None, None, None),
        ("2024-03-05\nSamverkan om förskola och skola", None, None, None),
        ("2024-03-05\nEkeby stadshus, 123 45 Ekeby", None, None, None),
        ("2024-03-05\nBiblioteket i Ekeby, grupprum 2", None, None, "Biblioteket i Ekeby, grupprum 2"),
        ("2024-03-05\n\n\nStadshuset, Ekeby", None, None, None),  # an address further down
        (
            "Vårdgruppen i Ekeby sammanträdde tisdagen den 5 mars 2024 kl. 09.00 i Stora salen. Läs mer nedan.",
            "09:00",
            None,
            "Stora salen",
        ),
        (
            "2024-03-05\n\nSammanträdet hölls i Ekeby stadshus, Stora salen, klockan 13.15–16.00.",
            "13:15",
            "16:00",
            "Ekeby stadshus, Stora salen",
        ),
        ("2024-03-05\n\nFörra mötet hölls i Stadshuset den 3 februari 2024 klockan 9.", None, None, None),
    ],
)
def test_when_and_where(head: str, start: str | None, end: str | None, place: str | None) -> None:
    meeting = read_text(f"Minnesanteckningar Vårdgruppen\n\n{head}\n\n{ITEMS}").meeting
    assert meeting is not None
    assert (meeting.date, meeting.start, meeting.end, meeting.place) == ("2024-03-05", start, end, place)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Vårdnämndens protokoll 2024-03-05", "Vårdnämnden"),
        ("Arbetsutskottets protokoll 2024-03-05", "Arbetsutskottet"),
        ("Vårdgruppen protokoll 2024-03-05", "Vårdgruppen"),
    ],
)
def test_whose_minutes_they_are(title: str, body: str) -> None:
    assert read_text(f"{title}\n\n{ITEMS}").body == body


def test_a_meeting_is_no_body() -> None:
    record = read_text(f"Minnesanteckningar från styrgruppsmöte 2024-03-05\n\n{ITEMS}")
    assert record.body is None
    assert "no-body" in [issue.code for issue in record.issues]


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("Diarienummer Ekeby: SN 2024/21", "SN 2024/21"),
        ("Ekeby kommun\tRS 2024/21", "RS 2024/21"),
        ("Ekeby kommun\t2024/21", None),
    ],
)
def test_reference(line: str, reference: str | None) -> None:
    assert read_text(f"Protokoll Vårdgruppen 2024-03-05\n{line}\n\n{ITEMS}").reference == reference


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Justeringens plats och tid: Ekeby, 2023-03-08", True),
        ("Anslaget sätts upp 2025-03-08", True),
        ("Justeringens plats och tid: Ekeby, 2024-03-08", False),
        ("Justeras enligt beslut 2023-03-08, § 4", True),
        ("Riktlinjen antogs 2023-03-08", False),
    ],
)
def test_a_year_that_contradicts_the_meetings(line: str, told: bool) -> None:
    codes = [issue.code for issue in minutes(ITEMS, head=line).issues]
    assert ("years-differ" in codes) is told


def test_verified_after_new_year() -> None:
    text = f"Protokoll Vårdgruppen 2023-12-20\n\nJusteringens plats och tid: Ekeby, 2024-01-03\n\n{ITEMS}"
    assert "years-differ" not in [issue.code for issue in read_text(text).issues]


@pytest.mark.parametrize(
    ("masked", "told"),
    [("[namn borttaget]", True), ("[uppgift borttagen]", True), ("[maskerat]", True), ("[bilaga 2]", False)],
)
def test_masked(masked: str, told: bool) -> None:
    record = minutes(f"1. Öppnande\n\nAnmälan från {masked} behandlades.\n\n2. Avslut\n\n{TALK}")
    assert ("redacted" in [issue.code for issue in record.issues]) is told
