"""The register of parties (huvudmän): regions and municipalities, and how documents write their names.

Codes and names from Statistics Sweden (`data/kommuner.csv`). An installation adds its own parties; the reader takes
the register as an argument, so that an invented county is read just like a real one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

PartyKind = Literal["region", "municipality", "other"]

# Municipalities whose name follows no rule of ours.
OWN_NAMES = {"Kalmar": "Kalmar kommun", "Falun": "Falu kommun", "Orust": "Orust kommun"}

WORD = re.compile(r"\b[^\W\d_][\w-]*")
NAME_ENDS = re.compile(r"s?\b")


@dataclass(frozen=True, slots=True)
class Party:
    """`code`: SCB's code of a municipality, "00" and the county's code of a region. `county`: the county's code.

    `place`: the bare place name ("Ekeby" of Ekeby kommun, "Norrvik" of Region Norrviks län).
    """

    name: str
    kind: PartyKind
    code: str
    county: str
    place: str = ""


class Parties:
    """All parties an installation knows, found by any form of their name."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.all = tuple(parties)
        self._by_form: dict[str, Party | None] = {}
        for party in self.all:
            for form in forms_of(party):
                key = form.casefold()
                # A form that two parties share names neither.
                self._by_form[key] = party if self._by_form.get(key, party) == party else None
        self._places = {p.place.casefold(): p for p in self.all if p.kind == "municipality"}
        self._starting: dict[str, list[str]] = {}
        for form in sorted((f for f in self._by_form if " " in f), key=len, reverse=True):
            self._starting.setdefault(form.split()[0], []).append(form)

    def find(self, text: str) -> Party | None:
        """The party that the whole of `text` names ("Region Norrvik", "Ekebys kommun", "Ekeby"), or None."""
        key = text.strip(" .,;:").casefold()
        return self._by_form.get(key) or self._places.get(key)

    def named_in(self, text: str) -> Iterator[tuple[int, int, Party]]:
        """Start, end and party of every full name in running text; a bare place name is a place, not a party."""
        end = 0
        # By its first word: one alternative of all forms is tried anew at every character, and takes 60 ms for 20 kB.
        for word in WORD.finditer(text):
            start = word.start()
            for form in self._starting.get(word.group().casefold(), ()) if start >= end else ():
                stop = start + len(form)
                if text[start:stop].casefold() == form and (ending := NAME_ENDS.match(text, stop)):
                    end = ending.end()
                    if party := self._by_form[form]:
                        yield start, end, party
                    break


def forms_of(party: Party) -> Iterator[str]:
    """The full forms in which documents write the name: with and without the genitive s, a region with "län"."""
    yield party.name
    place = party.place
    if party.kind == "municipality":
        for form in (place, place + "s"):
            yield form + " kommun"
            yield form + " stad"
        yield "kommunen " + place
    elif party.kind == "region":
        for form in (place, f"{place}s län", f"{place} län"):
            yield "Region " + form
        yield "Landstinget " + place


def read_parties(path: Path | None = None) -> tuple[Party, ...]:
    """The parties of a CSV file with the columns kommunkod, kommun, lanskod, lan, region; without one, Sweden's."""
    text = (path or files("rodtrad.reading") / "data" / "kommuner.csv").read_text(encoding="utf-8-sig")
    regions: dict[str, Party] = {}
    municipalities = []
    for row in csv.DictReader(text.splitlines()):
        county = row["lanskod"]
        if place := row["kommun"]:
            municipalities.append(Party(municipality_name(place), "municipality", row["kommunkod"], county, place))
        if name := row["region"]:
            place = name.removeprefix("Region ").removesuffix(" län")
            regions.setdefault(county, Party(name, "region", "00" + county, county, place))
    return (*regions.values(), *municipalities)


def municipality_name(place: str) -> str:
    """ "Ekeby kommun", "Sandhamns kommun": places that end in a vowel, s or x take no genitive s."""
    genitive = "" if place[-1] in "aeiouyåäösxz" else "s"
    return OWN_NAMES.get(place, f"{place}{genitive} kommun")


@cache
def swedish_parties() -> Parties:
    """The 21 regions and 290 municipalities."""
    return Parties(read_parties())
