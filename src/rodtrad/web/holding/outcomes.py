"""What came of each proposal: carried as it was decided, rejected where a vote went against it, else open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from rodtrad.web.meetings.models import Decision, Proposal, Vote

Outcome = Proposal.Outcome


def settle_proposals(**at: Any) -> None:
    """Write what came of the proposals at a `meeting` or an `item`, from what is decided and voted there."""
    rows = list(Proposal.written.filter(**at))
    if not rows:
        return
    decisions, votes = _by_place(Decision.written.filter(**at)), _by_place(Vote.written.filter(**at))
    for row in rows:
        place = (row.item_id, row.section_id)
        row.outcome = outcome_of(row.text, decisions[place], votes[place])
    Proposal.written.bulk_update(rows, ["outcome"])


def outcome_of(text: str, decisions: Collection[Decision], votes: Iterable[Vote]) -> Outcome:
    """What came of a proposal, by what was decided and voted at its item or section."""
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
