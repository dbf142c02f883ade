"""Indicators of the whole plan in one table, with the group that each is of."""

import pytest

from tests.reading.plan.plans import areas, group, read

PLAN = """Handlingsplan 2025–2026

Barn och unga

Övergripande mål: Barn ska få hjälp i tid.

Målområde\tAktivitet
Skolnärvaro\tTa fram en rutin.

Äldre

Övergripande mål: Äldre ska vara trygga hemma.

Målområde\tAktivitet
Hemtagning\tPröva mobila team.

Indikatorer

Område\tIndikator\tKälla\tUtgångsvärde\tMål
Barn och unga\tElever med frånvaro\tEgen statistik\t8 %\t5 %
Äldre\tVäntetid till hemgång\tEgen statistik\t3 dygn\t2 dygn
"""


def test_a_table_for_all_groups_gives_each_its_own() -> None:
    found = read(PLAN)
    told = {
        name: [(i.name, i.baseline, i.target) for i in group(found, name).indicators]
        for name in ("Barn och unga", "Äldre")
    }
    assert told == {
        "Barn och unga": [("Elever med frånvaro", "8 %", "5 %")],
        "Äldre": [("Väntetid till hemgång", "3 dygn", "2 dygn")],
    }


LISTED = """Handlingsplan fallskador 2027

Äldre

Övergripande mål: Färre äldre ska falla hemma.

{label}
• Antal fall per tusen invånare som har fyllt åttio (källa: kommunernas
  egen räkning)
• Andel boende med halkskydd, källa: Hemtjänstens enkät.
- Antal besök hos fallgruppen i Norrvik (ungefär)

Delmål 1 Tryggare hem
• Låna ut halkskydd till alla som fyller åttio
"""


@pytest.mark.parametrize("label", ["Indikatorer", "Indikatorer:", "Mått"])
def test_a_list_of_them_below_their_label_tells_its_sources(label: str) -> None:
    found = read(LISTED.format(label=label))
    here = group(found, "Äldre")
    assert [(i.name, i.source) for i in here.indicators] == [
        ("Antal fall per tusen invånare som har fyllt åttio", "kommunernas egen räkning"),
        ("Andel boende med halkskydd", "Hemtjänstens enkät"),
        ("Antal besök hos fallgruppen i Norrvik (ungefär)", None),
    ]
    assert areas(here) == {"Tryggare hem": ["Låna ut halkskydd till alla som fyller åttio"]}
