"""The order of hits, as one whole number an entry, so that every database sorts alike and need not sort at all.

From the most significant bits: the tier (who and what bears the name, what was decided, the bare text); the day, newest
first; the kind; then documents newest first and, within them, as they stand in the text.
"""

from __future__ import annotations

from datetime import date

from rodtrad.web.search.models import Kind

DAY_BITS, KIND_BITS, ROW_BITS = 17, 4, 40
PASSAGES = 1 << 19  # of one version
# Minutes that are written here take the places of versions from the last one down, by their meeting.
LAST_VERSION = (1 << (ROW_BITS - 19)) - 1
FIRST_DAY = date(1900, 1, 1).toordinal()
TIERS = dict.fromkeys((Kind.BODY, Kind.PARTY, Kind.PERSON), 3) | {Kind.PASSAGE: 1}
KINDS = list(Kind)


def place_of_row(kind: Kind, row_id: int, day: date | None) -> int:
    """The place of a row of the register: of those of one day and kind, the first that was entered comes first."""
    return _place(kind, day, (1 << ROW_BITS) - 1 - row_id)


def place_of_passage(version_id: int, number: int, day: date | None) -> int:
    """The place of a version's passage, numbered from 0. Those beyond `PASSAGES` have none and raise ValueError."""
    if not 0 <= number < PASSAGES:
        raise ValueError(f"passage {number} has no place among hits")
    return _place(Kind.PASSAGE, day, version_id * PASSAGES + PASSAGES - 1 - number)


def _place(kind: Kind, day: date | None, within: int) -> int:
    if not 0 <= within < 1 << ROW_BITS:
        raise ValueError(f"{kind} has no place among hits")
    days = min(max(day.toordinal() - FIRST_DAY, 1), (1 << DAY_BITS) - 1) if day else 0
    tier_and_day = (TIERS.get(kind, 2) << DAY_BITS) + days
    rank = len(KINDS) - 1 - KINDS.index(kind)
    return (((tier_and_day << KIND_BITS) + rank) << ROW_BITS) + within
