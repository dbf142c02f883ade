"""The minutes of a meeting held here as one plain value, from which page, PDF and Word file are made alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any, Self

from django.utils import timezone
from django.utils.formats import date_format

from rodtrad.web.bodies.models import Seat
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.roll import Roll
from rodtrad.web.holding.voting import told_of, with_ballots
from rodtrad.web.letterheads.models import NO_EMBLEM, Shown
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting, Paper, Presenter, Proposal, Vote
from rodtrad.web.minutes.models import Addition
from rodtrad.web.minutes.texts import AFTER, BEFORE, HEADED, list_lines
from rodtrad.web.preparing.agenda import is_confidential

Duty, Presence = Attendance.Duty, Attendance.Presence
DAY = "j F Y"
# When a decision was taken, as exactly as is known.
TAKEN = {"day": r"\d\e\n j F Y", "month": r"\i F Y", "year": "Y"}
# The headings under which people are listed, and whom each names.
LISTS = (
    ("Ledamöter", (Duty.CHAIR, Duty.MEMBER, Duty.ADJUSTER)),
    ("Ersättare", (Duty.DEPUTY,)),
    ("Övriga", (Duty.SECRETARY, Duty.OTHER)),
)
NO_SEAT = frozenset({Duty.SECRETARY, Duty.OTHER})
NAMED = {Duty.CHAIR: "ordförande", Duty.SECRETARY: "sekreterare", Duty.ADJUSTER: "justerare"}


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
    """`number`: as it is printed, "§ 42" or "3."; empty before the meeting is closed. `key`: of its row. `votes`: the
    lines that tell each. `taken`: of each decision that was taken by mail the words that lead it in, empty of those of
    the meeting; none where all are those."""

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

    def to_json(self) -> dict[str, Any]:
        """Plain values, as a version keeps them."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The value that `to_json` told."""
        items = tuple(
            ItemContent(
                **{
                    **item,
                    **{name: tuple(item[name]) for name in ("presenters", "proposals", "recused", "decisions")},
                    "blocks": tuple(Block(**{**block, "lines": tuple(block["lines"])}) for block in item["blocks"]),
                    "tasks": tuple(Task(**task) for task in item["tasks"]),
                    "papers": tuple(Handed(**paper) for paper in item.get("papers", ())),
                    "votes": tuple(map(tuple, item.get("votes", ()))),
                    "taken": tuple(item.get("taken", ())),
                }
            )
            for item in told["items"]
        )
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


def minutes_of(meeting: Meeting, roll: Roll | None = None) -> MinutesContent:
    """The minutes as they stand; fourteen queries however many items, and one more where bodies meet together.
    Fetch the meeting with `held_for` and bodies. `roll`: where it is at hand.
    """
    roll = roll or Roll.of(meeting)
    rules = BodyRules.of(meeting.held_for) if meeting.held_for else None
    by_item = _gather(meeting)
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
        groups=tuple(_groups(roll, _homes(meeting, roll.people))),
        items=tuple(_item(item, by_item.get(item.pk, {}), roll, meeting.body_names) for item in items),
        signers=tuple(_signers(roll)),
        additions=tuple(_additions(meeting)),
        emblem=Shown.of(meeting.held_for.county if meeting.held_for else None),
    )


def _body(meeting: Meeting) -> str:
    """Whose minutes they are, as a reader tells one body with "och" in its name from two."""
    return f"Gemensamt möte mellan {meeting.body_names}" if len(meeting.bodies.all()) > 1 else meeting.body_names


def _homes(meeting: Meeting, people: Iterable[Attendance]) -> dict[int | None, str]:
    """In which of the bodies of a joint meeting people have a seat, by person; the first where they have several."""
    bodies = {body.pk: body.name for body in meeting.bodies.all()}
    if len(bodies) < 2:
        return {}
    persons = [row.person_id for row in people if row.person_id]
    seats = Seat.objects.on(meeting.date).filter(body__in=bodies, person__in=persons)
    homes: dict[int | None, str] = {}
    for seat in sorted(seats, key=lambda seat: (seat.body_id != meeting.held_for_id, seat.body_id)):
        homes.setdefault(seat.person_id, bodies[seat.body_id])
    return homes


def _time(meeting: Meeting) -> str:
    if not meeting.start:
        return ""
    return f"kl. {meeting.start:%H.%M}" + (f"–{meeting.end:%H.%M}" if meeting.end else "")


