"""What plans a meeting and arranges its agenda: each function one transaction and one row in the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from rodtrad.web import clock
from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.meetings.models import BodyRules, Item, Meeting, Paper, Presenter, Proposal, Section
from rodtrad.web.meetings.states import check_step, hold_still, hold_to_arrange
from rodtrad.web.preparing.agenda import agenda_of
from rodtrad.web.preparing.filling import (
    STANDING_LAST,
    Candidate,
    candidates_for,
    is_next,
    items_to_join,
    not_taken_up,
    standing_items,
)
from rodtrad.web.preparing.letters import send_cancelled, send_moved, send_notice
from rodtrad.web.preparing.lines import present, propose
from rodtrad.web.preparing.models import DayStart, Notice, Reason
from rodtrad.web.preparing.papers import bring_along
from rodtrad.web.preparing.sections import has_room, take_in_sections
from rodtrad.web.preparing.year import EARLIEST, LATEST

AT_ITEM = (Section, Proposal, Paper, Presenter)
LONGEST = timedelta(days=31)  # of one meeting; pages tell each of its days
WHEN_AND_WHERE = ("date", "end_date", "start", "end", "place")


@transaction.atomic
def plan_meeting(
    *,
    bodies: Sequence[Body],
    day: date,
    start: time,
    end: time | None,
    place: str,
    by: User | None,
    last_day: date | None = None,
) -> Meeting:
    """Plan a meeting, by the rules of the first body. Its agenda has the standing items and, where it is the body's
    next meeting, all else that belongs there; what comes after the next is filled when that one is over.

    Raises ValidationError where it ends before it starts, or the body meets at that time already.
    """
    _check_times(day, last_day, start, end)
    _check_free(bodies, day, start)
    meeting = Meeting(date=day, end_date=last_day, start=start, end=end, place=place.strip(), held_for=bodies[0])
    meeting.save()
    meeting.bodies.set(bodies)
    log("meeting-planned", meeting, by=by, date=day.isoformat(), start=f"{start:%H:%M}", place=meeting.place)
    fill_agenda(meeting=meeting, by=by, standing_only=not is_next(meeting))
    return meeting


@transaction.atomic
def plan_meetings(
    *, body: Body, days: Sequence[date], start: time, end: time | None, place: str, by: User | None
) -> list[Meeting]:
    """Plan several meetings of a body at the same hour, all or none; each has its own row in the log, as it has its own
    history. Raises as `plan_meeting`, and where no day is given."""
    if not days:
        raise ValidationError("Välj minst en dag.")
    told: dict[str, Any] = {"start": start, "end": end, "place": place, "by": by}
    return [plan_meeting(bodies=[body], day=day, **told) for day in sorted(days)]


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    day: date,
    start: time,
    end: time | None,
    place: str,
    by: User | None,
    last_day: date | None = None,
) -> None:
    """Change when or where a planned or called meeting is. Raises ValidationError as `plan_meeting`, and where nothing
    is changed."""
    hold_still(meeting)
    if meeting.state not in Meeting.NOT_BEGUN:
        raise ValidationError("Ett möte som har öppnats kan inte flyttas.")
    _check_times(day, last_day, start, end)
    if (day, start) != (meeting.date, meeting.start):
        _check_free(meeting.bodies.all(), day, start)
    was = {"date": meeting.date and meeting.date.isoformat(), "start": str(meeting.start), "place": meeting.place}
    before = {name: getattr(meeting, name) for name in WHEN_AND_WHERE}
    meeting.date, meeting.end_date, meeting.start, meeting.end, meeting.place = day, last_day, start, end, place.strip()
    if before == {name: getattr(meeting, name) for name in WHEN_AND_WHERE}:
        raise ValidationError("Du har inte ändrat något.")
    meeting.changes += 1
    meeting.save(update_fields=[*WHEN_AND_WHERE, "changes"])
    log("meeting-moved", meeting, by=by, was=was, date=day.isoformat(), start=f"{start:%H:%M}", place=meeting.place)
    if meeting.state == Meeting.State.CALLED:
        send_moved(meeting, Meeting(**before), by=by)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, why: str, by: User | None) -> None:
    """Call off a meeting that has not begun. Raises ValidationError for one that has."""
    hold_still(meeting)
    check_step(meeting, Meeting.State.CANCELLED, _rules(meeting))
    was_called = meeting.state == Meeting.State.CALLED
    meeting.state = Meeting.State.CANCELLED
    meeting.changes += 1
    meeting.save(update_fields=["state", "changes"])
    log("meeting-cancelled", meeting, by=by, why=why)
    if was_called:
        send_cancelled(meeting, why=why, by=by)
    fill_next_agenda(after=meeting, by=by)


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    fields: Mapping[str, Any],
    clauses: Sequence[str],
    by: User | None,
    presenters: Sequence[str] = (),
    begins: tuple[int, time | None] | None = None,
    after: Item | None = None,
) -> Item:
    """Put an item on the agenda, before those that close the meeting. `clauses`: the proposal for decision;
    `presenters`: each as "name, title, organisation"; `begins`: which later day begins with it (2 is the second), and
    at what hour; `after`: the item at which the meeting that is held added it.

    Raises ValidationError where the agenda is closed or something is wrong with a field.
    """
    hold_to_arrange(meeting)
    item = Item(meeting=meeting, order=_place_for_new(meeting, after), proposed_by=by, is_draft=True, **fields)
    item.full_clean(exclude=["meeting"])
    _make_room(meeting, item.order)
    item.save()
    propose(item, clauses)
    present(item, presenters)
    _begin_day(item, begins)
    log("item-added", item, by=by, meeting=meeting.pk, clauses=list(clauses))
    return item


@transaction.atomic
def change_item(
    *,
    item: Item,
    fields: Mapping[str, Any],
    clauses: Sequence[str],
    by: User | None,
    presenters: Sequence[str] = (),
    begins: tuple[int, time | None] | None = None,
) -> None:
    """Change what an item says and what is proposed; raises as `add_item`."""
    hold_to_arrange(item.meeting)
    was = {name: getattr(item, name) for name in fields}
    for name, value in fields.items():
        setattr(item, name, value)
    item.full_clean(exclude=["meeting"])
    item.save(update_fields=list(fields))
    propose(item, clauses)
    present(item, presenters)
    _begin_day(item, begins)
    log("item-changed", item, by=by, was=was, clauses=list(clauses))


@transaction.atomic
def withdraw_item(*, item: Item, by: User | None) -> None:
    """Take an item off. Before the meeting was called it is gone, and only `put_back_item` puts it back; after that it
    stays as withdrawn, with its number. Raises ValidationError where the agenda is closed, or somebody took it off just
    now."""
    meeting = item.meeting
    hold_to_arrange(meeting)
    if not Item.written.filter(pk=item.pk, cancelled=False).exists():
        raise ValidationError(f"”{item.title}” är redan borttagen.")
    log("item-withdrawn", item, by=by, meeting=meeting.pk)
    if meeting.state != Meeting.State.PLANNED:
        item.cancelled = True
        item.save(update_fields=["cancelled"])
        return
    _let_next_begin_the_day(item)
    item.retired_at = timezone.now()
    item.save(update_fields=["retired_at"])
    item.reasons.update(refused_at=item.retired_at)
    for model in AT_ITEM:
        model.written.filter(item=item).update(retired_at=item.retired_at)


@transaction.atomic
def put_back_item(*, item: Item, by: User | None) -> None:
    """Have an item that was taken off on the agenda again, where it stood and as it was. Raises ValidationError where
    the agenda is closed."""
    hold_to_arrange(item.meeting)
    if item.retired_at:
        for model in AT_ITEM:
            model._base_manager.filter(item=item, retired_at=item.retired_at).update(retired_at=None)
        item.reasons.update(refused_at=None)
        _make_room(item.meeting, item.order)
    item.retired_at, item.cancelled = None, False
    item.save(update_fields=["retired_at", "cancelled"])
    log("item-put-back", item, by=by, meeting=item.meeting_id)


@transaction.atomic
def arrange_items(*, meeting: Meeting, order: Sequence[int], by: User | None, moved: int | None = None) -> None:
    """Put the items in an order, given by their keys. `moved`: the one that was moved; if a day begins with it, the day
    begins with the next one instead. Raises ValidationError where the order lacks an item or names another's."""
    hold_to_arrange(meeting)
    if moved and (one := Item.written.filter(meeting=meeting, pk=moved).first()):
        _let_next_begin_the_day(one)
    items = {item.pk: item for item in Item.written.filter(meeting=meeting)}
    if sorted(order) != sorted(items):
        raise ValidationError("Dagordningen har ändrats av någon annan. Ladda om sidan och ordna den igen.")
    for place, pk in enumerate(order, 1):
        items[pk].order = place
    Item.written.bulk_update(items.values(), ["order"])
    log("agenda-arranged", meeting, by=by, order=list(order))


