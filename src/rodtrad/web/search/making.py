"""How an entry is made: its place among hits, its filters and its tokens follow from what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rodtrad.web.search.models import Entry, Kind
from rodtrad.web.search.places import place_of_row
from rodtrad.web.search.tokens import bag, filtered


def made(
    kind: Kind,
    row_id: int,
    *,
    title: str,
    address: str = "",
    text: str = "",
    place_among_hits: int | None = None,
    day: date | None = None,
    year: int | None = None,
    bodies: Iterable[int] = (),
    parties: Iterable[int] = (),
    **shown: Any,
) -> Entry:
    """An unsaved entry. `day`: what it is sorted by; `year`, `bodies` and `parties`: what it can be narrowed by."""
    named = [("kind", kind.value), *(("body", key) for key in bodies), *(("party", key) for key in parties)]
    filters = sorted(filtered(name, value) for name, value in {*named, *([("year", year)] if year else [])})
    tokens, words = bag((title, text), filters)
    entry = Entry(
        id=place_of_row(kind, row_id, day) if place_among_hits is None else place_among_hits,
        kind=kind.value,
        row_id=row_id,
        title=title,
        text=text,
        address=address,
        filters=" ".join(filters),
        tokens=tokens,
        **shown,
    )
    entry.words = words
    return entry
