"""The lines of an attendance list: whom each names, and the organisation that stands above or ahead of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rodtrad.reading.entries import (
    COLUMN_GAP,
    Entry,
    read_entry,
)
from rodtrad.reading.facts.attendance_lines import (
    GROUP,
    SECOND_NAME,
    entries_of_line,
    several,
    stands_apart,
    told_below,
)
from rodtrad.reading.facts.context import Context
from rodtrad.reading.names import NAME, is_organisation, is_person, is_title
from rodtrad.reading.outline import Block
from rodtrad.reading.sources.source import Cell, Line, Stretch

VACANT = re.compile(r"\b(?:vakanta?|vakans(?:er)?|obesatta?)\b(?:\s+(?:plats(?:er)?|post(?:er)?|mandat))?", re.I)
# "Ekeby kommun: Anna Ek, vakant": a seat beside hers; "Anna Ek (vakant)" may be the one who has left
BESIDE_VACANT = re.compile(rf"(?:[,;]|\b(?:och|samt))\s*{VACANT.pattern}[^,;()]*$", re.I)
# "Ekeby kommun: förhinder", "Ekeby – ej representerade": an organisation for which nobody came
NOBODY = re.compile(
    r"^(?P<who>[A-ZÅÄÖ][^:,;()]{2,60}?)\s*[:,;(–-]?\s*(?:för?hinder|frånvarande|(?:ej|inte|icke) (?:närvarande|på plats"
    r"|representera[dt]e?)|ingen (?:deltagare|representant)|återbud)\)?\.?$",
    re.I,
)
FILLED = 70  # characters of a line that was broken because it was full
# "…, Bo Al, Kajsa" / "Brunn, Disa Ed": a name broken over two lines
HALF_NAME = re.compile(r"[,;]\s[A-ZÅÄÖ][a-zåäöé-]+$")
OTHER_HALF = re.compile(r"[A-ZÅÄÖ][a-zåäöé-]+(?:\s*[,;(]|$)")
SOMEBODY = re.compile(rf"(?:^|, |\) )(?P<name>{NAME})(?=$|,| \()")  # a list's entry, behind what could not be read
LONGEST_ENTRY = 200  # characters; longer lines are prose


def entries_of(context: Context, block: Block, orphans: list[Stretch]) -> Iterator[tuple[Entry, Stretch | None]]:
    """The entries of a block, each with the organisation that a heading above it states."""
    if not block.label or not block.at:
        return
    value, rest = _wrapped(block)
    if value:
        for entry in several(context, block.at, value):
            yield entry, None
    rest = list(_unwrapped(rest))
    lines = [_as_paragraph(line) for line in rest]
    if divided := _divided_name(lines):
        yield divided, None
    else:
        yield from _entries_below(context, rest, lines, orphans)


def _entries_below(
    context: Context, rest: Sequence[Line], lines: Sequence[Line], orphans: list[Stretch]
) -> Iterator[tuple[Entry, Stretch | None]]:
    """The entries of the lines below a label; `rest` are these lines before rows of one cell became paragraphs."""
    heading: Stretch | None = None
    heading_line: Line | None = None
    lines = [_in_columns(context, line) for line in lines]
    told = told_below(context, lines)
    for i, line in enumerate(lines):
        if len(line.text) > LONGEST_ENTRY and not SECOND_NAME.search(line.text):
            return
        subheading = line.level and not is_person(line.text)  # "### Från rådet"
        if i - 1 in told or subheading or _tell_nobody(context, line):
            continue
        if VACANT.search(line.text):
            _tell_vacancy(context, line, heading or _apart_above(context, lines, i))
            if not (beside := _beside_vacancy(context, line)):
                continue
            line = beside
        if found := told.get(i) or entries_of_line(context, line):
            shared = heading_line is None or _hangs_under(rest[i], heading_line)
            yield from ((entry, heading if shared else None) for entry in found)
            if ahead := _organisation_ahead(line, found[0]):
                heading, heading_line = ahead, line
        elif stands_apart(context, line) and not _told_as_vacant(lines, i):
            if _heads_entry(context, lines, i):
                heading, heading_line = _organisation_of(context, line), None
            elif not GROUP.match(line.text):
                orphans.append(line.content.strip())
        elif not line.text.endswith((".", ":")) and any(is_person(m["name"]) for m in SOMEBODY.finditer(line.text)):
            context.unplace("attendance", line.content)


def _heads_entry(context: Context, lines: Sequence[Line], i: int) -> bool:
    """Whether an organisation stands above somebody rather than in a column of organisations."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    return bool(below and read_entry(below, context.parties)) and not (i and stands_apart(context, lines[i - 1]))


