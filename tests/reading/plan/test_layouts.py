"""Whole plans, each in another layout that counties give them."""

from tests.reading.plan.plans import activity, areas, group, read

NUMBERED_TARGET_AREAS_WITH_A_TABLE_EACH = """Handlingsplan

Hälsa nära dig i Ekeby län

2025–2027

Fastställd av Länsrådet för närvård 2024-11-29

Innehåll

1 Inledning\t2
3 Aktiviteter\t3
Målområde 1 Tidiga insatser\t3

1 Inledning

Vi tar sikte på år 2030.

2 Viktiga begrepp i planen

Med team menas en grupp av olika yrken.

3 Aktiviteter

Målområde 1 Tidiga insatser

Mål: Ingen väntar i onödan.

Aktivitet\tAnsvarig\tTidplan\tStatus
Pröva hälsobuss\tRegion Ekeby\t2025\tPågår
Ordna balansträning\tNorrviks kommun\t2026\tEj påbörjad

Målområde 2 Samma team hela vägen

Mål: Alla vet vem de ska ringa.

Aktivitet\tAnsvarig\tTidplan\tStatus
Utse teamledare\tLänsgrupp team\t2025–2026\tPågår

4 Uppföljning

Indikator\tKälla
Andel som fått hjälp inom en vecka\tVårdregistret
"""


def test_numbered_target_areas_with_a_table_each() -> None:
    found = read(NUMBERED_TARGET_AREAS_WITH_A_TABLE_EACH)
    (here,) = found.plan.groups
    assert here.name == found.plan.title == "Handlingsplan Hälsa nära dig i Ekeby län"
    assert areas(here) == {
        "Tidiga insatser": ["Pröva hälsobuss", "Ordna balansträning"],
        "Samma team hela vägen": ["Utse teamledare"],
    }
    assert [area.evidence.place.lines for area in here.target_areas] == [(25, 25), (33, 33)]
    assert [indicator.name for indicator in here.indicators] == ["Andel som fått hjälp inom en vecka"]
    assert (found.plan.decided_by, found.issues) == ("Länsrådet för närvård", ())


def test_areas_with_an_aim_and_a_column_of_goals_are_groups() -> None:
    table = "Mål\tAktivitet\tAnsvarig\n"
    found = read(
        "Plan för trygga äldre i Ekeby län\nHandlingsplan 2025\n\n"
        "2 Insatsområde Äldres hälsa\n\nMål: Äldre rör sig mer.\n\nMålgrupp: Alla över 75 år\n\n"
        + table
        + "Färre faller\tErbjud träning\tEkeby\n\n3 Insatsområde Anhöriga\n\n"
        + table
        + "Fler får stöd\tÖppna träffpunkt\tNorrvik\n"
    )
    assert [(g.name, g.overall_goal, g.target_group) for g in found.plan.groups] == [
        ("Äldres hälsa", "Äldre rör sig mer.", "Alla över 75 år"),
        ("Anhöriga", None, None),
    ]
    assert [areas(g) for g in found.plan.groups] == [
        {"Färre faller": ["Erbjud träning"]},
        {"Fler får stöd": ["Öppna träffpunkt"]},
    ]


def test_areas_of_two_orders() -> None:
    found = read(
        """Länsgemensam handlingsplan 2025

Insatsområde 1: Hälsa hos äldre

Delmål 1.1: Färre fallolyckor

• Erbjuda fallkurs | Ansvarig: Ekeby kommun | Tid: hösten 2025
• Se över belysning | Ansvarig: Norrviks kommun | Tid: löpande

Delmål 1.2: Bättre mat

• Bjuda in dietist

Insatsområde 2: Ensamhet

Delmål 2.1: Fler mötesplatser

• Öppna kafé i Sandhamra
"""
    )
    assert {g.name: areas(g) for g in found.plan.groups} == {
        "Hälsa hos äldre": {
            "Färre fallolyckor": ["Erbjuda fallkurs", "Se över belysning"],
            "Bättre mat": ["Bjuda in dietist"],
        },
        "Ensamhet": {"Fler mötesplatser": ["Öppna kafé i Sandhamra"]},
    }
    course = activity(found, "Erbjuda")
    assert (course.responsible, course.start, course.end) == ("Ekeby kommun", "2025-08-01", "2025-12-31")


A_FORM_FOR_EACH_ACTIVITY = """Åtgärdsplan Barn i Ekeby 2026

Beslutad av Barnrådet 2025-11-20

Innehåll

Mål\t2
Aktiviteter\t3

Tidiga insatser

Övergripande mål: Barn får hjälp innan det blir kris.

Mål\tFörskolan ser behoven
Aktivitet\tUtbilda personal i samtal
Ansvarig\tFörskolechefsnätverket
Tidplan\tVåren 2026
Status\tPågår

Aktivitet\tTa fram en checklista
Ansvarig\tNorrviks kommun
Klart\t2026-09-30

Mål\tFöräldrar hittar rätt
Aktivitet\tSamla länkar på en sida
Tidplan\tlöpande
"""


