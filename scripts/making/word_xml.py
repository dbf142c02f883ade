"""The XML of a Word file (WordprocessingML, ISO/IEC 29500-1): paragraphs, fields and tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from scripts.making.model import Cell, Run, Table, Text, plain
from scripts.making.styles import House

TWIPS: Final = 20  # a point
TWIPS_A_CENTIMETRE: Final = 567
RULE: Final = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "7F7F7F"}
NO_RULE: Final = {"w:val": "nil"}
EDGES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
LETTER: Final = 0.52  # the width of a letter in bold, of the size of its font
PADDING: Final = 240  # of a cell, in twips


def element(tag: str, attributes: Mapping[str, str] | None = None, *children: BaseOxmlElement) -> BaseOxmlElement:
    """`element("w:vMerge", {"w:val": "restart"})`."""
    made = cast(BaseOxmlElement, OxmlElement(tag, attrs={qn(key): value for key, value in (attributes or {}).items()}))
    made.extend(children)
    return made


def value(tag: str, content: str | int) -> BaseOxmlElement:
    """An element that has nothing but its w:val."""
    return element(tag, {"w:val": str(content)})


def paragraph(style: str, text: Text, *properties: BaseOxmlElement) -> BaseOxmlElement:
    """`style`: its identifier. `properties` in the order that the schema has them."""
    return element("w:p", None, element("w:pPr", None, value("w:pStyle", style), *properties), *map(_run, text))


def numbered(number: int, level: int) -> BaseOxmlElement:
    """Lets Word number a paragraph; number 0 takes its style's numbering off."""
    return element("w:numPr", None, value("w:ilvl", level), value("w:numId", number))


def page_break() -> BaseOxmlElement:
    return element("w:p", None, element("w:r", None, element("w:br", {"w:type": "page"})))


def field(code: str, shown: str) -> Iterable[BaseOxmlElement]:
    """A field that Word computes (PAGE, NUMPAGES); `shown` is what stands there until it does."""
    instruction = element("w:instrText", {"xml:space": "preserve"})
    instruction.text = f" {code} "
    yield element("w:r", None, element("w:fldChar", {"w:fldCharType": "begin"}))
    yield element("w:r", None, instruction)
    yield element("w:r", None, element("w:fldChar", {"w:fldCharType": "separate"}))
    yield _run(Run(shown))
    yield element("w:r", None, element("w:fldChar", {"w:fldCharType": "end"}))


def runs(words: str) -> Iterable[BaseOxmlElement]:
    """Words without marks; a tab becomes Word's own."""
    yield _run(Run(words))


def _run(run: Run) -> BaseOxmlElement:
    looks = [element(tag) for tag, wanted in (("w:b", run.bold), ("w:i", run.italic)) if wanted]
    made = element("w:r", None, *([element("w:rPr", None, *looks)] if looks else []))
    for position, words in enumerate(run.text.split("\t")):
        if position:
            made.append(element("w:tab"))
        if words:
            written = element("w:t", {"xml:space": "preserve"})
            written.text = words
            made.append(written)
    return made


def table(content: Table, widths: Sequence[int], *, rows_break: bool, shade: str) -> BaseOxmlElement:
    """A table with columns of these widths (twips); ruled ones get their heading row and their merged cells."""
    rules = RULE if content.ruled else NO_RULE
    borders = element("w:tblBorders", None, *(element(f"w:{edge}", rules) for edge in EDGES))
    made = element(
        "w:tbl",
        None,
        element(
            "w:tblPr",
            None,
            element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
            borders,
            element("w:tblLayout", {"w:type": "fixed"}),
        ),
        element("w:tblGrid", None, *(element("w:gridCol", {"w:w": str(width)}) for width in widths)),
    )
    for number in range(len(content.rows)):
        heading = content.ruled and number == 0
        made.append(_row(content, number, widths, heading, rows_break, shade))
    return made


def _row(
    content: Table, number: int, widths: Sequence[int], heading: bool, rows_break: bool, shade: str
) -> BaseOxmlElement:
    habits = [] if rows_break else [element("w:cantSplit")]
    habits += [element("w:tblHeader")] if heading else []
    made = element("w:tr", None, *([element("w:trPr", None, *habits)] if habits else []))
    row = content.rows[number]
    for column, width in enumerate(widths):
        cell = row[column] if column < len(row) else ()
        properties = element("w:tcPr", None, element("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
        if merged := _merged(content, number, column):
            properties.append(value("w:vMerge", merged))
        if heading:
            properties.append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shade}))
        made.append(element("w:tc", None, properties, *_paragraphs(cell, heading)))
    return made


def _paragraphs(cell: Cell, heading: bool) -> Iterable[BaseOxmlElement]:
    """At least one, which the format demands of every cell."""
    for text in cell or ((),):
        looks = tuple(Run(run.text, bold=heading or run.bold, italic=run.italic) for run in text)
        yield paragraph("TableText", looks)


def _merged(content: Table, number: int, column: int) -> str:
    """ "continue" for the empty cells that open a row of the body, "restart" for those above such cells, else ""."""
    if not content.ruled or number == 0:
        return ""
    if number > 1 and _opens_empty(content, number, column):
        return "continue"
    return "restart" if _opens_empty(content, number + 1, column) else ""


def _opens_empty(content: Table, number: int, column: int) -> bool:
    """Whether a row has nothing in this cell and those before it."""
    return number < len(content.rows) and not any(content.rows[number][: column + 1])


def widths_of(content: Table, whole: int, house: House) -> list[int]:
    """Column widths in twips: room for the longest word, the rest by how much each column holds.

    Names and organisations, two columns without rules, are set by the house's habit.
    """
    if content.width == 2 and not content.ruled:
        left = int(whole * house.names_share)
        return [left, whole - left]
    columns = [
        [" ".join(map(plain, row[column])) for row in content.rows if column < len(row)]
        for column in range(content.width)
    ]
    letter = int(house.size * LETTER * TWIPS)
    least = [max(len(word) for cell in cells for word in (*cell.split(), "")) * letter + PADDING for cells in columns]
    shares = [max(map(len, cells), default=0) ** 0.5 for cells in columns]
    left = whole - sum(least)
    if left <= 0:
        return [whole * part // sum(least) for part in least]
    return [part + int(left * share / sum(shares)) for part, share in zip(least, shares, strict=True)]
