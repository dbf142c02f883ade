"""Who was there: attendance lists in all their layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Final

from rodtrad.reading.entries import Entry, described, read_entry, read_people
from rodtrad.reading.facts.context import Context
from rodtrad.reading.labels import ATTENDANCE, ROLES, Label, LabelKind
from rodtrad.reading.names import NAME, is_organisation, is_person, is_title, is_unit
from rodtrad.reading.outline import Block, blocks_of
from rodtrad.reading.record import Attendance, Duty, Presence
from rodtrad.reading.sources.source import Line, Stretch

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
VACANT = re.compile(r"\b(?:vakanta?|vakans(?:er)?|obesatta?)\b(?:\s+(?:plats(?:er)?|post(?:er)?|mandat))?", re.I)
# "Ekeby kommun: Anna Ek, vakant": a seat beside hers; "Anna Ek (vakant)" may be the one who has left
BESIDE_VACANT = re.compile(rf"(?:[,;]|\b(?:och|samt))\s*{VACANT.pattern}[^,;()]*$", re.I)
MARK = 2  # characters at most of what ticks a column: "X", "-"
LONGEST_ENTRY = 200  # characters; longer lines are prose
# "Ordförande Anna Ek, Ekeby kommun, hälsar alla välkomna" names the chair in passing.
CHAIR_IN_TEXT = re.compile(r"\b(?:[Mm]ötesordförande|[Oo]rdförande(?:n)?)\s+(?=[A-ZÅÄÖ])")
# A name again behind a comma or "och": the line lists several persons.
SECOND_NAME = re.compile(rf"(?:[,;/&]|\b(?:och|samt)\b)\s*{NAME}\s*(?:[,;/(]|$|\s(?:och|samt)\s)")
ENDS: Final[frozenset[LabelKind | None]] = frozenset({"signatures", "notices", "distribution", "agenda"})
ATTENDED = re.compile(r"när|från|ej |icke |delt|förhind|upprop", re.I)


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with what its list gives it. `heading`: the organisation a heading above the list states."""

    entry: Entry
    duty: Duty | None
    presence: Presence
    heading: Stretch | None = None
    column: Stretch | None = None
    seen: tuple[Stretch, ...] = ()

    @property
    def unplaced(self) -> bool:
        entry = self.entry
        return not (entry.organisation or entry.title or self.heading or self.column)


def find_attendance(context: Context) -> tuple[Attendance, ...]:
    """Everyone the document's lists name, with duty and presence; one fact a person."""
    parts = [list(blocks_of(context.outline.head)), list(blocks_of(context.outline.tail))]
    if not any(b.label and b.label.kind in ATTENDANCE for part in parts for b in part):
        # Some minutes call the roll under their first item.
        parts += [list(blocks_of(item.lines)) for item in context.outline.items[:3]]
    listed, orphans = [], []
    for part in parts:
        more, apart = _listed(context, part)
        listed += more
        orphans += apart
    listed = _joined_columns(context, listed, orphans)
    people = _one_a_person(listed)
    return tuple(_fact(context, person) for person in _with_chair(context, people))


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
        duty, presence = OPENS[kind]
        ended_by = None
        if kind in ATTENDANCE:
            around = (duty, presence)
        single = kind in ROLES
        if single and around is None and not block.label.value and not _role_in_head(context, block):
            continue
        entries = list(_entries(context, block, orphans))
        bound = 2 if kind == "adjuster" and around is None else 1
        for i, (entry, heading) in enumerate(entries):
            if single and i >= bound and not (block.label.value and entry.line is block.at):
                if around is None:
                    break
                duty, presence = around
            listed.append(Listed(entry, entry.duty or duty, _presence(entry, presence), heading))
    return listed, orphans


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


