"""What a correction may change in the rows of a closed meeting, and how: the log keeps each text's old form.

What was numbered when the meeting closed keeps its number. What is written in and struck stands in `forgotten`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Model

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import key_of
from rodtrad.web.documents import wording
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.assignees import unclear_whom, whom
from rodtrad.web.holding.models import Paragraph, Recusal
from rodtrad.web.holding.namesakes import alike, meant, names_of, which_of
from rodtrad.web.holding.outcomes import settle_proposals
from rodtrad.web.holding.roll import Presence, Roll
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.holding.voting import check_votes_still_hold
from rodtrad.web.meetings.clauses import clause_of
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting, Presenter, Proposal, Section
from rodtrad.web.preparing.follow_ups import tell_again, whose_task

CHANGED_MEANWHILE = (
    "Protokollet har fått en ny version medan du skrev. Det du skrev står kvar här nedanför; jämför det med den nya "
    "versionen och spara igen."
)
HOUR: Final = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
Told = dict[str, Any]
At = tuple[int, int | None]  # the key of an item, and of a section of it; None for the item itself


@dataclass(frozen=True, slots=True)
class New:
    """A new paragraph. `after`: the key of the one that it follows, None for the first place."""

    at: At
    text: str
    kind: str = Paragraph.Kind.TEXT
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What somebody was given to do and nobody wrote: `kind` as an `Assignment` has it."""

    kind: str
    assignee: str
    task: str
    when: str


@dataclass(frozen=True, slots=True)
class Changes:
    """New texts by the keys of their rows; an empty paragraph is none. `kinds`: of paragraphs; `moved`: which paragraph
    each follows now, None for the first place; `added`: new paragraphs last; `tasks`: assignee, task and when, in
    words; `presenters`, `proposals` and `recused` (names of the roll): a line each; `introductions`: the background of
    an item; `people`: of the attendance, by field; `meeting`: its hours and place, by field; `decided`: forgotten
    decisions, a clause each line; `given`: a forgotten assignment; `struck` and `taken_off`: decisions and assignments
    that were written wrongly. What is of an item or a section goes by `At`."""

    paragraphs: Mapping[int, str] = field(default_factory=dict)
    decisions: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[At, str] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)
    moved: Mapping[int, UUID | None] = field(default_factory=dict)
    new: Sequence[New] = ()
    titles: Mapping[At, str] = field(default_factory=dict)
    tasks: Mapping[int, tuple[str, str, str]] = field(default_factory=dict)
    presenters: Mapping[At, str] = field(default_factory=dict)
    introductions: Mapping[At, str] = field(default_factory=dict)
    proposals: Mapping[At, str] = field(default_factory=dict)
    recused: Mapping[At, str] = field(default_factory=dict)
    people: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    meeting: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[At, str] = field(default_factory=dict)
    given: Mapping[At, Forgotten] = field(default_factory=dict)
    struck: Collection[int] = ()
    taken_off: Collection[int] = ()


def write(meeting: Meeting, changes: Changes, by: User | None) -> list[Told]:
    """Write what is changed, in the transaction of who calls; what the log tells of each. Rows of other meetings are
    left alone. Raises ValidationError where a text may not be what it is."""
    return [
        *_paragraphs(meeting, changes, by),
        *_new(meeting, changes, by),
        *_moved(meeting, changes),
        *_decisions(meeting, changes.decisions),
        *_titles(meeting, changes.titles),
        *_tasks(meeting, changes.tasks),
        *_presenters(meeting, changes.presenters),
        *_introductions(meeting, changes.introductions),
        *_proposals(meeting, changes.proposals),
        *_recused(meeting, changes.recused),
        *_people(meeting, changes.people),
        *_hours_and_place(meeting, changes.meeting),
    ]


def placed(meeting: Meeting, texts: Mapping[At, str]) -> Iterator[tuple[Item, Section | None, str]]:
    """The items and sections of a meeting that texts are of, each with its own; two queries where there are any."""
    items = {row.pk: row for row in Item.written.filter(meeting=meeting, pk__in={item for item, _ in texts})}
    of_items = Section.written.filter(item__in=items, pk__in={section for _, section in texts if section})
    sections: dict[At, Section] = {(row.item_id, row.pk): row for row in of_items} if texts else {}
    for at, text in texts.items():
        if at[0] in items and (at[1] is None or at in sections):
            yield items[at[0]], sections.get(at), text


