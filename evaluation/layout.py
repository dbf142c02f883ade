"""Lays a plain text out as the word-processed document that it once was: headings, lists, tables, attendance.

By how Swedish minutes and plans are written, whoever's they are. Wording and order stay the text's. What the text has
lost is put back: attendance in two columns, for which the gold record tells which organisation belongs to which name;
a running header that was flattened into the text; tables that were cut at page breaks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rodtrad.reading.sources import Line, Source
from scripts.making import model
from scripts.making.model import split_number, text_of

# "§ 129" on a line of its own, its title on the next.
NUMBER_ALONE = re.compile(r"§+\s*\d+$")
TITLE = re.compile(r"(?i)protokoll|handlingsplan|minnesanteckningar")
ENDS = re.compile(r"[.:;!?)”\"]$")
LEADER = re.compile(r"[ .…]+$")
LONGEST_HEADING: Final = 110
LONGEST_NAME_LINE: Final = 160
TORN_FROM: Final = 80  # characters from which a paragraph without its end may go on after a page break
RUNNING_LINES: Final = range(12, 2, -1)
RUNNING_TIMES: Final = 3
FOOTER: Final = ("Kansliets dokumentmall", "Sida")


def lay_out(source: Source, gold: Mapping[str, Any]) -> model.Document:
    """The text of `source` as a document; `gold` is asked for nothing but who belongs where in the attendance."""
    running, without = _without_running_header(source.lines)
    lines = [line for line in without if line.text]
    title = lines[0].text if lines else source.name
    blocks = _joined(_Layout(lines, _attendance(lines, gold)).blocks())
    return model.Document(title=title, blocks=list(blocks), header=(running or title, ""), footer=FOOTER)


def _without_running_header(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """The first line of the longest run of lines that comes back page after page, and the lines without the run."""
    told = [line for line in lines if line.text]
    for length in RUNNING_LINES:
        places: dict[tuple[str, ...], list[int]] = {}
        for start in range(len(told) - length + 1):
            run = told[start : start + length]
            if not any(line.cells for line in run):
                places.setdefault(tuple(line.text for line in run), []).append(start)
        starts = max(places.values(), key=len, default=[])
        if len(starts) >= RUNNING_TIMES:
            dropped = {line.number for start in starts for line in told[start : start + length]}
            return told[starts[0]].text, [line for line in lines if line.number not in dropped]
    return "", list(lines)


@dataclass(frozen=True, slots=True)
class _Attendance:
    """`rows`: a line's number to what stands in its two columns. `beside`: lines that are laid out there already.

    `tight`: the list has rows without an empty line between, so that an empty line parts two groups.
    """

    rows: Mapping[int, tuple[str, str]]
    beside: frozenset[int]
    tight: bool


def _attendance(lines: Sequence[Line], gold: Mapping[str, Any]) -> _Attendance:
    by_number = {line.number: line for line in lines}
    rows, beside = dict[int, tuple[str, str]](), Counter[str]()
    for person in gold.get("attendance") or []:
        first, last = person["lines"]
        line, name = by_number.get(first), _accepted(person["name"])
        if line is None or first != last or not line.text.startswith(name) or len(line.text) > LONGEST_NAME_LINE:
            continue
        told = [value for key in ("title", "organisation") if (value := _accepted(person.get(key)))]
        if told and not any(value in line.text for value in told):
            rows[first] = (line.text, ", ".join(told))
            beside.update(told)
        else:
            rows[first] = (name, line.text[len(name) :].strip(" ,\t"))
    moved = set()
    for line in lines:
        if rows and line.number > min(rows) and line.number not in rows and beside[line.text] > 0:
            beside[line.text] -= 1
            moved.add(line.number)
    return _Attendance(rows, frozenset(moved), any(number + 1 in rows for number in rows))


def _accepted(value: object) -> str:
    """The first of several accepted values; "" where there is none."""
    first = value[0] if isinstance(value, list) else value
    return str(first or "")


class _Layout:
    """Goes through the lines that hold anything, each of which becomes (part of) a block."""

    def __init__(self, lines: Sequence[Line], attendance: _Attendance) -> None:
        self.lines = [line for line in lines if line.number not in attendance.beside]
        self.attendance = attendance
        self.at = 0
        self.counted = 0  # the number of the last numbered heading
        self.titled = False
        self.heads = _heads(self.lines)
        self.announced = {LEADER.sub("", line.cells[0].text) for line in lines if _is_entry(line)}

    def blocks(self) -> Iterator[model.Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.number in self.attendance.rows:
                yield self._names()
            elif _is_entry(line):
                self.at += 1
                yield model.Entry(text_of(LEADER.sub("", line.cells[0].text)), line.cells[-1].text)
            elif line.cells:
                yield self._table()
            else:
                self.at += 1
                yield self._heading(line) or self._item(line) or model.Paragraph(text_of(line.text, bold=line.bold))

    def _names(self) -> model.Table:
        rows, before = list[tuple[model.Cell, ...]](), 0
        while self.at < len(self.lines) and (number := self.lines[self.at].number) in self.attendance.rows:
            if before and self.attendance.tight and number > before + 1:
                break
            rows.append(tuple((text_of(words),) for words in self.attendance.rows[number]))
            before = number
            self.at += 1
        return model.Table(tuple(rows))

    def _table(self) -> model.Table:
        """A table and what goes on with it: a heading again, or rows that lack their first cell."""
        rows, before = list[tuple[model.Cell, ...]](), self.lines[self.at].number - 1
        while self.at < len(self.lines) and (line := self.lines[self.at]).cells:
            again = line.text in self.heads
            if line.number != before + 1 and line.cells[0].text and not again:
                break
            if not (rows and again):
                rows.append(_cells(line))
            before = line.number
            self.at += 1
        return model.Table(tuple(rows), ruled=True)

    def _heading(self, line: Line) -> model.Heading | None:
        if line.bullet or len(line.text) > LONGEST_HEADING:
            return None
        if line.level:
            return model.Heading(line.level + 1, text_of(line.text))
        if NUMBER_ALONE.match(line.text) and self.at < len(self.lines):
            self.at += 1
            return model.Heading(2, text_of(self.lines[self.at - 1].text), line.text)
        number, words = split_number(line.text)
        if number.startswith("§") or re.fullmatch(r"\d+\.", number):
            value = int(re.sub(r"\D", "", number))
            if self.counted in (0, value - 1) and words[0].isalnum():
                self.counted = value
                return model.Heading(2, text_of(words), number)
        if line.text in self.announced:
            return model.Heading(2, text_of(line.text))
        if not self.titled and not self.counted and TITLE.search(line.text):
            self.titled = True
            return model.Heading(1, text_of(line.text))
        return None

    def _item(self, line: Line) -> model.Item | None:
        return model.Item(text_of(line.text, bold=line.bold), int(line.indent > 0)) if line.bullet else None


def _heads(lines: Sequence[Line]) -> set[str]:
    """The heading rows of tables: those that open a table, and come back."""
    rows = Counter(line.text for line in lines if line.cells)
    before = [None, *lines]
    return {b.text for a, b in zip(before, lines, strict=False) if b.cells and not (a and a.cells) and rows[b.text] > 1}


def _is_entry(line: Line) -> bool:
    """A line of the table of contents: a title, and its page."""
    return len(line.cells) == 2 and line.cells[1].text.isdigit() and bool(line.cells[0].text)


def _cells(line: Line) -> tuple[model.Cell, ...]:
    return tuple(tuple(text_of(paragraph.text) for paragraph in cell.paragraphs) for cell in line.cells)


def _joined(blocks: Iterator[model.Block]) -> Iterator[model.Block]:
    """Paragraphs that a page break tore apart, whole again."""
    before: model.Block | None = None
    for block in blocks:
        if isinstance(before, model.Paragraph) and isinstance(block, model.Paragraph) and _is_torn(before, block):
            before = model.Paragraph((*before.text, model.Run(" "), *block.text))
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def _is_torn(before: model.Paragraph, after: model.Paragraph) -> bool:
    first, rest = model.plain(before.text), model.plain(after.text)
    if len(first) < TORN_FROM or ENDS.search(first) or rest.startswith("att "):
        return False
    return rest[:1].islower()
