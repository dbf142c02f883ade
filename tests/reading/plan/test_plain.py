"""Plans without tables: numbered activities with a line below each, lists under headings of prose."""

import pytest

from rodtrad.reading.reader import read as read_record
from rodtrad.reading.sources import open_source
from tests.reading.plan.plans import activity, areas, group, read

NUMBERED = """Handlingsplan för barnhälsa 2027–2028

OMRÅDE 1
Hörsel

Övergripande mål
Alla barn hör vad fröken säger.

Delmål 1: Prov i tid

Åtgärd 1.1 Pröva hörseln hos alla fyraåringar.
Ansvarig: Barnhälsovården i Norrvik. Klart: 30 juni 2027.

Åtgärd 1.2 Låna ut slingor till förskolorna.
Ansvarig: Hörcentralen. Gäller från och med den 1 mars 2028.

Åtgärd 1.3 Samtala med föräldrar vid varje prov.
Ansvarig: Barnsjuksköterskorna. Pågår hela perioden.

OMRÅDE 2
Syn

Övergripande mål
Inget barn kisar mot tavlan.

Delmål 2: Glas till alla

Åtgärd 2 Teckna avtal med optiker.

OMRÅDE 3
Tal

Övergripande mål
Språket växer i lek.

Delmål 3: Logopeden kommer hit

Åtgärd 3.1 Öppen mottagning en dag i veckan.
"""


def test_numbered_activities_with_a_line_below_each() -> None:
    found = read(NUMBERED)
    assert {g.name: g.overall_goal for g in found.plan.groups} == {
        "Hörsel": "Alla barn hör vad fröken säger.",
        "Syn": "Inget barn kisar mot tavlan.",
        "Tal": "Språket växer i lek.",
    }
    assert areas(group(found, "Syn")) == {"Glas till alla": ["Teckna avtal med optiker."]}
    assert areas(group(found, "Tal")) == {"Logopeden kommer hit": ["Öppen mottagning en dag i veckan."]}


@pytest.mark.parametrize(
    ("start", "responsible", "begins", "ends", "time_text"),
    [
        ("Pröva", "Barnhälsovården i Norrvik", None, "2027-06-30", "30 juni 2027"),
        ("Låna", "Hörcentralen", "2028-03-01", None, "från och med den 1 mars 2028"),
        ("Samtala", "Barnsjuksköterskorna", "2027-01-01", "2028-12-31", "hela perioden"),
        ("Teckna", None, None, None, None),
    ],
)
def test_a_sentence_behind_who_answers_tells_when(
    start: str, responsible: str | None, begins: str | None, ends: str | None, time_text: str | None
) -> None:
    here = activity(read(NUMBERED), start)
    assert (here.responsible, here.start, here.end, here.time_text) == (responsible, begins, ends, time_text)


def test_the_label_of_a_goal_is_no_running_header() -> None:
    record = read_record(open_source("plan.txt", NUMBERED.encode()))
    assert record.plan is not None
    goals = [group.overall_goal for group in record.plan.groups]
    assert len(goals) >= 2 and all(goals)


PROSE = """Handlingsplan för nära vård i Ulvsjödalen

2027–2028

Därför en plan

Vägarna är långa. Planen bygger på:

- samtal med byalagen
- två års avvikelser

Äldre

Den som blivit sjuk i Ulvsjö ska slippa berätta allt två gånger.

Hem i tid
Vi ska
• ringa upp dagen efter utskrivning
• hämta hjälpmedel före hemfärden
Bussen går sedan 2024.

Stadigt på benen
Vi ska
• ordna gympa i bygdegården

Unga

Unga i dalen har en mottagning två dagar i veckan.

En väg in
Under året ska vi
• öppna en chatt på kvällstid

Så följs planen upp

- Vad blev gjort?
"""


def test_headings_of_prose_stand_over_those_of_lists() -> None:
    found = read(PROSE)
    assert [g.name for g in found.plan.groups] == ["Äldre", "Unga"]
    assert areas(group(found, "Äldre")) == {
        "Hem i tid": ["ringa upp dagen efter utskrivning", "hämta hjälpmedel före hemfärden"],
        "Stadigt på benen": ["ordna gympa i bygdegården"],
    }
    assert areas(group(found, "Unga")) == {"En väg in": ["öppna en chatt på kvällstid"]}


