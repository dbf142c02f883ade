"""Names and organisations that stood in two columns and were flattened apart: joined by their order, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rodtrad.reading.entries import DUTIES, VICE, Entry, described
from rodtrad.reading.facts.context import Context
from rodtrad.reading.record import Duty, Presence
from rodtrad.reading.sources.source import Stretch

# "Ekeby kommun (ordförande)", "Ekeby kommun, ordf."
REMARK = re.compile(r"\s*(?:\([^)]*\)|,[^,]*)\s*$")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with what its list gives it. `heading`: the organisation a heading above the list states."""

    entry: Entry
    duty: Duty | None
    presence: Presence
    heading: Stretch | None = None
    column: Stretch | None = None
    seen: tuple[Stretch, ...] = ()

    @property
    def unplaced(self) -> bool:
        entry = self.entry
        posted = entry.title and not VICE.match(entry.title.text)
        return not (entry.organisation or posted or self.heading or self.column)


def joined_columns(context: Context, listed: list[Listed], orphans: list[Stretch]) -> list[Listed]:
    """Joins names and organisations that stood in two columns and were flattened apart, by their order.

    It is done only where exactly as many organisations stand apart as one natural choice of names: all without an
    organisation, all members, those present. Else nothing is joined and the document gets an issue.
    """
    if not orphans:
        return listed
    choices = (
        [p for p in listed if p.unplaced],
        [p for p in listed if p.unplaced and p.duty != "other"],
        [p for p in listed if p.unplaced and p.presence != "absent"],
        [p for p in listed if p.unplaced and p.presence != "absent" and p.duty != "other"],
    )
    for choice in choices:
        if len(choice) == len(orphans):
            column = dict(zip(map(id, choice), orphans, strict=True))
            return [_beside(context, p, column[id(p)]) if id(p) in column else p for p in listed]
    context.issue(
        "columns-do-not-match",
        f"Närvarolistans spalter går inte jämnt upp: {len(choices[0])} namn saknar organisation och {len(orphans)} "
        "organisationer står för sig. De har inte parats ihop.",
        orphans[0],
        orphans[-1],
    )
    for orphan in orphans:
        context.unplace("organisation", orphan)
    return listed


def _beside(context: Context, person: Listed, column: Stretch) -> Listed:
    """A name with what the other column says of it, a duty in brackets included: "Ekeby kommun (ordförande)"."""
    if duty := next((duty for duty, pattern in DUTIES if pattern.match(column.text.strip(" .:"))), None):
        return replace(person, duty=duty, seen=(*person.seen, column))
    remark = REMARK.search(column.text)
    if not remark:
        return replace(person, column=column)
    told = described(Entry(person.entry.line, person.entry.name), column[remark.start() :].strip(" ,"), context.parties)
    if not (told.duty or told.presence):
        return replace(person, column=column)
    plain = column[: remark.start()]
    return replace(person, column=plain, duty=told.duty or person.duty, presence=told.presence or person.presence)
