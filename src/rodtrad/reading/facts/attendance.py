"""Who was there: the document's attendance lists, its attendance matrix, and what the text says of the chair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rodtrad.reading.entries import Entry
from rodtrad.reading.facts.attendance_columns import Listed, joined_columns
from rodtrad.reading.facts.attendance_lines import stands_apart
from rodtrad.reading.facts.attendance_lists import entries_of
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.matrix import Ticked, matrix_of
from rodtrad.reading.labels import ATTENDANCE, ROLES, Label, LabelKind
from rodtrad.reading.names import is_organisation
from rodtrad.reading.outline import Block, blocks_of
from rodtrad.reading.record import Attendance, Duty, Presence
from rodtrad.reading.sources.source import Stretch

OPENS: Final[dict[LabelKind, tuple[Duty | None, Presence]]] = {
    "present": (None, "present"),
    "deputies": ("deputy", "present"),
    "others": ("other", "present"),
    "remote": (None, "remote"),
    "partly": (None, "partial"),
    "absent": (None, "absent"),
    "chair": ("chair", "present"),
    "presenter": ("other", "present"),
    "secretary": ("secretary", "present"),
    "adjuster": ("adjuster", "present"),
}
RANK: Final[tuple[Duty | None, ...]] = ("chair", "secretary", "adjuster", "deputy", "member", "other", None)
# "Ordförande Anna Ek, Ekeby kommun, hälsar alla välkomna" names the chair in passing.
CHAIR_IN_TEXT = re.compile(r"\b(?:[Mm]ötesordförande|[Oo]rdförande(?:n)?)\s+(?=[A-ZÅÄÖ])")
# "Lena leder mötet, Mats skriver.", "Lena är ordförande och Mats för anteckningar."
DOES: Final = (
    r"(?P<name>[A-ZÅÄÖ][a-zåäöé-]+)\s(?:(?P<chair>(?:leder|ledde)\smötet|(?:är|var)\s(?:mötes)?ordförande)"
    r"|(?:skriver|antecknar|antecknade|skrev|för\santeckningar(?:na)?|förde\santeckningar(?:na)?|är\ssekreterare"
    r"|var\ssekreterare|håller\si\spennan))"
)
PART: Final = re.sub(r"\?P<\w+>", "?:", DOES)
SAYS_DUTY: Final = re.compile(rf"^{PART}(?:(?:,|\.| och|, och) ?\s?{PART})?\.?$")
CALLED: Final = re.compile(DOES)
ENDS: Final[frozenset[LabelKind | None]] = frozenset({"signatures", "notices", "distribution", "agenda"})
SIGNS: Final = re.compile(r"^(?:[Jj]usteras|[Jj]usterat)\b[^,]{0,12}$")
ATTENDED = re.compile(r"när|från|ej |icke |delt|förhind|upprop", re.I)


def find_attendance(context: Context) -> tuple[Attendance, ...]:
    """Everyone the document's lists name, with duty and presence; one fact a person."""
    listed: list[Listed] = []
    orphans: list[Stretch] = []
    parts = []
    for lines in (context.outline.head, context.outline.tail):
        ticked, rows = matrix_of(context, lines)
        listed += [_of_matrix(t) for t in ticked]
        parts.append(list(blocks_of([line for i, line in enumerate(lines) if i not in rows])))
    if not listed and not any(b.label and b.label.kind in ATTENDANCE for part in parts for b in part):
        # Some minutes call the roll under their first item.
        parts += [list(blocks_of(item.lines)) for item in context.outline.items[:3]]
    for part in parts:
        more, apart = _listed(context, part)
        listed += more
        orphans += apart
    listed = joined_columns(context, listed, orphans)
    people = _called_by_duty(context, _one_a_person(listed))
    return tuple(_fact(context, person) for person in _with_chair(context, people))


def _called_by_duty(context: Context, people: list[Listed]) -> list[Listed]:
    """The duties that a sentence below the list gives by first name: "Lena leder mötet, Mats skriver."."""
    for line in context.outline.head:
        if not SAYS_DUTY.search(line.text):
            continue
        for match in CALLED.finditer(line.text):
            named = [i for i, p in enumerate(people) if p.entry.name.text.split()[0] == match["name"]]
            if len(named) == 1 and people[named[0]].duty is None:
                duty: Duty = "chair" if match["chair"] else "secretary"
                said = line.content.group(match, "name")
                people[named[0]] = replace(people[named[0]], duty=duty, seen=(*people[named[0]].seen, said))
    return people


def _of_matrix(ticked: Ticked) -> Listed:
    presence = ticked.entry.presence if ticked.presence == "present" and ticked.entry.presence else ticked.presence
    return Listed(ticked.entry, ticked.entry.duty, presence, seen=(ticked.mark,) if ticked.mark else ())