def test_one_heading_of_prose_may_be_an_introduction() -> None:
    found = read(PROSE.partition("\nUnga\n")[0])
    assert [g.name for g in found.plan.groups] == ["Hem i tid", "Stadigt på benen"]


LIST = "\n\nÄldre\n\nVi ska\n• ordna gympa\n"


@pytest.mark.parametrize(
    ("top", "body", "by", "on"),
    [
        (
            "Länsnätverket för lek\n\nÅRSPLAN 2027\n\nNätverket beslutade om årsplanen vid mötet 2026-10-14.",
            "Länsnätverket för lek",
            "Länsnätverket för lek",
            "2026-10-14",
        ),
        (
            "Arbetsgrupp Lek och rörelse\n\nAktivitetsplan 2027\n\nFastställd av Länsrådet 2027-01-22",
            "Arbetsgrupp Lek och rörelse",
            "Länsrådet",
            "2027-01-22",
        ),
        (
            "Ulvsjös lokala vårdsamverkan\tHandlingsplan 2027\t1(3)\n\nHANDLINGSPLAN 2027\n\n"
            "Godkänd av styrgruppen den 5 februari 2027.",
            "Ulvsjös lokala vårdsamverkan",
            "styrgruppen",
            "2027-02-05",
        ),
        (
            "Handlingsplan för lek 2027\n\nBeslutad av Länsrådet 2027-01-22",
            "Länsrådet",
            "Länsrådet",
            "2027-01-22",
        ),
    ],
)
def test_whose_it_is_and_who_decided_it(top: str, body: str, by: str, on: str) -> None:
    record = read_record(open_source("plan.txt", (top + LIST).encode()))
    assert record.plan is not None
    assert (record.body, record.plan.decided_by, record.plan.decided_on) == (body, by, on)
    assert record.plan.period == (2027, 2027)


def test_who_answers_in_brackets_makes_a_list_one_of_activities() -> None:
    text = (
        "Verksamhetsplan 2027\n\nBad\n\n• Kartläggning av bryggor (ansvarig: Fritid)\n• Ny stege (ansvarig: Hamnen)\n"
    )
    found = read(text)
    assert [a.responsible for g in found.plan.groups for area in g.target_areas for a in area.activities] == [
        "Fritid",
        "Hamnen",
    ]


@pytest.mark.parametrize(
    ("heading", "bullets", "count"),
    [
        ("Unga", "• Ordna chatt\n• Utbilda ledare\n", 2),
        ("Unga", "• Ordna chatt\n• Fler ledare\n", 0),
        ("Unga", "• Chatten är uppskattad\n• Ordna mer\n", 0),
        ("Länsgruppens uppdrag", "• Samordna länet\n• Följa lagen\n", 0),
        ("Uppföljning", "• Räkna svaren\n• Redovisa dem\n", 0),
    ],
)
def test_a_list_that_nothing_announces(heading: str, bullets: str, count: int) -> None:
    found = read(f"Handlingsplan lek 2027\n\n{heading}\n\n{bullets}")
    assert len([a for g in found.plan.groups for area in g.target_areas for a in area.activities]) == count


def test_a_goal_below_its_label_where_an_area_turns_out_to_be_a_group() -> None:
    found = read(
        "Handlingsplan lek 2027\n\nInsatsområde 1: Små barn\n\nMål\nAlla leker ute.\n\n"
        "Delmål 1.1 Trygga gårdar\n\nAktiviteter:\n• Laga staketen\n"
    )
    assert group(found, "Små barn").overall_goal == "Alla leker ute."
    assert areas(group(found, "Små barn")) == {"Trygga gårdar": ["Laga staketen"]}


def test_the_parties_on_the_cover_are_no_group() -> None:
    found = read(
        "# Handlingsplan lek 2027\n\nRegion Älvmark och kommunerna i länet\n\n## 1. Strategiskt område: Små barn\n\n"
        "| Åtgärd | Ansvarig |\n|---|---|\n| Laga staket | Parkchefen |\n"
    )
    assert [g.name for g in found.plan.groups] == ["Handlingsplan lek 2027"]
    assert areas(found.plan.groups[0]) == {"Små barn": ["Laga staket"]}
