"""What is done while a meeting is held: opened, called over, decided, closed. Paragraphs are saved in `saving`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from rodtrad.web import clock
from rodtrad.web.accounts.log import changes_of, log
from rodtrad.web.accounts.models import User
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.deciding import enter_assignment, enter_decisions, given_by, last_of
from rodtrad.web.holding.models import Ballot, Floor, Paragraph, Put, Recusal, Stay
from rodtrad.web.holding.namesakes import meant
from rodtrad.web.holding.outcomes import settle_proposals
from rodtrad.web.holding.roll import (
    Called,
    Roll,
    check_roll,
    is_undecided,
    items_of,
    lacks_a_decision,
    rows_of,
    undecided_sections,
)
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.holding.standpoints import contradictions, sentence
from rodtrad.web.holding.voting import Counted, check_vote, check_votes_still_hold
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting, Proposal, Section, Vote
from rodtrad.web.meetings.numbers import allot_numbers
from rodtrad.web.meetings.states import check_step, hold_still
from rodtrad.web.preparing.actions import fill_next_agenda
from rodtrad.web.preparing.by_mail import confirm_decided_by_mail

Presence = Attendance.Presence


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: User | None) -> None:
    """Open the meeting at its first item. Raises ValidationError where it is open, closed or called off."""
    hold_still(meeting)
    check_step(meeting, Meeting.State.OPEN, _rules(meeting))
    # Who begins early has begun then: minutes whose end lies before their start contradict themselves.
    early = meeting.start and meeting.date == clock.today() and _now() < meeting.start
    planned = meeting.start and f"{meeting.start:%H:%M}"
    meeting.state, meeting.start = Meeting.State.OPEN, _now() if early else meeting.start or _now()
    meeting.save(update_fields=["state", "start"])
    first = Item.written.filter(meeting=meeting, cancelled=False).order_by("order").first()
    Floor.objects.update_or_create(meeting=meeting, defaults={"item": first, "since": timezone.now()})
    log("meeting-opened", meeting, by=by, at=f"{_now():%H:%M}", planned=planned)


@transaction.atomic
def undo_opening(*, meeting: Meeting, by: User | None) -> None:
    """Have a meeting that was opened by mistake as it was before, called or planned, to begin when it was planned.

    Raises ValidationError where it isn't open, or something is written.
    """
    _check_open(meeting)
    if not is_untouched(meeting):
        raise ValidationError("Mötet är påbörjat: det finns närvaro, text eller beslut. Öppnandet går inte att ångra.")
    to = Meeting.State.CALLED if meeting.notices.exists() else Meeting.State.PLANNED
    check_step(meeting, to, _rules(meeting))
    opened = changes_of(meeting, "meeting-opened").latest("at", "pk").details.get("planned")
    meeting.state, meeting.start = to, time.fromisoformat(opened) if opened else None
    meeting.save(update_fields=["state", "start"])
    Floor.objects.filter(meeting=meeting).delete()
    log("opening-undone", meeting, by=by)


def is_untouched(meeting: Meeting) -> bool:
    """Whether nothing has been written at a meeting: no roll, text, vote, decision or assignment."""
    written: tuple[QuerySet[Any], ...] = tuple(
        model.written.filter(meeting=meeting) for model in (Attendance, Decision, Vote, Assignment)
    )
    return not any(rows.exists() for rows in (*written, Paragraph.objects.filter(item__meeting=meeting)))


@transaction.atomic
def give_floor(*, item: Item, by: User | None) -> None:
    """Treat an item: what the shared screen shows next. Raises ValidationError where the meeting isn't open."""
    _check_open(item.meeting)
    Floor.objects.update_or_create(meeting=item.meeting, defaults={"item": item, "since": timezone.now()})
    log("floor-given", item, by=by)


@transaction.atomic
def show_decisions(*, meeting: Meeting, by: User | None) -> None:
    """Show all that was decided on the shared screen, to be read back to the meeting. Raises as `give_floor`."""
    _check_open(meeting)
    Floor.objects.update_or_create(meeting=meeting, defaults={"item": None, "since": timezone.now()})
    log("decisions-shown", meeting, by=by)


@transaction.atomic
def take_roll(*, meeting: Meeting, called: Sequence[Called], by: User | None) -> None:
    """Write who is there; it may be taken again as long as the meeting is open.

    Raises ValidationError, in words for people, where the roll contradicts itself (see `check_roll`), or a vote.
    """
    _check_open(meeting)
    check_roll(called)
    before = list(Attendance.written.filter(meeting=meeting))
    kept, written = rows_of(called, before), list[Attendance]()
    for place, row in enumerate(called):
        attendance = kept.get(place) or Attendance(meeting=meeting, is_draft=True)
        attendance.order = place + 1
        for field in ("name", "presence", "duty", "person", "party", "organisation", "title"):
            setattr(attendance, field, getattr(row, field))
        attendance.save()
        written.append(attendance)
    Stay.objects.filter(attendance__meeting=meeting).delete()
    gone = {row.pk for row in before} - {row.pk for row in written}
    if voted := Ballot.objects.filter(attendance__in=gone).first():
        raise ValidationError(f"{voted.attendance.name} har röstat och kan inte tas bort. Ångra omröstningen först.")
    Attendance.written.filter(pk__in=gone).delete()
    Stay.objects.bulk_create(
        Stay(
            attendance=attendance,
            first=row.first,
            last=row.last,
            stands_in_for=meant(row.stands_in_for, written)[0] if row.stands_in_for else None,
        )
        for row, attendance in zip(called, written, strict=True)
        if row.first or row.last or row.stands_in_for
    )
    check_votes_still_hold(meeting)
    log("roll-taken", meeting, by=by, present=sum(row.presence != Presence.ABSENT for row in called))


