"""A closing list of assignments that repeats, item by item, what the items say in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rodtrad.reading.record import Assignment


def merged(told: Sequence[Assignment], summary: Sequence[Assignment]) -> Iterator[Assignment]:
    """One assignment each. What an item gave keeps its words there; the list adds who and when, and what it alone has.

    `summary`: the rows of such a list, each with the item that its number names.
    """
    left = list(told)
    for row in summary:
        same = max((fact for fact in left if _repeats(row, fact, left)), key=lambda f: _shared(f, row), default=None)
        if same:
            left.remove(same)
        yield _filled(same, row) if same else row
    yield from left


def is_same(one: Assignment, other: Assignment) -> bool:
    """Whether two give the same one the same thing to do, by the words that they share."""
    return _same_one(one, other) and _shared(one, other) >= max(2, min(len(_stems(one)), len(_stems(other))) / 2)


def _repeats(row: Assignment, fact: Assignment, left: Sequence[Assignment]) -> bool:
    """Whether a row sums up what its item gave: to the same one, in words that they share, or with nothing else."""
    if fact.item != row.item or not _same_one(fact, row):
        return False
    alone = sum(other.item == row.item and _same_one(other, row) for other in left) == 1
    return alone or _shared(fact, row) > 0


def _same_one(one: Assignment, other: Assignment) -> bool:
    first, second = (re.findall(r"\w[\w-]*", (a.assignee or "").lower())[:1] for a in (one, other))
    return bool(first) and first == second


def _stems(assignment: Assignment) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"[^\W\d]{3,}", assignment.task)}


def _shared(one: Assignment, other: Assignment) -> int:
    return len(_stems(one) & _stems(other))


def _filled(fact: Assignment, row: Assignment) -> Assignment:
    """An assignment with its row as a further place, and the row's deadline where the item tells no day."""
    of_row = (row.evidence.place, *row.evidence.places)
    places = tuple(p for p in dict.fromkeys((*fact.evidence.places, *of_row)) if p != fact.evidence.place)
    if fact.due or not row.due_text:
        return replace(fact, evidence=replace(fact.evidence, places=places), state=row.state)
    inferred = dict.fromkeys((*fact.evidence.inferred, *(f for f in row.evidence.inferred if f == "due")))
    evidence = replace(fact.evidence, places=places, inferred=tuple(inferred))
    return replace(fact, evidence=evidence, due=row.due, due_text=row.due_text, state=row.state)
