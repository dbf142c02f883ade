"""What every register of rows from documents has: the columns that tell their sources, and the filter by party."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, Q

from rodtrad.web.bodies.models import Party
from rodtrad.web.documents.kinds import FIELDS
from rodtrad.web.documents.models import Finding, Mention
from rodtrad.web.registers.declared import Cell, Column, Filter, Rows

CONCERNED = "finding__mentions"
HERE = "concerned"  # of rows of meetings held here


def source_columns(finding: Callable[[Any], Finding | None] = attrgetter("finding")) -> tuple[Column, ...]:
    """How far people have looked at a row, what of it is concluded, and where it stands."""

    def of(value: Callable[[Finding], Cell]) -> Callable[[Any], Cell]:
        def of_row(row: Any) -> Cell:
            found = finding(row)
            return value(found) if found else None

        return of_row

    return (
        Column("Granskning", of(lambda found: found.get_review_display()), 12),
        Column("Slutsatser", of(_inferred), 18),
        Column("Dokument", of(lambda found: found.version.document.name), 30),
        Column("Version", of(lambda found: found.version.number), 8),
        Column("Sida", of(_page), 6),
        Column("Rad", of(lambda found: found.first_line), 6),
        Column("Till rad", of(lambda found: found.last_line), 8),
    )


def _page(found: Finding) -> int | None:
    """The page, of what has pages: a text has one alone, and so a Word file that was never laid out."""
    return found.page if len(found.version.page_starts) > 1 or found.version.page_sizes else None


def _inferred(found: Finding) -> str:
    return ", ".join(FIELDS.get(field, field) for field in found.inferred)


def by_party() -> Filter:
    """A filter by the party that a row concerns."""

    def choices(rows: Rows) -> list[tuple[str, str]]:
        concerning = Mention.objects.filter(finding__in=rows.order_by().values("finding"))
        named = Q(pk__in=concerning.values("party"))
        if hasattr(rows.model, HERE):
            named |= Q(pk__in=rows.order_by().values(HERE))
        parties = Party.objects.filter(named)
        return [(str(pk), name) for pk, name in parties.values_list("pk", "name")]

    def narrow(rows: Rows, party: str) -> Rows:
        return rows.concerning(int(party))

    return Filter("part", "Berör part", choices, narrow, every="Alla parter")


def with_parties(rows: Rows) -> Rows:
    """With the parties that they concern, for the column of them."""
    here = [Prefetch(HERE, Party.objects.order_by("name"))] if hasattr(rows.model, HERE) else []
    mentions = Mention.objects.select_related("party").order_by("party__name")
    return rows.prefetch_related(Prefetch(CONCERNED, mentions), *here)


def _parties(row: Any) -> str:
    if row.finding:
        return ", ".join(mention.party.name for mention in row.finding.mentions.all())
    return ", ".join(party.name for party in row.concerned.all()) if hasattr(row, HERE) else ""


PARTIES = Column("Berörda parter", _parties, 30)
