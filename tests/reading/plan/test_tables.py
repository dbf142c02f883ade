"""Plans as tables, in the columns that counties give them."""

import pytest

from tests.reading.plan.plans import activity, areas, group, read


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


LABELS_IN_A_TABLE_HTML_ROWS_AND_A_FOOTNOTE_BETWEEN = """Läns- och kommungemensam handlingsplan 2025-2027

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


def test_labels_in_a_table_html_rows_and_a_footnote_between() -> None:
    found = read(LABELS_IN_A_TABLE_HTML_ROWS_AND_A_FOOTNOTE_BETWEEN)
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


@pytest.mark.parametrize(
    ("words", "start", "end", "told"),
    [
        ("1 september 2026–31 mars 2026", "2026-09-01", "2026-03-31", True),
        ("2026-09-01 t.o.m. 2026-03-31", "2026-09-01", "2026-03-31", True),
        ("1 september 2026–31 mars 2027", "2026-09-01", "2027-03-31", False),
        ("1 september 2026, 31 mars 2026", "2026-03-31", "2026-09-01", False),  # two days, no span
    ],
)
def test_a_span_that_ends_before_it_begins_is_told(words: str, start: str, end: str, told: bool) -> None:
    found = read(
        "Handlingsplan 2026–2027\n\nHemgång\n\nMål: Alla får hjälp.\n\n"
        f"Insatsområde\tInsats\tAnsvarig\tTid\nHämtning\tOrdna dagar\tKommunerna\t{words}\n"
    )
    days = activity(found, "Ordna")
    assert (days.start, days.end, days.time_text) == (start, end, words)
    assert [issue.code for issue in found.issues if issue.code == "date-out-of-order"] == ["date-out-of-order"] * told


def test_rows_that_nobody_filled_in_are_no_activities_and_no_indicators() -> None:
    found = read(
        """# Handlingsplan 2025

## Hemgång

| Målområde | Aktivitet | Ansvarig | Tidplan |
|---|---|---|---|
| Trygg hemgång | Utbilda samordnare | Ekeby kommun | 2025 |
| | 1. | | |
| | XX | Norrvik | … |

| Indikator | Källa | Utgångsvärde | Mål |
|---|---|---|---|
| Väntedagar | Systemet | 2,4 | 1,5 |
| XX | | | |
""",
        "plan.md",
    )
    here = group(found, "Hemgång")
    assert areas(here) == {"Trygg hemgång": ["Utbilda samordnare"]}
    assert [row.name for row in here.indicators] == ["Väntedagar"]
