"""The reading record: everything the reader found in one document, each fact with its place.

Dates are ISO 8601 strings ("2023-02-17", or "2023-01" where the document gives only a month), times "HH:MM".
Text is as the document has it, white space squeezed, mark-up left out. What the document does not say is None
or an empty tuple, never a guess. `docs/record.md` tells what each field means; `json_form.py` writes and reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DocumentKind = Literal["minutes", "action_plan", "notice", "agreement", "other"]
Duty = Literal["chair", "secretary", "adjuster", "member", "deputy", "other"]
Presence = Literal["present", "remote", "partial", "absent"]
ItemType = Literal["decision", "information", "discussion"]
Outcome = Literal["carried", "rejected", "open"]
Effect = Literal["approve", "assign", "refer", "appoint", "grant", "agree", "note", "table", "reject", "other"]
AssignmentKind = Literal["assignment", "advice", "referral"]
StandpointKind = Literal["reservation", "statement", "note", "abstention", "recusal"]
ReferenceKind = Literal["sou", "dir", "sfs", "meeting", "paper"]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in its document.

    `lines`: first and last line, counted from 1. `chars`: first character and the one after the last, counted
    from 0 in the text of the `Source`. `page`: from 1. `box`: left, top, right, bottom in points from the top
    left corner of the page, in a PDF only.
    """

    lines: tuple[int, int]
    chars: tuple[int, int]
    page: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why we believe a fact: its place, further places, the fields that are concluded rather than stated, the rule."""

    place: Place
    rule: str
    confidence: float
    places: tuple[Place, ...] = ()
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Anything that was found; its evidence lies flat beside its own fields in JSON."""

    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """When and where; the places of the single values stand in `Record.head_places`."""

    date: str | None = None
    end_date: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Fact):
    name: str
    organisation: str | None = None
    title: str | None = None
    duty: Duty = "member"
    presence: Presence = "present"


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenter(Fact):
    """Only what is said of the presenter at the item."""

    name: str
    title: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Fact):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Fact):
    """A lettered or headed part of an item, with a matter of its own; facts in it bear its `title` as `section`."""

    label: str | None = None
    title: str
    presenters: tuple[Presenter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Fact):
    """`number` without § and full stop ("3", "129", "14/23"), None where the item has none."""

    number: str | None
    title: str
    type: ItemType | None = None
    cancelled: bool = False
    presenters: tuple[Presenter, ...] = ()
    papers: tuple[Paper, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Fact):
    item: str | None
    section: str | None = None
    text: str
    outcome: Outcome = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """One decided clause, without its leading "att".

    `formal`: approves the agenda or the minutes, files information, or chooses who verifies the minutes. `via`:
    "mail" where it was taken outside a meeting. `date`: where it differs from the meeting's.
    """

    item: str | None
    section: str | None = None
    text: str
    body: str | None = None
    formal: bool = False
    via: Literal["mail"] | None = None
    date: str | None = None
    adopts_proposal: bool = False
    effect: Effect = "other"
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint(Fact):
    """What members say against or beside a decision, or that they took no part in it. `names`: who, where named."""

    item: str | None
    section: str | None = None
    kind: StandpointKind
    names: tuple[str, ...] = ()
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Fact):
    """How many voted for and against at an item."""

    item: str | None
    section: str | None = None
    yes: int
    no: int
    abstained: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Fact):
    """What the meeting gave somebody to do.

    `due` is resolved against the meeting's date; `due_text` is as written, and so is `state`, from a list of actions.
    """

    item: str | None
    section: str | None = None
    kind: AssignmentKind = "assignment"
    assignee: str | None
    task: str
    due: str | None = None
    due_text: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Fact):
    """`post`: what they are chosen to be in the body, as written: "ledamot", "sekreterare"."""

    item: str | None
    section: str | None = None
    person: str
    post: str | None = None
    replaces: str | None = None
    body: str | None = None
    starts: str | None = field(default=None, metadata={"json": "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Fact):
    """An agreement whose term the document tells. `extensions`: the years of each option ("1 + 1" is (1, 1)).

    `review`, `cost_shares` and `annexes` are as written, and only of a document that is the agreement itself.
    """

    item: str | None
    section: str | None = None
    title: str
    starts: str | None = field(default=None, metadata={"json": "from"})
    ends: str | None = field(default=None, metadata={"json": "to"})
    extensions: tuple[int, ...] = ()
    notice: str | None = None
    parties: tuple[str, ...] = ()
    review: str | None = None
    cost_shares: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting(Fact):
    date: str
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Fact):
    """`signed_at`: ISO 8601 with the offset the document gives, or the day alone."""

    name: str
    duty: Duty
    signed_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Fact):
    """To whom the minutes are sent, or the decision of an item."""

    item: str | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    name: str
    source: str | None = None
    baseline: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Fact):
    text: str
    responsible: str | None = None
    start: str | None = None
    end: str | None = None
    time_text: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetArea(Fact):
    title: str
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGroup(Fact):
    name: str
    overall_goal: str | None = None
    target_group: str | None = None
    focus: str | None = None
    responsible: str | None = None
    indicators: tuple[Indicator, ...] = ()
    target_areas: tuple[TargetArea, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An action plan; the places of its single values stand in `Record.head_places`. `period`: first and last year."""

    title: str | None = None
    period: tuple[int, int] | None = None
    decided_on: str | None = None
    decided_by: str | None = None
    groups: tuple[PlanGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """A law, inquiry, directive, other meeting or paper that the text names."""

    text: str
    kind: ReferenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What does not add up. `code` is one of `issues.CODES`; `text` is a Swedish sentence."""

    code: str
    text: str
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """What the reader took for a fact and could not place or was not sure enough of."""

    kind: str
    text: str
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    kind: DocumentKind = "other"
    body: str | None = None
    bodies: tuple[str, ...] = ()
    reference: str | None = None
    meeting: Meeting | None = None
    attendance: tuple[Attendance, ...] = ()
    items: tuple[Item, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    standpoints: tuple[Standpoint, ...] = ()
    votes: tuple[Vote, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    next_meetings: tuple[NextMeeting, ...] = ()
    signatures: tuple[Signature, ...] = ()
    distribution: tuple[Recipient, ...] = ()
    plan: Plan | None = None
    references: tuple[Reference, ...] = ()
    issues: tuple[Issue, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    head_places: Mapping[str, Evidence] = field(default_factory=dict)