def test_a_form_for_each_activity() -> None:
    found = read(A_FORM_FOR_EACH_ACTIVITY)
    here = group(found, "Tidiga insatser")
    assert here.overall_goal == "Barn får hjälp innan det blir kris."
    assert areas(here) == {
        "Förskolan ser behoven": ["Utbilda personal i samtal", "Ta fram en checklista"],
        "Föräldrar hittar rätt": ["Samla länkar på en sida"],
    }
    train = activity(found, "Utbilda")
    assert (train.responsible, train.start, train.state) == ("Förskolechefsnätverket", "2026-01-01", "Pågår")
    checklist = activity(found, "Ta fram")
    assert (checklist.responsible, checklist.end, checklist.state) == ("Norrviks kommun", "2026-09-30", None)
    assert (activity(found, "Samla").responsible, activity(found, "Samla").time_text) == (None, "löpande")


NUMBERED_CHAPTERS_WITH_A_QUESTION_A_LINE = """Handlingsplan för nära vård i Ekeby län 2025–2027

1 Inledning

Vi vill komma närmare invånarna.

2 Trygg hemgång

2.1 Övergripande mål

Ingen skickas hem oförberedd.

2.2 Målgrupp

Alla som skrivs ut från sjukhus

2.3 Aktiviteter

Vad: Öppna en gemensam samordning
Vem: Region Ekeby
När: 2025–2026

Vad: Mäta hur många som återkommer
Vem: FoU Ekeby
När: senast 30 juni 2027

3 Digital samverkan

3.1 Övergripande mål

Alla läser samma uppgifter.

3.2 Aktiviteter

1. Ansluta kommunerna till gemensam läsning
2. Utse en kontaktperson i varje kommun (ansvarig: socialcheferna, klart: hösten 2025)

4 Uppföljning

Planen följs upp en gång om året.
"""


def test_numbered_chapters_with_a_question_a_line() -> None:
    found = read(NUMBERED_CHAPTERS_WITH_A_QUESTION_A_LINE)
    home, digital = found.plan.groups
    assert (home.overall_goal, home.target_group) == (
        "Ingen skickas hem oförberedd.",
        "Alla som skrivs ut från sjukhus",
    )
    opening, measuring = home.target_areas[0].activities
    assert (opening.responsible, opening.start, opening.end) == ("Region Ekeby", "2025-01-01", "2026-12-31")
    assert (measuring.responsible, measuring.start, measuring.end) == ("FoU Ekeby", None, "2027-06-30")
    assert digital.overall_goal == "Alla läser samma uppgifter."
    assert areas(digital) == {
        "Digital samverkan": ["Ansluta kommunerna till gemensam läsning", "Utse en kontaktperson i varje kommun"]
    }
    assert activity(found, "Utse").responsible == "socialcheferna"


def test_areas_named_in_the_heading_of_a_table_or_across_it() -> None:
    found = read(
        """Handlingsplan samsjuklighet

2025-2026

Mål 1: Vården ges samtidigt\tAnsvarig\tTidplan
Teckna avtal om behandling\tRegion Ekeby\tQ2 2025
Starta mottagning\tNorrviks kommun\t2026

Mål 2: Anhöriga får stöd\tAnsvarig\tTidplan
Bjud in till samtal\tSandhamra kommun\tlöpande

Aktivitet\tAnsvarig\tStatus
Målområde A: Bostad först\t\t
Utreda behovet av bostäder\tEkeby kommun\tPågår
Målområde B: Arbete\t\t
Pröva stöd till arbete\tSandhamra kommun\tPlanerad
"""
    )
    (here,) = found.plan.groups
    assert areas(here) == {
        "Vården ges samtidigt": ["Teckna avtal om behandling", "Starta mottagning"],
        "Anhöriga får stöd": ["Bjud in till samtal"],
        "Bostad först": ["Utreda behovet av bostäder"],
        "Arbete": ["Pröva stöd till arbete"],
    }
    assert activity(found, "Teckna").end == "2025-06-30"
    assert activity(found, "Pröva").state == "Planerad"


QUESTIONS_AS_COLUMNS = """# Handlingsplan anhörigstöd i Ekeby län, antagen av Närvårdsrådet den 17 januari 2025

## Bakgrund

Anhöriga gör stora insatser.

## Övergripande mål

Anhöriga orkar och blir sedda.

## Målgrupp

Alla som vårdar en närstående

## Aktiviteter

| Vad ska göras? | Vem är ansvarig? | När ska det vara klart? | Kommentar |
|---|---|---|---|
| Utbilda anhörigkonsulenter | Ekeby kommun | 2025-06-30 | |
| Ordna anhörigvecka | Norrviks kommun | v. 40 2025 | Årlig |

## Uppföljning

| Mått | Källa | Nuläge | Målvärde |
|---|---|---|---|
| Antal samtalsgrupper | Kommunerna | 4 | 9 |
"""


def test_one_plan_in_chapters_with_questions_as_columns() -> None:
    found = read(
        QUESTIONS_AS_COLUMNS,
        "plan.md",
    )
    assert (found.plan.decided_by, found.plan.decided_on) == ("Närvårdsrådet", "2025-01-17")
    (here,) = found.plan.groups
    assert (here.overall_goal, here.target_group) == ("Anhöriga orkar och blir sedda.", "Alla som vårdar en närstående")
    (area,) = here.target_areas
    assert [(a.text, a.responsible, a.end) for a in area.activities] == [
        ("Utbilda anhörigkonsulenter", "Ekeby kommun", "2025-06-30"),
        ("Ordna anhörigvecka", "Norrviks kommun", "2025-10-05"),
    ]
    (groups,) = here.indicators
    assert (groups.name, groups.baseline, groups.target) == ("Antal samtalsgrupper", "4", "9")
