"""The minutes as a Word file, in headings, lists and tables, so that it reads as the PDF does."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from rodtrad.web.minutes.content import Block, ItemContent, MinutesContent
from rodtrad.web.minutes.texts import runs

COLUMNS = ("Ansvarig", "Uppgift", "Klart")


def word_of(content: MinutesContent) -> bytes:
    """The minutes as a .docx."""
    document = Document()
    document.core_properties.title = f"{content.form} {content.body} {content.day}"
    document.core_properties.author = content.body
    document.core_properties.language = "sv-SE"
    _speak_swedish(document)
    document.add_heading(content.form, level=1)
    document.add_paragraph(content.body)
    facts = {"Datum": content.day, "Tid": content.time, "Plats": content.place, "Diarienummer": content.reference}
    for word, value in facts.items():
        if value:
            line = document.add_paragraph()
            line.add_run(f"{word}: ").bold = True
            line.add_run(value)
    if content.opening:
        document.add_paragraph(content.opening)
    document.add_heading("Närvarande", level=2)
    for heading, people in content.groups:
        document.add_heading(heading, level=3)
        for person in people:
            document.add_paragraph(person, style="List Bullet")
    for item in content.items:
        _item(document, content, item)
    if content.additions:
        document.add_heading("Rättelser efter justeringen", level=2)
    for added in content.additions:
        document.add_heading(added.heading, level=3)
        for text in filter(None, map(str.strip, added.text.splitlines())):
            document.add_paragraph(text)
        document.add_paragraph(f"Skäl: {added.why} ({added.when})")
    if content.signers:
        document.add_heading("Underskrifter", level=2)
        for duty, name in content.signers:
            document.add_paragraph(duty).paragraph_format.space_before = Pt(18)
            document.add_paragraph(name)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _item(document: Any, content: MinutesContent, item: ItemContent) -> None:
    document.add_heading(f"{item.number} {item.title}".strip(), level=2)
    if item.withdrawn:
        document.add_paragraph("Punkten utgår.")
    if item.presenters:
        document.add_paragraph(f"Föredragande: {'; '.join(item.presenters)}")
    for line in item.introduction.splitlines():
        if line.strip():
            document.add_paragraph(line.strip())
    _blocks(document, item.told)
    if item.recused:
        document.add_paragraph(f"{', '.join(item.recused)} deltar inte i handläggningen på grund av jäv.")
    _clauses(document, "Förslag till beslut", item.proposals)
    for lines in item.votes:
        document.add_heading("Omröstning", level=3)
        for line in lines:
            document.add_paragraph(line)
    _clauses(document, "Beslut", item.decisions, content.decides)
    _blocks(document, item.afterwards)
    if item.tasks:
        document.add_heading("Uppdrag", level=3)
        table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, COLUMNS, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        _repeat_on_each_page(table.rows[0])
        for task in item.tasks:
            for cell, text in zip(table.add_row().cells, (task.who, task.what, task.when), strict=True):
                cell.text = text


def _blocks(document: Any, blocks: Iterable[Block]) -> None:
    for block in blocks:
        if block.kind == "heading":
            _write(document.add_heading(level=3), " ".join(block.lines))
            continue
        if block.heading:
            document.add_heading(block.heading, level=3)
        for line in block.lines:
            style = ("List Bullet 2" if line.startswith("  ") else "List Bullet") if block.kind == "list" else None
            _write(document.add_paragraph(style=style), line.strip())


def _write(paragraph: Paragraph, text: str) -> None:
    for part, is_bold in runs(text):
        paragraph.add_run(part).bold = is_bold or None


def _clauses(document: Any, heading: str, texts: tuple[str, ...], leads: str = "") -> None:
    if not texts:
        return
    document.add_heading(heading, level=3)
    if leads:
        document.add_paragraph(leads)
    for text in texts:
        paragraph: Paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"att {text}")


def _speak_swedish(document: Any) -> None:
    """Readers aloud and spelling go by the language of the styles."""
    style = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = style.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        style.append(language)
    language.set(qn("w:val"), "sv-SE")


def _repeat_on_each_page(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