@transaction.atomic
def fill_agenda(*, meeting: Meeting, by: User | None, standing_only: bool = False) -> int:
    """Put what the register says belongs there on the agenda; returns how many reasons came. Each says why it is there;
    what was taken up already, or taken off by somebody, is left."""
    hold_to_arrange(meeting)
    candidates = list(standing_items(meeting) if standing_only else candidates_for(meeting))
    fresh = not_taken_up(meeting, candidates)
    shared = items_to_join(meeting, candidates) if fresh else {}
    for candidate in fresh:
        item = shared.get(candidate.together)
        # Nothing that is only for the body joins what everybody may see.
        is_secret = item is not None and candidate.confidential and not item.confidential
        if item is None or is_secret or not has_room(item, candidate.sections):
            item = _filled(meeting, candidate, by)
        elif candidate.clauses and not Proposal.written.filter(item=item, section=None).exists():
            propose(item, candidate.clauses)
        if candidate.together:
            shared[candidate.together] = item
        take_in_sections(item=item, sections=candidate.sections, by=by)
        Reason.objects.create(meeting=meeting, item=item, **candidate.reason())
    if fresh:
        log("agenda-filled", meeting, by=by, sources=[candidate.source for candidate in fresh])
    return len(fresh)


def fill_next_agenda(*, after: Meeting, by: User | None) -> None:
    """Fill the agenda of the bodies' next meetings, where they have waited for this one to be over; in its transaction.
    A body's next by its own rules and that which it has with another are two. What is being held already is left: who
    holds it is told what waits."""
    earlier = Meeting.objects.before(after).order_by().values("pk")
    coming = Meeting.objects.to_come(clock.today()).exclude(pk=after.pk).exclude(pk__in=earlier)
    first: dict[int | None, Meeting] = {}
    for meeting in coming.filter(bodies__in=after.bodies.all()).in_turn().distinct():
        first.setdefault(meeting.held_for_id, meeting)
    for meeting in first.values():
        if meeting.state in Meeting.NOT_BEGUN and is_next(meeting):
            fill_agenda(meeting=meeting, by=by)


