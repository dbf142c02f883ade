"""Which entries answer a query, in which order, and what they can be narrowed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rodtrad.web.search.engine import hits
from rodtrad.web.search.models import Entry
from rodtrad.web.search.query import Query
from rodtrad.web.search.tokens import filtered, name_and_value

MOST = 1000  # hits that are shown and counted; of more than these the first are told


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the entries, best first; `more`: there are further ones, which nobody counted."""

    ids: list[int]
    more: bool = False


def find(query: Query, chosen: dict[str, str] | None = None) -> Found:
    """The entries that answer a query, narrowed by filters.

    Those that have the words themselves come before those that have them within compounds, each in the order of their
    places. Two queries, and one more for a phrase of three words or more.
    """
    filters = [filtered(name, value) for name, value in (chosen or {}).items()]
    exact, within = query.formula(filters, parts=False), query.formula(filters, parts=True)
    ids = every = hits(exact, MOST + 1)
    if len(ids) <= MOST and within != exact:
        every, known = hits(within, MOST + 1), set(ids)
        ids = [*ids, *(one for one in every if one not in known)]
    ids = ids[:MOST]
    right = _read(query, ids) if query.long_phrases else ids
    # Of those whose words stand somewhere, all may have them in the wrong order: then nobody knows of more.
    return Found(right, more=len(every) > MOST and len(right) == len(ids))


def _read(query: Query, ids: Sequence[int]) -> list[int]:
    texts = Entry.objects.filter(pk__in=ids).order_by().values_list("pk", "title", "text")
    right = {pk for pk, *said in texts if query.holds_for(said)}
    return [pk for pk in ids if pk in right]


def counts(found: Found) -> Counter[tuple[str, str]]:
    """In how many of the hits each value of each filter stands: `("kind", "decision")`. One query."""
    rows = Counter(Entry.objects.filter(pk__in=found.ids).order_by().values_list("filters", flat=True))
    counted = Counter[tuple[str, str]]()
    for filters, number in rows.items():
        for token in filters.split():
            counted[name_and_value(token)] += number
    return counted


def entries(ids: Iterable[int]) -> list[Entry]:
    """The entries themselves, in that order. One query."""
    ids = list(ids)
    rows = Entry.objects.select_related("document__current")
    found = rows.defer("tokens", "document__current__text", "document__current__record").in_bulk(ids)
    for entry in found.values():
        if entry.document and entry.document.current:
            entry.document.current.document = entry.document  # known, and not to be asked for once a row
    return [found[pk] for pk in ids if pk in found]
