"""The 21 counties, 21 regions and 290 municipalities; codes and names from Statistics Sweden."""

import csv
from importlib.resources import files

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Municipalities whose name follows no rule of ours.
OWN_NAMES = {"Kalmar": "Kalmar kommun", "Falun": "Falu kommun", "Orust": "Orust kommun"}


def municipality_name(place: str) -> str:
    """Places that end in a vowel, s, x or z take no genitive s."""
    genitive = "" if place[-1] in "aeiouyåäösxz" else "s"
    return OWN_NAMES.get(place, f"{place}{genitive} kommun")


def add_parties(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    County, Party = apps.get_model("bodies", "County"), apps.get_model("bodies", "Party")
    text = (files("rodtrad") / "reading" / "data" / "kommuner.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    by_code = {row["lanskod"]: row for row in rows}
    counties = {code: County(code=code, name=row["lan"]) for code, row in by_code.items()}
    County.objects.bulk_create(counties.values())
    regions = [
        Party(
            name=row["region"],
            kind="region",
            code=f"00{code}",
            county=counties[code],
            place=row["region"].removeprefix("Region ").removesuffix(" län"),
        )
        for code, row in by_code.items()
    ]
    municipalities = [
        Party(
            name=municipality_name(row["kommun"]),
            kind="municipality",
            code=row["kommunkod"],
            county=counties[row["lanskod"]],
            place=row["kommun"],
        )
        for row in rows
    ]
    Party.objects.bulk_create([*regions, *municipalities])


class Migration(migrations.Migration):
    dependencies = [("bodies", "0002_sources")]
    operations = [migrations.RunPython(add_parties, migrations.RunPython.noop)]