def _paragraphs(meeting: Meeting, changes: Changes, by: User | None) -> Iterator[Told]:
    rows = Paragraph.objects.filter(item__meeting=meeting).select_related("item", "section")
    for row in rows.filter(pk__in=changes.paragraphs.keys() | changes.kinds.keys()):
        text, before = changes.paragraphs.get(row.pk, row.text).replace("\r\n", "\n"), row.text
        kind = changes.kinds.get(row.pk, row.kind)
        is_none = not text.strip()
        if (text, kind, is_none) != (before, row.kind, row.is_removed):
            save = Save(row.key, uuid4(), row.revision, text, kind, removed=is_none)
            _save(row.item, row.section, save, by)
            yield {"paragraph": row.pk, "before": before, "after": text}


def _new(meeting: Meeting, changes: Changes, by: User | None) -> Iterator[Told]:
    wanted = [*((New(at, text), False) for at, text in changes.added.items()), *((one, True) for one in changes.new)]
    places = {
        (item.pk, section.pk if section else None): (item, section)
        for item, section, _ in placed(meeting, {one.at: one.text for one, _ in wanted})
    }
    # From behind, so that of two that follow the same paragraph the first stays the first.
    for one, is_placed in reversed(wanted):
        text = one.text.replace("\r\n", "\n").strip("\n")
        if one.at not in places or not text.strip():
            continue
        item, section = places[one.at]
        made = _save(item, section, Save(uuid4(), uuid4(), 0, text, one.kind), by)
        if is_placed:
            _place(made, one.after)
        yield {"item": item.pk, **_of(section), "after": text}


def _of(section: Section | None) -> Told:
    """What the log says of a section, where something is of one."""
    return {"section": section.pk} if section else {}


def _moved(meeting: Meeting, changes: Changes) -> Iterator[Told]:
    rows = {row.pk: row for row in Paragraph.objects.filter(item__meeting=meeting, pk__in=changes.moved)}
    for key, after in changes.moved.items():
        if key in rows:
            _place(rows[key], after)
            yield {"paragraph": key, "follows": str(after) if after else None}


def _place(paragraph: Paragraph, after: UUID | None) -> None:
    """Put a paragraph behind another of its item or section, or first; last where that one is not there any more."""
    own = Paragraph.objects.filter(item=paragraph.item_id, section=paragraph.section_id)
    rows = [row for row in own if row.pk != paragraph.pk]
    at = next((n for n, row in enumerate(rows, 1) if row.key == after), len(rows)) if after else 0
    rows.insert(at, paragraph)
    for order, row in enumerate(rows, 1):
        row.order = order
    Paragraph.objects.bulk_update(rows, ["order"])


def _save(item: Item, section: Section | None, save: Save, by: User | None) -> Paragraph:
    saved = save_paragraph(item=item, section=section, save=save, by=by, while_it_is=Meeting.State.CLOSED)
    if saved.theirs is not None:
        raise ValidationError(CHANGED_MEANWHILE, code="meanwhile")
    return saved.paragraph


def _decisions(meeting: Meeting, texts: Mapping[int, str]) -> Iterator[Told]:
    """The wording alone: where it was decided stays as it was when the meeting closed."""
    for row in Decision.written.filter(meeting=meeting, pk__in=texts).select_related("item"):
        if not (text := clause_of(texts[row.pk])):
            raise ValidationError("Ett beslut kan inte tömmas. Skriv vad mötet beslutade, eller stryk det.")
        said = wording.clause(text)
        told = _set(row, {"text": text}, effect=said.effect, formal=said.formal, condition=said.condition)
        yield from told
        if told:
            settle_proposals(item=row.item)


def _titles(meeting: Meeting, texts: Mapping[At, str]) -> Iterator[Told]:
    for item, section, text in placed(meeting, texts):
        if not (title := _line(text)):
            raise ValidationError(f"{'Ett avsnitt' if section else 'En punkt'} måste ha en rubrik.")
        yield from _set(section or item, {"title": title})


