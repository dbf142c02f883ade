"""How an entry is made: its place among hits, its filters and its tokens follow from what it says.

A document has hundreds of entries, so they are plain tuples until they are read again: as instances of the model they
took longer to make and to save than to analyse.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.web.search.models import Entry, Kind
from rodtrad.web.search.places import place_of_row
from rodtrad.web.search.tokens import LONGEST, bag, filtered
from rodtrad.web.search.words import folded, forms_of

COLUMNS = tuple(field.attname for field in Entry._meta.concrete_fields)

Value = int | str | date | None
EMPTY: dict[str, Value] = {
    **dict.fromkeys(("document_id", "date", "line")),
    **dict.fromkeys(("context", "address", "source", "place"), ""),
}


@dataclass(frozen=True, slots=True)
class Made:
    """An entry to be saved: the values of its `COLUMNS`, and the words of its title and text as they stand there."""

    values: tuple[Value, ...]
    words: set[str]


def made(
    kind: Kind,
    row_id: int,
    *,
    title: str,
    text: str = "",
    day: date | None = None,
    year: int | None = None,
    bodies: Iterable[int] = (),
    parties: Iterable[int] = (),
    place_among_hits: int | None = None,
    **shown: Any,
) -> Made:
    """An entry. `day`: what it is sorted by; `year`, `bodies` and `parties`: what it can be narrowed by; `shown`: the
    columns that are only shown, as far as it has them."""
    named = [("kind", kind.value), *(("body", key) for key in bodies), *(("party", key) for key in parties)]
    filters = sorted({filtered(name, value) for name, value in [*named, *([("year", year)] if year else [])]})
    tokens, words = bag((title, text), filters)
    found: dict[str, Value] = {
        "id": place_of_row(kind, row_id, day) if place_among_hits is None else place_among_hits,
        "kind": kind.value,
        "row_id": row_id,
        "title": title,
        "text": text,
        "filters": " ".join(filters),
        "tokens": tokens,
    }
    values = {**EMPTY, **shown, **found}
    return Made(tuple(values[column] for column in COLUMNS), words)


def words_in(*texts: str) -> set[str]:
    """The words of a title and a text, as `Made.words` has them."""
    return {folded(form).rstrip("-") for text in texts for form in forms_of(text[:LONGEST])}
