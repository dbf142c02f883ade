"""What a meeting left open: items, and sections of items, that were tabled or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from rodtrad.web.meetings.models import Decision, Item, Meeting, Proposal, Section
from rodtrad.web.preparing.sections import as_told

# What is of an item itself: what a document only heads without a letter is no matter by itself.
ITSELF: Final = Q(section=None) | Q(section__label="")


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """An item to take up again and why, with the clauses proposed at it and its sections as `add_section` is told of
    them; of an item of which only sections were left, no clauses and these."""

    item: Item
    why: str
    clauses: tuple[str, ...]
    sections: tuple[dict[str, Any], ...]


def left_open(last: Meeting) -> Iterator[LeftOpen]:
    """What comes back from a meeting, in the order of its agenda."""
    rows = _left(Item.written.filter(meeting=last), Decision.written.filter(ITSELF, item=OuterRef("pk")))
    # A question by mail comes back by itself until a meeting has decided it.
    rows = rows.exclude(reasons__circulation__isnull=False)
    proposed = Prefetch("proposals", Proposal.written.filter(ITSELF).order_by("order"), to_attr="proposed")
    lettered = _left(Section.written.exclude(label=""), Decision.written.filter(section=OuterRef("pk")))
    parts = Prefetch("sections", lettered.order_by("order"), to_attr="parts")
    items: Iterable[Any] = rows.select_related("matter").prefetch_related(proposed, parts, "reasons")
    for item in items:
        is_left = item.cancelled or item.is_tabled
        sections = [one for one in item.parts if one.cancelled or one.is_tabled or (is_left and not one.is_decided)]
        if is_left or sections:
            clauses = tuple(proposal.text for proposal in item.proposed) if is_left else ()
            why = _why_left(item, [] if is_left else sections, last)
            yield LeftOpen(item, why, clauses, tuple(map(as_told, sections)))


def _left(rows: Any, decided: QuerySet[Decision]) -> Any:
    """Items or sections with whether they were tabled, and whether anything else was `decided` there."""
    is_tabled = Exists(decided.filter(effect=Decision.Effect.TABLE))
    return rows.annotate(is_tabled=is_tabled, is_decided=Exists(decided.exclude(effect=Decision.Effect.TABLE)))


def _why_left(item: Any, sections: Sequence[Any], last: Meeting) -> str:
    """ "Bordlades på mötet den 4 december 2026", "Avsnitt a) Tolkar bordlades på mötet den 4 december 2026"."""
    how = {one.cancelled for one in sections or [item]}
    done = "utgick" if how == {True} else "bordlades" if how == {False} else "bordlades eller utgick"
    named = ", ".join(str(one) for one in sections)
    return f"{f'Avsnitt {named} {done}' if sections else done.capitalize()} på mötet den {last.when}"
