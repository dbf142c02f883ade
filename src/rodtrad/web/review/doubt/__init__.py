"""How sure each finding of a version is, and why, so that a person looks at the right ones first.

The reader's own confidence says little of how it may have erred: each finding is held against the words it stands on,
against what stands around them, against its siblings and against what the register knew before. Pure functions: the
same findings give the same doubts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from rodtrad.web.documents.models import Finding, Issue
from rodtrad.web.review.doubt import people, said, times, words
from rodtrad.web.review.doubt.case import Case, Known, Reason

__all__ = ["SURE", "Doubt", "Known", "doubts"]

SURE = 0.25  # what is less doubtful than this may be confirmed with all others that are sure

CHECKS: tuple[Callable[[Case, Finding], Iterator[Reason]], ...] = (
    *words.CHECKS,
    *people.CHECKS,
    *said.CHECKS,
    *times.CHECKS,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """`score`: from 0, nothing speaks against it, to 1. `reasons`: Swedish sentences, the weightiest first. `fields`:
    those that they are about. `proposals`: fields with what the words have instead."""

    score: float
    reasons: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    proposals: tuple[tuple[str, str], ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.score < SURE


def doubts(
    text: str, findings: Sequence[Finding], issues: Iterable[Issue] = (), *, known: Known | None = None, name: str = ""
) -> list[Doubt]:
    """The doubt about each finding, in their order.

    `text`: the version's. `issues`: what does not add up in it. `known`: what other documents tell of the persons.
    `name`: the file's.
    """
    case = Case(text, findings, issues, known or Known(), name)
    return [_doubt(case, finding) for finding in findings]


def _doubt(case: Case, finding: Finding) -> Doubt:
    if finding.rule == Finding.PERSON:
        return Doubt(0.0)
    every = dict.fromkeys(reason for check in CHECKS for reason in check(case, finding))
    found = sorted(every, key=lambda reason: -reason.weight)
    # Independent reasons add up: two that are half as weighty each make three quarters.
    left = reduce(lambda rest, reason: rest * (1 - reason.weight), found, 1.0)
    return Doubt(
        round(1 - left, 3),
        tuple(dict.fromkeys(reason.text for reason in found)),
        tuple(dict.fromkeys(reason.field for reason in found if reason.field)),
        tuple(_proposals(found)),
    )


def _proposals(found: Sequence[Reason]) -> Iterator[tuple[str, str]]:
    """What the words have instead, of the fields for which no two reasons propose different things."""
    told: dict[str, set[str]] = {}
    for reason in found:
        if reason.instead:
            told.setdefault(reason.field, set()).add(reason.instead)
    return ((field, values.pop()) for field, values in told.items() if len(values) == 1)
