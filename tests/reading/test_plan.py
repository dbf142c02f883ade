"""Action plans in the layouts that counties write them in; the county and all in it are invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.reading.facts.plan import FoundPlan, find_plan
from rodtrad.reading.facts.plan.words import column_of, label_of
from rodtrad.reading.record import Activity, PlanGroup
from rodtrad.reading.sources import open_source


def read(text: str, name: str = "plan.txt", anchor: date | None = None) -> FoundPlan:
    source = open_source(name, text.encode())
    return find_plan(source, source.lines, anchor=anchor)


def group(found: FoundPlan, name: str) -> PlanGroup:
    (here,) = [g for g in found.plan.groups if g.name == name]
    return here


def areas(here: PlanGroup) -> dict[str, list[str]]:
    return {area.title: [activity.text for activity in area.activities] for area in here.target_areas}


def activity(found: FoundPlan, start: str) -> Activity:
    (here,) = [
        a for g in found.plan.groups for area in g.target_areas for a in area.activities if a.text.startswith(start)
    ]
    return here


# Labels on their line and in the next paragraph, a table of contents, repeated headings, rows that go on after
# a blank line, paragraphs that are activities each, and the second heading of a section.
GROUPS = """Handlingsplaner för Närvårdsrådet

2025–2026

Innehåll

Familj och skola\t2
Aktiviteter Familj och skola.....\t3
Hemmaboende\t5

Inledning

Handlingsplaner finns för följande grupper:

- Länsgrupp Familj och skola
- Länsgrupp Hemmaboende
- Länsgrupp Tandhälsa

Familj och skola

Övergripande mål: Familjer möter en dörr in.

Målgrupp: Barn och vuxna i Ekeby län

Prioriterade fokusområden:

Tidigt stöd i förskolan.

Ansvarig: Skolnätverket

Aktiviteter Familj och skola

Indikator\tKälla
Fler klarar årskurs nio\tBetygsregistret

Målområden\tAktiviteter
Varje förskola har en kontakt i vården.\tBjud in till frukostmöten.
\tSkriv en enkel rutin.
Målområden\tAktiviteter
Elever får svar samma vecka.\t<p>Pröva <i>Svar direkt</i> på två skolor.</p><p>Räkna samtalen. Hösten 2025</p>

\tFölj lagen som börjar gälla i januari 2026

Hemmaboende

Mål: Vardagen fungerar hemma.

Genomförande: Länsgrupp hemmaboende ansvarar för att genomföra planen.

Målområde\tAktiviteter
Läkemedel är rätt ordnade.\tGå igenom listor hemma. Under 2026
\tTräff i Norrvik 9/11 heldag.

Beslutad av

Beslutad av Närvårdsrådet 250207.
"""


def test_groups_are_headed_sections() -> None:
    found = read(GROUPS)
    assert [g.name for g in found.plan.groups] == ["Familj och skola", "Hemmaboende"]
    family, home = found.plan.groups
    assert family.overall_goal == "Familjer möter en dörr in."
    assert family.target_group == "Barn och vuxna i Ekeby län"
    assert family.focus == "Tidigt stöd i förskolan."
    assert family.responsible == "Skolnätverket"
    assert home.responsible == "Länsgrupp hemmaboende"
    assert family.evidence.place.lines == (19, 19)


def test_rows_and_paragraphs_are_activities() -> None:
    found = read(GROUPS)
    assert areas(group(found, "Familj och skola")) == {
        "Varje förskola har en kontakt i vården.": ["Bjud in till frukostmöten.", "Skriv en enkel rutin."],
        "Elever får svar samma vecka.": [
            "Pröva Svar direkt på två skolor.",
            "Räkna samtalen. Hösten 2025",
            "Följ lagen som börjar gälla i januari 2026",
        ],
    }
    first, second = group(found, "Familj och skola").target_areas
    assert first.evidence.place.lines == (37, 38)
    assert second.evidence.place.lines == (40, 42)
    assert [a.evidence.place.lines for a in second.activities] == [(40, 40), (40, 40), (42, 42)]


def test_the_time_in_an_activitys_words_is_concluded() -> None:
    found = read(GROUPS)
    calls = activity(found, "Räkna")
    assert (calls.start, calls.end, calls.time_text) == ("2025-08-01", "2025-12-31", "Hösten 2025")
    assert calls.evidence.inferred == ("start", "end")
    assert activity(found, "Gå igenom").end == "2026-12-31"
    law = activity(found, "Följ lagen")
    assert (law.start, law.end, law.time_text) == (None, None, None)


def test_a_day_that_could_be_in_either_year_is_an_issue() -> None:
    found = read(GROUPS)
    meeting = activity(found, "Träff i Norrvik")
    assert (meeting.start, meeting.end, meeting.time_text) == (None, None, "9/11")
    assert [i.lines for i in found.issues if i.code == "date-ambiguous"] == [(52, 52)]


def test_announced_groups_are_reconciled() -> None:
    missing = [i for i in read(GROUPS).issues if i.code == "group-not-found"]
    assert [(i.lines, "Tandhälsa" in i.text) for i in missing] == [((17, 17), True)]


def test_the_head_is_read_with_its_places() -> None:
    found = read(GROUPS)
    plan = found.plan
    assert plan.title == "Handlingsplaner för Närvårdsrådet"
    assert plan.period == (2025, 2026)
    assert (plan.decided_by, plan.decided_on) == ("Närvårdsrådet", "2025-02-07")
    assert {key: e.place.lines[0] for key, e in found.head.items()} == {
        "plan.title": 1,
        "plan.period": 3,
        "plan.decided_by": 56,
        "plan.decided_on": 56,
    }


def test_indicators_have_their_source() -> None:
    (indicator,) = group(read(GROUPS), "Familj och skola").indicators
    assert (indicator.name, indicator.source) == ("Fler klarar årskurs nio", "Betygsregistret")


def test_a_matrix_in_markdown_with_owner_deadline_and_status() -> None:
    found = read(
        """# Handlingsplan Trygg hemgång 2025–2026

