"""The rows of a meeting held here on their way into the register, and out of it when its minutes are withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import Party, Person
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Entered
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.roll import Roll
from rodtrad.web.meetings.models import (
    Appointment,
    Attendance,
    Decision,
    Item,
    Meeting,
    NextMeeting,
    Paper,
    Presenter,
    Proposal,
    Recipient,
    Section,
    Signature,
    Standpoint,
    Vote,
)
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.people import line_of
from rodtrad.web.publishing.checking import Mask, texts_at

AT_ITEM: tuple[type[Entered], ...] = (
    *(Section, Presenter, Paper),
    *(Proposal, Decision, Vote, Standpoint, Appointment, Assignment, Agreement),
)
AT_MEETING: tuple[type[Entered], ...] = (Attendance, NextMeeting, Signature, Recipient)
EVERY: tuple[type[Entered], ...] = (Item, *AT_ITEM, *AT_MEETING)


# What the register shows of a row with the masked words replaced; all else that is masked keeps the row out, as a name
# stands beside the person whom the register knows it to be.
SHOWN_MASKED: dict[type[Entered], tuple[str, ...]] = {
    **dict.fromkeys((Item, Section), ("title",)),
    **dict.fromkeys((Paper, Proposal, Standpoint), ("text",)),
    Decision: ("text", "condition"),
    Vote: ("yes_for", "no_for"),
    Assignment: ("task",),
}
NOT_IN_REGISTER = frozenset({"introduction"})


def bring_in(meeting: Meeting, mask: Mask) -> int:
    """Make the rows of a meeting part of the register, masked as the public copy is, and tell how many were left out:
    those of an item that is confidential, and those that a mask leaves nothing of, or that bear a name it hides, also
    where it does together with what stands beside the name.

    What stood in the rows is kept with the meeting, for later versions of its minutes and for `take_out`.
    """
    open_items = [item.pk for item in _drafts(Item, Q(meeting=meeting)) if not item.confidential]
    roll = Roll.of(meeting)
    left = _enter(meeting, Item, Q(meeting=meeting), Q(pk__in=open_items), mask, roll)
    for model in AT_ITEM:
        of_meeting = _of(model, meeting)
        at_open = Q(item__in=open_items) | Q(item=None)
        if model is Paper:
            at_open &= ~Q(file__confidential=True)
        left += _enter(meeting, model, of_meeting, at_open, mask, roll)
    left += sum(_enter(meeting, model, Q(meeting=meeting), Q(), mask, roll) for model in AT_MEETING)
    meeting.save(update_fields=["unmasked"])
    return left


def tell_concerned(meeting: Meeting, content: MinutesContent) -> None:
    """Tell which parties the rows of a meeting in the register concern, as of a document that is read: whom a decision
    or an assignment names, whom all that is said at an item names, and for whom people were there. `content`: what was
    published of the minutes."""
    finder = PartyFinder()
    said = texts_at(content)

    def named(*texts: str) -> set[Party]:
        return {party for text in texts for _, party in finder.named_in(text)}

    rows: list[Attendance | Presenter] = [
        *Attendance.objects.filter(meeting=meeting, party=None).exclude(organisation=""),
        *Presenter.objects.filter(item__meeting=meeting, party=None).exclude(organisation=""),
    ]
    for row in rows:
        row.party = finder.organisation(row.organisation)
        row.save(update_fields=["party"])
    for item in Item.objects.filter(meeting=meeting):
        presented = Presenter.objects.filter(item=item, party__isnull=False).values_list("party", flat=True)
        item.concerned.set([*named(item.title, *said.get(item.pk, ())), *presented])
    for decision in Decision.objects.filter(meeting=meeting):
        decision.concerned.set(named(decision.text))
    for given in Assignment.objects.filter(meeting=meeting).select_related("party"):
        given.concerned.set({*named(given.assignee, given.task), *filter(None, [given.party])})


def take_out(meeting: Meeting) -> None:
    """Make the rows of a meeting drafts again, as they were before anything was masked in them."""
    concerning: tuple[type[Item | Decision | Assignment], ...] = (Item, Decision, Assignment)
    for kind in concerning:
        for standing in kind.objects.filter(meeting=meeting):
            standing.concerned.clear()
    for model in EVERY:
        rows = _of(model, meeting)
        for row in model._base_manager.filter(rows, pk__in=meeting.unmasked.get(model._meta.label_lower, ())):
            meeting.unmask(row)
            row.save()
        model._base_manager.filter(rows, finding=None).update(is_draft=True)
    meeting.unmasked = {}
    meeting.save(update_fields=["unmasked"])


def persons_at(meeting: Meeting) -> models.QuerySet[Person]:
    """The persons whom the rows of a meeting name."""
    found = Q()
    for model in (Attendance, Signature, Appointment, Assignment):
        found |= Q(pk__in=model._base_manager.filter(meeting=meeting).values("person"))
    return Person.objects.filter(
        found | Q(pk__in=Presenter._base_manager.filter(item__meeting=meeting).values("person"))
    )


def _of(model: type[Entered], meeting: Meeting) -> Q:
    return Q(item__meeting=meeting) if model in {Section, Presenter, Paper} else Q(meeting=meeting)


def _drafts(model: type[Entered], rows: Q) -> list[Any]:
    return list(model._base_manager.filter(rows, is_draft=True, retired_at=None))


def _enter(meeting: Meeting, model: type[Entered], rows: Q, may: Q, mask: Mask, roll: Roll) -> int:
    drafts = _drafts(model, rows)
    allowed = set(model._base_manager.filter(rows & may).values_list("pk", flat=True))
    entering = [row for row in drafts if row.pk in allowed and _may_enter(mask, row, roll)]
    for row in entering:
        if whole := _mask(mask, row):
            meeting.unmasked.setdefault(model._meta.label_lower, {})[str(row.pk)] = whole
            row.save(update_fields=list(whole))
    model._base_manager.filter(pk__in=[row.pk for row in entering]).update(is_draft=False)
    return len(drafts) - len(entering)


def _may_enter(mask: Mask, row: Entered, roll: Roll) -> bool:
    if mask.hides(_line(row, roll)):
        return False
    shown = SHOWN_MASKED.get(type(row), ())
    texts = {field.attname for field in row._meta.fields if isinstance(field, models.TextField)} - NOT_IN_REGISTER
    if any(mask.hides(getattr(row, name)) for name in texts.difference(shown)):
        return False
    # An item or a section without its title is still where things were decided.
    return isinstance(row, Item | Section) or not shown or mask.leaves(getattr(row, shown[0]))


def _line(row: Entered, roll: Roll) -> str:
    """The line in which the minutes name somebody who was there or presents."""
    if isinstance(row, Attendance):
        return line_of(row, roll)
    return row.in_words if isinstance(row, Presenter) else ""


def _mask(mask: Mask, row: Entered) -> dict[str, str]:
    """Replace what is masked in a row; what stood there, by field."""
    whole = {name: getattr(row, name) for name in SHOWN_MASKED.get(type(row), ()) if mask.hides(getattr(row, name))}
    for name, text in whole.items():
        setattr(row, name, mask.on(text))
    return whole
