"""Corrections: of minutes that wait for approval, in their text; of approved ones, as additions. Each a new version.

What was numbered when the meeting closed keeps its number, whatever is corrected.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.minutes.actions import make_version
from rodtrad.web.minutes.models import Addition, MinutesVersion
from rodtrad.web.verifying.actions import DONE, end_waiting, locked
from rodtrad.web.verifying.changes import CHANGED_MEANWHILE, Changes, write
from rodtrad.web.verifying.forgotten import settle, strike, write_in

State = Meeting.State


@transaction.atomic
def correct(*, meeting: Meeting, on: int, changes: Changes, why: str, by: User | None) -> MinutesVersion:
    """Change the minutes of a closed meeting that are not approved. `on`: the number of the version that was changed.
    Whoever waits for answers about it sends the new one instead.

    Raises ValidationError where nothing is changed, no reason is given, the minutes are approved, or somebody else
    corrected them meanwhile; and as what `changes` and `forgotten` do of it.
    """
    known = locked(meeting)
    if known.state != State.CLOSED:
        raise ValidationError(
            "Protokollet är justerat eller mötet inte avslutat. Skriv ett tillägg när det är justerat."
        )
    _check_latest(known, on, why)
    struck = list(strike(known, changes))
    written = write(known, changes, by)
    added = list(write_in(known, changes))
    if struck or added or any("decision" in told for told in written):
        settle(known, changes, by=by)
    if not (changed := [*struck, *written, *added]):
        raise ValidationError("Du har inte ändrat något.")
    log("minutes-corrected", known, by=by, on=on, changes=changed, why=why.strip())
    return _new_version(known, why, by)


@transaction.atomic
def add(*, meeting: Meeting, on: int, item: Item | None, text: str, why: str, by: User | None) -> MinutesVersion:
    """Add a correction to approved minutes, of which nothing is changed; it is sent to be approved as they were.

    Raises ValidationError where nothing is said or why, or the minutes are not approved; and as `correct`.
    """
    known = locked(meeting)
    if known.state not in DONE:
        raise ValidationError("Protokollet är inte justerat än. Rätta det i texten.")
    _check_latest(known, on, why)
    if not text.strip():
        raise ValidationError({"text": "Skriv vad som ska stå i stället."})
    made = Addition.objects.create(meeting=known, item=item, text=text.strip(), why=why.strip(), by=by)
    log("minutes-added-to", made, by=by, item=item.pk if item else None, why=made.why)
    return _new_version(known, f"Rättelse: {why.strip()}", by)


def _check_latest(meeting: Meeting, on: int, why: str) -> None:
    if on != meeting.minutes_versions.latest("number").number:
        raise ValidationError(CHANGED_MEANWHILE, code="meanwhile")
    if not why.strip():
        raise ValidationError({"why": "Skriv varför protokollet rättas."})


def _new_version(meeting: Meeting, why: str, by: User | None) -> MinutesVersion:
    end_waiting(meeting)
    return make_version(meeting=meeting, why=why.strip(), by=by)
