"""What two bodies or persons both have, where one may have it but once: it stays where it is when they become one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import models
from django.db.models import Q, QuerySet, UniqueConstraint

from rodtrad.web.bodies.models import Body, Person
from rodtrad.web.preparing.models import StandingItem

# What the database lets stand twice, and people would take for a slip.
ALSO: Final[dict[type[models.Model], tuple[str, ...]]] = {StandingItem: ("title",)}


def held_by_both(rows: QuerySet[Any], field: str, kept: Person | Body) -> set[int]:
    """The keys of those rows of one that cannot be the other's as well. `field`: what names whose they are."""
    found: set[int] = set()
    for others, condition in _once(rows.model, field):
        of_kept = rows.model._base_manager.filter(condition, **{field: kept})
        if not others:
            found |= set(rows.filter(condition).values_list("pk", flat=True)) if of_kept.exists() else set()
            continue
        there = set(of_kept.values_list(*others))
        found |= {pk for pk, *told in rows.filter(condition).values_list("pk", *others) if tuple(told) in there}
    return found


def in_words(rows: QuerySet[Any]) -> list[str]:
    """Those rows, as people are told of them; none of those that only join two others."""
    if rows.model._meta.auto_created:
        return []
    return [f"{rows.model._meta.verbose_name} ({row})" for row in rows]


def _once(model: type[models.Model], field: str) -> Iterator[tuple[tuple[str, ...], Q]]:
    """What else, beside whose it is, makes a row the only one of its kind, and among which."""
    if getattr(model._meta.get_field(field), "unique", False):
        yield (), Q()
    sets = [(tuple(names), Q()) for names in model._meta.unique_together]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            sets.append((tuple(constraint.fields), constraint.condition or Q()))
    for names, condition in sets:
        if field in names:
            yield tuple(name for name in names if name != field), condition
    if model in ALSO:
        yield ALSO[model], Q()