Fastställd av Styrgruppen för god vård i Ekeby län den 14 mars 2025

## Hemgång och rehab

**Övergripande mål:** Den som lämnar sjukhuset ska klara vardagen hemma.

| Delmål | Åtgärd | Ansvariga | Klart | Status |
|---|---|---|---|---|
| Färre väntar på hemgång | Gemensam planering före helgen | Ekeby kommun | 2025-06-30 | Påbörjad |
| | Utbilda samordnare på avdelningarna | Region Ekeby | Q4 2025 | Ej påbörjad |
| Rehab startar i tid | Införa hemrehab i tre kommuner | Norrvik, Sandhamra | 2025-09-01–2026-06-30 | |

| Indikator | Datakälla | Baslinje | Målvärde |
|---|---|---|---|
| Väntedagar per utskriven | Utskrivningssystemet | 2,4 | 1,5 |
""",
        "plan.md",
    )
    assert found.plan.decided_by == "Styrgruppen för god vård i Ekeby län"
    assert found.plan.decided_on == "2025-03-14"
    here = group(found, "Hemgång och rehab")
    assert list(areas(here)) == ["Färre väntar på hemgång", "Rehab startar i tid"]
    planning, training = here.target_areas[0].activities
    assert (planning.responsible, planning.state) == ("Ekeby kommun", "Påbörjad")
    assert (planning.start, planning.end) == (None, "2025-06-30")
    assert (training.start, training.end, training.time_text) == (None, "2025-12-31", "Q4 2025")
    rehab = here.target_areas[1].activities[0]
    assert (rehab.start, rehab.end, rehab.state) == ("2025-09-01", "2026-06-30", None)
    (days,) = here.indicators
    assert (days.name, days.source, days.baseline, days.target) == (
        "Väntedagar per utskriven",
        "Utskrivningssystemet",
        "2,4",
        "1,5",
    )


def test_prose_with_headed_areas_and_bullets() -> None:
    found = read(
        """Handlingsplan för psykisk hälsa i Ekeby län 2024

Antagen: 2024-02-09 av Samrådet för vård och skola

Bakgrund

Planen bygger på en behovsanalys från hösten 2023.

Målområde 1: Tidigt stöd till unga

Mål: Fler unga får hjälp innan de mår riktigt dåligt.

Aktiviteter:
- Öppna en gemensam telefonlinje för skolans personal
- Ordna två kvällar för föräldrar (ansvarig: Norrviks kommun, klart: hösten 2024)
- Pröva samtalsgrupper
  på tre skolor

Ansvarig: Nätverket unga

Målområde 2: Minska ensamhet

