"""What a correction writes into what a closed meeting decided and gave to do, where it was forgotten, and strikes from
it, where it was written wrongly. What is struck is kept as retired, as the versions before still tell it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from rodtrad.web.accounts.models import User
from rodtrad.web.documents import wording
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import undecided
from rodtrad.web.holding.assignees import unclear_whom
from rodtrad.web.holding.deciding import enter_assignment, enter_decisions, given_by
from rodtrad.web.holding.outcomes import settle_proposals
from rodtrad.web.meetings.models import Decision, Item, Meeting, Section
from rodtrad.web.preparing.settling import settle_agendas
from rodtrad.web.verifying.changes import Changes, Told, placed

ADDED: Final = "added"
STRUCK: Final = "struck"


def strike(meeting: Meeting, changes: Changes) -> Iterator[Told]:
    """Take assignments and decisions out of the minutes, in the transaction of who calls; what the log tells of each.

    Raises ValidationError where a decision gave something to do that stays.
    """
    for task in _standing(Assignment.written.all(), meeting, changes.taken_off):
        yield _retire(task)
    decisions = _standing(Decision.written.all(), meeting, changes.struck)
    if decisions and (given := given_by(decisions)):
        raise ValidationError(f"Beslutet har gett uppdraget ”{given.task}”. Stryk uppdraget också.")
    for decision in decisions:
        yield _retire(decision)
    for item in {row.item for row in decisions}:
        settle_proposals(item=item)


def write_in(meeting: Meeting, changes: Changes) -> Iterator[Told]:
    """Write in what was forgotten, by the rules of the room, in the transaction of who calls; what the log tells.

    Raises ValidationError where an assignment does not say what is to be done, or whom of two of a name it means.
    """
    for item, section, text in placed(meeting, changes.decided):
        for decision in enter_decisions(item=item, section=section, clauses=text.splitlines()) if text.strip() else ():
            yield _told(decision, item, section, ADDED)
    for item, section, _ in placed(meeting, dict.fromkeys(changes.given, "")):
        wanted = changes.given[item.pk, section.pk if section else None]
        if not (wanted.task or wanted.assignee or wanted.when):
            continue
        if wanted.kind not in Assignment.Kind:
            raise ValidationError("Välj om det är ett uppdrag, ett medskick eller en överlämnad fråga.")
        if unclear := unclear_whom(meeting, wanted.assignee):
            raise ValidationError(unclear)
        given = enter_assignment(
            item=item,
            section=section,
            kind=wanted.kind,
            assignee=wanted.assignee,
            task=wanted.task,
            due_text=wanted.when,
            decision=_that_gives(item, section, wanted.assignee),
        )
        yield _told(given, item, section, ADDED)


def _that_gives(item: Item, section: Section | None, who: str) -> Decision | None:
    """The decision there that gives somebody something to do, which nobody has written as an assignment yet."""
    assigned = Assignment.written.filter(item=item, decision__isnull=False).values("decision")
    decisions = Decision.written.filter(item=item, section=section).exclude(pk__in=assigned).order_by("order")
    told = ((row, wording.given(row.text)) for row in decisions)
    return next((row for row, given in told if given and given.who.casefold() == who.casefold()), None)


def settle(meeting: Meeting, changes: Changes, *, by: User | None) -> None:
    """What follows of what was struck, reworded and written in: nothing that was for decision is left without one, and
    the agendas to come tell what waits now.

    Raises ValidationError where the only decision of an item, or of a section with a proposal, was struck.
    """
    struck = Decision._base_manager.filter(meeting=meeting, pk__in=changes.struck)
    items = set(struck.values_list("item", flat=True))
    if left := [f"”{called}”" for item, called in undecided(meeting) if item.pk in items] if items else []:
        raise ValidationError(f"{', '.join(left)} skulle stå utan beslut. Skriv vad mötet beslutade i stället.")
    tasks = Assignment._base_manager.filter(meeting=meeting, pk__in=changes.taken_off)
    settle_agendas(after=meeting, struck=tasks, by=by)


def _standing(rows: QuerySet[Any], meeting: Meeting, keys: Collection[int]) -> list[Any]:
    rows = rows.filter(meeting=meeting, item__isnull=False, pk__in=keys)
    return list(rows.select_related("item", "section").order_by("order")) if keys else []


def _retire(row: Any) -> Told:
    row.retired_at = timezone.now()
    row.save(update_fields=["retired_at"])
    return _told(row, row.item, row.section, STRUCK)


def _told(row: Decision | Assignment, item: Item, section: Section | None, done: str) -> Told:
    """What the log says of a row: of which kind it is, what it says, and where."""
    at = f"{item.called} {section.number}" if section else item.called
    kind = row.get_kind_display().lower() if isinstance(row, Assignment) else "beslut"
    text = f"att {row}" if isinstance(row, Decision) else f"{row} ({row.due_text})" if row.due_text else str(row)
    return {str(row._meta.model_name): row.pk, done: f"{kind} {text}", "at": at}
