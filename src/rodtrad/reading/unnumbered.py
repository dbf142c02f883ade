"""Headings without numbers: declared by mark-up, told by the agenda's list, or only short lines above prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rodtrad.reading.deciding import lead_of
from rodtrad.reading.labels import label_of
from rodtrad.reading.names import is_person
from rodtrad.reading.numbering import TITLE_LENGTH, Heading
from rodtrad.reading.sources.source import Line

PROSE = 40  # characters from which a line that ends in a colon is prose too
FILLED = 80  # characters from which a line is prose wherever it breaks off

HOURS = re.compile(r"\b\d{4},? kl\.? ?\d")  # "Onsdagen den 3 april 2024 kl. 10.00": when they met
# "Möte torsdag 13 februari 2025": what the whole page tells of
MEETING_DAY = re.compile(r"^(?:möte|sammanträde|nätverksträff)\w*\s(?:\w+\s){0,3}\d{1,2} \w+ \d{4}$", re.I)


def unnumbered(lines: Sequence[Line]) -> list[Heading]:
    """The headings of a document in which nothing is numbered."""
    return _declared(lines) or _from_agenda(lines) or _plain_headings(lines)


def _declared(lines: Sequence[Line]) -> list[Heading]:
    """Headings that mark-up declares, where nothing is numbered."""
    levels = [line.level for line in lines if line.level >= 2]
    declared = [i for i, line in enumerate(lines) if (line.level == min(levels) if levels else line.bold)]
    short = [i for i in declared if 0 < len(lines[i].text) <= 120]
    found = [i for i in short if _is_heading(lines[i]) and not is_person(lines[i].text)]
    return [Heading(None, lines[i].content, i, i + 1) for i in found] if len(found) >= 2 else []


def _is_heading(line: Line) -> bool:
    """Whether a line that may be a heading is neither a label, save "Nästa möte", nor the meeting's own day."""
    label = label_of(line)
    if MEETING_DAY.match(line.text):
        return False
    return label is None or (label.kind == "next-meeting" and not label.value)


def _from_agenda(lines: Sequence[Line]) -> list[Heading]:
    """Headings that the agenda's own list tells, where neither bears numbers."""
    start = next((i for i, line in enumerate(lines) if (label := label_of(line, "agenda")) and not label.value), None)
    if start is None:
        return []
    listed: dict[str, int] = {}
    for i in range(start + 1, len(lines)):
        title = _letters(lines[i].text)
        if not lines[i].text or len(lines[i].text) > TITLE_LENGTH or title in listed:
            break  # the list is over where its first title comes again
        listed[title] = i
    after = max(listed.values(), default=start) + 1
    found = [i for i in range(after, len(lines)) if not lines[i].bullet and _letters(lines[i].text) in listed]
    return [Heading(None, lines[i].content, i, i + 1) for i in found] if len(found) >= 2 else []


def _letters(text: str) -> str:
    return re.sub(r"[\W\d]", "", text).lower()


def _plain_headings(lines: Sequence[Line]) -> list[Heading]:
    """Short lines that head prose, where nothing is numbered or marked: the last resort.

    A line that stands apart from what is above it, and close to the prose below it, is a heading by its looks; else it
    takes three of them, none of which ends a list.
    """
    may = [i for i in range(len(lines) - 1) if _may_head(lines, i)]
    found = [i for i in may if _set_apart(lines, i)]
    if len(found) < 2:
        found = [i for i in may if not lines[i].text.endswith("?") and not _within_list(lines, i)]
        found = found if len(found) >= 3 else []
    return [Heading(None, lines[i].content, i, i + 1) for i in found]


def _set_apart(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands further from the line above it than from the one below."""
    above = lines[i].number - lines[i - 1].number if i else 2
    return above > lines[i + 1].number - lines[i].number


def _may_head(lines: Sequence[Line], i: int) -> bool:
    line, following = lines[i], lines[i + 1]
    if not _is_short(line) or not (_is_prose(following) or label_of(following, "next-meeting")):
        return label_of(line, "next-meeting") is not None and _is_short(line)
    return True


def _is_short(line: Line) -> bool:
    text = line.text
    if line.bullet or line.cells or len(text) > 90 or not text[:1].isupper() or text[-1:] in ".:;,!":
        return False
    if HOURS.search(text):
        return False
    label = label_of(line)
    return (
        not (label and (label.value or label.kind not in {"talk", "next-meeting"}))
        and not is_person(text)
        and not lead_of(line.content)
    )


def _is_prose(line: Line) -> bool:
    if line.bullet or line.cells or len(line.text.split()) < 3:
        return False
    ends = (".", "!", "?") if len(line.text) < PROSE else (".", "!", "?", ":")
    return len(line.text) >= FILLED or line.text.endswith(ends)


def _within_list(lines: Sequence[Line], i: int) -> bool:
    """Whether a line ends a list of short ones, names or places; a title alone may stand above a heading."""
    return i > 1 and all(_is_short(line) and not _is_prose(line) for line in lines[i - 2 : i])