def _tasks(meeting: Meeting, texts: Mapping[int, tuple[str, str, str]]) -> Iterator[Told]:
    for row in Assignment.written.filter(meeting=meeting, pk__in=texts):
        who, what, when = map(_line, texts[row.pk])
        if not what:
            raise ValidationError("Ett uppdrag kan inte tömmas. Skriv vad som ska göras, eller stryk det.")
        also: Told = {}
        if when != row.due_text:
            told = wording.due(when, meeting.date) if when else None
            also = {"due": told.day if told else None, "due_precision": told.precision if told else ""}
        if who != row.assignee:
            if unclear := unclear_whom(meeting, who):
                raise ValidationError(unclear)
            also |= whom(meeting, who)
        was = whose_task(row)
        yield from _set(row, {"assignee": who, "task": what, "due_text": when}, **also)
        tell_again(row, was)


def _presenters(meeting: Meeting, texts: Mapping[At, str]) -> Iterator[Told]:
    """Who presented something: a line each, "name, title, organisation". Whoever is named as before is the same row."""
    for item, section, text in placed(meeting, texts):
        rows = list(Presenter.written.filter(item=item, section=section).order_by("order"))
        before, wanted = [row.line for row in rows], [*filter(None, map(_line, text.splitlines()))]
        if wanted == before:
            continue
        known = {row.name.casefold(): row for row in rows}
        for order, line in enumerate(wanted, 1):
            fields: Told = {"order": order, **Presenter.fields_in(line)}
            new = Presenter(item=item, section=section, is_draft=True)
            row = known.pop(fields["name"].casefold(), None) or new
            for name, value in fields.items():
                setattr(row, name, value)
            row.save()
        for row in known.values():
            row.delete()
        yield {"presenters": item.pk, **_of(section), "before": before, "after": wanted}


def _introductions(meeting: Meeting, texts: Mapping[At, str]) -> Iterator[Told]:
    for item, _, told in placed(meeting, texts):
        before, text = _lines(item.introduction), _lines(told)
        if text != before:
            item.introduction = text
            item.save(update_fields=["introduction"])
            yield {"introduction": item.pk, "before": before, "after": text}


def _proposals(meeting: Meeting, texts: Mapping[At, str]) -> Iterator[Told]:
    """What was proposed: a clause each line."""
    for item, section, text in placed(meeting, texts):
        at: Told = {"item": item, "section": section}
        rows = list(Proposal.written.filter(**at).order_by("order"))
        before = [row.text for row in rows]
        wanted, stood = _clauses(text), _clauses("\n".join(before))
        if wanted == stood:
            continue
        for row in rows[len(wanted) :]:
            row.delete()
        rows += [Proposal(meeting=meeting, order=n, is_draft=True, **at) for n in range(len(rows) + 1, len(wanted) + 1)]
        for row, clause in zip(rows, wanted, strict=False):
            row.text = clause
            row.save()
        settle_proposals(item=item)
        yield {"proposals": item.pk, **_of(section), "before": before, "after": wanted}


def _recused(meeting: Meeting, texts: Mapping[At, str]) -> Iterator[Told]:
    """Who took no part for a conflict of interest: the names of the roll, a line each."""
    roll = Roll.of(meeting) if texts else None
    for item, section, text in placed(meeting, texts):
        before = [roll.names[row.pk] for row in roll.recused_at(item, section)] if roll else []
        wanted = [*filter(None, map(_line, text.splitlines()))]
        if sorted(wanted) == sorted(before):
            continue
        named = [(name, meant(name, roll.people)) for name in wanted] if roll else []
        if away := [name for name, rows in named if all(row.presence == Presence.ABSENT for row in rows)]:
            raise ValidationError(
                f"{', '.join(away)} är inte närvarande och kan inte anmäla jäv. Skriv som i närvaron."
            )
        if unclear := [which_of(names_of(rows)) for _, rows in named if len(rows) > 1]:
            raise ValidationError(unclear)
        Recusal.objects.filter(item=item, section=section).delete()
        out = dict.fromkeys(row for _, [row] in named)
        Recusal.objects.bulk_create(Recusal(attendance=row, item=item, section=section) for row in out)
        check_votes_still_hold(meeting)
        yield {"recused": item.pk, **_of(section), "before": before, "after": wanted}