@transaction.atomic
def call_meeting(*, meeting: Meeting, by: User | None) -> Notice:
    """Call the meeting, or send a supplement to a notice that went out: what the agenda says now is kept, and a letter
    goes to everyone with a role in its bodies.

    Raises ValidationError where nothing is new since the last notice, the agenda is empty, or the meeting has begun.
    """
    hold_still(meeting)
    if meeting.state == Meeting.State.PLANNED:
        check_step(meeting, Meeting.State.CALLED, _rules(meeting))
    elif meeting.state != Meeting.State.CALLED:
        raise ValidationError("Mötet har öppnats eller ställts in och kan inte kallas till.")
    agenda = agenda_of(meeting)
    if not agenda["items"]:
        raise ValidationError("Dagordningen är tom. Lägg till minst en punkt innan du kallar.")
    last = meeting.notices.last()
    if last and last.agenda == agenda:
        raise ValidationError("Inget har ändrats sedan den senaste kallelsen.")
    notice = Notice.objects.create(meeting=meeting, number=(last.number if last else 0) + 1, by=by, agenda=agenda)
    meeting.state = Meeting.State.CALLED
    meeting.save(update_fields=["state"])
    log("meeting-called", meeting, by=by, notice=notice.number)
    send_notice(notice, last, by=by)
    return notice


