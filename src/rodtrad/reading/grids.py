"""Tables that a text only shows, as rows of cells again: columns of blanks, or one cell a line.

Only tables whose heading row names who is responsible are taken up: minutes as a table, and lists of actions. What
cannot be put into columns with certainty stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rodtrad.reading import columns
from rodtrad.reading.cells import GAP, LEAST, cut, edges_of, row_of
from rodtrad.reading.dates import find_dates
from rodtrad.reading.labels import LabelKind, label_of
from rodtrad.reading.literals import holds
from rodtrad.reading.sources.source import EMPTY, Line, Stretch

# "Anteckning/beslut" is none: what is noted and what is decided would be in one cell, and the rows be cut wrong.
HEAD: Final = re.compile(
    rf"(?:{columns.NUMBER}|(?:{columns.MATTER}|område|{columns.NOTES}|{columns.TASK})\w{{0,3}}"
    rf"|(?:{columns.DECISION})\w{{0,3}}(?:\s?/\s?\w+)?|{columns.WHO}|{columns.DUE}|{columns.STATE})\.?:?$",
    re.I,
)
LONGEST_HEAD: Final = 30  # characters
WHO: Final = re.compile(columns.WHO, re.I)
NUMBER: Final = re.compile(r"^(?:§\s?)?\d{1,3}[.)]?(?:\s|$)")
# What fills a column of deadlines where it gives no date.
TIME_WORD: Final = re.compile(
    r"^(?:[-–]|omgående|snarast|löpande|klart?|nästa (?:möte|gång)|pågår|pågående|vid behov|tills vidare"
    r"|(?:före )?(?:jul|påsk|midsommar|sommaren|semestern))\.?$",
    re.I,
)
ALONE: Final = re.compile(r"(?:§\s?)?(?P<n>\d{1,3})\.?")
ENDS: Final[tuple[LabelKind, ...]] = ("secretary", "adjuster", "chair", "signatures")
SHORT: Final = 60  # characters: the longest name or deadline
WIDEST: Final = 400  # characters of a line that is laid out in columns


def in_rows(lines: Sequence[Line], starts: Sequence[int]) -> tuple[Line, ...]:
    """The lines, with each row of such a table as one line with cells. `starts`: the offset of each line's start."""
    out: list[Line] = []
    i = 0
    while i < len(lines):
        rows, after = _spaced(lines, i, starts) or _stacked(lines, i) or ([lines[i]], i + 1)
        out += rows
        i = after
    return tuple(out)


def _spaced(lines: Sequence[Line], i: int, starts: Sequence[int]) -> tuple[list[Line], int] | None:
    """A table in columns of blanks that line `i` heads."""
    line = lines[i]
    if not _may_head(line):
        return None
    heads = list(line.content.columns(GAP))
    if len(heads) < LEAST or not _are_heads([h.text for h in heads]):
        return None
    edges = edges_of(heads, starts[line.number - 1])
    rows: list[tuple[Line, list[list[Stretch]]]] = []
    blank, numbered, after = True, False, i + 1
    for j in range(i + 1, len(lines)):
        if lines[j].blank:
            blank = True
            continue
        below = lines[j]
        narrow = not below.cells and len(below.text) <= WIDEST
        cells = cut(below, edges, starts[below.number - 1]) if narrow else {}
        alone, number = cells.keys() == {0}, bool(0 in cells and NUMBER.match(cells[0].text))
        if not cells or (alone and blank and not NUMBER.match(below.text)):
            break
        numbered = numbered or (not rows and number)
        if not rows or blank or (number if numbered else 0 in cells and not alone):
            rows.append((below, [[] for _ in edges]))
        for column, cell in cells.items():
            rows[-1][1][column].append(cell)
        blank, after = False, j + 1
    if not rows:
        return None
    return [row_of(line, [[head] for head in heads]), *(row_of(first, row) for first, row in rows)], after


def _may_head(line: Line) -> bool:
    text = line.text
    if len(text) > WIDEST or line.cells or text.endswith((".", ",")):
        return False
    return holds(text, columns.WHO_IS)