def _listed(context: Context, blocks: Sequence[Block]) -> tuple[list[Listed], list[Stretch]]:
    """All entries in order, and the organisations and titles that stand apart from any name."""
    listed: list[Listed] = []
    orphans: list[Stretch] = []
    around: tuple[Duty | None, Presence] | None = None
    ended_by: LabelKind | None = None
    for block in blocks:
        kind = block.label.kind if block.label else None
        if kind in ENDS:
            around, ended_by = None, kind
            continue
        if not block.label or not block.at or _belongs_to(ended_by, block.label):
            continue
        if kind not in OPENS or (kind == "presenter" and around is None):
            continue
        if block.label.value and SIGNS.match(block.label.value.text):
            continue  # "Vid protokollet          Justeras"
        duty, presence = OPENS[kind]
        ended_by = None
        if kind in ATTENDANCE:
            around = (duty, presence)
        single = kind in ROLES
        if single and around is None and not block.label.value and not _role_in_head(context, block):
            continue
        if single and not block.label.value and listed and _heads_column(context, block):
            orphans.append(block.at.content.strip())
        entries = list(entries_of(context, block, orphans))
        bound = 2 if kind == "adjuster" and around is None else 1
        for i, (entry, heading) in enumerate(entries):
            if single and i >= bound and not (block.label.value and entry.line is block.at):
                if around is None:
                    break
                duty, presence = around
            listed.append(Listed(entry, entry.duty or duty, _presence(entry, presence), heading))
    return listed, orphans


def _heads_column(context: Context, block: Block) -> bool:
    """Whether a role stands alone as the first of a column that was flattened apart from its names."""
    return bool(block.lines) and all(stands_apart(context, line) for line in block.lines)


def _belongs_to(ended_by: LabelKind | None, label: Label) -> bool:
    """Whether a label is part of a list that is no attendance: a signer's role, "Ledamöter" among the recipients."""
    if ended_by == "distribution":
        return not ATTENDED.match(label.words)
    return ended_by in {"signatures", "notices"} and label.kind in ROLES


def _presence(entry: Entry, listed: Presence) -> Presence:
    if listed == "absent":
        return "absent"
    return entry.presence or listed


def _role_in_head(context: Context, block: Block) -> bool:
    """Whether a role's label stands on the first page, where it names who held it; elsewhere it may be a signature."""
    return any(block.at is line for line in context.outline.head)


def _one_a_person(listed: Sequence[Listed]) -> list[Listed]:
    """One row a name: who is named as secretary in the head and listed among those present is one person."""
    people: dict[str, Listed] = {}
    for row in listed:
        key = row.entry.name.text.casefold()
        known = people.get(key)
        if known is None:
            people[key] = row
            continue
        # The fuller entry states the person; the other tells the duty.
        fuller = (known.unplaced and not row.unplaced) or (row.entry.title and not known.entry.title)
        first, second = (row, known) if fuller else (known, row)
        duty = min(known.duty, row.duty, key=RANK.index)
        presence = known.presence if known.presence != "present" else row.presence
        people[key] = replace(first, duty=duty, presence=presence, seen=(*first.seen, second.entry.name))
    return list(people.values())


def _with_chair(context: Context, people: list[Listed]) -> list[Listed]:
    """Where no list names a chair, the text may: "Ordförande Anna Ek hälsar välkommen"."""
    if any(p.duty == "chair" and p.presence != "absent" for p in people):
        return people
    by_name = {p.entry.name.text.casefold(): i for i, p in enumerate(people)}
    for item in context.outline.items[:3]:
        for line in item.lines:
            for match in CHAIR_IN_TEXT.finditer(line.text):
                said = line.content[match.end() :]
                name = next((n for n in by_name if said.text.casefold().startswith(n)), None)
                if name:
                    i = by_name[name]
                    people[i] = replace(people[i], duty="chair", seen=(*people[i].seen, said[: len(name)]))
                    return people
    return people


def _fact(context: Context, person: Listed) -> Attendance:
    entry = person.entry
    organisation, title = entry.organisation or person.heading, entry.title
    inferred = ["organisation"] if entry.concluded and entry.organisation else []
    if person.column:
        inferred.append("organisation" if is_organisation(person.column.text, context.parties) else "title")
        if inferred == ["organisation"]:
            organisation = person.column
        else:
            title = person.column
    rule, confidence = ("attendance-columns", 0.85) if person.column else ("attendance-list", 0.97)
    if " " not in entry.name.text:
        rule, confidence = "attendance-first-name", 0.7
    return Attendance(
        evidence=context.evidence(
            entry.name,
            rule,
            confidence,
            also=(organisation, title, *person.seen),
            inferred=inferred,
        ),
        name=entry.name.text,
        organisation=organisation.text if organisation else None,
        title=title.text if title else None,
        duty=person.duty or "member",
        presence=person.presence,
    )
