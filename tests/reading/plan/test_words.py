"""The words of plans, and that any mixture of them is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.reading.facts.plan.words import area_heading, begins_with_verb, column_of, label_of
from rodtrad.reading.sources import open_source
from tests.reading.plan.plans import read


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Målområden", "area"),
        ("Prioriterat område", "area"),
        ("Insatsområde", "area"),
        ("Aktivitet/insats", "activity"),
        ("Åtgärder", "activity"),
        ("Vad ska göras", "activity"),
        ("Ansvarig (huvudman)", "responsible"),
        ("Vem", "responsible"),
        ("Klart senast", "time"),
        ("Tidsplan:", "time"),
        ("Status/läge", "state"),
        ("Mätetal", "indicator"),
        ("Nuläge 2024", "baseline"),
        ("Målvärde", "target"),
        ("Vad ska göras?", "activity"),
        ("Vem är ansvarig?", "responsible"),
        ("När ska det vara klart?", "time"),
        ("Kommentar", None),
    ],
)
def test_columns_are_known_by_their_wording(heading: str, column: str | None) -> None:
    assert column_of(heading) == column


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Övergripande mål: Alla mår bra", "goal"),
        ("Målgrupp", "target_group"),
        ("Delmål 2 – Trygg hemgång", "area"),
        ("Identifierade fokusområden:", "focus"),
        ("Ansvarig: Länsgruppen", "responsible"),
        ("Målen följs upp varje år", None),
        ("Mål – vad är det?", None),
        ("Ansvariga chefer träffas ofta", None),
    ],
)
def test_labels(text: str, kind: str | None) -> None:
    found = label_of(text)
    assert (found[0] if found else None) == kind


@pytest.mark.parametrize(
    ("text", "word", "title"),
    [
        ("Målområde 2 Trygg hemgång", "Målområde", "Trygg hemgång"),
        ("3.1 Delmål: Alla får svar", "Delmål", "Alla får svar"),
        ("2 Insatsområde Unga vuxna", "Insatsområde", "Unga vuxna"),
        ("Mål 1. Vägen in är känd", "Mål", "Vägen in är känd"),
        ("Strategi 4 – Hälsa nära", "Strategi", "Hälsa nära"),
        ("Mål 2027", None, None),
        ("Mål och medel", None, None),
        ("Målområde", None, None),
        ("Målområdena följs upp", None, None),
    ],
)
def test_headings_of_target_areas(text: str, word: str | None, title: str | None) -> None:
    found = area_heading(text)
    assert (found["word"], found["title"]) == (word, title) if found else word is None


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Utbilda all personal", True),
        ("Ta fram en rutin", True),
        ("Se över belysningen", True),
        ("att starta ett kafé", True),
        ("Flera kommuner deltar", False),
        ("Unga med oro", False),
        ("God tillgång till stöd", False),
        ("2025", False),
    ],
)
def test_bullets_that_begin_with_what_is_to_be_done(text: str, verb: bool) -> None:
    assert begins_with_verb(text) is verb


PIECES = [
    *("Handlingsplan 2025", "Äldre", "# Barn", "## Delmål 1 – Skola", "Mål: Trygghet", "Målgrupp", "Ansvarig: Ekeby"),
    *(
        "Målområde\tAktivitet\tTid",
        "Sömn\tMät ljudet\t9/11",
        "\tVidare\t",
        "\t\t\t",
        "Indikator\tKälla",
        "Fall\tRegister",
    ),
    *(
        "- punkt",
        "Aktiviteter:",
        "",
        "\f",
        "2025\t\t2026",
        "text utan slut",
        "Beslutad av",
        "Beslutad av X 250101",
        "Tid: Q1",
    ),
    *(
        "Ansvarig: Ekeby. Tid: våren. Status: Pågår",
        "Målområde 2 Trygghet",
        "2 Insatsområde Unga",
        "Mål 1: Mat\tAnsvarig",
    ),
    *("2.1 Aktiviteter", "1. Starta kafé", "Mål: Vila", "Övergripande mål: Lugn", "Målområde A: Arbete\t\t"),
    *("- Öppna dörrar. Klart: 2025", "### Skolan är trygg", "Ansvarig\tEkeby", "Vi ska:", "Ansvarig: Norrvik och"),
    *("Planer finns för följande grupper:", "<p>a</p>\t<p>b</p>", "Innehåll", "Äldre.....\t4"),
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25))
def test_any_mixture_is_read_with_every_fact_in_its_place(pieces: list[str]) -> None:
    text = "\n".join(["x", *pieces])
    count = len(open_source("plan.txt", text.encode()).lines)
    found = read(text)
    for here in found.plan.groups:
        facts = [here, *here.indicators, *here.target_areas, *(a for t in here.target_areas for a in t.activities)]
        for fact in facts:
            first, last = fact.evidence.place.lines
            assert 1 <= first <= last <= count
