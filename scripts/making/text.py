"""A document as a plain text file, as a secretary saves it: one line a paragraph, tables by tabs or aligned blanks."""

from collections.abc import Iterator
from typing import Final

from scripts.making.model import (
    Block,
    Columns,
    Document,
    Entry,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Table,
    plain,
)
from scripts.making.styles import House

GAP: Final = 4  # blanks between aligned columns, at least
PAGE_BREAK: Final = "\f"


def write_text(document: Document, house: House) -> str:
    """The text, with line feeds. Headers and footers stand where the document breaks a page."""
    lines = [running] if (running := _running(document.header)) else []
    before: Block | None = None
    for block in document.blocks:
        if lines and not _goes_on(before, block):
            lines.append("")
        lines += _lines(document, house, block)
        before = block
    return "\n".join(lines) + "\n"


def _goes_on(before: Block | None, block: Block) -> bool:
    """Whether a block stands right below the one before it: in a list, and a title with what belongs to it."""
    return isinstance(block, Columns) or (type(before) is type(block) and isinstance(block, Item | Entry))


def _lines(document: Document, house: House, block: Block) -> Iterator[str]:
    match block:
        case Heading(_, text, number):
            yield f"{number} {plain(text)}".strip()
        case Paragraph(text):
            yield plain(text)
        case Item(text, level, number):
            yield f"{'  ' * level}{number or '-'} {plain(text)}"
        case Entry(text, page):
            yield f"{plain(text)}\t{page}"
        case Table():
            yield from _rows(block, aligned=house.aligned and not block.ruled)
        case PageBreak():
            yield _running(document.footer)
            yield PAGE_BREAK + _running(document.header)
        case Columns():
            pass


def _running(sides: tuple[str, str]) -> str:
    return (" " * GAP).join(side for side in sides if side)


def _rows(table: Table, *, aligned: bool) -> Iterator[str]:
    rows = [[" ".join(map(plain, cell)) for cell in row] for row in table.rows]
    widths = [max(len(row[i]) for row in rows if i < len(row)) + GAP for i in range(table.width)]
    for row in rows:
        yield "".join(map(str.ljust, row, widths)).rstrip() if aligned else "\t".join(row).rstrip("\t")
