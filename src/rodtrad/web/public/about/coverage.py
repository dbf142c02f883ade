"""Which parties sit in a body, and since when one does not: "Ekeby kommun: ingen plats sedan maj 2024"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from rodtrad.web.bodies.models import Body, Party
from rodtrad.web.public.about.parties import REGION_FIRST

# Somebody whom this many of the latest lists leave out, both among those who were there and those who were not, may
# have left without any document saying so.
LISTS = 2
DAY = timedelta(days=1)


class Standing(StrEnum):
    SITS = "sits"
    UNLISTED = "unlisted"  # has a seat, but the latest lists name nobody: concluded
    LEFT = "left"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one party stands in a body. `since`: the first day without a seat, or the last list that named somebody."""

    party: Party
    standing: Standing
    seats: Sequence[Any] = ()
    since: date | None = None
    finding: Any = None


def coverage_of(body: Body, seats: Iterable[Any], listed_on: Sequence[date], today: date) -> list[Coverage]:
    """The region and municipalities of the body's county, and how each stands; none where nobody knows the county.

    `seats`: with `last_listed`, the latest day that a list of the body names the person. `listed_on`: the days of the
    body's meetings that have a list, the latest first. One query.
    """
    if body.county_id is None:
        return []
    own: dict[int | None, list[Any]] = defaultdict(list)
    for seat in seats:
        own[seat.party_id].append(seat)
    huvudman = Party.objects.filter(county=body.county_id).exclude(kind=Party.Kind.OTHER)
    recent = listed_on[LISTS - 1] if len(listed_on) > LISTS else None
    return [_coverage(party, own[party.pk], recent, today) for party in huvudman.order_by(REGION_FIRST, "name")]


def _coverage(party: Party, seats: list[Any], recent: date | None, today: date) -> Coverage:
    if not seats:
        return Coverage(party, Standing.NEVER)
    sitting = [seat for seat in seats if not seat.has_ended(today)]
    if not sitting:
        last = max(seats, key=lambda seat: seat.ends)
        return Coverage(party, Standing.LEFT, (), last.ends + DAY, last.ends_finding)
    if recent and all(seat.last_listed and seat.last_listed < recent and not _is_new(seat, recent) for seat in sitting):
        return Coverage(party, Standing.UNLISTED, sitting, max(seat.last_listed for seat in sitting))
    return Coverage(party, Standing.SITS, sitting)


def _is_new(seat: Any, recent: date) -> bool:
    """Whether a seat began after the lists that leave it out."""
    return seat.starts is not None and seat.starts > recent
