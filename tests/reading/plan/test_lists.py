"""Plans as prose, headings and bullets, and what stands beside a bullet."""

from rodtrad.reading.facts.plan import find_plan
from rodtrad.reading.flow import without_running_headers
from rodtrad.reading.sources import open_source
from tests.reading.plan.plans import activity, areas, group, read

PROSE_WITH_HEADED_AREAS_AND_BULLETS = """Handlingsplan för psykisk hälsa i Ekeby län 2024

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


def test_prose_with_headed_areas_and_bullets() -> None:
    found = read(PROSE_WITH_HEADED_AREAS_AND_BULLETS)
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


def test_a_bullet_that_only_says_who_is_no_activity() -> None:
    found = read(
        PROSE_WITH_HEADED_AREAS_AND_BULLETS.replace("- Pröva samtalsgrupper\n  på tre skolor", "- (ansvarig: Rut)")
    )
    (here,) = found.plan.groups
    assert [len(a.activities) for a in here.target_areas] == [2, 2]


def test_labels_that_share_a_line_below_their_bullet() -> None:
    found = read(
        """Handlingsplan 2025–2026

Familjer

Övergripande mål: Familjer får stöd i tid.

Ansvarig: Länsgruppen Familj m.fl.

Målområde: Ett nummer att ringa

Aktiviteter:

• Öppna telefonlinje på kvällar.
Ansvarig: Region Ekeby. Tid: 2025–2026.

• Sprida numret i väntrum.

• Svara på brev, ansvarig: Norrviks kommun; klart: 2026-03-31
• Bemanna linjen under helger
Ansvarig: Sandhamra kommun och
Ekeby kommun. Klart: våren 2026. Status: Pågår.
"""
    )
    assert group(found, "Familjer").responsible == "Länsgruppen Familj m.fl."
    line = activity(found, "Öppna")
    assert (line.responsible, line.start, line.end) == ("Region Ekeby", "2025-01-01", "2026-12-31")
    assert (line.time_text, line.evidence.places[0].lines) == ("2025–2026", (14, 14))
    spread = activity(found, "Sprida")
    assert (spread.responsible, spread.time_text) == (None, None)
    answer = activity(found, "Svara")
    assert (answer.text, answer.responsible, answer.end) == ("Svara på brev", "Norrviks kommun", "2026-03-31")
    staff = activity(found, "Bemanna")
    assert (staff.responsible, staff.end, staff.state) == ("Sandhamra kommun och Ekeby kommun", "2026-06-30", "Pågår")


def test_who_and_when_above_or_below_the_list_is_said_of_all_in_it() -> None:
    found = read(
        """Handlingsplan för äldres hälsa 2025–2027

ÄLDRES HÄLSA

Övergripande mål: Äldre bor kvar hemma så länge de vill.

Målområde
Hemmet är tryggt

Ansvarig: Närvårdsgrupp Norr

• Erbjuda hembesök till alla över 80 år
• Installera larm på distans
  i tre kommuner

Status: Pågår

Målområde Rörelse varje dag

Promenadgrupper finns i dag bara i två kommuner.

• Starta promenadgrupper
Ansvarig: Norrviks kommun och
Sandhamra kommun
Klart: 1 juni 2026
• Låna ut stavar
"""
    )
    assert areas(group(found, "ÄLDRES HÄLSA")) == {
        "Hemmet är tryggt": ["Erbjuda hembesök till alla över 80 år", "Installera larm på distans i tre kommuner"],
        "Rörelse varje dag": ["Starta promenadgrupper", "Låna ut stavar"],
    }
    alarm = activity(found, "Installera")
    assert (alarm.responsible, alarm.state) == ("Närvårdsgrupp Norr", "Pågår")
    walks = activity(found, "Starta")
    assert (walks.responsible, walks.start, walks.end) == ("Norrviks kommun och Sandhamra kommun", None, "2026-06-01")
    assert activity(found, "Låna").responsible is None


HEADINGS_BELOW_A_GROUPS_AIM_ARE_ITS_AREAS = """# Handlingsplan för ungas hälsa i Ekeby län 2025–2026