@transaction.atomic
def recuse(*, item: Item, people: Sequence[Attendance], by: User | None, section: Section | None = None) -> None:
    """Say who takes no part in an item, or in one section of it, for a conflict of interest: these, and nobody else.

    Raises ValidationError where the meeting isn't open, or somebody is not there or has voted.
    """
    _check_open(item.meeting)
    if away := [row.name for row in people if row.presence == Presence.ABSENT or row.meeting_id != item.meeting_id]:
        raise ValidationError(f"{', '.join(away)} är inte närvarande och kan inte anmäla jäv.")
    Recusal.objects.filter(item=item, section=section).delete()
    Recusal.objects.bulk_create(Recusal(attendance=row, item=item, section=section) for row in people)
    check_votes_still_hold(item.meeting)
    names = Roll.of(item.meeting).names
    log("recused", section or item, by=by, people=[names[row.pk] for row in people])


@transaction.atomic
def decide(
    *,
    item: Item,
    clauses: Sequence[str],
    by: User | None,
    section: Section | None = None,
    as_proposed: bool = False,
    condition: str = "",
) -> list[Decision]:
    """Write what was decided at an item, or at a section of it, a clause a decision. `as_proposed`: the clauses are
    those proposed, with the `condition` that the meeting added. What each does and what it makes conditional is read
    from its words. A clause that was decided by mail and is confirmed here says so, with its day.

    Raises ValidationError where the meeting isn't open, no clause says anything, or a vote rejected what was proposed.
    """
    _check_open(item.meeting)
    made = enter_decisions(item=item, clauses=clauses, section=section, as_proposed=as_proposed, condition=condition)
    log("decided", section or item, by=by, clauses=[decision.text for decision in made], as_proposed=as_proposed)
    return made


@transaction.atomic
def take_back(*, item: Item, decisions: Sequence[Decision], by: User | None) -> None:
    """Undo decisions of an item that were written wrongly, while the meeting is open; the log keeps them.

    Raises ValidationError where something was assigned by them, or the meeting is closed.
    """
    _check_open(item.meeting)
    if given := given_by(decisions):
        raise ValidationError(f"Beslutet har gett uppdraget ”{given.task}”. Ta bort uppdraget först.")
    log("decision-taken-back", item, by=by, clauses=[decision.text for decision in decisions])
    Decision.written.filter(pk__in=[decision.pk for decision in decisions]).delete()
    settle_proposals(item=item)


@transaction.atomic
def take_assignment_back(*, assignment: Assignment, by: User | None) -> None:
    """Undo an assignment that was written wrongly, while the meeting is open; the log keeps it."""
    _check_open(assignment.meeting)
    log("assignment-taken-back", assignment, by=by, item=assignment.item_id, task=str(assignment))
    assignment.delete()


@transaction.atomic
def vote(*, item: Item, told: Counted, by: User | None, section: Section | None = None) -> Vote:
    """Write how it was voted at an item, or at a section of it. What is decided is written as any decision.

    Raises ValidationError where the body doesn't vote, the meeting isn't open, or what is told contradicts itself or
    the roll: see `check_vote`.
    """
    meeting = item.meeting
    _check_open(meeting)
    if not _rules(meeting).votes:
        raise ValidationError("Organet röstar inte. Ändra det i organets regler om det ska göra det.")
    check_vote(told, item, Roll.of(meeting), section)
    made = Vote.objects.create(
        meeting=meeting,
        item=item,
        section=section,
        order=last_of(Vote.written.filter(meeting=meeting)) + 1,
        is_draft=True,
        yes=told.number(Ballot.Choice.YES),
        no=told.number(Ballot.Choice.NO),
        abstained=told.number(Ballot.Choice.ABSTAIN),
        yes_for=told.yes_for.strip(" ."),
        no_for=told.no_for.strip(" ."),
        tie_break=told.tie_break,
        tie_for=told.tie_for,
    )
    Ballot.objects.bulk_create(
        Ballot(vote=made, attendance_id=key, choice=choice) for key, choice in told.named.items()
    )
    if told.put is not None:
        Put.objects.create(vote=made).proposals.set(
            Proposal.written.filter(item=item, section=section, pk__in=told.put)
        )
    log("voted", made, by=by, item=item.pk, counted=made.counted, named=len(told.named))
    return made


