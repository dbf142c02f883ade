"""What the page of a search shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models.functions import Length
from django.utils.safestring import SafeString

from rodtrad.web.bodies.models import Body, Party
from rodtrad.web.search.finding import MOST, Found, counts, entries, find
from rodtrad.web.search.marking import excerpt, marked
from rodtrad.web.search.models import Entry, IndexedWord, Kind
from rodtrad.web.search.query import Query
from rodtrad.web.search.spelling import meant

PER_PAGE = 20
MANY = f"{MOST:,}".replace(",", "\N{NO-BREAK SPACE}")
# The parameter of each filter in the address, and what it is called.
FILTERS = {"kind": ("slag", "Slag"), "body": ("organ", "Organ"), "party": ("part", "Part"), "year": ("ar", "År")}
CHOICES = 40  # of one filter, the commonest; who wants another writes its name
EXAMPLES, LONG_WORD = 3, 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry as it is shown. `title` may be empty."""

    entry: Entry
    kind: str
    title: SafeString
    text: SafeString


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: `options` are value, label and number of hits, None where nobody counted."""

    parameter: str
    label: str
    chosen: str
    options: list[tuple[str, str, int | None]]


def results(query: Query, chosen: dict[str, str], number: str | None) -> dict[str, Any]:
    """The context of the hits; `number`: of the page. At most ten queries, however many there are."""
    found = find(query, chosen)
    every = find(query) if chosen else found
    page = Paginator(found.ids, PER_PAGE).get_page(number)
    hits = [_hit(entry, query) for entry in entries(page.object_list)]
    return {
        "page": page,
        "hits": hits,
        "told": told(found),
        "more": found.more,
        "many": MANY,
        "choices": _choices(every, chosen),
        "elsewhere": len(every.ids) if chosen and not found.ids else 0,
        "meant": meant(query) if not every.ids else [],
    }


def told(found: Found) -> str:
    """How many hits there are, as a live region tells it."""
    if found.more:
        return f"Fler än {MANY} träffar"
    number = len(found.ids)
    return "Inga träffar" if not number else "1 träff" if number == 1 else f"{number} träffar"


def examples() -> list[str]:
    """Queries that find something: some common long words of the register."""
    long = IndexedWord.objects.annotate(length=Length("form")).filter(count__gt=1, length__gte=LONG_WORD)
    return list(long.order_by("-count", "form").values_list("form", flat=True)[:EXAMPLES])


def _hit(entry: Entry, query: Query) -> Hit:
    return Hit(entry, Kind(entry.kind).label, marked(entry.title, query), excerpt(entry.text, query))


def _choices(found: Found, chosen: dict[str, str]) -> list[Choice]:
    counted = counts(found)
    made = []
    for name, (parameter, label) in FILTERS.items():
        numbers = {value: number for (of, value), number in counted.items() if of == name}
        wanted = chosen.get(name, "")
        common = sorted(numbers, key=lambda value: (-numbers[value], value))[:CHOICES]
        labels = _labels(name, {*common, *([wanted] if wanted else [])})
        options = [(value, text, None if found.more else numbers.get(value, 0)) for value, text in labels]
        if options:
            made.append(Choice(parameter, label, wanted, options))
    return made


def _labels(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """The values of a filter with what they are called, in the order that one looks for them in."""
    values = set(values)
    if name == "kind":
        return [(kind.value, kind.label) for kind in Kind if kind.value in values]
    if name == "year":
        return [(year, year) for year in sorted(values, reverse=True)]
    rows = (Body if name == "body" else Party).objects.filter(pk__in=[int(value) for value in values])
    return sorted(((str(pk), text) for pk, text in rows.values_list("pk", "name")), key=lambda one: one[1].casefold())
