"""Which decision or assignment a place in a version of the minutes is of, also when some have been struck since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import AtItem, Decision
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.returning.models import Proposed
from rodtrad.web.verifying.changes import At

OF_KIND: Final[dict[str, type[AtItem]]] = {Proposed.Kind.DECISION: Decision, Proposed.Kind.TASK: Assignment}
Place = tuple[str, At, int]  # the kind of a proposal, the item and section, and which there, counted from 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A row that a version tells. `now`: its place in the minutes as they are now, None where it was struck."""

    row: Any
    now: int | None


def places_in(version: MinutesVersion, kinds: Iterable[str]) -> dict[Place, Standing]:
    """The decisions and assignments of a version by their places in it; a query a kind. What was written in since comes
    after them, and what was struck before the version was made has no place in it."""
    found: dict[Place, Standing] = {}
    for kind in OF_KIND.keys() & set(kinds):
        then, now = Counter[At](), Counter[At]()
        rows = OF_KIND[kind]._base_manager.filter(meeting=version.meeting_id, item__isnull=False)
        for row in rows.exclude(retired_at__lte=version.made_at).order_by("order", "pk"):
            at = at_of(row)
            found[kind, at, then[at]] = Standing(row, None if row.retired_at else now[at])
            then[at] += 1
            now[at] += row.retired_at is None
    return found


def place_of(row: Proposed) -> Place:
    return row.kind, at_of(row), row.place


def at_of(row: Proposed | AtItem) -> At:
    return row.item_id or 0, row.section_id
