"""The minutes of a meeting held here as one plain value, from which page, PDF and Word file are made alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import count, groupby
from operator import itemgetter
from typing import Any, Self

from django.utils import timezone
from django.utils.formats import date_format

from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.roll import Roll
from rodtrad.web.holding.voting import told_of, with_ballots
from rodtrad.web.letterheads.models import NO_EMBLEM, Shown
from rodtrad.web.meetings.models import (
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
from rodtrad.web.minutes.models import Addition
from rodtrad.web.minutes.people import groups, homes_of, signers
from rodtrad.web.minutes.texts import AFTER, BEFORE, HEADED, list_lines
from rodtrad.web.preparing.agenda import is_confidential

DAY = "j F Y"
# When a decision was taken, as exactly as is known.
TAKEN = {"day": r"\d\e\n j F Y", "month": r"\i F Y", "year": "Y"}


@dataclass(frozen=True, slots=True)
class Block:
    """What was written at an item: its kind as a `Paragraph` has it, and its lines. `key`: of the paragraph, "" in
    versions that were made before it was kept. `goes_on`: a dialogue under the heading of the paragraph before."""

    kind: str
    lines: tuple[str, ...]
    key: str = ""
    goes_on: bool = False

    @property
    def heading(self) -> str:
        """What stands over a dissent, a note, a dialogue; empty for what has no heading of its own."""
        return "" if self.goes_on else HEADED.get(self.kind, "")

    @property
    def is_afterwards(self) -> bool:
        """Whether it follows the decision, as dissent and notes to the minutes do."""
        return self.kind in AFTER


@dataclass(frozen=True, slots=True)
class Task:
    """`kind`: "Uppdrag", "Medskick" or "Överlämnad fråga"."""

    kind: str
    who: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Handed:
    """A paper handed in at an item. `confidential`: to the bodies."""

    title: str
    confidential: bool

    def __str__(self) -> str:
        return f"{self.title} (bara för organet)" if self.confidential else self.title


@dataclass(frozen=True, slots=True)
class Added:
    """A correction after approval. `item`: the key of its item's row, None of the minutes as a whole."""

    item: int | None
    heading: str
    text: str
    why: str
    when: str