@transaction.atomic
def take_vote_back(*, vote: Vote, by: User | None) -> None:
    """Undo a vote that was written wrongly, while the meeting is open; the log keeps how it was counted."""
    _check_open(vote.meeting)
    log("vote-taken-back", vote, by=by, item=vote.item_id, counted=vote.counted)
    vote.delete()


@transaction.atomic
def say(
    *,
    item: Item,
    kind: str,
    people: Sequence[Attendance],
    text: str,
    by: User | None,
    section: Section | None = None,
) -> Paragraph:
    """Write a reservation, a statement, a note or who takes no part, as a paragraph that names who.

    Raises ValidationError where nobody is named, somebody had no part in the item, or the meeting isn't open.
    """
    _check_open(item.meeting)
    if not people:
        raise ValidationError("Ange vem eller vilka det gäller.")
    names = Roll.of(item.meeting).names
    written = sentence(kind, [names.get(row.pk, row.name) for row in people], text)
    saved = save_paragraph(item=item, section=section, save=Save(uuid4(), uuid4(), 0, written, kind), by=by)
    place = (item.pk, section.pk if section else None)
    told = contradictions(item.meeting, Roll.of(item.meeting))
    wrong = [why for row, why in told if (row.item_id, row.section_id) == place]
    if wrong:
        raise ValidationError(wrong)
    return saved.paragraph


@transaction.atomic
def assign(
    *,
    item: Item,
    assignee: str,
    task: str,
    by: User | None,
    section: Section | None = None,
    kind: str = Assignment.Kind.ASSIGNMENT,
    due: date | None = None,
    due_text: str = "",
    decision: Decision | None = None,
) -> Assignment:
    """Give somebody something to do, at an item or a section of it; whom the register knows by that name is linked.
    Where only words tell the time ("senast i juni"), the day is what they come to.

    Raises ValidationError where the meeting isn't open or nothing is to be done.
    """
    _check_open(item.meeting)
    assignment = enter_assignment(
        item=item,
        assignee=assignee,
        task=task,
        section=section,
        kind=kind,
        due=due,
        due_text=due_text,
        decision=decision,
    )
    log("assigned", assignment, by=by, item=item.pk)
    return assignment


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: User | None, end: time | None = None) -> None:
    """Close the meeting, number its items, and put what it left open on the agenda of the next. From then on only
    corrections add to its minutes. `end`: when it ended; else now, or as it was planned where it is another day.

    Raises ValidationError where an item for decision, or a section with a proposal, is undecided, nobody's attendance
    is written, or it ended before it began or has not ended yet.
    """
    hold_still(meeting)
    rules = _rules(meeting)
    check_step(meeting, Meeting.State.CLOSED, rules)
    if not Attendance.written.filter(meeting=meeting).exists():
        raise ValidationError("Närvaron är inte upptagen. Ta upp den innan du avslutar mötet.")
    if left := [f"”{called}”" for _, called in undecided(meeting)]:
        raise ValidationError(
            f"Mötet kan inte avslutas: {', '.join(left)} har inget beslut. Besluta, bordlägg eller dra tillbaka."
        )
    last_day = meeting.end_date or meeting.date
    end = end or (meeting.end if meeting.end and last_day != clock.today() else _now())
    if meeting.start and end < meeting.start and last_day == meeting.date:
        raise ValidationError(
            f"Mötet började kl. {meeting.start:%H.%M} och kan inte sluta kl. {end:%H.%M}. Ange när det slutade."
        )
    if last_day == clock.today() and end > _now():
        raise ValidationError(f"Klockan är {_now():%H.%M}. Mötet kan inte ha slutat kl. {end:%H.%M}.")
    allot_numbers(meeting, rules)
    confirm_decided_by_mail(meeting, by=by)
    settle_proposals(meeting=meeting)
    meeting.state, meeting.end = Meeting.State.CLOSED, end
    meeting.save(update_fields=["state", "end"])
    Floor.objects.filter(meeting=meeting).delete()
    log("meeting-closed", meeting, by=by, at=f"{meeting.end:%H:%M}")
    fill_next_agenda(after=meeting, by=by)


def undecided(meeting: Meeting) -> list[tuple[Item, str]]:
    """Where something is to be decided and nothing has been yet: the item, and what it or its section is called."""
    found: list[tuple[Item, str]] = []
    for item in filter(lacks_a_decision, items_of(meeting)):
        sections = undecided_sections().filter(item=item).order_by("order")
        found += [(item, item.title)] if is_undecided(item) else []
        found += [(item, f"{item.title}, {one}") for one in sections]
    return found


def _rules(meeting: Meeting) -> BodyRules:
    if meeting.held_for is None:
        raise ValidationError("Mötet är inläst från ett dokument och kan inte hållas här.")
    return BodyRules.of(meeting.held_for)


def _check_open(meeting: Meeting) -> None:
    hold_still(meeting)
    if meeting.state != Meeting.State.OPEN:
        raise ValidationError("Mötet är inte öppet.")


def _now() -> time:
    return clock.now().time().replace(second=0, microsecond=0)
