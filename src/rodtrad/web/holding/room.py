"""What the meeting room shows: the agenda, the item that is treated, and what has been written at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.web import clock
from rodtrad.web.documents import wording
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import is_untouched
from rodtrad.web.holding.forms import AssignmentForm, DecisionForm, SayForm, VoteForm, blank_paragraph
from rodtrad.web.holding.models import Ballot, Floor, Paragraph, Phrase
from rodtrad.web.holding.modules import modules_of
from rodtrad.web.holding.roll import Roll, is_undecided, items_of
from rodtrad.web.holding.voting import told_of, with_ballots
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting, Paper, Presenter, Proposal, Vote
from rodtrad.web.meetings.states import can_be_arranged
from rodtrad.web.preparing.models import Reason


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and its place on the agenda."""

    item: Item
    place: int


@dataclass(frozen=True, slots=True)
class Written:
    """What stands at one item."""

    paragraphs: list[Paragraph]
    votes: list[Vote]
    decisions: list[Decision]
    assignments: list[Assignment]

    def offered(self, held: date | None) -> list[tuple[Decision, wording.Given, date | None]]:
        """Decisions that give something to do which nobody has written as an assignment yet, what each gives, and the
        day that its words come to."""
        written = {row.decision_id for row in self.assignments}
        clauses = ((row, wording.given(row.text)) for row in self.decisions if row.pk not in written)
        told = ((row, given, wording.due(given.when, held)) for row, given in clauses if given)
        return [(row, given, due.day if due else None) for row, given, due in told]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came with an item: who presents it, its papers, and why it was taken up."""

    presenters: list[Presenter]
    papers: list[Paper]
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Voter:
    """One who decides at the item. `name`: as the roll calls them, and whom a deputy votes for. `choice`: what was
    filled in."""

    row: Attendance
    name: str
    choice: str


def treated(meeting: Meeting, wanted: str) -> dict[str, Any]:
    """What the shared screen shows, and the room too: the item, what stands at it, and its neighbours.

    `wanted`: the key of the item; where it names none, the one treated. Six queries.
    """
    items = [Placed(item, place) for place, item in enumerate(items_of(meeting), 1)]
    on_floor = next((one for one in items if getattr(one.item, "is_treated", False)), None)
    shown = _shown(items, wanted, on_floor)
    at = shown.place - 1 if shown else 0
    return {
        "meeting": meeting,
        "items": items,
        "shown": shown,
        "proposals": list(Proposal.written.filter(item=shown.item).order_by("order")) if shown else [],
        "written": written_at(shown.item) if shown else None,
        "before": items[at - 1] if shown and at else None,
        "after": items[at + 1] if shown and at + 1 < len(items) else None,
        "floor": on_floor.item.pk if on_floor else None,
    }


def screen_of(meeting: Meeting) -> dict[str, Any]:
    """The context of the shared screen: the item that is treated, or, where none is while the meeting is open, all that
    was decided, an item with its clauses."""
    floor = Floor.objects.filter(meeting=meeting).first()
    if floor is None or floor.item_id:
        return treated(meeting, "")
    clauses: dict[int, list[Decision]] = {}
    for row in Decision.written.filter(meeting=meeting, item__isnull=False).order_by("order"):
        clauses.setdefault(row.item_id or 0, []).append(row)
    items = enumerate(items_of(meeting), 1)
    return {"meeting": meeting, "decided": [(Placed(i, n), clauses[i.pk]) for n, i in items if i.pk in clauses]}


def room_page(
    meeting: Meeting, wanted: str, *, just: Sequence[str] = (), named: Mapping[int, str] | None = None
) -> dict[str, Any]:
    """The context of the room. `wanted` as in `treated`. `just`: the keys of the decisions that were written now, to be
    taken back as one; `named`: who voted how, in a vote that was not taken."""
    told = treated(meeting, wanted)
    item = told["shown"].item if told["shown"] else None
    roll, rules = Roll.of(meeting), BodyRules.of(meeting.held_for) if meeting.held_for else BodyRules()
    return told | {
        "prepared": prepared_for(item) if item else None,
        "undecided": [one.item.pk for one in told["items"] if is_undecided(one.item)],
        "roll": roll.people,
        "there": [(row.pk, roll.names[row.pk]) for row in roll.present_at(item)] if item else [],
        "deciding": [row.pk for row in roll.deciding_at(item)] if item else [],
        "recused": roll.recused.get(item.pk, ()) if item else (),
        "quorum": roll.quorum_at(item, rules) if item else None,
        "votes": rules.votes,
        "voted": [(vote, list(told_of(vote, roll))) for vote in told["written"].votes] if item else [],
        "voters": _voters(roll, item, named or {}) if item and rules.votes else [],
        "put": [row.pk for row in told["proposals"]],
        "choices": Ballot.Choice.choices,
        "just": [row for row in told["written"].decisions if str(row.pk) in just] if item else [],
        "offered": told["written"].offered(meeting.date) if item else [],
        "modules": modules_of(rules, Phrase.objects.filter(body=meeting.held_for)),
        "blank": blank_paragraph(),
        "kinds": Paragraph.Kind.choices,
        "decision_form": DecisionForm(auto_id="beslut-%s"),
        "vote_form": VoteForm(auto_id="rost-%s"),
        "say_form": SayForm(auto_id="sagt-%s"),
        "assignment_form": AssignmentForm(item, auto_id="uppdrag-%s") if item else None,
        "may_add": can_be_arranged(meeting),
        "is_open": (is_open := meeting.state == Meeting.State.OPEN),
        "may_open": meeting.state in {Meeting.State.PLANNED, Meeting.State.CALLED},
        "may_undo_opening": is_open and not roll.people and is_untouched(meeting),
        "other_day": None if is_on(meeting, clock.today()) else clock.today(),
    }


def is_on(meeting: Meeting, day: date) -> bool:
    """Whether a meeting is on a day, as far as it says when it is."""
    return meeting.date is None or meeting.date <= day <= (meeting.end_date or meeting.date)


def written_at(item: Item) -> Written:
    """What has been written at an item; five queries at most."""
    return Written(
        list(Paragraph.objects.filter(item=item, removed_at=None)),
        with_ballots(Vote.written.filter(item=item)),
        list(Decision.written.filter(item=item).order_by("order")),
        list(Assignment.written.filter(item=item).order_by("order")),
    )


def not_assigned(meeting: Meeting) -> list[tuple[Decision, wording.Given, date | None]]:
    """As `Written.offered`, of all items of a meeting; one query."""
    assigned = Assignment.written.filter(meeting=meeting, decision__isnull=False).values("decision")
    decisions = Decision.written.filter(meeting=meeting, item__isnull=False).exclude(pk__in=assigned)
    return Written([], [], list(decisions.select_related("item").order_by("order")), []).offered(meeting.date)


def prepared_for(item: Item) -> Prepared:
    """What came with an item; three queries."""
    reasons = Reason.objects.select_related("assignment", "agreement", "circulation", "earlier_item", "earlier_meeting")
    return Prepared(
        list(Presenter.written.filter(item=item).order_by("order")),
        list(Paper.written.filter(item=item).select_related("file").order_by("order", "pk")),
        list(reasons.filter(item=item)),
    )


def _voters(roll: Roll, item: Item, named: Mapping[int, str]) -> list[Voter]:
    return [Voter(row, roll.voted_as(row), named.get(row.pk, "")) for row in roll.deciding_at(item)]


def _shown(items: list[Placed], wanted: str, on_floor: Placed | None) -> Placed | None:
    by_key = {str(one.item.pk): one for one in items}
    return by_key.get(wanted) or on_floor or (items[0] if items else None)