def _people(meeting: Meeting, wanted: Mapping[int, Mapping[str, str]]) -> Iterator[Told]:
    rows = Attendance.written.filter(meeting=meeting, pk__in=wanted)
    if told := [one for row in rows for one in _person(row, wanted[row.pk])]:
        _check_people(meeting)
    yield from told


def _person(row: Attendance, texts: Mapping[str, str]) -> Iterable[Told]:
    fields = {name: _line(text) for name, text in texts.items()}
    if not fields.get("name", row.name):
        raise ValidationError("Ett namn i närvaron kan inte tömmas.")
    if fields.get("presence", row.presence) not in Attendance.Presence.values:
        raise ValidationError(f"Ange om {row.name} var med.")
    if fields.get("duty", row.duty) not in Attendance.Duty.values:
        raise ValidationError(f"Ange vilken uppgift {row.name} hade.")
    # Who another name or organisation is, is told by it alone, when the minutes are published.
    also: Told = {"person": None} if key_of(fields.get("name", row.name)) != key_of(row.name) else {}
    if fields.get("organisation", row.organisation) != row.organisation:
        also["party"] = None
    return _set(row, fields, **also)


def _check_people(meeting: Meeting) -> None:
    """Raises ValidationError for two whom nothing tells apart, and for two in the chair."""
    if those := alike(list(Attendance.written.filter(meeting=meeting))):
        raise ValidationError(f"Två heter {', '.join(those)}. Skriv den organisation eller titel som skiljer dem åt.")
    there = (Attendance.Presence.PRESENT, Attendance.Presence.REMOTE)
    chairs = Attendance.written.filter(meeting=meeting, duty=Attendance.Duty.CHAIR, presence__in=there)
    if chairs.count() > 1:
        raise ValidationError(f"Bara en kan vara ordförande. Nu är det {' och '.join(row.name for row in chairs)}.")


def _hours_and_place(meeting: Meeting, texts: Mapping[str, str]) -> Iterator[Told]:
    wanted = {name: _line(text) if name == "place" else _hour(text) for name, text in texts.items()}
    before = {name: getattr(meeting, name) for name in wanted}
    if wanted == before:
        return
    if any(before[name] and not value for name, value in wanted.items()):
        raise ValidationError("Mötets tid och plats kan inte tömmas. Skriv vad som gällde.")
    for name, value in wanted.items():
        setattr(meeting, name, value)
    is_one_day = meeting.end_date in (None, meeting.date)
    if meeting.start and meeting.end and meeting.end < meeting.start and is_one_day:
        raise ValidationError(f"Mötet kan inte sluta {meeting.end:%H.%M} när det börjar {meeting.start:%H.%M}.")
    meeting.save(update_fields=[*wanted])
    changed = [name for name in wanted if wanted[name] != before[name]]
    was, now = ({name: str(of[name] or "") for name in changed} for of in (before, wanted))
    yield {"meeting": meeting.pk, "before": was, "after": now}


def _hour(text: str) -> time | None:
    told = HOUR.fullmatch(text.strip())
    if text.strip() and told is None:
        raise ValidationError("Skriv klockslaget som 11.45.")
    return time(int(told[1]), int(told[2])) if told else None


def _set(row: Model, fields: Mapping[str, str], **also: Any) -> Iterable[Told]:
    """Give a row new values, with what follows from them; one word of the log where they are new."""
    before = {name: _line(getattr(row, name)) for name in fields}
    if before == fields:
        return ()
    for name, value in {**fields, **also}.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields, *also])
    changed = [name for name in fields if before[name] != fields[name]]
    was, now = {name: before[name] for name in changed}, {name: fields[name] for name in changed}
    told: Told = {str(row._meta.model_name): row.pk}
    if len(changed) == 1:
        return ({**told, "before": was[changed[0]], "after": now[changed[0]]},)
    return ({**told, "before": was, "after": now},)


def _clauses(text: str) -> list[str]:
    return [*filter(None, map(clause_of, text.splitlines()))]


def _lines(text: str) -> str:
    """A text of several lines, with the line ends that the register keeps."""
    return "\n".join(text.strip().splitlines())


def _line(text: str) -> str:
    return " ".join(text.split())
