"""Plain text and Markdown as a `Source`: lines, pages, headings, bullets and the rows of tables."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from rodtrad.reading.sources.markup import clean, is_bold, one
from rodtrad.reading.sources.source import EMPTY, Cell, Line, Source, Stretch

LINE_ENDS: Final = ("\r\n", "\r", "\u2028", "\u2029", "\x85")
PAGE_BREAK: Final = "\f"
TAB_WIDTH: Final = 4

HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"[ \t]*={3,}[ \t]*$")
# "---", "* * *", "________": a line drawn across the page or for a signature.
RULE = re.compile(r"\s*(?:[-*_=–—][ \t]?){3,}\s*$")
# "o" is Word's bullet of the second level where a capital letter or a wide gap follows; a dash may lack its blank.
BULLET = re.compile(
    r"(?P<mark>[•·▪■◦●○‣∙\uf0b7\uf0a7\uf02d]|[-*–—](?=\s|$)|[-–](?=[A-ZÅÄÖ])|o(?=\t|  |$| [A-ZÅÄÖ0-9]))\s*"
)
# "- 3 -": a page number, no bullet.
PAGE_NUMBER = re.compile(r"[-–—]\s*\d+\s*[-–—]\s*$")

# "1.<tab>Welcome", "§ 12<tab>…", "Sn 12<tab>…", "a)<tab>…", "att<tab>…": what leads a line, no row of a table.
LABELLED = re.compile(
    r"\s*(?:(?:[a-zåäö]{1,6}[ ]?)?(?:§+\s*)?\d{1,4}(?:[./:]\d{1,4})*[.)/:]?|[a-zåäö][./):]|att|-)[ \t]*\t[^\t]+$", re.I
)
INDENTED = re.compile(r"\t+[^\t]+$")
TABLE_RULE = re.compile(r"\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*(?:\|\s*)?$")
PIPE = re.compile(r"(?<!\\)\|")
TAB = re.compile("\t")
HTML_CELL = re.compile(r"<t[dh]\b[^<>]*>(?P<cell>.*?)(?=</?t[dhr]\b|</table|$)", re.I)

DRAWN: Final = "-*_=–—|:"


def read_text(name: str, text: str, *, lead: re.Pattern[str] | None = None) -> Source:
    """A decoded text as lines; line ends of every kind become one, a form feed begins a page.

    `lead`: what stands ahead of lines without being of them, as the marks of a quotation.
    """
    for end in LINE_ENDS:
        text = text.replace(end, "\n")
    raw_lines = text.removesuffix("\n").split("\n")
    line_starts = tuple(accumulate((len(line) + 1 for line in raw_lines[:-1]), initial=0))
    page_starts = (0, *(m.end() for m in re.finditer(PAGE_BREAK, text) if m.end() < len(text)))
    return Source(
        name=name,
        text=text,
        lines=tuple(_lines(raw_lines, line_starts, page_starts, lead)),
        line_starts=line_starts,
        page_starts=page_starts,
    )


def _lines(
    raw_lines: list[str], starts: tuple[int, ...], page_starts: tuple[int, ...], lead: re.Pattern[str] | None
) -> Iterator[Line]:
    piped = _piped_rows(raw_lines)
    in_table = False
    for number, (raw, start) in enumerate(zip(raw_lines, starts, strict=True), 1):
        if not raw or raw.isspace():
            yield Line(number=number, content=EMPTY, page=bisect_right(page_starts, start))
            continue
        whole = Stretch(raw, range(start, start + len(raw)))
        if lead and (led := lead.match(raw)):
            whole = whole[led.end() :]
        if PAGE_BREAK in raw:
            whole = whole.strip(PAGE_BREAK)
        body = whole.strip()
        text = body.text
        page = bisect_right(page_starts, body.offsets[0] if text else start)
        if not text or (text[0] in DRAWN and _is_drawn(text)):
            yield Line(number=number, content=EMPTY, page=page)
            continue
        cells = _cells(whole, piped=number in piped, in_table=in_table)
        in_table = bool(cells)
        if cells:
            content = Stretch.join(paragraph for cell in cells for paragraph in cell.paragraphs)
            yield Line(number=number, content=content, page=page, cells=cells)
        else:
            below = raw_lines[number] if number < len(raw_lines) else ""
            underlined = "=" in below and UNDERLINE.match(below) is not None
            yield _paragraph(number, body, page, _indent(whole.text), level=1 if underlined else 0)


def _indent(text: str) -> int:
    """How many blanks lead a line, tabs counted as those they stand for."""
    return len(text[: len(text) - len(text.lstrip())].expandtabs(TAB_WIDTH)) if text[0].isspace() else 0


def _is_drawn(text: str) -> bool:
    """Whether a line is drawn rather than written: a rule, or the line below the head of a Markdown table."""
    return RULE.match(text) is not None or ("|" in text and TABLE_RULE.match(text) is not None)


def _paragraph(number: int, body: Stretch, page: int, indent: int, level: int) -> Line:
    """A line that is no row: its heading marks and its bullet taken off."""
    bullet = ""
    if heading := HEADING.match(body.text):
        level, body = len(heading[1]), body[heading.start(2) : heading.end(2)]
    elif found := bullet_of(body.text):
        bullet, body = found["mark"], body[found.end() :]
    return Line(
        number=number,
        content=one(clean(body)),
        page=page,
        bullet=bullet,
        indent=indent,
        level=level,
        bold=is_bold(body.text),
    )


def bullet_of(text: str) -> re.Match[str] | None:
    """The bullet that leads a line, as `mark`, with the blanks behind it."""
    if text[:1].isalnum() and text[0] != "o":
        return None
    return None if PAGE_NUMBER.match(text) else BULLET.match(text)


def _cells(whole: Stretch, *, piped: bool, in_table: bool) -> tuple[Cell, ...]:
    """The cells of a table row, empty ones too; none where the line is no row."""
    if piped:
        row = whole.strip()
        row = row[row.text.startswith("|") : len(row) - (row.text.endswith("|") and not row.text.endswith("\\|"))]
        return _cut(row, PIPE)
    if "<" in whole.text and HTML_CELL.search(whole.text):
        return tuple(Cell(clean(whole[m.start("cell") : m.end("cell")])) for m in HTML_CELL.finditer(whole.text))
    if "\t" not in whole.text:
        return ()
    row = whole.strip(" ") if in_table else whole[: len(whole.text.rstrip())]
    return () if HEADING.match(row.text) or not has_columns(row.text, in_table=in_table) else _cut(row, TAB)


def has_columns(text: str, *, in_table: bool = False) -> bool:
    """Whether tabs part a line into columns, and do not only lead it or follow its number or bullet."""
    if "\t" not in text or LABELLED.match(text) or (INDENTED.match(text) and not in_table):
        return False
    body = text.lstrip()
    found = bullet_of(body)
    return found is None or "\t" in body[found.end() :] or (in_table and text.startswith("\t"))


def _cut(row: Stretch, separator: re.Pattern[str]) -> tuple[Cell, ...]:
    bounds = [(m.start(), m.end()) for m in separator.finditer(row.text)]
    starts = [0, *(end for _, end in bounds)]
    ends = [*(start for start, _ in bounds), len(row)]
    return tuple(Cell(clean(row[start:end])) for start, end in zip(starts, ends, strict=True))


def _piped_rows(raw_lines: list[str]) -> set[int]:
    """The numbers of Markdown's table rows: those that open with a pipe, and those around a "---|---"."""
    rows = {n for n, raw in enumerate(raw_lines, 1) if raw.count("|") > 1 and raw.lstrip().startswith("|")}
    rules = [n for n, raw in enumerate(raw_lines, 1) if "|" in raw and TABLE_RULE.match(raw)]
    after = 0
    for rule in rules:
        rows.add(rule - 1)
        if rule < after:
            continue  # within the table of the rule above it
        after = rule + 1
        while after <= len(raw_lines) and "|" in raw_lines[after - 1]:
            rows.add(after)
            after += 1
    return rows
