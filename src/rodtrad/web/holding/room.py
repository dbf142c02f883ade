"""What the meeting room shows: the agenda, the item that is treated, and what has been written at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from rodtrad.web import clock
from rodtrad.web.documents import wording
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import is_untouched
from rodtrad.web.holding.forms import AssignmentForm, DecisionForm, SayForm, VoteForm, blank_paragraph
from rodtrad.web.holding.models import Ballot, Floor, Paragraph, Phrase
from rodtrad.web.holding.modules import modules_of
from rodtrad.web.holding.roll import Quorum, Roll, items_of, lacks_a_decision
from rodtrad.web.holding.voting import told_of, with_ballots
from rodtrad.web.meetings.models import (
    Attendance,
    BodyRules,
    Decision,
    Item,
    Meeting,
    Paper,
    Presenter,
    Proposal,
    Section,
    Vote,
)
from rodtrad.web.meetings.states import can_be_arranged
from rodtrad.web.preparing.models import Reason


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and its place on the agenda."""

    item: Item
    place: int


@dataclass(frozen=True, slots=True)
class Written:
    """What stands at one item or section."""

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
    """What came with an item: its papers, and why it was taken up."""

    papers: list[Paper]
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Part:
    """An item itself (`section` None), or a section of it: what was prepared and what stands there."""

    section: Section | None
    proposals: list[Proposal]
    presenters: list[Presenter]
    written: Written

    @property
    def mark(self) -> str:
        """What is put behind the names of its places on the page."""
        return mark_of(self.section)

    @property
    def query(self) -> str:
        """What is put behind an address of the item, so that it is of this part of it."""
        return f"?avsnitt={self.section.pk}" if self.section else ""

    @property
    def is_undecided(self) -> bool:
        """Whether something is proposed in a section and nothing has been decided there yet."""
        section = self.section
        return bool(section and not section.cancelled and self.proposals and not self.written.decisions)


@dataclass(frozen=True, slots=True)
class Voter:
    """One who decides at the item. `name`: as the roll calls them, and whom a deputy votes for. `choice`: what was
    filled in."""

    row: Attendance
    name: str
    choice: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A vote that was not taken, or what was not said, at a section or the item itself: what is wrong, the form as it
    was filled in, and who voted how, on which proposals, or by whom it was said."""

    section: Section | None
    errors: Sequence[str]
    vote_form: VoteForm | None = None
    named: Mapping[int, str] = field(default_factory=dict)
    put: Collection[int] | None = None
    say_form: SayForm | None = None
    said_by: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """A part as the secretary writes in it. `voted`: each vote with the lines that tell it; `put`: the keys of the
    proposals that a vote is on; `just`: the decisions that were written now; `offered`: as `Written.offered`."""

    part: Part
    quorum: Quorum | None
    recused: set[int]
    deciding: set[int]
    voted: list[tuple[Vote, list[str]]]
    voters: list[Voter]
    put: Collection[int]
    just: list[Decision]
    offered: list[tuple[Decision, wording.Given, date | None]]
    decision_form: DecisionForm
    vote_form: VoteForm
    say_form: SayForm
    assignment_form: AssignmentForm
    vote_errors: Sequence[str] = ()
    say_errors: Sequence[str] = ()
    said_by: Collection[int] = ()
    blank: dict[str, object] = field(default_factory=blank_paragraph)


def treated(meeting: Meeting, wanted: str) -> dict[str, Any]:
    """What the shared screen shows, and the room too: the item with its sections, what stands there, and its
    neighbours.

    `wanted`: the key of the item; where it names none, the one treated. Eight queries.
    """
    items = [Placed(item, place) for place, item in enumerate(items_of(meeting), 1)]
    on_floor = next((one for one in items if getattr(one.item, "is_treated", False)), None)
    shown = _shown(items, wanted, on_floor)
    at = shown.place - 1 if shown else 0
    return {
        "meeting": meeting,
        "items": items,
        "shown": shown,
        "parts": parts_of(shown.item) if shown else [],
        "before": items[at - 1] if shown and at else None,
        "after": items[at + 1] if shown and at + 1 < len(items) else None,
        "floor": on_floor.item.pk if on_floor else None,
    }


def screen_of(meeting: Meeting) -> dict[str, Any]:
    """The context of the shared screen: the item that is treated, or, where none is while the meeting is open, all that
    was decided, an item or section with its clauses."""
    floor = Floor.objects.filter(meeting=meeting).first()
    if floor is None or floor.item_id:
        return treated(meeting, "")
    clauses: dict[int, dict[Section | None, list[Decision]]] = {}
    rows = Decision.written.filter(meeting=meeting, item__isnull=False).select_related("section")
    for row in rows.order_by(F("section__order").asc(nulls_first=True), "order"):
        clauses.setdefault(row.item_id or 0, {}).setdefault(row.section, []).append(row)
    items = enumerate(items_of(meeting), 1)
    decided = [
        (Placed(item, place), section, rows)
        for place, item in items
        for section, rows in clauses.get(item.pk, {}).items()
    ]
    return {"meeting": meeting, "decided": decided}


def room_page(
    meeting: Meeting, wanted: str, *, just: Sequence[str] = (), refused: Refused | None = None
) -> dict[str, Any]:
    """The context of the room. `wanted` as in `treated`. `just`: the keys of the decisions that were written now, to be
    taken back as one."""
    told = treated(meeting, wanted)
    item = told["shown"].item if told["shown"] else None
    if item:
        item.meeting = meeting
    roll, rules = Roll.of(meeting), BodyRules.fetched_with(meeting.held_for) if meeting.held_for else BodyRules()
    writings = [_writing(item, part, roll, rules, just, refused) for part in told["parts"] if item]
    return told | {
        "writings": writings,
        "prepared": prepared_for(item) if item else None,
        "undecided": [one.item.pk for one in told["items"] if lacks_a_decision(one.item)],
        "roll": roll.people,
        "there": [(row.pk, roll.names[row.pk]) for row in roll.present_at(item)] if item else [],
        "quorum": writings[0].quorum if writings else None,
        "votes": rules.votes,
        "choices": Ballot.Choice.choices,
        "modules": modules_of(rules, Phrase.objects.filter(body=meeting.held_for)),
        "kinds": Paragraph.Kind.choices,
        "may_add": can_be_arranged(meeting),
        "is_open": (is_open := meeting.state == Meeting.State.OPEN),
        "may_open": meeting.state in Meeting.NOT_BEGUN,
        "may_undo_opening": is_open and not roll.people and is_untouched(meeting),
        "other_day": None if is_on(meeting, clock.today()) else clock.today(),
    }


def _writing(
    item: Item, part: Part, roll: Roll, rules: BodyRules, just: Sequence[str], refused: Refused | None
) -> Writing:
    section, written = part.section, part.written
    wrong = refused if refused and refused.section == section else Refused(section, ())
    return Writing(
        part,
        roll.quorum_at(item, rules, section),
        {row.pk for row in roll.recused_at(item, section)},
        {row.pk for row in roll.deciding_at(item, section)},
        [(vote, list(told_of(vote, roll))) for vote in written.votes],
        _voters(roll, item, section, wrong.named) if rules.votes else [],
        [row.pk for row in part.proposals] if wrong.put is None else wrong.put,
        [row for row in written.decisions if str(row.pk) in just],
        written.offered(item.meeting.date),
        DecisionForm(auto_id=f"beslut-%s{part.mark}"),
        wrong.vote_form or VoteForm(auto_id=f"rost-%s{part.mark}"),
        wrong.say_form or SayForm(auto_id=f"sagt-%s{part.mark}"),
        AssignmentForm(item, auto_id=f"uppdrag-%s{part.mark}"),
        wrong.errors if wrong.vote_form else (),
        wrong.errors if wrong.say_form else (),
        wrong.said_by,
    )


def is_on(meeting: Meeting, day: date) -> bool:
    """Whether a meeting is on a day, as far as it says when it is."""
    return meeting.date is None or meeting.date <= day <= (meeting.end_date or meeting.date)


def mark_of(section: Section | None) -> str:
    """What tells the names of a section's places on the page from those of its item, which have no mark."""
    return f"-{section.pk}" if section else ""