Aktiviteter:
• Kartlägg mötesplatser senast den 31 maj
• Bjud in föreningar till dialog. Hösten 2024.
"""
    )
    (here,) = found.plan.groups
    assert here.name == "Handlingsplan för psykisk hälsa i Ekeby län 2024"
    assert found.plan.decided_by == "Samrådet för vård och skola"
    assert [len(a.activities) for a in here.target_areas] == [3, 2]
    assert [a.title for a in here.target_areas] == ["Tidigt stöd till unga", "Minska ensamhet"]
    assert activity(found, "Öppna").responsible == "Nätverket unga"
    evenings = activity(found, "Ordna")
    assert evenings.text == "Ordna två kvällar för föräldrar"
    assert (evenings.responsible, evenings.end) == ("Norrviks kommun", "2024-12-31")
    assert activity(found, "Pröva").text == "Pröva samtalsgrupper på tre skolor"
    assert activity(found, "Kartlägg").end == "2024-05-31"


def test_quarters_as_marked_columns() -> None:
    found = read(
        "Gemensam aktivitetsplan 2025\n\nBarn och unga\n\nMål: Alla barn får stöd i tid.\n\n"
        "Insatsområde\tInsats\tVem\tQ1\tQ2\tQ3\tQ4\n"
        "Skolnärvaro\tTa fram en gemensam rutin\tSkolchefer\tX\tX\t\t\n"
        "\tMät frånvaron varje månad\tKommunerna\t\t\tX\tX\n"
    )
    assert list(areas(group(found, "Barn och unga"))) == ["Skolnärvaro"]
    routine, measure = activity(found, "Ta fram"), activity(found, "Mät")
    assert (routine.start, routine.end, routine.time_text) == ("2025-01-01", "2025-06-30", "Q1, Q2")
    assert (measure.start, measure.end, measure.responsible) == ("2025-07-01", "2025-12-31", "Kommunerna")


def test_years_above_the_quarters() -> None:
    found = read(
        "Handlingsplan 2025–2026\n\nHemtjänst\n\nMålgrupp: Äldre\n\n"
        "Område\t\t2025\t\t2026\t\n"
        "Område\tÅtgärd\tkv 3\tkv 4\tkv 1\tkv 2\n"
        "Bemanning\tRekrytera nattpatrull\t\tx\tx\t\n"
    )
    patrol = activity(found, "Rekrytera")
    assert (patrol.start, patrol.end) == ("2025-10-01", "2026-03-31")


def test_numbered_rows_and_a_table_that_a_page_break_cuts() -> None:
    header = "Nr\tFokusområde\tPlanerade aktiviteter\tAnsvarig huvudman\tTidplan\tLäge\n"
    found = read(
        "HANDLINGSPLAN 2026-2027\nSamverkan om beroende i Ekeby län\n\nBeslutsdatum: 2026-01-22\n"
        "Beslutad av: Länsstyrgruppen\n\n1 Inledning\n\nPlanen har vi gjort tillsammans.\n\n2 Handlingsplan\n\n"
        + header
        + "1\tSamsjuklighet\tTeckna en rutin för samtidig behandling\tRegion Ekeby\t2026\tPågår\n"
        + "2\tAnhörigstöd\tUtbilda stödpersoner\tSandhamra kommun\t1 mars–31 maj 2027\tPlanerad\n\f\n"
        + header
        + "3\t\tOrdna anhörigdag\tSandhamra kommun\tv. 40 2026\tPlanerad\n"
        + "4\tUnga vuxna\tÖppna mottagning på två orter\tNorrviks kommun\tsenast 2027-06-30\tEj startad\n"
    )
    (here,) = found.plan.groups
    assert areas(here)["Anhörigstöd"] == ["Utbilda stödpersoner", "Ordna anhörigdag"]
    assert here.target_areas[1].activities[1].evidence.place.page == 2
    assert (found.plan.decided_on, found.plan.decided_by) == ("2026-01-22", "Länsstyrgruppen")
    assert (activity(found, "Teckna").start, activity(found, "Teckna").end) == ("2026-01-01", "2026-12-31")
    assert (activity(found, "Utbilda").start, activity(found, "Utbilda").end) == ("2027-03-01", "2027-05-31")
    assert (activity(found, "Öppna").start, activity(found, "Öppna").end) == (None, "2027-06-30")


def test_a_matrix_with_an_indicator_column() -> None:
    found = read(
        "Verksamhetsplan för Nätverk Närvård 2025\n\nDigitalisering\n\nMålgrupp\n\nMedarbetare i hemsjukvården\n\n"
        "Mål\tIndikator\tAktivitet\tAnsvarig\tTid\n"
        "Alla läser samma plan\tAndel som läser digitalt\tInför gemensam läsyta\tIT-rådet\tKlart 1 juni\n"
        "\tAntal inloggningar\tHåll utbildningar\tIT-rådet\tlöpande\n"
    )
    here = group(found, "Digitalisering")
    assert here.target_group == "Medarbetare i hemsjukvården"
    assert [i.name for i in here.indicators] == ["Andel som läser digitalt", "Antal inloggningar"]
    assert areas(here) == {"Alla läser samma plan": ["Inför gemensam läsyta", "Håll utbildningar"]}
    assert activity(found, "Inför").end == "2025-06-01"
    training = activity(found, "Håll")
    assert (training.time_text, training.start, training.end) == ("löpande", None, None)


def test_activities_without_an_area_stand_under_their_heading() -> None:
    found = read(
        "Handlingsplaner för samverkan\n2024–2025\n\nAktiviteter Funktionsstöd\n\nMålsättning: Stödet hänger ihop.\n\n"
        "Aktivitet\tAnsvarig\tKlart senast\nSe över rutinen för hjälpmedel\tHjälpmedelsrådet\t240630\n"
        "Bjud in brukarråd\tEkeby kommun\t\n\n"
        "Aktiviteter Skola och fritid\n\nMålsättning: Fritiden är öppen för alla.\n\n"
        "Aktivitet\tAnsvarig\tKlart senast\nPröva fritidskort\tNorrviks kommun\tslutet av 2025\n"
    )
    assert [g.name for g in found.plan.groups] == ["Funktionsstöd", "Skola och fritid"]
    (area,) = group(found, "Funktionsstöd").target_areas
    assert (area.title, area.evidence.inferred) == ("Funktionsstöd", ("title",))
    assert [a.end for a in area.activities] == ["2024-06-30", None]
    assert activity(found, "Pröva").end == "2025-12-31"


def test_labels_in_a_table_html_rows_and_a_footnote_between() -> None:
    found = read(
        """Läns- och kommungemensam handlingsplan 2025-2027

