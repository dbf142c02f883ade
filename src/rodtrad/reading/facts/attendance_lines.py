"""One line of an attendance list: whom it names, and the organisation that stands ahead of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import pairwise

from rodtrad.reading.entries import (
    Entry,
    described,
    first_names,
    names_more,
    pieces_of_list,
    read_entry,
    read_first_name,
    read_people,
)
from rodtrad.reading.facts.context import Context
from rodtrad.reading.name_runs import persons_apart
from rodtrad.reading.names import NAME, NAME_WORD, is_organisation, is_person, is_title, is_unit, leading_name
from rodtrad.reading.sources.source import Line, Stretch

# "Från pensionärsorganisationerna", above a list with a label of its own
GROUP = re.compile(r"^(?:från|för)\s", re.I)
TWO_NAMES = re.compile(rf"{NAME}\s(?:och|samt)\s{NAME}\s*(?:[,;(.]|$)")  # "Anna Ek och Bo Al, Ekeby kommun"
FOR_WORD = re.compile(rf"^(?:För|Från) (?P<word>{NAME_WORD}) (?P<rest>{NAME}.*)$")
MARK = 2  # characters at most of what ticks a column: "X", "-"
FEWEST_COMMAS = 2  # between names in a row that the line below tells of, one by one
SECOND_TITLED = re.compile(rf"[,;]\s*{NAME}\s(?P<title>[a-zåäö][\w-]+)")
# A name again behind a comma or "och": the line lists several persons.
SECOND_NAME = re.compile(rf"(?:[,;/&.]|\b(?:och|samt)\b)\s*{NAME}\s*(?:[,;/(]|$|\s(?:och|samt)\s)")


def entries_of_line(context: Context, line: Line) -> list[Entry]:
    if line.cells and len(line.cells) > 1:
        first, second = line.cells[0].stretch, line.cells[1].stretch
        if is_organisation(first.text, context.parties) and not is_person(first.text):
            named = first.strip(" :")
            people = [replace(e, organisation=e.organisation or named) for e in several(context, line, second)]
            told = [cell.stretch for cell in line.cells[2:] if len(cell.text.strip()) > MARK]
            return [reduce(partial(described, parties=context.parties), told, e) for e in people[:1]] + people[1:]
        entry = read_entry(line, context.parties) or read_first_name(line, context.parties)
        return [entry] if entry else []
    before, colon, _ = line.text.partition(":")
    if colon and is_organisation(before, context.parties) and not leading_name(before, context.parties):
        organisation = line.content[: len(before)]
        people = several(context, line, line.content[len(before) + 1 :].strip())
        return [replace(e, organisation=organisation) for e in people]
    if ahead := _organisation_without_colon(context, line.content):
        people = several(context, line, line.content[len(ahead) :].strip())
        return [replace(e, organisation=e.organisation or ahead[ahead.text.index(" ") + 1 :]) for e in people]
    return _for_unknown(context, line) or several(context, line, line.content)


def _for_unknown(context: Context, line: Line) -> list[Entry]:
    """ "För Sundhult Anna Ek, Bo Al": one word that no register has ahead of several names is whom they came for.

    Where it may as well be a part of the first name, the line is unplaced.
    """
    match = FOR_WORD.match(line.text) if line.text.startswith(("För ", "Från ")) else None
    if not match or is_organisation(match["word"], context.parties):
        return []
    rest = line.content.group(match, "rest")
    people = several(context, line, rest)
    whole = [cut for piece in pieces_of_list(rest) if (cut := leading_name(piece.text, context.parties)) == len(piece)]
    if len(whole) == len(people) > 1:
        return [replace(e, organisation=line.content.group(match, "word"), concluded=True) for e in people]
    text = f"”{line.text}” kan inte delas i organisation och namn."
    context.issue("name-not-placed", text, line.content)
    context.unplace("attendance", line.content)
    return []


def several(context: Context, line: Line, content: Stretch) -> list[Entry]:
    """One entry, or several where a line lists persons: what follows the first name is a name again."""
    entry = read_entry(line, context.parties, content) or read_first_name(line, context.parties, content)
    if not entry and TWO_NAMES.match(content.text):
        return read_people(content, line, context.parties)
    if not entry:
        return first_names(content, line, context.parties)
    titled = SECOND_TITLED.search(content.text, len(entry.name)) if "," in content.text else None
    listed = SECOND_NAME.search(content.text, len(entry.name)) or (titled and is_title(titled["title"]))
    if listed and names_more(content, context.parties):
        people = read_people(content, line, context.parties)
        if len(people) > 1:
            return people
    if entry.organisation and not (entry.presence or entry.duty) and ")" not in content.text:
        return [entry]  # told at once: most lines name one person and whose
    pieces = persons_apart(content, context.parties)
    apart = [read_entry(line, context.parties, piece) for piece in pieces] if len(pieces) > 1 else []
    return [e for e in apart if e] if apart and all(apart) else [entry]


def _organisation_without_colon(context: Context, content: Stretch) -> Stretch | None:
    """ "För Region Älvmark Anna Ek, Bo Al": the organisation ahead of the names, with the word that leads it in."""
    if not GROUP.match(content.text):
        return None
    words = content.text.split(" ")[:6]
    known = None
    for k in range(2, len(words)):
        if words[k - 1].endswith(","):
            break
        named, rest = " ".join(words[1:k]), content.text[len(" ".join(words[:k])) + 1 :]
        if leading_name(rest, context.parties) and (is_organisation(named, context.parties) or is_unit(named)):
            known = content[: len(" ".join(words[:k]))]
    return known


def told_below(context: Context, lines: Sequence[Line]) -> dict[int, list[Entry]]:
    """Names in a row with what the line below says of each, in their order: "ordförande Ekeby, Norrvik, Sandhamra"."""
    told = {}
    for i, (line, below) in enumerate(pairwise(lines)):
        if line.cells or below.cells or not line.text.count(",") == below.text.count(",") >= FEWEST_COMMAS:
            continue
        if not SECOND_NAME.search(line.text):
            continue
        said = list(pieces_of_list(below.content))
        if any(leading_name(piece.text, context.parties) for piece in said):
            continue
        found = entries_of_line(context, line)
        if len(found) == len(said) and not any(e.organisation or e.title or e.duty for e in found):
            entries = [described(entry, piece, context.parties) for entry, piece in zip(found, said, strict=True)]
            if all(e.organisation or e.title or e.duty for e in entries):
                told[i] = [replace(e, concluded=True) for e in entries]
    return told


def stands_apart(context: Context, line: Line) -> bool:
    """Whether a line holds an organisation or a title and no name."""
    text = line.text.strip(" :.")
    if line.cells or not text or len(text) > 80 or (line.text.endswith(".") and len(text.split()) > 4):
        return False
    known = is_organisation(text, context.parties) or is_title(text) or is_unit(text)
    return known and not read_entry(line, context.parties)