## Utgångspunkter för arbetet

Följande gäller:

- Arbeta nära familjen

## Unga med oro

Gemensamt mål: Unga får stöd samma vecka.

Det finns mycket kvar att göra:

- köerna är långa

Under 2025 ska vi:

- starta chatt för unga
- utbilda skolsköterskor. Klart: våren 2025.

### Skolan är en trygg plats

Det är viktigt att lärare vet vart de ska vända sig.

- Införa en kontaktperson per skola
- Ge lärare rådgivning under 2026

### Det här vet vi

- Oron ökar bland flickor

## Unga utanför skolan

Gemensamt mål: Ingen tappas bort.

**Uppsökande arbete**

- Kartlägga dem som inte studerade under 2024

Fritiden är öppen för alla

- Öppna två lokaler
"""


def test_headings_below_a_groups_aim_are_its_areas() -> None:
    found = read(
        HEADINGS_BELOW_A_GROUPS_AIM_ARE_ITS_AREAS,
        "plan.md",
    )
    assert areas(group(found, "Unga med oro")) == {
        "Unga med oro": ["starta chatt för unga", "utbilda skolsköterskor."],
        "Skolan är en trygg plats": ["Införa en kontaktperson per skola", "Ge lärare rådgivning under 2026"],
    }
    assert areas(group(found, "Unga utanför skolan")) == {
        "Uppsökande arbete": ["Kartlägga dem som inte studerade under 2024"],
        "Fritiden är öppen för alla": ["Öppna två lokaler"],
    }
    assert len(found.plan.groups) == 2
    assert (activity(found, "Ge lärare").start, activity(found, "Ge lärare").end) == ("2026-01-01", "2026-12-31")
    assert activity(found, "Kartlägga").end is None
    assert activity(found, "utbilda").end == "2025-06-30"


def test_a_line_that_comes_back_below_many_activities_is_no_running_header() -> None:
    title = "Handlingsplan för ungas hälsa i Ekeby län"
    text = f"{title}\n\nUnga\n\nMålgrupp: Alla under 20 år\n\nMålområde: Stöd\n"
    for page in ("gymnasiet", "grundskolan", "förskolan", "fritiden"):
        text += f"\n• Måla lokaler i {page}\nAnsvarig: Norrvik\n\n• Anställa värdar i {page}\nAnsvarig: Sandhamra\n"
        text += f"\n• Öppna mottagning i {page}\nAnsvarig: Region Ekeby\n\n{title} | 2\n"
    source = open_source("plan.txt", text.encode())
    found = find_plan(source, without_running_headers(source.lines))
    (area,) = group(found, "Unga").target_areas
    assert [a.responsible for a in area.activities] == ["Norrvik", "Sandhamra", "Region Ekeby"] * 4


def test_a_goal_for_each_list() -> None:
    found = read(
        """Aktivitetsplan 2026 för Nätverket Skola och vård

Skolnärvaro

Mål: Elever kommer till skolan varje dag.

Aktiviteter:
- Mäta frånvaro varje vecka
- Ringa hem första dagen

Mål: Elever får utredning i tid.

Aktiviteter:
- Skriva gemensam rutin för remiss
"""
    )
    here = group(found, "Skolnärvaro")
    assert here.overall_goal is None
    assert areas(here) == {
        "Elever kommer till skolan varje dag.": ["Mäta frånvaro varje vecka", "Ringa hem första dagen"],
        "Elever får utredning i tid.": ["Skriva gemensam rutin för remiss"],
    }


def test_prose_without_an_aim_holds_no_activities() -> None:
    found = read(
        """Ekeby län
Handlingsplan för krisberedskap 2025

Ansvarig: Beredskapssamordnaren

Inledning

Planen beskriver läget.

- Lyssna på varandra
- Hjälpa grannar

Viktiga ord

- Öva är att pröva i lugn och ro
"""
    )
    assert found.plan.groups == ()
