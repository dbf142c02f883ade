"""People of the same name in one roll: what tells them apart, and whom of them a text means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

from rodtrad.web.meetings.models import Attendance


class Named(Protocol):
    """A row of a roll, as it is taken or as it stands."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def duty(self) -> str: ...


Row = TypeVar("Row", bound=Named)
TRAITS: Final[dict[str, Callable[[Named], str]]] = {
    "title": lambda row: row.title,
    "organisation": lambda row: row.organisation,
    "duty": lambda row: str(Attendance.Duty(row.duty).label).lower(),
}
# What is tried, that which says most in few words first.
WAYS: Final = (
    *(("organisation",), ("title",), ("duty",)),
    *(("title", "organisation"), ("organisation", "duty"), ("title", "duty"), tuple(TRAITS)),
)


def names_of(rows: Sequence[Named]) -> list[str]:
    """How each is called in a roll: by name, and where several bear it with what tells them apart, "Anna Svensson
    (Ekeby kommun)". Those whom nothing tells apart are called alike."""
    same: dict[str, list[Named]] = {}
    for row in rows:
        same.setdefault(row.name.casefold(), []).append(row)
    ways = {name: _way(those) if len(those) > 1 else None for name, those in same.items()}
    return [_name(row, ways[row.name.casefold()]) for row in rows]


def _name(row: Named, way: Sequence[str] | None) -> str:
    return f"{row.name} ({', '.join(TRAITS[trait](row) for trait in way)})" if way else row.name


def _way(those: Sequence[Named]) -> tuple[str, ...] | None:
    """The traits that every one of them has and that together are no two's."""
    for way in WAYS:
        told = [tuple(TRAITS[trait](row).casefold() for trait in way) for row in those]
        if len(set(told)) == len(told) and all(all(one) for one in told):
            return way
    return None


def namesakes(rows: Sequence[Named]) -> list[list[str]]:
    """How those are called who share a name, a list each name."""
    found: dict[str, list[str]] = {}
    for row, name in zip(rows, names_of(rows), strict=True):
        found.setdefault(row.name.casefold(), []).append(name)
    return [names for names in found.values() if len(names) > 1]


def alike(rows: Sequence[Named]) -> list[str]:
    """The names that several bear and that nothing tells apart."""
    return [names[0] for names in namesakes(rows) if len(set(map(str.casefold, names))) < len(names)]


def meant(told: str, rows: Sequence[Row]) -> list[Row]:
    """Whom a field means by a name: one where it says enough, several where more than one bears it, none where nobody
    does. What told namesakes apart may still stand behind the name of somebody who has none any more."""
    said = told.casefold()
    called = [row for row, name in zip(rows, names_of(rows), strict=True) if name.casefold() == said]
    return called or [row for row in rows if said in map(str.casefold, _ways_to_name(row))]


def _ways_to_name(row: Named) -> Iterator[str]:
    yield row.name
    yield from (_name(row, way) for way in WAYS)


def named_in(text: str, rows: Iterable[Row]) -> list[Row]:
    """Those of a roll whom a text names, as they stand in it; a longer name before one that it holds, and of those who
    share a name whom it tells apart: "Anna Svensson, Ekeby kommun"."""
    return [row for row, _ in _look(text, list(rows))[0]]


def unclear_in(text: str, rows: Iterable[Named]) -> Iterator[str]:
    """What to do about each name in a text that several of a roll bear, where it doesn't tell which of them."""
    known = list(rows)
    left = _look(text, known)[1]
    for names in namesakes(known):
        if _pattern(names[0].partition(" (")[0]).search(left):
            yield which_of(names)


def which_of(names: Sequence[str]) -> str:
    """What to write where a name is that of several."""
    return f"{len(names)} heter {names[0].partition(' (')[0]}. Skriv vem: {' eller '.join(names)}."


def _look(text: str, rows: Sequence[Row]) -> tuple[list[tuple[Row, int]], str]:
    """Who is named and where, and the text without their names."""
    left, found = " ".join(text.replace("**", "").split()), list[tuple[Row, int]]()
    for row, name in sorted(zip(rows, names_of(rows), strict=True), key=lambda one: -len(one[1])):
        pattern = _pattern(name)
        if match := pattern.search(left):
            found.append((row, match.start()))
            left = pattern.sub(lambda m: " " * len(m[0]), left)
    return sorted(found, key=lambda one: one[1]), left


def _pattern(called: str) -> re.Pattern[str]:
    """A name as it stands in a text, and behind it what tells it from others, in brackets or after a comma."""
    name, _, sign = called.partition(" (")
    behind = rf"[ ,(]+{re.escape(sign.removesuffix(')'))}" if sign else ""
    return re.compile(rf"(?<!\w){re.escape(name)}s?{behind}(?!\w)", re.IGNORECASE)
