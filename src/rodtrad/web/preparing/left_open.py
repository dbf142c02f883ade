"""What a meeting left open: items, and sections of items, that were tabled or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from rodtrad.web.documents.models import Entered
from rodtrad.web.meetings.models import Decision, Item, Meeting, Presenter, Proposal, Section

Row = TypeVar("Row", bound=Entered)
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


def left_open(last: Meeting, *, whole: bool) -> Iterator[LeftOpen]:
    """What comes back from a meeting, in the order of its agenda. `whole`: for its own bodies, also what is masked in
    its public minutes; else no more than is public."""
    rows = _left(Item.written.filter(meeting=last), Decision.written.filter(ITSELF, item=OuterRef("pk")))
    # A question by mail comes back by itself until a meeting has decided it.
    rows = rows.exclude(reasons__circulation__isnull=False)
    # What was carried is decided, though the rest was tabled.
    waiting = Proposal.written.exclude(outcome=Proposal.Outcome.CARRIED).order_by("order")
    proposed = Prefetch("proposals", waiting.filter(ITSELF), to_attr="proposed")
    lettered = _left(Section.written.exclude(label=""), Decision.written.filter(section=OuterRef("pk")))
    its = (
        Prefetch("proposals", waiting, to_attr="proposed"),
        Prefetch("presenters", Presenter.written.order_by("order"), to_attr="presented"),
    )
    parts = Prefetch("sections", lettered.order_by("order").prefetch_related(*its), to_attr="parts")
    items: Iterable[Any] = rows.select_related("matter").prefetch_related(proposed, parts, "reasons")
    for item in items:
        clauses = _told(last, item.proposed, whole=whole)
        _told(last, [item, *item.parts], whole=whole)
        is_left = item.cancelled or item.is_tabled
        sections = [one for one in item.parts if one.cancelled or one.is_tabled or (is_left and not one.is_decided)]
        if is_left or sections:
            why = _why_left(item, [] if is_left else sections, last)
            proposals = tuple(row.text for row in clauses) if is_left else ()
            yield LeftOpen(item, why, proposals, tuple(_as_it_was(last, one, whole=whole) for one in sections))


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


def _told(last: Meeting, rows: Iterable[Row], *, whole: bool) -> list[Row]:
    """Rows as they are told: the words that are masked in them put back, or without those that a mask kept out."""
    told = [row for row in rows if whole or not row.is_draft]
    for row in told if whole else ():
        last.unmask(row)
    return told


def _as_it_was(last: Meeting, section: Any, *, whole: bool) -> dict[str, Any]:
    """What `add_section` is to be told of a section that comes back; fetched as `proposed` and `presented`."""
    return {
        "fields": {"title": section.title, "minutes_needed": section.minutes_needed},
        "clauses": [row.text for row in _told(last, section.proposed, whole=whole)],
        "presenters": [row.line for row in _told(last, section.presented, whole=whole)],
    }
