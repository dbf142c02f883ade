"""Files of parties, Sweden's own and an installation's: the columns kommunkod, kommun, lanskod, lan and region."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

COLUMNS = frozenset({"kommunkod", "kommun", "lanskod", "lan", "region"})
# Municipalities whose name follows no rule of ours.
OWN_NAMES = {"Kalmar": "Kalmar kommun", "Falun": "Falu kommun", "Orust": "Orust kommun"}


class NoPartiesFile(ValueError):
    """A file that holds no parties; the message is a Swedish sentence."""


def municipality_name(place: str) -> str:
    """ "Ekeby kommun", "Sandhamns kommun": places that end in a vowel, s, x or z take no genitive s."""
    genitive = "" if place[-1] in "aeiouyåäösxz" else "s"
    return OWN_NAMES.get(place, f"{place}{genitive} kommun")


def add_missing(text: str, county_model: Any, party_model: Any) -> int:
    """Add the counties and parties of a file whose codes and names are not there; returns how many parties were added.

    The models are arguments, as a migration has those of its own time. Raises NoPartiesFile.
    """
    reader = csv.DictReader(text.splitlines())
    if missing := COLUMNS - set(reader.fieldnames or ()):
        raise NoPartiesFile(f"Filen med huvudmän saknar {', '.join(sorted(missing))} bland kolumnerna.")
    rows = _rows(reader)
    names = {row["lanskod"]: row["lan"] for row in rows}
    there = set(county_model.objects.values_list("name", flat=True))
    county_model.objects.bulk_create([county_model(code=c, name=n) for c, n in names.items() if n not in there])
    by_name = {county.name: county for county in county_model.objects.all()}
    counties = {code: by_name[name] for code, name in names.items()}
    known = {value for pair in party_model.objects.values_list("code", "name") for value in pair}
    parties = [values for row in rows for values in _parties(row)]
    fresh = {v["code"]: v for v in parties if known.isdisjoint((v["code"], v["name"]))}
    party_model.objects.bulk_create(
        [party_model(**{**values, "county": counties[values["county"]]}) for values in fresh.values()]
    )
    return len(fresh)


def _rows(reader: csv.DictReader[str]) -> list[dict[str, str]]:
    try:
        rows = list(reader)
    except csv.Error as error:
        raise NoPartiesFile(f"Filen med huvudmän kan inte läsas vid rad {reader.line_num} ({error}).") from error
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise NoPartiesFile(f"Rad {number} i filen med huvudmän har för få eller för många kolumner.")
        if row["kommun"].endswith(" kommun"):
            raise NoPartiesFile(f"Rad {number} i filen med huvudmän: skriv orten för ”{row['kommun']}”, som ”Ekeby”.")
    return rows


def _parties(row: dict[str, str]) -> Iterator[dict[str, str]]:
    county = row["lanskod"]
    if region := row["region"]:
        place = region.removeprefix("Region ").removesuffix(" län")
        yield {"name": region, "kind": "region", "code": f"00{county}", "county": county, "place": place}
    if place := row["kommun"]:
        name, code = municipality_name(place), row["kommunkod"]
        yield {"name": name, "kind": "municipality", "code": code, "county": county, "place": place}
