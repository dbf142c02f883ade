"""What makes minutes: closing the meeting, and each version after it."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.documents.originals import Original, store
from rodtrad.web.documents.word_files import Unreadable, faults_of_template
from rodtrad.web.holding.actions import close_meeting
from rodtrad.web.holding.standpoints import write_standpoints
from rodtrad.web.holding.voting import check_votes_still_hold
from rodtrad.web.meetings.models import BodyRules, Meeting
from rodtrad.web.minutes.content import minutes_of
from rodtrad.web.minutes.models import MinutesVersion, WordTemplate
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.minutes.template import CONTENT, FIELDS


@transaction.atomic
def close_and_make(*, meeting: Meeting, by: User | None, end: time | None = None) -> MinutesVersion:
    """Close the meeting and make its minutes in one: either both are done or none. Raises as either."""
    close_meeting(meeting=meeting, by=by, end=end)
    return make_version(meeting=meeting, why="Mötet avslutades", by=by)


@transaction.atomic
def make_version(*, meeting: Meeting, why: str, by: User | None) -> MinutesVersion:
    """The minutes as they are written now, as a new version with its PDF; what is said in them against and beside
    decisions becomes rows.

    Raises NotStored where the file cannot be saved, and ValidationError where a vote, or what is said, contradicts the
    roll; then there is no version either.
    """
    # Whoever makes one at the same time waits, and gets the next number.
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state == Meeting.State.CLOSED:  # what is approved is only added to
        check_votes_still_hold(meeting)
        write_standpoints(meeting)
    last = meeting.minutes_versions.last()
    number, now = (last.number if last else 0) + 1, timezone.localtime()
    content = minutes_of(meeting)
    has_lines = meeting.held_for is not None and BodyRules.of(meeting.held_for).signs
    data = pdf_of(content, made_at=now, seal=f"Version {number}", has_lines=has_lines)
    original = Original.of(Path(f"protokoll-{number}.pdf"), data)
    store(original, data)
    template = WordTemplate.objects.filter(body=meeting.held_for).first() if meeting.held_for else None
    version = MinutesVersion.objects.create(
        meeting=meeting,
        number=number,
        content=content.to_json(),
        file=original.stored_name,
        template=template.file.name if template else "",
        made_at=now,
        by=by,
        why=why,
    )
    log("minutes-made", version, by=by, number=number, file=original.sha256, why=why)
    return version


def set_template(*, body: Body, name: str, data: bytes, by: User | None) -> WordTemplate:
    """Let a body's minutes come in its own Word file from now on; the one that it had is replaced, but for the versions
    that were made while it was there.

    Raises ValidationError, in words for people, with all that is wrong with it and where; NotStored where it cannot be
    saved.
    """
    try:
        faults = faults_of_template(data, {name: field.must for name, field in FIELDS.items()}, CONTENT)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    if faults:
        raise ValidationError(faults)
    original = Original.of(Path(name), data)
    store(original, data)
    told = {"name": original.name[:255], "file": original.stored_name, "by": by, "at": timezone.now()}
    with transaction.atomic():
        template, _ = WordTemplate.objects.update_or_create(body=body, defaults=told)
        log("word-template-set", body, by=by, name=template.name, file=original.sha256)
    return template


@transaction.atomic
def remove_template(*, body: Body, by: User | None) -> None:
    """Let a body's minutes come as those of bodies without a template, from now on."""
    if WordTemplate.objects.filter(body=body).delete()[0]:
        log("word-template-removed", body, by=by)