def _entries(context: Context, block: Block, orphans: list[Stretch]) -> Iterator[tuple[Entry, Stretch | None]]:
    """The entries of a block, each with the organisation that a heading above it states."""
    if not block.label or not block.at:
        return
    if block.label.value:
        for entry in _several(context, block.at, block.label.value):
            yield entry, None
    lines = [_as_paragraph(line) for line in block.lines]
    if divided := _divided_name(lines):
        yield divided, None
        return
    heading: Stretch | None = None
    heading_line: Line | None = None
    for i, line in enumerate(lines):
        if len(line.text) > LONGEST_ENTRY:
            return
        if line.level and not is_person(line.text):
            continue  # a subheading within the list: "### Från rådet"
        if VACANT.search(line.text):
            _tell_vacancy(context, line, heading or _apart_above(context, lines, i))
            if not (beside := _beside_vacancy(context, line)):
                continue
            line = beside
        if found := _entries_of_line(context, line):
            shared = _hangs_under(block.lines[i], heading_line)
            for entry in found:
                yield entry, heading if shared or heading_line is None else None
            if ahead := _organisation_ahead(line, found[0]):
                heading, heading_line = ahead, line
        elif _stands_apart(context, line):
            following = lines[i + 1] if i + 1 < len(lines) else None
            if following and VACANT.fullmatch(following.text.strip(" .()–-")):
                continue  # told with the line that says so
            follows = following and read_entry(following, context.parties)
            if follows and not (i and _stands_apart(context, lines[i - 1])):
                heading, heading_line = _organisation_of(context, line), None
            else:
                orphans.append(line.content.strip())


def _organisation_ahead(line: Line, entry: Entry) -> Stretch | None:
    """The organisation that a line names first, as in "Ekeby kommun: Anna Ek"."""
    ahead = entry.organisation if ":" in line.text or line.cells else None
    return ahead if ahead and ahead.offsets[0] == line.content.offsets[0] else None


def _as_paragraph(line: Line) -> Line:
    """A row of which one cell is filled is no row: a heading across the table, or the rest of a list beside a label."""
    return replace(line, cells=()) if sum(bool(cell.text) for cell in line.cells) == 1 else line


def _organisation_of(context: Context, heading: Line) -> Stretch | None:
    """ "För regionen:" names "regionen"; "Kommunerna" or "Regionrepresentanter" is nobody's organisation."""
    content = heading.content.strip(" :")
    named = content[4:] if content.text.startswith("För ") else content
    return named if is_organisation(named.text, context.parties) and not is_title(named.text) else None


def _hangs_under(line: Line, above: Line | None) -> bool:
    """Whether a line hangs under one that names an organisation first: "Ekeby kommun: Anna Ek" and below it "Bo Al"."""
    beside_nothing = bool(line.cells) and not line.cells[0].text.strip()
    return above is not None and (beside_nothing or line.indent > above.indent + 3)


def _tell_vacancy(context: Context, line: Line, above: Stretch | None) -> None:
    """ "Vakant, Ekeby kommun": the organisation has a seat and nobody on it. `above`: one that heads the line."""
    parts = [cell.stretch for cell in line.cells] or [line.content]
    parts = [piece for part in parts for piece in part.columns(2)]
    words = [word for part in parts for word in re.split(r"[,:;()–]|\b(?:och|samt)\b", VACANT.sub("", part.text))]
    named = [word.strip(" .") for word in words if is_organisation(word.strip(" ."), context.parties)]
    for name in dict.fromkeys(named or ([above.text.strip(" :")] if above else [])):
        context.issue("organisation-not-placed", f"{name} står i närvarolistan med vakant plats.", line.content)


def _apart_above(context: Context, lines: Sequence[Line], i: int) -> Stretch | None:
    """The organisation that stands alone on the line above a "Vakant" that does."""
    return _organisation_of(context, lines[i - 1]) if i and _stands_apart(context, lines[i - 1]) else None


def _beside_vacancy(context: Context, line: Line) -> Line | None:
    """A line without its vacancy, where it lists somebody beside; a name that may be of who left is unplaced."""
    without = replace(
        line,
        content=_cut_off(line.content),
        cells=tuple(replace(cell, paragraphs=tuple(map(_cut_off, cell.paragraphs))) for cell in line.cells),
    )
    if not _entries_of_line(context, without):
        return None
    if len(without.content) < len(line.content):
        return without
    context.unplace("attendance", line.content)
    return None


def _cut_off(content: Stretch) -> Stretch:
    match = BESIDE_VACANT.search(content.text)
    return content[: match.start()] if match else content


