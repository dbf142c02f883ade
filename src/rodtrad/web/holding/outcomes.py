"""What came of each proposal: carried as it was decided, rejected where a vote went against it, else open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from rodtrad.web.holding.models import Put
from rodtrad.web.meetings.models import Decision, Proposal, Vote

Outcome = Proposal.Outcome


def settle_proposals(**at: Any) -> None:
    """Write what came of the proposals at a `meeting` or an `item`, from what is decided and voted there."""
    rows = list(Proposal.written.filter(**at))
    if not rows:
        return
    decisions, votes = _by_place(Decision.written.filter(**at)), _by_place(Vote.written.filter(**at))
    put = _put([vote.pk for those in votes.values() for vote in those])
    for row in rows:
        place = (row.item_id, row.section_id)
        on_it = [vote for vote in votes[place] if row.pk in put.get(vote.pk, (row.pk,))]
        row.outcome = outcome_of(row.text, decisions[place], on_it)
    Proposal.written.bulk_update(rows, ["outcome"])


def _put(votes: Collection[int]) -> dict[int, set[int]]:
    """The keys of the proposals that votes were on, by those of the votes; none of a vote of which nobody said it."""
    found: dict[int, set[int]] = {}
    for vote, proposal in Put.objects.filter(vote__in=votes).values_list("vote", "proposals"):
        found.setdefault(vote, set()).add(proposal)
    return found


def outcome_of(text: str, decisions: Collection[Decision], votes: Iterable[Vote]) -> Outcome:
    """What came of a proposal, by what was decided at its item or section and the votes on it."""
    if any(row.adopts_proposal or _bare(row.text) == _bare(text) for row in decisions):
        return Outcome.CARRIED
    return Outcome.REJECTED if any(_goes_against(text, vote) for vote in votes) else Outcome.OPEN


def _goes_against(text: str, vote: Vote) -> bool:
    """Whether the side that lost stood for a proposal: in its words, or for what was put ("bifall", mot "avslag")."""
    if not vote.won:
        return False
    lost = vote.no_for if vote.won == Vote.Side.YES else vote.yes_for
    is_put = vote.won == Vote.Side.NO and (_bare(lost).startswith("bifall") or _bare(vote.no_for).startswith("avslag"))
    return is_put or _bare(text) in _bare(lost)


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" .").removeprefix("att ").casefold()


def _by_place(rows: Iterable[Any]) -> dict[tuple[int | None, int | None], list[Any]]:
    found: dict[tuple[int | None, int | None], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.item_id, row.section_id].append(row)
    return found