def _rules(meeting: Meeting) -> BodyRules:
    if meeting.held_for is None:
        raise ValidationError("Mötet är inläst från ett dokument och kan inte ändras här.")
    return BodyRules.of(meeting.held_for)


def _check_times(day: date, last_day: date | None, start: time, end: time | None) -> None:
    if not EARLIEST <= day <= LATEST:
        raise ValidationError({"day": f"Året {day.year} kan inte stämma. Välj en annan dag."})
    if last_day and last_day < day:
        raise ValidationError({"last_day": "Mötets sista dag kan inte komma före den första."})
    if last_day and last_day - day > LONGEST:
        raise ValidationError({"last_day": f"Ett möte kan vara i högst {LONGEST.days} dagar. Planera flera möten."})
    if end and end <= start and last_day in (None, day):
        raise ValidationError({"end": f"Mötet kan inte sluta {end:%H.%M} när det börjar {start:%H.%M}."})


def _check_free(bodies: Iterable[Body], day: date, start: time) -> None:
    """Raises ValidationError where a body meets at that time already; whoever plans for it meanwhile waits."""
    for body in Body.objects.select_for_update().filter(pk__in=[body.pk for body in bodies]).order_by("pk"):
        if Meeting.objects.filter(bodies=body, date=day, start=start).exclude(state=Meeting.State.CANCELLED).exists():
            raise ValidationError({"day": f"{body} har redan ett möte den {day.isoformat()} kl. {start:%H.%M}."})


def _place_for_new(meeting: Meeting, after: Item | None = None) -> int:
    """Before the standing items that close a meeting (while it is held: those to come `after` an item), else last."""
    closing = Reason.objects.filter(meeting=meeting, refused_at=None, source__startswith=f"{STANDING_LAST}:")
    first = closing.filter(item__order__gt=after.order if after else -1).aggregate(n=Min("item__order"))["n"]
    last = Item.written.filter(meeting=meeting).aggregate(n=Max("order"))["n"] or 0
    return first if first is not None and (after or meeting.state != Meeting.State.OPEN) else last + 1


def _let_next_begin_the_day(item: Item) -> None:
    """Where a day begins with an item that goes elsewhere, it begins with the one after; with none, it has no items."""
    start = DayStart.objects.filter(item=item).first()
    if start is None:
        return
    after = Item.written.filter(meeting=item.meeting, order__gt=item.order, day_start=None).order_by("order").first()
    start.delete()
    if after:
        DayStart.objects.create(item=after, day=start.day, start=start.start)


def _begin_day(item: Item, begins: tuple[int, time | None] | None) -> None:
    """Let a day begin with an item and no other, or (None) none begin with it."""
    DayStart.objects.filter(item=item).delete()
    if begins:
        DayStart.objects.filter(item__meeting=item.meeting, day=begins[0]).delete()
        DayStart.objects.create(item=item, day=begins[0], start=begins[1])


def _make_room(meeting: Meeting, order: int) -> None:
    later = list(Item.written.filter(meeting=meeting, order__gte=order))
    for item in later:
        item.order += 1
    Item.written.bulk_update(later, ["order"])


def _filled(meeting: Meeting, candidate: Candidate, by: User | None) -> Item:
    place = Item.written.filter(meeting=meeting).aggregate(n=Max("order"))["n"] or 0
    order = place + 1 if candidate.last else _place_for_new(meeting)
    _make_room(meeting, order)
    item = Item(
        meeting=meeting,
        order=order,
        title=candidate.title,
        type=candidate.type,
        matter=candidate.matter,
        minutes_needed=candidate.minutes_needed,
        introduction=candidate.introduction,
        confidential=candidate.confidential,
        is_draft=True,
    )
    item.save()
    propose(item, candidate.clauses)
    for number, text in enumerate(candidate.papers, 1):
        Paper.objects.create(item=item, order=number, text=text, is_draft=True)
    bring_along(item, candidate.enclosures)
    return item