def _entries_of_line(context: Context, line: Line) -> list[Entry]:
    if line.cells and len(line.cells) > 1:
        first, second = line.cells[0].stretch, line.cells[1].stretch
        if is_organisation(first.text, context.parties) and not is_person(first.text):
            named = first.strip(" :")
            people = [replace(e, organisation=e.organisation or named) for e in _several(context, line, second)]
            told = [cell.stretch for cell in line.cells[2:] if len(cell.text.strip()) > MARK]
            return [reduce(partial(described, parties=context.parties), told, e) for e in people[:1]] + people[1:]
        entry = read_entry(line, context.parties)
        return [entry] if entry else []
    before, colon, _ = line.text.partition(":")
    if colon and is_organisation(before, context.parties) and not is_person(before):
        organisation = line.content[: len(before)]
        people = _several(context, line, line.content[len(before) + 1 :].strip())
        return [replace(e, organisation=organisation) for e in people]
    return _several(context, line, line.content)


def _several(context: Context, line: Line, content: Stretch) -> list[Entry]:
    """One entry, or several where a line lists persons: what follows the first name is a name again."""
    entry = read_entry(line, context.parties, content)
    if not entry:
        return []
    if SECOND_NAME.search(content.text, len(entry.name)):
        people = read_people(content, line, context.parties)
        if len(people) > 1:
            return people
    return [entry]


def _divided_name(lines: Sequence[Line]) -> Entry | None:
    """A name broken in two by a narrow column: "Anna" / "Ek"."""
    if len(lines) < 2 or any(" " in line.text or line.cells for line in lines[:2]):
        return None
    whole = Stretch.join([lines[0].content, lines[1].content])
    return Entry(lines[0], whole) if is_person(whole.text) else None


def _stands_apart(context: Context, line: Line) -> bool:
    """Whether a line holds an organisation or a title and no name."""
    text = line.text.strip(" :.")
    if line.cells or not text or len(text) > 80:
        return False
    known = is_organisation(text, context.parties) or is_title(text) or is_unit(text)
    return known and not read_entry(line, context.parties)


def _joined_columns(context: Context, listed: list[Listed], orphans: list[Stretch]) -> list[Listed]:
    """Joins names and organisations that stood in two columns and were flattened apart, by their order.

    It is done only where exactly as many organisations stand apart as one natural choice of names: all without an
    organisation, all members, those present. Else nothing is joined and the document gets an issue.
    """
    if not orphans:
        return listed
    choices = (
        [p for p in listed if p.unplaced],
        [p for p in listed if p.unplaced and p.duty != "other"],
        [p for p in listed if p.unplaced and p.presence != "absent"],
        [p for p in listed if p.unplaced and p.presence != "absent" and p.duty != "other"],
    )
    for choice in choices:
        if len(choice) == len(orphans):
            column = dict(zip(map(id, choice), orphans, strict=True))
            return [_beside(context, p, column[id(p)]) if id(p) in column else p for p in listed]
    context.issue(
        "columns-do-not-match",
        f"Närvarolistans spalter går inte jämnt upp: {len(choices[0])} namn saknar organisation och {len(orphans)} "
        "organisationer står för sig. De har inte parats ihop.",
        orphans[0],
        orphans[-1],
    )
    for orphan in orphans:
        context.unplace("organisation", orphan)
    return listed


def _beside(context: Context, person: Listed, column: Stretch) -> Listed:
    """A name with what the other column says of it, a duty in brackets included: "Ekeby kommun (ordförande)"."""
    remark = re.search(r"\s*\([^)]*\)\s*$", column.text)
    if not remark:
        return replace(person, column=column)
    told = described(Entry(person.entry.line, person.entry.name), column[remark.start() :].strip(), context.parties)
    plain = column[: remark.start()]
    return replace(person, column=plain, duty=told.duty or person.duty, presence=told.presence or person.presence)


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
        first, second = (known, row) if not known.unplaced or row.unplaced else (row, known)
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
    inferred = []
    if person.column:
        inferred.append("organisation" if is_organisation(person.column.text, context.parties) else "title")
        if inferred == ["organisation"]:
            organisation = person.column
        else:
            title = person.column
    rule = "attendance-columns" if person.column else "attendance-list"
    return Attendance(
        evidence=context.evidence(
            entry.name,
            rule,
            0.85 if person.column else 0.97,
            also=(organisation, title, *person.seen),
            inferred=inferred,
        ),
        name=entry.name.text,
        organisation=organisation.text if organisation else None,
        title=title.text if title else None,
        duty=person.duty or "member",
        presence=person.presence,
    )
