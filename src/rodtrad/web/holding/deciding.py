"""How what was decided and given to do becomes rows, in the room and where it is written in afterwards.

Whoever calls it sees to it that the meeting stands open for it, and logs what came of it, in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet

from rodtrad.web.documents import wording
from rodtrad.web.documents.dates import Precision
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.assignees import whom
from rodtrad.web.holding.outcomes import settle_proposals
from rodtrad.web.holding.voting import check_not_rejected
from rodtrad.web.meetings.clauses import clause_of
from rodtrad.web.meetings.models import Decision, Item, Section
from rodtrad.web.preparing.by_mail import decided_by_mail


def enter_decisions(
    *,
    item: Item,
    clauses: Sequence[str],
    section: Section | None = None,
    as_proposed: bool = False,
    condition: str = "",
) -> list[Decision]:
    """A decision of each clause, last at the meeting, and what came of the proposals. What each does and what it makes
    conditional is read from its words; one that was decided by mail and is confirmed at the item says so, with its day.

    Raises ValidationError where no clause says anything, or a vote rejected what was proposed.
    """
    texts = [text for clause in clauses if (text := clause_of(clause))]
    if not texts:
        raise ValidationError("Beslutet är tomt. Skriv minst en att-sats.")
    if as_proposed:
        check_not_rejected(item, section)
    order = last_of(Decision.written.filter(meeting=item.meeting))
    at = {"meeting": item.meeting, "item": item, "section": section, "adopts_proposal": as_proposed, "is_draft": True}
    made, by_mail = [], {} if section else decided_by_mail(item)
    for place, text in enumerate(texts, order + 1):
        whole = f"{text}, {condition.strip(' .,')}" if condition.strip() else text
        said, day = wording.clause(whole), by_mail.get(whole)
        its = {"effect": said.effect, "formal": said.formal, "condition": said.condition}
        mailed = {"by_mail": True, "date": day, "date_precision": Precision.DAY} if day else {}
        made.append(Decision.objects.create(order=place, text=whole, **at, **its, **mailed))
    settle_proposals(item=item)
    return made


def enter_assignment(
    *,
    item: Item,
    assignee: str,
    task: str,
    section: Section | None = None,
    kind: str = Assignment.Kind.ASSIGNMENT,
    due: date | None = None,
    due_text: str = "",
    decision: Decision | None = None,
) -> Assignment:
    """What somebody is given to do, last at the meeting; whom the register knows by that name is linked. Where only
    words tell the time ("senast i juni"), the day is what they come to.

    Raises ValidationError where nothing is to be done.
    """
    if not task.strip():
        raise ValidationError({"task": "Skriv vad som ska göras."})
    told = wording.due(due_text, item.meeting.date) if due_text and not due else None
    return Assignment.objects.create(
        meeting=item.meeting,
        item=item,
        section=section,
        decision=decision,
        order=last_of(Assignment.written.filter(meeting=item.meeting)) + 1,
        is_draft=True,
        kind=kind,
        assignee=assignee.strip(),
        **whom(item.meeting, assignee.strip()),
        task=task.strip(),
        due=due or (told.day if told else None),
        due_precision=Precision.DAY if due else (told.precision if told else ""),
        due_text=due_text.strip(),
    )


def given_by(decisions: Sequence[Decision]) -> Assignment | None:
    """Something that decisions gave somebody to do, without which they can't be taken away."""
    return Assignment.written.filter(decision__in=decisions).first()


def last_of(rows: QuerySet[Any]) -> int:
    """The highest order among some rows."""
    return int(rows.aggregate(n=Max("order"))["n"] or 0)