def _groups(roll: Roll, homes: Mapping[int | None, str]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Who was there, under headings; of a joint meeting those who have a seat under their body's."""
    there = [row for row in roll.people if row.presence != Presence.ABSENT]
    for heading, duties in LISTS:
        found: dict[str, list[str]] = {}
        for row in (row for row in there if row.duty in duties):
            home = homes.get(row.person_id) if row.duty not in NO_SEAT else None
            found.setdefault(f"{heading} ({home})" if home else heading, []).append(_person(row, roll))
        yield from ((told, tuple(named)) for told, named in found.items())
    if absent := tuple(_person(row, roll) for row in roll.people if row.presence == Presence.ABSENT):
        yield "Frånvarande", absent


def _person(row: Attendance, roll: Roll) -> str:
    """One line of the list: "Anna Ek, enhetschef, Ekeby kommun, ordförande, på distans, till och med § 43"."""
    stay = roll.stays.get(row.pk)
    how = {Presence.REMOTE: "på distans", Presence.PARTIAL: "del av mötet"}.get(Presence(row.presence), "")
    serves = f"tjänstgörande ersättare för {other}" if (other := roll.serves_for(row)) else ""
    first = f"från och med {stay.first.called}" if stay and stay.first else ""
    last = f"till och med {stay.last.called}" if stay and stay.last else ""
    named = NAMED.get(Duty(row.duty), "")
    return ", ".join(filter(None, [row.name, row.title, row.organisation, named, how, serves, first, last]))


def _signers(roll: Roll) -> Iterable[tuple[str, str]]:
    """Duty and name of each who answers for the minutes."""
    for duty, word in ((Duty.SECRETARY, "Sekreterare"), (Duty.CHAIR, "Ordförande"), (Duty.ADJUSTER, "Justerare")):
        there = [row for row in roll.people if row.duty == duty and row.presence != Presence.ABSENT]
        yield from ((word, roll.names[row.pk]) for row in there)


def _gather(meeting: Meeting) -> dict[int, dict[str, list[Any]]]:
    """All that is written, by item and kind of row."""
    found: dict[int, dict[str, list[Any]]] = {}
    rows: tuple[tuple[str, Iterable[Any]], ...] = (
        ("paragraph", Paragraph.objects.filter(item__meeting=meeting, removed_at=None)),
        ("decision", Decision.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("proposal", Proposal.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("assignment", Assignment.written.filter(meeting=meeting, item__isnull=False).order_by("order")),
        ("presenter", Presenter.written.filter(item__meeting=meeting).order_by("order")),
        ("paper", Paper.written.filter(item__meeting=meeting).select_related("file").order_by("order", "pk")),
        ("vote", with_ballots(Vote.written.filter(meeting=meeting, item__isnull=False))),
    )
    for kind, members in rows:
        for row in members:
            meeting.unmask(row)
            found.setdefault(row.item_id, {}).setdefault(kind, []).append(row)
    return found


def _item(item: Item, rows: Mapping[str, list[Any]], roll: Roll, body: str) -> ItemContent:
    taken = tuple(_taken(row, body) for row in rows.get("decision", ()))
    number = "" if not item.number else f"§ {item.number}" if item.is_paragraph else f"{item.number}."
    return ItemContent(
        key=item.pk,
        number=number,
        title=item.title,
        withdrawn=item.cancelled,
        confidential=item.confidential,
        presenters=tuple(_presenter(row) for row in rows.get("presenter", ())),
        introduction=item.introduction,
        proposals=tuple(row.text for row in rows.get("proposal", ())),
        blocks=tuple(_blocks(row for row in rows.get("paragraph", ()) if row.text.strip())),
        recused=tuple(roll.names[row.pk] for row in roll.recused_at(item)),
        decisions=tuple(row.text for row in rows.get("decision", ())),
        taken=taken if any(taken) else (),
        tasks=tuple(_task(row) for row in rows.get("assignment", ())),
        votes=tuple(tuple(told_of(row, roll)) for row in rows.get("vote", ())),
        papers=tuple(Handed(row.text, is_confidential(row)) for row in rows.get("paper", ())),
    )


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


def _presenter(row: Presenter) -> str:
    return ", ".join(filter(None, [row.name, row.title, row.organisation]))


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