def _are_heads(texts: Sequence[str]) -> bool:
    """Whether words head such a table: all of them name columns, one of them who is responsible."""
    return all(HEAD.match(text.strip()) for text in texts) and any(WHO.match(text) for text in texts[1:])


def _stacked(lines: Sequence[Line], i: int) -> tuple[list[Line], int] | None:
    """A table that was flattened to one cell a line, whose column heads begin at line `i`."""
    if len(lines[i].text) > LONGEST_HEAD or lines[i].cells or not HEAD.match(lines[i].text):
        return None
    heads = []
    for line in lines[i : i + 8]:
        if line.cells or not HEAD.match(line.text):
            break
        heads.append(line)
    if len(heads) < LEAST or not _are_heads([h.text for h in heads]):
        return None
    below, after = [], i + len(heads)
    while after < len(lines) and not lines[after].blank and not label_of(lines[after], *ENDS):
        below.append(lines[after])
        after += 1
    numbered = NUMBER.match(below[0].text) if below else None
    rows = list(_numbered(below, len(heads)) if numbered else _regular(below, heads))
    if len(rows) < 2:
        return None
    taken = sum(used for _, used in rows)
    return [row_of(heads[0], [[h.content] for h in heads]), *(row for row, _ in rows)], i + len(heads) + taken


def _regular(lines: Sequence[Line], heads: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """Rows of as many lines as there are columns, the one for who short and the one for when a time."""
    count = len(heads)
    for k in range(0, len(lines) - count + 1, count):
        cells = [line.content for line in lines[k : k + count]]
        who = next(n for n, head in enumerate(heads) if n and WHO.match(head.text))
        timed = any(_is_time(cells[n].text) for n in range(who + 1, count))
        if len(cells[who]) > SHORT or cells[who].text.endswith(".") or not timed:
            return
        yield row_of(lines[k], [[cell] for cell in cells]), count


def _numbered(lines: Sequence[Line], count: int) -> Iterator[tuple[Line, int]]:
    """Rows that begin with the next number: number, title, notes, decision, who, when; empty cells may be lost."""
    begins: list[int] = []
    last = 0
    for k, line in enumerate(lines):
        if match := ALONE.fullmatch(line.text):
            number = int(match["n"])
            if not begins or number == last + 1:
                begins.append(k)
                last = number
    for k, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        if end - k < 2 or count < 5:
            return
        number_cell, title, *rest = [line.content for line in lines[k:end]]
        for part, (said, who, when) in enumerate(_measures(rest)):
            told = _last_paragraph(said)
            cells: list[list[Stretch]] = [[], []] if part else [[number_cell], [title]]
            cells += [said[:told], said[told:], [who], [when]]
            yield row_of(lines[k], cells[:count]), 0 if part else end - k


def _measures(lines: Sequence[Stretch]) -> Iterator[tuple[list[Stretch], Stretch, Stretch]]:
    """What is said in a row, cut where a name and a time, or the dashes in their place, end a measure."""
    said: list[Stretch] = []
    j = 0
    while j < len(lines):
        pair = lines[j : j + 2]
        dashes = len(pair) == 2 and not any(pair)
        if said and (dashes or (len(pair) == 2 and _is_who(pair[0].text) and _is_time(pair[1].text))):
            yield said, pair[0], pair[1]
            said, j = [], j + 2
        else:
            said, j = [*said, lines[j]], j + 1
    if said:
        yield said, EMPTY, EMPTY


def _last_paragraph(said: Sequence[Stretch]) -> int:
    """Where the last of several paragraphs begins, which holds the decision; 0 where there is one."""
    at = max(len(said) - 1, 0)
    while at > 0 and not said[at - 1].text.endswith((".", "!", "?")):
        at -= 1
    return at


def _is_time(text: str) -> bool:
    return len(text) <= SHORT and not text.endswith(".") and bool(TIME_WORD.match(text) or find_dates(text))


def _is_who(text: str) -> bool:
    return 0 < len(text) <= SHORT and not text.endswith((".", ":", ",")) and text[0].isupper()
