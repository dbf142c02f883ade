"""Corrections: of minutes that wait for approval, in their text; of approved ones, as additions. Each a new version.

What was numbered when the meeting closed keeps its number, whatever is corrected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.documents import wording
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting
from rodtrad.web.minutes.actions import make_version
from rodtrad.web.minutes.models import Addition, MinutesVersion
from rodtrad.web.verifying.actions import DONE, ask_again, locked
from rodtrad.web.verifying.models import Round

State = Meeting.State
CHANGED_MEANWHILE = (
    "Protokollet har fått en ny version medan du skrev. Det du skrev står kvar här nedanför; jämför det med den nya "
    "versionen och spara igen."
)


@dataclass(frozen=True, slots=True)
class Changes:
    """New texts by the keys of their rows; `added`: new paragraphs by the keys of their items. An empty paragraph is
    none."""

    paragraphs: Mapping[int, str] = field(default_factory=dict)
    decisions: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def correct(*, meeting: Meeting, on: int, changes: Changes, why: str, by: User | None) -> MinutesVersion:
    """Change the minutes of a closed meeting that are not approved. `on`: the number of the version that was changed.
    Those who were asked about it, or had sent it back, are asked about the new one.

    Raises ValidationError where nothing is changed, no reason is given, the minutes are approved, or somebody else
    corrected them meanwhile.
    """
    known = locked(meeting)
    if known.state != State.CLOSED:
        raise ValidationError(
            "Protokollet är justerat eller mötet inte avslutat. Skriv ett tillägg när det är justerat."
        )
    _check_latest(known, on, why)
    told = [
        *_paragraphs(known, changes, by),
        *_decisions(known, changes.decisions),
        *_names(known, changes.names),
    ]
    if not told:
        raise ValidationError("Du har inte ändrat något.")
    log("minutes-corrected", known, by=by, on=on, changes=told, why=why.strip())
    return _new_version(known, why, by)


@transaction.atomic
def add(*, meeting: Meeting, on: int, item: Item | None, text: str, why: str, by: User | None) -> MinutesVersion:
    """Add a correction to approved minutes, of which nothing is changed; those who approved them are asked about it.

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
    last = Round.objects.filter(version__meeting=meeting).last()
    version = make_version(meeting=meeting, why=why.strip(), by=by)
    if last:
        ask_again(version, last, by=by)
    return version


def _paragraphs(meeting: Meeting, changes: Changes, by: User | None) -> list[dict[str, Any]]:
    told = []
    rows = Paragraph.objects.filter(item__meeting=meeting, removed_at=None).select_related("item")
    for row in rows.filter(pk__in=changes.paragraphs):
        text, before = changes.paragraphs[row.pk].replace("\r\n", "\n"), row.text
        if text != before:
            _save(row.item, Save(row.key, uuid4(), row.revision, text, row.kind), by)
            told.append({"paragraph": row.pk, "before": before, "after": text})
    for item in Item.written.filter(meeting=meeting, pk__in=changes.added):
        if text := changes.added[item.pk].replace("\r\n", "\n").strip():
            _save(item, Save(uuid4(), uuid4(), 0, text), by)
            told.append({"item": item.pk, "after": text})
    return told


def _save(item: Item, save: Save, by: User | None) -> None:
    if save_paragraph(item=item, save=save, by=by, while_it_is=State.CLOSED).theirs is not None:
        raise ValidationError(CHANGED_MEANWHILE, code="meanwhile")


def _decisions(meeting: Meeting, texts: Mapping[int, str]) -> list[dict[str, Any]]:
    """The wording alone: that something was decided, and where, stays as it was when the meeting closed."""
    told = []
    for row in Decision.written.filter(meeting=meeting, pk__in=texts):
        text, before = " ".join(texts[row.pk].split()).strip(" ."), row.text
        if not text:
            raise ValidationError("Ett beslut kan inte tömmas. Skriv vad mötet beslutade.")
        if text != before:
            said = wording.clause(text)
            row.text, row.effect, row.formal, row.condition = text, said.effect, said.formal, said.condition
            row.save(update_fields=["text", "effect", "formal", "condition"])
            told.append({"decision": row.pk, "before": before, "after": text})
    return told


def _names(meeting: Meeting, names: Mapping[int, str]) -> list[dict[str, Any]]:
    told = []
    for row in Attendance.written.filter(meeting=meeting, pk__in=names):
        name, before = " ".join(names[row.pk].split()), row.name
        if not name:
            raise ValidationError("Ett namn i närvaron kan inte tömmas.")
        if name != before:
            row.name = name
            row.save(update_fields=["name"])
            told.append({"attendance": row.pk, "before": before, "after": name})
    return told