def parts_of(item: Item) -> list[Part]:
    """An item and its sections in their order, with what has been prepared and written; eight queries at most, however
    many sections."""
    sections = [None, *Section.written.filter(item=item).order_by("order", "pk")]
    proposals = _by_section(Proposal.written.filter(item=item).order_by("order"))
    presenters = _by_section(Presenter.written.filter(item=item).order_by("order"))
    paragraphs = _by_section(Paragraph.objects.filter(item=item, removed_at=None))
    votes = _by_section(with_ballots(Vote.written.filter(item=item)))
    decisions = _by_section(Decision.written.filter(item=item).order_by("order"))
    assignments = _by_section(Assignment.written.filter(item=item).order_by("order"))
    return [
        Part(
            section,
            proposals[key],
            presenters[key],
            Written(paragraphs[key], votes[key], decisions[key], assignments[key]),
        )
        for section in sections
        for key in [section.pk if section else None]
    ]


def _by_section(rows: Iterable[Any]) -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.section_id].append(row)
    return found


def not_assigned(meeting: Meeting) -> list[tuple[Decision, wording.Given, date | None]]:
    """As `Written.offered`, of all items of a meeting; one query."""
    assigned = Assignment.written.filter(meeting=meeting, decision__isnull=False).values("decision")
    decisions = Decision.written.filter(meeting=meeting, item__isnull=False).exclude(pk__in=assigned)
    return Written([], [], list(decisions.select_related("item").order_by("order")), []).offered(meeting.date)


def prepared_for(item: Item) -> Prepared:
    """What came with an item; two queries."""
    reasons = Reason.objects.select_related("assignment", "agreement", "circulation", "earlier_item", "earlier_meeting")
    return Prepared(
        list(Paper.written.filter(item=item).select_related("file").order_by("order", "pk")),
        list(reasons.filter(item=item)),
    )


def _voters(roll: Roll, item: Item, section: Section | None, named: Mapping[int, str]) -> list[Voter]:
    return [Voter(row, roll.voted_as(row), named.get(row.pk, "")) for row in roll.deciding_at(item, section)]


def _shown(items: list[Placed], wanted: str, on_floor: Placed | None) -> Placed | None:
    by_key = {str(one.item.pk): one for one in items}
    return by_key.get(wanted) or on_floor or (items[0] if items else None)