ÄLDRE OCH DEMENS

Övergripande mål	Äldre i Ekeby län får samma stöd oavsett kommun
Målgrupp	Personer över 65 år

<table>
<tr><th>Mål</th><th>Aktivitet</th><th>Ansvarig</th><th>När</th></tr>
<tr><td>Trygg vardag</td><td><p>Ordna fallkurs</p><p>Pröva larm</p></td><td><p>Ekeby</p><p>Norrvik</p><td>2026</td></tr>
<tr><td></td><td>Dela material om kost</td><td>Region Ekeby</td><td>löpande</td></tr>
</table>

Fotnot om tabellen ovan, som fortsätter här nedanför.

	Följ upp kostråden	Region Ekeby	2027

UNGA SOM FAR ILLA

## Delmål 1 – Tidig upptäckt

**Aktiviteter**

1. Utbilda personal i förskolan
2. Skriv rutin för orosanmälan

## Delmål 2 – Rätt insats

Aktivitet 1: Starta gemensamt team
Ansvarig: Sandhamra kommun
Tid: 1 september 2025–30 juni 2026
Status: Påbörjad

Aktivitet 2: Utvärdera teamet
Ansvarig: FoU Ekeby
"""
    )
    old = group(found, "ÄLDRE OCH DEMENS")
    assert old.overall_goal == "Äldre i Ekeby län får samma stöd oavsett kommun"
    assert old.target_group == "Personer över 65 år"
    assert areas(old) == {
        "Trygg vardag": ["Ordna fallkurs", "Pröva larm", "Dela material om kost", "Följ upp kostråden"]
    }
    assert [a.responsible for a in old.target_areas[0].activities] == [
        "Ekeby",
        "Norrvik",
        "Region Ekeby",
        "Region Ekeby",
    ]
    assert areas(group(found, "UNGA SOM FAR ILLA")) == {
        "Tidig upptäckt": ["Utbilda personal i förskolan", "Skriv rutin för orosanmälan"],
        "Rätt insats": ["Starta gemensamt team", "Utvärdera teamet"],
    }
    team = activity(found, "Starta gemensamt")
    assert (team.responsible, team.start, team.end, team.state) == (
        "Sandhamra kommun",
        "2025-09-01",
        "2026-06-30",
        "Påbörjad",
    )
    assert activity(found, "Utvärdera").responsible == "FoU Ekeby"


def test_rows_that_belong_nowhere_are_unplaced() -> None:
    found = read("Handlingsplan 2025\n\nÄldre\n\nMål: Trygghet hemma.\n\n\tErbjud träning\tEkeby kommun\n")
    assert [(u.kind, u.text, u.lines) for u in found.unplaced] == [("activity", "Erbjud träning Ekeby kommun", (7, 7))]


def test_an_area_without_activities_is_an_issue() -> None:
    found = read("Handlingsplan 2025\n\nÄldre\n\nMål: Trygghet.\n\nMålområde\tAktivitet\nGod mat\t\nSömn\tMät ljudet\n")
    assert [(i.code, i.lines) for i in found.issues] == [("area-without-activities", (8, 8))]


def test_minutes_hold_no_plan() -> None:
    found = read("Minnesanteckningar\n\nNärvarande\nSixten Ekman\n\n§ 1 Öppnande\n\nOrdföranden hälsar välkommen.\n")
    assert (found.plan.groups, found.head, found.issues) == ((), {}, ())


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
