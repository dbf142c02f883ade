"""Indicators of the whole plan in one table, with the group that each is of."""

from tests.reading.plan.plans import group, read

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
