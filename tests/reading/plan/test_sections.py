"""Sections of plans: what they state, whom they name, and what does not add up."""

import pytest

from tests.reading.plan.plans import activity, areas, group, read

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
    assert first.evidence.place.lines == (37, 37)
    assert second.evidence.place.lines == (40, 40)
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


def test_an_empty_bullet_announces_no_group() -> None:
    announced = next(line for line in GROUPS.splitlines() if "Tandhälsa" in line)
    found = read(GROUPS.replace(announced, announced[:1], 1))
    assert "group-not-found" not in {issue.code for issue in found.issues}


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
    ("cover", "title"),
    [
        (
            "Handlingsplan 2025\n\nRegional handlingsplan för barns hälsa\n\nDnr 3",
            "Regional handlingsplan för barns hälsa",
        ),
        ("Handlingsplan\n\nTrygga barn i Ekeby", "Handlingsplan Trygga barn i Ekeby"),
        ("Handlingsplan\n\nInledning", "Handlingsplan"),
        ("Handlingsplan 2025\n\nDnr 3", "Handlingsplan 2025"),
    ],
)
def test_titles_over_several_lines(cover: str, title: str) -> None:
    assert read(cover).plan.title == title


def test_the_years_stand_with_the_bare_title() -> None:
    plan = read("Handlingsplan 2025\n\nRegional handlingsplan för barns hälsa\n\nDnr 3").plan
    assert (plan.title, plan.period) == ("Regional handlingsplan för barns hälsa", (2025, 2025))
