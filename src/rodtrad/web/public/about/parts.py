"""A page about somebody is made of parts: one kind of rows each, the first of them, and all on a page of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, QuerySet, Subquery, Value, prefetch_related_objects

from rodtrad.web.documents.models import Entered, first_of
from rodtrad.web.documents.rows import reviewed
from rodtrad.web.meetings.models import Meeting

PER_PAGE = 50
Row = TypeVar("Row", bound=Model)


Rows = QuerySet[Any]


def with_source(*related: str) -> Callable[[Rows], Rows]:
    """Rows with what a link to the source needs, and those that they are related to."""

    def told(rows: Any) -> Rows:
        sourced: Rows = rows.with_source()
        return sourced.select_related(*related) if related else sourced  # nothing named would be everything

    return told


of_meetings = with_source("meeting")


@dataclass(frozen=True, slots=True)
class Offer:
    """One part: its name in the address, its heading, the template of its rows, and the rows.

    `rows`: which, in what order; `told`: the same with what the template tells of them, for the few that are shown.
    `shown`: how many stand on the page itself. `missing`: what the page says is missing where there are none; without
    it nothing is said.
    """

    key: str
    heading: str
    template: str
    rows: Rows
    told: Callable[[Rows], Rows] = of_meetings
    shown: int = 10
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """An offer with its rows fetched. `today`: the day they are told the standing of. `page`: of all rows."""

    offer: Offer
    rows: list[Any]
    total: int
    today: date
    page: Page[Any] | None = None

    @property
    def standings(self) -> list[tuple[Any, Any]]:
        """Each row with how it stands today, for rows that tell that."""
        return [(row, row.standing(self.today)) for row in self.rows]

    @property
    def is_cut(self) -> bool:
        return self.page is None and self.total > len(self.rows)


def parts_of(offers: Iterable[Offer], today: date, *, wanted: str, number: str) -> list[Part]:
    """The parts of a page, or only the wanted one with its page `number`. What isn't offered counts as not wanted."""
    offers = list(offers)
    chosen = [_whole(offer, today, number) for offer in offers if offer.key == wanted]
    parts = chosen or [_first(offer, today) for offer in offers]
    meetings = [_meeting_of(row) for part in parts for row in part.rows]
    # Every row names the bodies of its meeting: one query for all of them.
    prefetch_related_objects([meeting for meeting in meetings if meeting], "bodies")
    return parts


def _whole(offer: Offer, today: date, number: str) -> Part:
    page = Paginator(offer.told(offer.rows), PER_PAGE).get_page(number)
    return Part(offer, list(page), page.paginator.count, today, page)


def _first(offer: Offer, today: date) -> Part:
    """The first rows and the number of all, in one query that sorts and counts nothing but keys."""
    every = offer.rows.order_by().values(one=Value(1))
    total = Subquery(every.annotate(total=Count("pk", distinct=True)).values("total"))
    rows = list(offer.told(first_of(offer.rows, offer.shown)).annotate(total=total))
    return Part(offer, rows, rows[0].total if rows else 0, today)


def told(parts: Iterable[Part], *, missing: Iterable[str] = ()) -> dict[str, Any]:
    """What every page says of its parts: those with rows, what is `missing` besides what they miss, the one that is
    shown in full if any is, and how far people have reviewed the rows."""
    parts = list(parts)
    rows = [row for part in parts for row in part.rows if isinstance(row, Entered)]
    return {
        "parts": [part for part in parts if part.rows],
        "missing": _either([*missing, *(p.offer.missing for p in parts if p.offer.missing and not p.rows)]),
        "whole": next((part for part in parts if part.page), None),
        "reviewed": reviewed(rows),
    }


def _either(words: list[str]) -> str:
    """ "avtal", "avtal eller beslut", "uppdrag, avtal eller beslut"."""
    return " eller ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _meeting_of(row: Any) -> Meeting | None:
    at = row if hasattr(row, "meeting") else getattr(row, "item", None)
    return getattr(at, "meeting", None)


def sourced(rows: QuerySet[Row]) -> QuerySet[Row]:
    """With what a link to the source needs, for rows that are not `Entered` but have a finding."""
    return rows.select_related("finding__version__document").defer("finding__version__text", "finding__version__record")
