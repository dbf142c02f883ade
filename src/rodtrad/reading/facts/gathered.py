"""Proposals and decided clauses as they are gathered, before they become facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rodtrad.reading.clauses import Clause, says_something, sentences
from rodtrad.reading.deciding import condition_of, effect_of, is_formal
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.giving import does
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.record import Decision, Effect, Outcome, Proposal
from rodtrad.reading.sources.source import Stretch


@dataclass(slots=True)
class Decided:
    """A proposal and a decision as it is gathered."""

    clause: Clause
    passage: Passage
    rule: str
    confidence: float
    also: tuple[Stretch | None, ...] = ()
    body: Stretch | None = None
    via: Literal["mail"] | None = None
    date: str | None = None
    adopts: bool = False
    outcome: Outcome = "open"
    by: str = ""  # the words that say whose proposal it is


@dataclass(slots=True)
class Gathered:
    """`ahead`: adoptions of a proposal that stands further down in its item, with their words."""

    proposals: list[Decided] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    ahead: list[tuple[Passage, Stretch]] = field(default_factory=list)

    def proposal_facts(self, context: Context) -> tuple[Proposal, ...]:
        """The proposals with their evidence and what became of them."""
        return tuple(_proposal(context, p) for p in self.proposals)

    def decision_facts(self, context: Context) -> tuple[Decision, ...]:
        """The decisions with their evidence."""
        return tuple(_decision(context, d) for d in self.decisions)


def propose(
    passage: Passage, clauses: Sequence[Clause] | Iterator[Clause], out: Gathered, rule: str, *, by: str = ""
) -> None:
    """Adds a proposal for each clause that says something. `by`: the words that say whose they are."""
    out.proposals.extend(Decided(c, passage, rule, 0.93, by=by) for c in clauses if says_something(c.text))


def decide(
    passage: Passage,
    clauses: Sequence[Clause] | Iterator[Clause],
    out: Gathered,
    rule: str,
    confidence: float,
    *,
    also: tuple[Stretch | None, ...] = (),
    body: Stretch | None = None,
) -> None:
    """Adds a decision for each clause that says something; its place is what opens it too, and what `also` holds."""
    told = (c for c in clauses if says_something(c.text))
    out.decisions.extend(Decided(c, passage, rule, confidence, (c.opener, *also), body) for c in told)


def words_of(text: str) -> str:
    """A text as only its words, to tell whether two say the same."""
    return re.sub(r"\W+", " ", text).strip().lower()


def _proposal(context: Context, proposal: Decided) -> Proposal:
    return Proposal(
        evidence=context.evidence(proposal.clause.text, proposal.rule, proposal.confidence, also=proposal.also),
        item=proposal.passage.item,
        section=proposal.passage.section_title,
        text=proposal.clause.whole,
        outcome=proposal.outcome,
    )


def _decision(context: Context, decided: Decided) -> Decision:
    text = decided.clause.whole
    return Decision(
        evidence=context.evidence(decided.clause.text, decided.rule, decided.confidence, also=decided.also),
        item=decided.passage.item,
        section=decided.passage.section_title,
        text=text,
        body=decided.body.text if decided.body else None,
        formal=is_formal(text),
        via=decided.via,
        date=decided.date,
        adopts_proposal=decided.adopts,
        effect=_effect(context, decided.clause, text),
        condition=condition_of(text),
    )


def _effect(context: Context, clause: Clause, text: str) -> Effect:
    """What a clause does; one that says what somebody shall do gives an assignment, whatever its verb."""
    effect = effect_of(text)
    if effect in {"other", "appoint", "approve"} and not clause.opener:
        first = next(sentences(clause.text), clause.text)
        if does(context, first, decided=True):
            return "assign"
    return effect
