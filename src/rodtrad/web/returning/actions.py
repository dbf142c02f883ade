"""Taking in a Word file of minutes: its changes become proposals, and those that are taken a new version."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.documents.word_files import Unreadable, read_returned
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.words import short
from rodtrad.web.returning.comparing import Found, compare, whose
from rodtrad.web.returning.models import Proposed, WordFile
from rodtrad.web.returning.places import at_of, place_of, places_in
from rodtrad.web.verifying.actions import DONE, locked, remark
from rodtrad.web.verifying.changes import Changes, New
from rodtrad.web.verifying.correcting import correct

Kind, Answer, State = Proposed.Kind, Proposed.Answer, Meeting.State
APPROVED: Final = "Protokollet är justerat, så texten ändras inte. Skriv en rättelse i stället."
NO_MARKS: Final = (
    "Filen har inga märken från ett protokoll härifrån, så det går inte att se vad som är ändrat. Hämta protokollet "
    "som Wordfil, gör ändringarna i den och lämna in den."
)
WHY: Final = "Ändringar gjorda i Word"


def take_in(*, meeting: Meeting, name: str, data: bytes, by: User | None) -> WordFile:
    """Read a Word file and keep what it proposes; what an earlier file proposed and nobody has answered is dropped.

    Raises ValidationError, in words for people, where the file cannot be read or is of other minutes, or where the
    minutes are not open for changes.
    """
    _check_open(meeting)
    version, found = _compared(meeting, name, data)
    with transaction.atomic():
        _check_open(locked(meeting))
        Proposed.objects.filter(file__version__meeting=meeting, answer=Answer.WAITING).update(
            answer=Answer.REPLACED, by=by, at=timezone.now()
        )
        made = WordFile.objects.create(version=version, name=name[:255], told=found.told, by=by)
        Proposed.objects.bulk_create(
            Proposed(file=made, order=order, item_id=one.pop("item"), section_id=one.pop("section"), **one)
            for order, one in enumerate(map(asdict, found.changes), 1)
        )
        log(
            "word-file-taken-in",
            made,
            by=by,
            number=version.number,
            changes=len(found.changes),
            left_out=len(found.told),
        )
    return made


def _compared(meeting: Meeting, name: str, data: bytes) -> tuple[MinutesVersion, Found]:
    """The version that a file was made of, and how the file differs from it; raises as `take_in`."""
    try:
        returned = read_returned(name, data)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    told_of = whose(returned)
    if told_of is None:
        raise ValidationError(NO_MARKS)
    if told_of[0] != meeting.pk:
        raise ValidationError(f"Filen är ett annat mötes protokoll. Lämna in den där{_which(told_of[0])}.")
    version = meeting.minutes_versions.filter(number=told_of[1]).first()
    if version is None:
        raise ValidationError(f"Protokollet har ingen version {told_of[1]}. Hämta Wordfilen på nytt.")
    content = MinutesContent.from_json(version.content)
    if any(not block.key for item in content.items for part in item.parts for block in part.blocks):
        raise ValidationError(
            f"Version {version.number} gjordes innan protokoll kunde komma tillbaka från Word. Rätta på sidan."
        )
    return version, compare(content, returned, told_of)


@transaction.atomic
def answer(*, file: WordFile, taken: Collection[int], declined: Collection[int], on: int, by: User) -> int:
    """Take or decline some of what a file proposes, by the keys of the proposals; the others wait. What is taken
    becomes one new version, and remarks stand beside it; how many were taken. `on`: the number of the version that the
    answers were given on.

    Raises ValidationError where nothing is chosen, and as `correct`: then nothing is answered.
    """
    meeting = locked(file.version.meeting)
    waiting = {row.pk: row for row in file.proposals.filter(answer=Answer.WAITING).select_related("item")}
    chosen = [waiting[key] for key in waiting if key in taken]
    refused = [waiting[key] for key in waiting if key in declined and key not in taken]
    if not chosen and not refused:
        raise ValidationError("Välj vad som ska tas in, och vad som inte ska det.")
    if chosen:
        _check_open(meeting)
    if changing := [row for row in chosen if row.kind != Kind.REMARK]:
        correct(meeting=meeting, on=on, changes=_changes(meeting, changing), why=WHY, by=by)
    for row in chosen:
        if row.kind == Kind.REMARK:
            latest = meeting.minutes_versions.latest("number")
            remark(version=latest, item=row.item, quote=row.before, text=row.text, by=by)
    for rows, said in ((chosen, Answer.TAKEN), (refused, Answer.DECLINED)):
        keys = [row.pk for row in rows]
        Proposed.objects.filter(pk__in=keys).update(answer=said, by=by, at=timezone.now())
    log("word-changes-answered", file, by=by, taken=len(chosen), declined=len(refused))
    return len(chosen)


def _changes(meeting: Meeting, rows: Sequence[Proposed]) -> Changes:
    """What the taken proposals change, by the rows that they are of. Three queries."""
    keys = [row.paragraph for row in rows if row.paragraph]
    found = dict(Paragraph.objects.filter(item__meeting=meeting, key__in=keys).values_list("key", "pk"))
    known = {str(key): pk for key, pk in found.items()}
    standing = places_in(rows[0].file.version, (row.kind for row in rows))
    if gone := [row for row in rows if (one := standing.get(place_of(row))) and one.now is None]:
        told = ", ".join(f"”{short(row.before)}”" for row in gone)
        raise ValidationError(f"{told} är struket ur protokollet sedan filen gjordes. Välj Ta inte in.")
    of = {kind: [row for row in rows if row.kind == kind] for kind in Kind}
    return Changes(
        paragraphs={known[row.paragraph]: row.text for row in of[Kind.CHANGED] + of[Kind.REMOVED]},
        kinds={known[row.paragraph]: row.looks for row in of[Kind.CHANGED]},
        moved={known[row.paragraph]: _key(row.after) for row in of[Kind.MOVED]},
        new=[New(at_of(row), row.text, row.looks, _key(row.after)) for row in of[Kind.NEW]],
        titles={at_of(row): row.text for row in of[Kind.TITLE]},
        decisions={standing[place_of(row)].row.pk: row.text for row in of[Kind.DECISION]},
        tasks={(task := standing[place_of(row)].row).pk: _task(task, row) for row in of[Kind.TASK]},
    )


def _task(task: Assignment, row: Proposed) -> tuple[str, str, str]:
    """Who, what and when; a day that was given without words stays so where it is not changed."""
    who, what, when = row.text.split("\n")
    return who, what, task.due_text if when == row.before.split("\n")[2] else when


def _key(told: str) -> UUID | None:
    return UUID(told) if told else None


def _check_open(meeting: Meeting) -> None:
    if meeting.state in DONE:
        raise ValidationError(APPROVED)
    if meeting.state != State.CLOSED:
        raise ValidationError("Mötet är inte avslutat. Protokollet finns när det är det.")


def _which(key: int) -> str:
    """Which meeting a file is of, where there is such a one; when a body meets is known to all."""
    other = Meeting.objects.filter(pk=key).first()
    return f": {other.heading}" if other else ""
