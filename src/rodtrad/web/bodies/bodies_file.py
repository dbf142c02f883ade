"""The file of an installation's bodies: namn, slag, overordnat, lan and andra_namn, with semicolons between.

Documents seldom tell what kind of body they come from, or which body it stands under: somebody who knows writes it
down. Several other names have a "|" between them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

from rodtrad.web.bodies.models import Body

COLUMNS = frozenset({"namn", "slag", "overordnat", "lan", "andra_namn"})
KINDS = {kind.label.casefold(): kind.value for kind in Body.Kind}
BETWEEN_NAMES = "|"


class NoBodiesFile(ValueError):
    """A file that holds no bodies; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the file. `kind`: a value of `Body.Kind`, or "". `county`: its name, or ""."""

    name: str
    kind: str
    parent: str
    county: str
    other_names: tuple[str, ...]


def read_bodies(text: str) -> list[BodyRow]:
    """The bodies of a file. Raises NoBodiesFile, naming the row, for one that cannot be meant."""
    reader = csv.DictReader(text.splitlines(), delimiter=";")
    if missing := COLUMNS - set(reader.fieldnames or ()):
        raise NoBodiesFile(f"Filen med organ saknar {', '.join(sorted(missing))} bland kolumnerna.")
    rows: list[BodyRow] = []
    try:
        for row in reader:
            rows.append(_row(row, reader.line_num))
    except csv.Error as error:
        raise NoBodiesFile(f"Filen med organ kan inte läsas vid rad {reader.line_num} ({error}).") from error
    names = [row.name for row in rows]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise NoBodiesFile(f"Filen med organ nämner {twice} två gånger.")
    return rows


def _row(row: dict[str, str], number: int) -> BodyRow:
    if None in row or None in row.values():
        raise NoBodiesFile(f"Rad {number} i filen med organ har för få eller för många kolumner.")
    told = {column: value.strip() for column, value in row.items()}
    kind = told["slag"].casefold()
    if not told["namn"]:
        raise NoBodiesFile(f"Rad {number} i filen med organ saknar namn.")
    if kind and kind not in KINDS:
        known = ", ".join(KINDS)
        raise NoBodiesFile(f"Rad {number} i filen med organ har slaget ”{told['slag']}”. Skriv ett av: {known}.")
    others = tuple(name.strip() for name in told["andra_namn"].split(BETWEEN_NAMES) if name.strip())
    return BodyRow(told["namn"], KINDS.get(kind, ""), told["overordnat"], told["lan"], others)