def _told_as_vacant(lines: Sequence[Line], i: int) -> bool:
    """Whether the line below says that the seat is vacant, where that is told."""
    return i + 1 < len(lines) and VACANT.fullmatch(lines[i + 1].text.strip(" .()–-")) is not None


def _tell_nobody(context: Context, line: Line) -> bool:
    """Tells that nobody came for an organisation, where a line says so: "Ekeby kommun: förhinder"."""
    match = NOBODY.match(line.text)
    if not match or not is_organisation(match["who"], context.parties):
        return False
    text = f"{match['who']} står i närvarolistan utan någon som var där."
    context.issue("organisation-not-placed", text, line.content)
    return True


def _wrapped(block: Block) -> tuple[Stretch | None, Sequence[Line]]:
    """What a label lists behind its colon, with the lines that the list goes on over, and the block's other lines.

    A list that fills its line goes on below it, wherever the line ended: "Närvarande: … Anna" / "Ek, Ekeby kommun".
    """
    if not block.label or not block.at or not block.label.value:
        return None, block.lines
    pieces, number, filled = [block.label.value], block.at.number, len(block.at.text) >= FILLED
    for line in block.lines:
        if not filled or line.number != number + 1 or line.cells or line.bullet:
            break
        pieces.append(line.content)
        number, filled = line.number, len(line.text) >= FILLED
    return Stretch.join(pieces), block.lines[len(pieces) - 1 :]


def _unwrapped(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a list, those joined that broke within an entry: after a comma, or between the words of a name."""
    held: Line | None = None
    number = 0
    for line in lines:
        if held and line.number == number + 1 and _goes_on(held, line):
            held = replace(held, content=Stretch.join([held.content, line.content]))
        else:
            if held:
                yield held
            held = line
        number = line.number
    if held:
        yield held


def _goes_on(line: Line, following: Line) -> bool:
    if line.cells or following.cells or following.bullet or len(line.text) < FILLED:
        return False
    return line.text.endswith(",") or bool(HALF_NAME.search(line.text) and OTHER_HALF.match(following.text))


def _organisation_ahead(line: Line, entry: Entry) -> Stretch | None:
    """The organisation that a line names first, as in "Ekeby kommun: Anna Ek"."""
    ahead = entry.organisation if ":" in line.text or line.cells else None
    return ahead if ahead and ahead.offsets[0] == line.content.offsets[0] else None


def _as_paragraph(line: Line) -> Line:
    """A row of which one cell is filled is no row: a heading across the table, or the rest of a list beside a label."""
    return replace(line, cells=()) if sum(bool(cell.text) for cell in line.cells) == 1 else line


def _in_columns(context: Context, line: Line) -> Line:
    """A line with an organisation and, some blanks to its right, whom it sent, as the row that it shows."""
    if line.cells:
        return line
    first, *rest = line.content.columns(COLUMN_GAP)
    if not rest or not is_organisation(first.text.strip(" :"), context.parties) or is_person(first.text):
        return line
    named = Stretch.join(rest)
    return replace(line, cells=(Cell((first,)), Cell((named,)))) if read_entry(line, context.parties, named) else line


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
    return _organisation_of(context, lines[i - 1]) if i and stands_apart(context, lines[i - 1]) else None


def _beside_vacancy(context: Context, line: Line) -> Line | None:
    """A line without its vacancy, where it lists somebody beside; a name that may be of who left is unplaced."""
    without = replace(
        line,
        content=_cut_off(line.content),
        cells=tuple(replace(cell, paragraphs=tuple(map(_cut_off, cell.paragraphs))) for cell in line.cells),
    )
    if not entries_of_line(context, without):
        return None
    if len(without.content) < len(line.content):
        return without
    context.unplace("attendance", line.content)
    return None


def _cut_off(content: Stretch) -> Stretch:
    match = BESIDE_VACANT.search(content.text)
    return content[: match.start()] if match else content


def _divided_name(lines: Sequence[Line]) -> Entry | None:
    """A name broken in two by a narrow column: "Anna" / "Ek"."""
    if len(lines) < 2 or any(" " in line.text or line.cells for line in lines[:2]):
        return None
    whole = Stretch.join([lines[0].content, lines[1].content])
    return Entry(lines[0], whole) if is_person(whole.text) else None
