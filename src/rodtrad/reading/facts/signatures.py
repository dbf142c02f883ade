"""Who signed: the pages of signing services, and typed names beside their roles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from rodtrad.reading.dates import find_dates
from rodtrad.reading.entries import COLUMN_GAP, Entry, read_entry
from rodtrad.reading.facts.context import Context
from rodtrad.reading.labels import SIGNING, label_of
from rodtrad.reading.names import NAME, is_organisation, is_person, leading_name
from rodtrad.reading.record import Attendance, Duty, Signature
from rodtrad.reading.sources.source import Line, Stretch

# Signing services write labelled lines: "NAMN: Anna Ek", "DATUM & TID: 2024-02-01 10:00:00 +01:00".
SIGNER: Final = re.compile(r"^(?:namn|name|signerat av|undertecknare|underskrivet av)\s*:\s*(?P<name>.+)$", re.I)
SIGNER_TITLE: Final = re.compile(r"^(?:titel|roll|befattning|title)\b[^:]*:\s*(?P<title>.+)$", re.I)
STAMP_WORD: Final = re.compile(r"\b(?:under(?:tecknat|skriven|skrift|skrivet)|signer|elektronisk)", re.I)
SIGNED_AT: Final = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[ T](?P<time>\d{2}:\d{2}(?::\d{2})?)\s*(?P<zone>UTC|GMT|CET|CEST)?"
    r"\s*(?P<offset>[+-]\d{2}:?\d{2}|Z)?"
)
ZONES: Final = {"CET": "+01:00", "CEST": "+02:00", "UTC": "+00:00", "GMT": "+00:00"}
JUSTERAS: Final = re.compile(r"^Justera(?:s|t|nde)\.?$")
LINE_TO_SIGN: Final = re.compile(r"\s*(?:[._…]{4,}|…[.…]+).*$")
# "Sanna Ek, justerare, 2025-02-20", "Anna Ek ____ sekreterare", "Namnförtydligande: Anna Ek (ordförande)"
NAME_ROLE: Final = re.compile(
    rf"^(?:Namnförtydligande:\s*)?(?P<name>{NAME})\s*(?:,|\(|[._…]{{4,}}|\s[–-])\s*(?P<role>[^,()\d]{{4,40}}?)\)?"
    r"(?P<day>,\s*(?:den\s)?\d.*)?$"
)
# "Sekreterare: Anna Ek", "Sekreterare ........ Anna Ek", "Sekreterare (Anna Ek)"
ROLE_NAME: Final = re.compile(rf"^(?P<role>[^\W\d]{{4,20}})\s*(?::|\(|[._…]{{4,}})\s*(?P<name>{NAME})\)?$")
NO_SIGNERS: Final = frozenset({"present", "absent", "deputies", "others", "distribution", "agenda"})
# "För Ekeby kommun", under which somebody signs for it
FOR_PARTY: Final = re.compile(r"^För\s+(?P<party>.+)$")
DOTS: Final = re.compile(r"^[._…\s-]+$")
SIGNED_HEAD: Final = re.compile(r"^(?:underskrift(?:er)?|undertecknat av|namnteckning|namnförtydligande)$", re.I)
LABEL_WORD: Final = ("Underskri", "Namnteckning")  # a label that a scan garbled is no name
# "Ekeby den ", "Ort och datum: Norrvik ", "Datum: "
DAY_OF_SIGNING: Final = re.compile(
    r"(?:(?:ort|plats)(?:\s*(?:och|/)\s*|\s*,\s*)datum\s*:?\s*|datum\s*:?\s*)?"
    r"(?:(?-i:[A-ZÅÄÖ])[^\W\d_]+(?:[ -](?-i:[A-ZÅÄÖ])[^\W\d_]+)?,?\s+)?(?:den\s+)?(?=\d)",
    re.I,
)
REACH: Final = 8  # lines below "För Ekeby kommun" in which its signature stands
ROWS: Final = 25  # lines below "Undertecknat av"
Among = tuple[int, int]  # which column, of how many
ROLE: Final[tuple[tuple[Duty, re.Pattern[str]], ...]] = (
    ("chair", re.compile(r"ordf(?:\b|örande)", re.I)),
    (
        "secretary",
        re.compile(r"sekr(?:\b|eterare)|\bvid (?:protokollet|pennan|anteckningarna)|\bprotokollför|\banteckn", re.I),
    ),
    ("adjuster", re.compile(r"juster", re.I)),
)


def find_signatures(
    context: Context, attendance: Sequence[Attendance], *, by_party: bool = False
) -> tuple[Signature, ...]:
    """Who signed and when. A chair who signs under "Justeras" signs as the chair, which the attendance tells.

    `by_party`: it is an agreement, in which a chair may sign for a party and no meeting.
    """
    lines = [*context.outline.head, *context.outline.tail]
    if context.outline.items:
        lines += context.outline.items[-1].lines
    found = (
        tuple(_electronic(context, lines))
        or tuple(_stamped(context))
        or (tuple(_for_parties(context, labelled=False)) if by_party else ())
        or tuple(_typed(context))
        or tuple(_described(context, held=bool(attendance)))
        or tuple(_in_table(context))
        or (() if attendance else tuple(_for_parties(context)))
    )
    found = tuple({s.name: s for s in reversed(found)}.values())[::-1]
    chairs = {person.name for person in attendance if person.duty == "chair"}
    return tuple(replace(s, duty="chair") if s.duty == "adjuster" and s.name in chairs else s for s in found)


def _electronic(context: Context, lines: Sequence[Line]) -> Iterator[Signature]:
    for i, line in enumerate(lines):
        match = SIGNER.match(line.text)
        if not match:
            continue
        name = line.content.group(match, "name")
        duty: Duty = "other"
        signed_at = None
        for follower in lines[i + 1 : i + 8]:
            if SIGNER.match(follower.text):
                break
            if title := SIGNER_TITLE.match(follower.text):
                duty = _duty(title["title"]) or "other"
            if (stamp := SIGNED_AT.search(follower.text)) and signed_at is None:
                signed_at = _instant(stamp)
        evidence = context.evidence(name, "signature-electronic", 0.97)
        yield Signature(evidence=evidence, name=name.text, duty=duty, signed_at=signed_at)


def _stamped(context: Context) -> Iterator[Signature]:
    """A name, a role, a time: pages of services that label only the time ("Undertecknat: 2024-03-04 08:14")."""
    last = context.outline.items[-1].lines if context.outline.items else ()
    lines = [*last, *context.outline.tail]
    if not any(STAMP_WORD.search(line.text) for line in lines):
        return
    for i, line in enumerate(lines):
        stamp = SIGNED_AT.search(line.text)
        if not stamp:
            continue
        above = [line, *lines[max(0, i - 3) : i][::-1]]
        named = next((x for x in above if _signer(x, context)), None)
        duty = next((d for x in above if (d := _duty(x.text))), None)
        if named and (name := _signer(named, context)):
            evidence = context.evidence(name, "signature-stamped", 0.93)
            yield Signature(evidence=evidence, name=name.text, duty=duty or "other", signed_at=_instant(stamp))


def _signer(line: Line, context: Context) -> Stretch | None:
    """The name that a line of a signature page begins with, in capitals too."""
    if is_person(line.text):
        return line.content
    first = next(line.content.columns(COLUMN_GAP))
    if is_person(first.text):
        return first
    cut = leading_name(line.text, context.parties)
    return line.content[:cut] if cut and (cut == len(line.text) or line.text[cut] in ",(:") else None


def _instant(stamp: re.Match[str]) -> str:
    time = stamp["time"] if len(stamp["time"]) == 8 else stamp["time"] + ":00"
    offset = stamp["offset"] or ZONES.get(stamp["zone"] or "", "")
    if offset and offset != "Z" and ":" not in offset:
        offset = offset[:3] + ":" + offset[3:]
    return f"{stamp['date']}T{time}{offset.replace('Z', '+00:00')}"


def _duty(text: str) -> Duty | None:
    return next((duty for duty, pattern in ROLE if pattern.search(text)), None)


def _typed(context: Context) -> Iterator[Signature]:
    """Names between dotted lines and roles; the role stands above the name, below it, beside it, or heads them all."""
    for part in (context.outline.head, context.outline.tail):
        start = _start(part, closing=part is context.outline.tail)
        lines, start = _beside_label(part, start) if start else (part, start)
        sections = [i for i in range(start or 0, len(lines)) if SIGNING.match(lines[i].text)]
        names = list(_names(context, lines, start)) if start is not None else []
        for position, (i, entry, among) in enumerate(names):
            following = names[position + 1][0] if position + 1 < len(names) else len(lines)
            near = _role_beside(lines[i], entry)
            near = near or (_role_in_column(context, lines, i, among) if among else None)
            near = near or _role_near(lines, i, start or 0, following)
            role = entry.duty or near or _role_above(lines, i, sections)
            if role in {"chair", "secretary", "adjuster"}:
                yield Signature(
                    evidence=context.evidence(entry.name, "signature-typed", 0.9), name=entry.name.text, duty=role
                )


def _described(context: Context, *, held: bool) -> Iterator[Signature]:
    """Names with their roles, one a line, after the last item: "Anna Ek, sekreterare", "Sekreterare: Anna Ek".

    One alone counts where it bears a day, or where words such as "Justeras digitalt" stand above it; so do all of them
    unless the meeting was `held`, as a notice names whom to ask.
    """
    last = context.outline.items[-1].lines if context.outline.items else ()
    found: list[Signature] = []
    sure = False
    for line in (*last, *context.outline.tail):
        label = label_of(line)
        if label and label.kind in NO_SIGNERS:
            break
        match = NAME_ROLE.match(line.text) or ROLE_NAME.match(line.text)
        if match and is_person(match["name"]) and (duty := _duty(match["role"])):
            name = line.content.group(match, "name")
            sure = sure or bool(match.groupdict().get("day"))
            evidence = context.evidence(name, "signature-described", 0.88)
            found.append(Signature(evidence=evidence, name=name.text, duty=duty, signed_at=None))
        else:
            sure = sure or bool(SIGNING.match(line.text))
    if sure or (held and len({signature.duty for signature in found}) > 1):
        yield from found


def _for_parties(context: Context, *, labelled: bool = True) -> Iterator[Signature]:
    """Who signs an agreement: below "För Ekeby kommun"; if `labelled` also in a row below "Undertecknat av"."""
    open_until = 0
    block = _Signing()
    for line in context.source.lines:
        if not line.text:
            continue
        columns = _columns(line)
        label = label_of(line, "signatures") if labelled and len(columns) == 1 else None
        named = any(_names_party(context, column.text) for column in columns)
        if label or named:
            open_until = max(open_until, line.number + (REACH if not label else ROWS))
        if named:
            yield from block.signatures(context)
            block = _Signing(dated=True)
        if line.number > open_until:
            continue
        for k, column in enumerate(columns):
            among = k, len(columns)
            cut = leading_name(column.text, context.parties)
            if cut and (cut == len(column.text) or column.text[cut] == ","):
                block.names.append((column[:cut], _duty(column.text[cut:]) or "other", among))
            elif block.dated and (day := _day(column)):
                block.days.setdefault(among, (column, day))
    yield from block.signatures(context)


@dataclass
class _Signing:
    """Who signs below one "För Ekeby kommun", or beside each other below several, and the days in their columns."""

    dated: bool = False
    names: list[tuple[Stretch, Duty, Among]] = field(default_factory=list)
    days: dict[Among, tuple[Stretch, str]] = field(default_factory=dict)

    def signatures(self, context: Context) -> Iterator[Signature]:
        for name, duty, among in self.names:
            place, day = self.days.get(among, (None, None))
            evidence = context.evidence(name, "signature-for-party", 0.88, also=(place,))
            yield Signature(evidence=evidence, name=name.text, duty=duty, signed_at=day)


def _day(content: Stretch) -> str | None:
    """The day of "Ekeby den 9 december 2026", "Datum: 2026-12-09"; None where anything else is said."""
    match = DAY_OF_SIGNING.match(content.text) if content.text[-1:].isdigit() else None
    spans = find_dates(content.text[match.end() :]) if match else []
    if len(spans) != 1 or spans[0].at != (0, len(content) - (match.end() if match else 0)):
        return None
    day = spans[0].start
    return day.isoformat() if day and day == spans[0].end and not spans[0].year_inferred else None


def _names_party(context: Context, text: str) -> bool:
    match = FOR_PARTY.match(text)
    return bool(match and is_organisation(match["party"].strip(" :."), context.parties))


def _in_table(context: Context) -> Iterator[Signature]:
    """The names of a column headed "Underskrift", where parties sign an agreement row by row."""
    column: int | None = None
    for line in context.source.lines:
        heads = [i for i, cell in enumerate(line.cells) if SIGNED_HEAD.match(cell.text.strip())]
        if heads or not line.cells:
            column = heads[0] if heads else column if line.blank else None
        elif column is not None and column < len(line.cells) and is_person(line.cells[column].text.strip()):
            name = line.cells[column].stretch.strip()
            yield Signature(
                evidence=context.evidence(name, "signature-table", 0.9), name=name.text, duty="other", signed_at=None
            )


def _start(lines: Sequence[Line], *, closing: bool) -> int | None:
    """Index of the first line that may sign: below "Underskrifter", or at "Vid protokollet" where minutes close so."""
    for i, line in enumerate(lines):
        if label_of(line, "signatures"):
            return i + 1
    if not closing:
        bare = (i for i, line in enumerate(lines[:-1]) if JUSTERAS.match(line.text) and _two_names(lines[i + 1]))
        return next(bare, None)
    if _begins_form(lines[:3]):
        return 0
    return next((i for i, line in enumerate(lines) if SIGNING.match(line.text)), None)


def _begins_form(lines: Sequence[Line]) -> bool:
    """Whether lines begin with a role and below it a name or where it is written, or with a name and then its role."""
    below = lines[1:]
    if label_of(lines[0], "chair", "secretary", "adjuster") if below else None:
        return any(is_person(line.text) or DOTS.match(line.text) for line in below)
    return bool(below and is_person(lines[0].text) and label_of(below[0], "chair", "secretary", "adjuster"))


def _beside_label(lines: Sequence[Line], start: int) -> tuple[Sequence[Line], int]:
    """The lines that sign from `start` on, with the role that stands beside "Underskrifter" as the first of them."""
    label = label_of(lines[start - 1], "signatures")
    first = replace(lines[start - 1], content=label.value, cells=()) if label else None
    if not first or not _duty_of_line(first):
        return lines, start
    return (*lines[: start - 1], first, *lines[start:]), start - 1


def _two_names(line: Line) -> bool:
    columns = _columns(line)
    return len(columns) > 1 and all(is_person(column.text) for column in columns)


def _names(context: Context, lines: Sequence[Line], start: int) -> Iterator[tuple[int, Entry, Among | None]]:
    """Index of the line, the name, and its column where several sign on that line."""
    for i in range(start, len(lines)):
        label = label_of(lines[i])
        if label and label.kind in {"present", "absent", "others", "notices", "distribution", "agenda"}:
            return
        columns = _columns(lines[i])
        apart = all(leading_name(column.text, context.parties) for column in columns)
        if not apart and not lines[i].cells:
            columns = [lines[i].content]
        for k, content in enumerate(list(label.value.columns(COLUMN_GAP)) if label and label.value else columns):
            entry = read_entry(lines[i], context.parties, content)
            if entry and not entry.name.text.startswith(LABEL_WORD):
                yield i, entry, (k, len(columns)) if apart and len(columns) > 1 else None


def _columns(line: Line) -> list[Stretch]:
    filled = [cell.stretch for cell in line.cells if cell.text.strip()]
    return filled or [column.strip(" /") for column in line.content.columns(COLUMN_GAP)]


def _role_beside(line: Line, entry: Entry) -> Duty | None:
    """The role in another cell of the row that names somebody: "Sekreterare<TAB>Anna Ek"."""
    beside = [cell.text for cell in line.cells if entry.name.text not in cell.text and len(cell.text) < 40]
    return next((duty for text in beside if (duty := _duty(text))), None)


def _role_in_column(context: Context, lines: Sequence[Line], i: int, among: Among) -> Duty | None:
    """The role above or below a name in its own column: "Vid protokollet          Justeras"."""
    k, count = among
    for near in (lines[i + 1 : i + 2], lines[max(0, i - 2) : i][::-1]):
        for line in near:
            columns = _columns(line)
            if len(columns) == 1 or not all(_duty(column.text) for column in columns):
                continue
            if len(columns) == count:
                return _duty(columns[k].text)
            below = line.number > lines[i].number
            if len(columns) < count and (role := _role_over(context, columns, _columns(lines[i])[k], below=below)):
                return role
    return None


def _role_over(context: Context, roles: Sequence[Stretch], name: Stretch, *, below: bool) -> Duty | None:
    """The role of a name where several sign beneath one "Justeras": the last that begins no further right.

    A role below the names is of the one that it stands under, and of no other.
    """
    at = _indent(context, name)
    starts = [_indent(context, role) for role in roles]
    if below:
        return next((_duty(role.text) for role, start in zip(roles, starts, strict=True) if abs(start - at) <= 1), None)
    return next((_duty(r.text) for r, start in reversed([*zip(roles, starts, strict=True)]) if start <= at + 1), None)


def _indent(context: Context, content: Stretch) -> int:
    """How far to the right a text begins on its line."""
    at = content.offsets[0]
    return at - context.source.line_starts[context.source.line_at(at) - 1]


def _role_near(lines: Sequence[Line], i: int, start: int, following: int) -> Duty | None:
    """The role of the name on line `i`. A form reads one way throughout: it begins with a role, or with a name."""
    if label := label_of(lines[i], "chair", "secretary", "adjuster"):
        return _duty(label.words)
    below = [lines[j] for j in range(i + 1, min(following, i + 3))]
    above = [lines[j] for j in range(i - 1, max(start - 1, i - 3), -1)]
    opening = next(
        (x for x in islice(lines, start, None) if not DOTS.match(x.text) and not SIGNING.match(x.text)), None
    )
    near = above if opening and _duty_of_line(opening) else below
    return next((duty for line in near if (duty := _duty_of_line(line))), None)


def _role_above(lines: Sequence[Line], i: int, sections: Sequence[int]) -> Duty | None:
    """What the last of the lines that say who signs below them, `sections`, says for line `i`."""
    above_it = bisect_left(sections, i)
    return _duty(lines[sections[above_it - 1]].text) if above_it else None


def _duty_of_line(line: Line) -> Duty | None:
    """The role that a short line, or one with a dotted line beside it, names; a section such as "Justeras" is none."""
    if SIGNING.match(line.text):
        return None
    label = label_of(line, "chair", "secretary", "adjuster")
    words = label.words if label else LINE_TO_SIGN.sub("", line.text)
    return _duty(words) if len(words) < 40 else None
