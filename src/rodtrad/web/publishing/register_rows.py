"""The rows of a meeting held here on their way into the register, and out of it when its minutes are withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from rodtrad.web.agreements.models import Agreement
from rodtrad.web.bodies.models import Person
from rodtrad.web.documents.models import Entered
from rodtrad.web.followup.models import Assignment
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
from rodtrad.web.publishing.checking import Mask

AT_ITEM: tuple[type[Entered], ...] = (
    *(Section, Presenter, Paper),
    *(Proposal, Decision, Vote, Standpoint, Appointment, Assignment, Agreement),
)
AT_MEETING: tuple[type[Entered], ...] = (Attendance, NextMeeting, Signature, Recipient)


def bring_in(meeting: Meeting, mask: Mask) -> int:
    """Make the rows of a meeting part of the register, and tell how many were left out: those of an item that is
    confidential, and those in which something is masked for the public: the register has no half rows."""
    open_items = [
        item.pk for item in _drafts(Item, Q(meeting=meeting)) if not item.confidential and not _hides(mask, item)
    ]
    left = _enter(Item, Q(meeting=meeting), Q(pk__in=open_items), mask)
    for model in AT_ITEM:
        of_meeting = _of(model, meeting)
        at_open = Q(item__in=open_items) | Q(item=None)
        if model is Paper:
            at_open &= ~Q(file__confidential=True)
        left += _enter(model, of_meeting, at_open, mask)
    return left + sum(_enter(model, Q(meeting=meeting), Q(), mask) for model in AT_MEETING)


def take_out(meeting: Meeting) -> None:
    """Make the rows of a meeting drafts again."""
    for model in (*AT_ITEM, *AT_MEETING):
        model._base_manager.filter(_of(model, meeting), finding=None).update(is_draft=True)
    Item._base_manager.filter(meeting=meeting, finding=None).update(is_draft=True)


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


def _enter(model: type[Entered], rows: Q, may: Q, mask: Mask) -> int:
    drafts = _drafts(model, rows)
    allowed = set(model._base_manager.filter(rows & may).values_list("pk", flat=True))
    whole = [row.pk for row in drafts if row.pk in allowed and not _hides(mask, row)]
    model._base_manager.filter(pk__in=whole).update(is_draft=False)
    return len(drafts) - len(whole)


def _hides(mask: Mask, row: models.Model) -> bool:
    return any(
        mask.hides(getattr(row, field.attname)) for field in row._meta.fields if isinstance(field, models.TextField)
    )