@dataclass(frozen=True, slots=True)
class ItemContent:
    """An item, or a section of one. `number`: as it is printed, "§ 42" or "3.", empty before the meeting is closed; of
    a section "a)". `key`: of its row. `votes`: the lines that tell each. `taken`: of each decision that was taken by
    mail the words that lead it in, empty of those of the meeting; none where all are those."""

    key: int
    number: str
    title: str
    withdrawn: bool
    confidential: bool
    presenters: tuple[str, ...]
    introduction: str
    proposals: tuple[str, ...]
    blocks: tuple[Block, ...]
    recused: tuple[str, ...]
    decisions: tuple[str, ...]
    tasks: tuple[Task, ...]
    votes: tuple[tuple[str, ...], ...] = ()
    papers: tuple[Handed, ...] = ()
    taken: tuple[str, ...] = ()
    sections: tuple[ItemContent, ...] = ()

    @property
    def parts(self) -> tuple[ItemContent, ...]:
        """The item itself and its sections, in their order."""
        return (self, *self.sections)

    @property
    def read_back(self) -> list[ItemContent]:
        """Those parts in which something was decided, voted, assigned or said against it."""
        return [
            part for part in self.parts if part.decisions or part.votes or part.afterwards or part.tasks or part.recused
        ]

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """As `MinutesContent.from_json`."""
        lists = {name: tuple(told[name]) for name in ("presenters", "proposals", "recused", "decisions")}
        also = {
            "blocks": tuple(Block(**{**block, "lines": tuple(block["lines"])}) for block in told["blocks"]),
            "tasks": tuple(Task(**task) for task in told["tasks"]),
            "papers": tuple(Handed(**paper) for paper in told.get("papers", ())),
            "votes": tuple(map(tuple, told.get("votes", ()))),
            "taken": tuple(told.get("taken", ())),
            "sections": tuple(map(cls.from_json, told.get("sections", ()))),
        }
        return cls(**{**told, **lists, **also})

    def decided(self, decides: str) -> list[tuple[str, list[str]]]:
        """The decisions as they stand below the words that lead them in: those of the meeting below `decides`."""
        leads = [lead or decides for lead in self.taken] or [decides] * len(self.decisions)
        runs = groupby(zip(leads, self.decisions, strict=True), key=itemgetter(0))
        return [(lead, [text for _, text in run]) for lead, run in runs]

    @property
    def told(self) -> list[Block]:
        """What was written before the decision."""
        return [block for block in self.blocks if not block.is_afterwards]

    @property
    def afterwards(self) -> list[Block]:
        """Dissent and notes to the minutes."""
        return [block for block in self.blocks if block.is_afterwards]


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """`decides`: the words that lead in a decision ("Styrgruppen beslutar"). `groups`: heading and people. `form`: what
    it calls itself, minutes or an extract of them."""

    body: str
    decides: str
    day: str
    time: str
    place: str
    reference: str
    opening: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    items: tuple[ItemContent, ...]
    signers: tuple[tuple[str, str], ...]
    additions: tuple[Added, ...] = ()
    form: str = "Protokoll"
    emblem: Shown = NO_EMBLEM

    @property
    def numbered(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """The groups, each of their lines with its number among all of them, from 1."""
        numbers = count(1)
        return [(heading, [(next(numbers), person) for person in people]) for heading, people in self.groups]

    def to_json(self) -> dict[str, Any]:
        """Plain values, as a version keeps them."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The value that `to_json` told."""
        items = tuple(map(ItemContent.from_json, told["items"]))
        groups = tuple((heading, tuple(people)) for heading, people in told["groups"])
        signers = tuple(map(tuple, told["signers"]))
        additions = tuple(Added(**added) for added in told.get("additions", ()))
        emblem = Shown(**told.get("emblem", {}))
        return cls(
            **{**told, "emblem": emblem, "groups": groups, "items": items, "signers": signers, "additions": additions}
        )

    def extract(self, key: int) -> Self | None:
        """The minutes of one item alone, by the key of its row, as they are sent to those whom it concerns."""
        items = tuple(item for item in self.items if item.key == key)
        additions = tuple(added for added in self.additions if added.item == key)
        return replace(self, form="Protokollsutdrag", items=items, additions=additions) if items else None

    def without_confidential(self) -> Self:
        """What others than the bodies may see: that a confidential item was there, and nothing of it."""
        veiled = {item.key for item in self.items if item.confidential}
        return replace(
            self,
            items=tuple(_veiled(item) if item.confidential else _for_all(item) for item in self.items),
            additions=tuple(added for added in self.additions if added.item not in veiled),
        )


def _for_all(item: ItemContent) -> ItemContent:
    return replace(item, papers=tuple(paper for paper in item.papers if not paper.confidential))


def _veiled(item: ItemContent) -> ItemContent:
    return ItemContent(
        key=item.key,
        number=item.number,
        title="Punkten är inte offentlig",
        withdrawn=item.withdrawn,
        confidential=True,
        presenters=(),
        introduction="",
        proposals=(),
        blocks=(),
        recused=(),
        decisions=(),
        tasks=(),
    )


def minutes_of(meeting: Meeting, roll: Roll | None = None, *, without: Collection[str] = ()) -> MinutesContent:
    """The minutes as they stand; fifteen queries however many items, and one more where bodies meet together.
    Fetch the meeting with `held_for` and bodies. `roll`: where it is at hand. `without`: the kinds of rows that are not
    asked for, as `_gather` calls them.
    """
    roll = roll or Roll.of(meeting)
    rules = BodyRules.of(meeting.held_for) if meeting.held_for else None
    rows = _gather(meeting, without)
    items = list(Item.written.filter(meeting=meeting).order_by("order", "pk"))
    for item in items:
        meeting.unmask(item)
    return MinutesContent(
        body=_body(meeting),
        decides=f"{meeting.body_names} beslutar",
        day=meeting.when,
        time=_time(meeting),
        place=meeting.place,
        reference=meeting.reference,
        opening=rules.opening if rules else "",
        groups=tuple(groups(roll, homes_of(meeting, roll.people))),
        items=tuple(_item(item, rows, roll, meeting.body_names) for item in items),
        signers=tuple(signers(roll)),
        additions=tuple(_additions(meeting)),
        emblem=Shown.of(meeting.held_for.county if meeting.held_for else None),
    )


def _body(meeting: Meeting) -> str:
    """Whose minutes they are, as a reader tells one body with "och" in its name from two."""
    return f"Gemensamt möte mellan {meeting.body_names}" if len(meeting.bodies.all()) > 1 else meeting.body_names


def _time(meeting: Meeting) -> str:
    if not meeting.start:
        return ""
    return f"kl. {meeting.start:%H.%M}" + (f"–{meeting.end:%H.%M}" if meeting.end else "")


Rows = dict[tuple[int, int | None], dict[str, list[Any]]]


def _gather(meeting: Meeting, without: Collection[str]) -> Rows:
    """All that is written, by item and section (None: the item itself) and kind of row; the sections stand at their
    item itself."""
    found: Rows = {}
    rows: tuple[tuple[str, Iterable[Any]], ...] = (
        ("section", Section.written.filter(item__meeting=meeting).order_by("order", "pk")),
        ("paragraph", Paragraph.objects.filter(item__meeting=meeting, removed_at=None)),
        ("decision", Decision.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("proposal", Proposal.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("assignment", Assignment.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("presenter", Presenter.written.filter(item__meeting=meeting).order_by("order")),
        ("paper", Paper.written.filter(item__meeting=meeting).select_related("file").order_by("order", "pk")),
        ("vote", with_ballots(Vote.written.filter(meeting=meeting, item__isnull=False))),
    )
    for kind, members in rows:
        for row in () if kind in without else members:
            meeting.unmask(row)
            place = (row.item_id, getattr(row, "section_id", None))
            found.setdefault(place, {}).setdefault(kind, []).append(row)
    return found


def _item(item: Item, rows: Rows, roll: Roll, body: str) -> ItemContent:
    number = "" if not item.number else f"§ {item.number}" if item.is_paragraph else f"{item.number}."
    at = rows.get((item.pk, None), {})
    return ItemContent(
        key=item.pk,
        number=number,
        title=item.title,
        withdrawn=item.cancelled,
        confidential=item.confidential,
        introduction=item.introduction,
        recused=tuple(roll.names[row.pk] for row in roll.recused_at(item)),
        papers=tuple(Handed(row.text, is_confidential(row)) for row in at.get("paper", ())),
        sections=tuple(_section(item, section, rows, roll, body) for section in at.get("section", ())),
        **_written(at, roll, body),
    )


def _section(item: Item, section: Section, rows: Rows, roll: Roll, body: str) -> ItemContent:
    return ItemContent(
        key=section.pk,
        number=section.number,
        title=section.title,
        withdrawn=section.cancelled,
        confidential=False,  # as its item is, which says so
        introduction="",
        recused=tuple(roll.names[row.pk] for row in roll.recused_at(item, section)),
        **_written(rows.get((item.pk, section.pk), {}), roll, body),
    )


def _written(rows: Mapping[str, list[Any]], roll: Roll, body: str) -> dict[str, tuple[Any, ...]]:
    """What an item and a section have alike."""
    taken = tuple(_taken(row, body) for row in rows.get("decision", ()))
    return {
        "presenters": tuple(row.in_words for row in rows.get("presenter", ())),
        "proposals": tuple(row.text for row in rows.get("proposal", ())),
        "blocks": tuple(_blocks(row for row in rows.get("paragraph", ()) if row.text.strip())),
        "decisions": tuple(row.text for row in rows.get("decision", ())),
        "taken": taken if any(taken) else (),
        "tasks": tuple(_task(row) for row in rows.get("assignment", ())),
        "votes": tuple(tuple(told_of(row, roll)) for row in rows.get("vote", ())),
    }


def _taken(row: Decision, body: str) -> str:
    """What leads in a decision that was taken by mail, empty for one of the meeting."""
    if not row.by_mail:
        return ""
    day = date_format(row.date, TAKEN.get(row.date_precision, TAKEN["day"])) if row.date else ""
    return f"{body} bekräftar beslut som togs via e-post {day}".rstrip()


def _additions(meeting: Meeting) -> Iterable[Added]:
    """What was added to approved minutes: none while the meeting goes on, and then not asked for."""
    if meeting.state == Meeting.State.OPEN:
        return ()
    return map(_added, Addition.objects.filter(meeting=meeting).select_related("item"))


def _added(row: Addition) -> Added:
    heading = f"{row.item.called}, {row.item.title}" if row.item and row.item.number else str(row.item or "")
    when = date_format(timezone.localtime(row.at), r"j F Y \k\l. H.i")
    return Added(row.item_id, heading or "Protokollet", row.text, row.why, when)


def _blocks(rows: Iterable[Paragraph]) -> Iterable[Block]:
    """A block a paragraph; those of a dialogue that follow one another stand under one heading."""
    last = ""
    for row in rows:
        block = _block(row)
        yield replace(block, goes_on=row.kind in BEFORE and row.kind == last)
        last = row.kind


def _block(row: Paragraph) -> Block:
    if row.kind == Paragraph.Kind.LIST:
        return Block(row.kind, list_lines(row.text), str(row.key))
    return Block(row.kind, tuple(line.strip() for line in row.text.splitlines() if line.strip()), str(row.key))


def _task(row: Assignment) -> Task:
    when = row.due_text or (date_format(row.due, DAY) if row.due else "")
    return Task(row.get_kind_display(), row.assignee, row.task, when)
