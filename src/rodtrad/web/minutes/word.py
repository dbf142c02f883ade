"""The minutes as a Word file, in headings, lists and tables, so that it reads as the PDF does."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.lines import COLUMNS, Line, Look, Mark, Part, lines_of
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.texts import runs
from rodtrad.web.typeset.word import emblem, swedish_document

STYLES: Final = {
    Look.TITLE: "Heading 1",
    Look.HEADING: "Heading 2",
    Look.SUBHEADING: "Heading 3",
    Look.LOWEST: "Heading 4",
    Look.LIST: "List Bullet",
    Look.DEEPER: "List Bullet 2",
}
CELLS: Final = (Look.CELL, Look.HEAD_CELL)


def word_of(content: MinutesContent, version: MinutesVersion | None = None, *, has_head: bool = True) -> bytes:
    """The minutes as a .docx. `version`: that of which they are, whole; its lines are marked, so that the file can come
    back with changes. `has_head`: they begin with what they are called and when the meeting was."""
    document = swedish_document(title=f"{content.form} {content.body} {content.day}", author=content.body)
    if has_head and (picture := emblem(document, content.emblem.data(), content.emblem.alt)) and version:
        _mark(picture, str(Mark(version.meeting_id, version.number, 0, 0, Part.TEMPLATE, 0, 0)), 0)
    written, wanted = 0, (line for line in lines_of(content) if has_head or not line.is_head)
    for is_table, lines in groupby(wanted, lambda line: line.look in CELLS):
        for line, paragraph in _table(document, lines) if is_table else _lines(document, lines):
            written += 1
            if version:
                _mark(paragraph, str(line.mark(version.meeting_id, version.number)), written)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lines(document: Any, lines: Iterable[Line]) -> Iterable[tuple[Line, Paragraph]]:
    for line in lines:
        paragraph = document.add_paragraph(style=STYLES.get(line.look))
        if line.look == Look.SIGNER:
            paragraph.paragraph_format.space_before = Pt(18)
        if line.look == Look.FACT:
            word, colon, value = line.text.partition(": ")
            paragraph.add_run(word + colon).bold = True
            paragraph.add_run(value)
        else:
            _write(paragraph, line.text)
        yield line, paragraph


def _table(document: Any, cells: Iterable[Line]) -> Iterable[tuple[Line, Paragraph]]:
    table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
    told = list(cells)
    for at in range(0, len(told), len(COLUMNS)):
        row, made = told[at : at + len(COLUMNS)], table.add_row()
        for line, cell in zip(row, made.cells, strict=True):
            run = cell.paragraphs[0].add_run(line.text)
            run.bold = line.look == Look.HEAD_CELL or None
            yield line, cell.paragraphs[0]
        if row[0].look == Look.HEAD_CELL:
            _repeat_on_each_page(made)


def _write(paragraph: Paragraph, text: str) -> None:
    for part, is_bold in runs(text):
        paragraph.add_run(part).bold = is_bold or None


def _mark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark around what a paragraph says: Word and LibreOffice keep it wherever the paragraph is moved."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(end)


def _repeat_on_each_page(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
