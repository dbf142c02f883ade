"""A document as a Word file in a house's style: the same document gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Final, cast

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from scripts.making import model
from scripts.making.numbering import Numbering
from scripts.making.styles import House
from scripts.making.word_xml import (
    TWIPS_A_CENTIMETRE,
    element,
    field,
    page_break,
    paragraph,
    runs,
    table,
    widths_of,
)

NEVER: Final = datetime(2024, 1, 1, tzinfo=UTC)
ZIP_DATE: Final = (2024, 1, 1, 0, 0, 0)
PAGE_WIDTH, PAGE_HEIGHT = 21.0, 29.7
STYLE_OF_HEADING: Final = {1: "Title", 2: "Heading1", 3: "Heading2", 4: "Heading3"}


def write_word(document: model.Document, house: House, keywords: str = "") -> bytes:
    """The bytes of a DOCX. `keywords` go into its properties, and from there into a PDF that is made of it."""
    word = docx.Document()
    _set_properties(word, document.title, keywords)
    _set_styles(word, house)
    _set_page(word, document, house)
    writer = _Writer(word, house)
    for block in document.blocks:
        writer.write(block)
    return _packed(word)


class _Writer:
    """Writes block after block at the end of a Word file."""

    def __init__(self, word: WordFile, house: House) -> None:
        self.word = word
        self.house = house
        self.numbering = Numbering(word, house)
        self.before: model.Block | None = None
        self.width = _text_width(house)

    def write(self, block: model.Block) -> None:
        if isinstance(block, model.Columns):
            self._columns(block.count)
        else:
            for made in self._elements(block):
                self.word.element.body.sectPr.addprevious(made)
        self.before = block

    def _elements(self, block: model.Block) -> Iterator[BaseOxmlElement]:
        match block:
            case model.Heading():
                yield self._heading(block)
            case model.Item():
                yield self._item(block)
            case model.Entry():
                yield paragraph("TOC1", (*block.text, model.Run(f"\t{block.page}")))
            case model.PageBreak():
                yield page_break()
            case model.Table():
                if isinstance(self.before, model.Table):
                    yield paragraph("Normal", ())  # without anything between them two tables are one
                widths = widths_of(block, self.width, self.house)
                yield table(block, widths, rows_break=self.house.rows_break, shade=self.house.shade)
                yield paragraph("TableText", ())
            case model.Paragraph():
                yield paragraph("Normal", block.text)

    def _heading(self, heading: model.Heading) -> BaseOxmlElement:
        style = STYLE_OF_HEADING[min(heading.level, 4)]
        by_word = self.numbering.heading(heading) if heading.number and self.house.numbered_by_word else None
        if by_word is not None:
            return paragraph(style, heading.text, *by_word)
        written = (model.Run(f"{heading.number} "),) if heading.number else ()
        off = self.numbering.no_number() if heading.level > 1 else ()
        return paragraph(style, (*written, *heading.text), *off)

    def _item(self, item: model.Item) -> BaseOxmlElement:
        second = " 2" if item.level else ""
        if not item.number:
            return paragraph(f"ListBullet{second.strip()}", item.text)
        before = self.before
        begins = not (isinstance(before, model.Item) and before.number) and item.level == 0
        return paragraph("ListNumber", item.text, *self.numbering.item(item.number, item.level, begins=begins))

    def _columns(self, count: int) -> None:
        section = self.word.add_section(WD_SECTION.CONTINUOUS)
        for old in section._sectPr.findall(qn("w:cols")):
            section._sectPr.remove(old)
        section._sectPr.append(element("w:cols", {"w:num": str(count), "w:space": "567"}))
        gaps = (count - 1) * TWIPS_A_CENTIMETRE
        self.width = (_text_width(self.house) - gaps) // count


def _text_width(house: House) -> int:
    """In twips."""
    _, right, _, left = house.margins
    return int((PAGE_WIDTH - left - right) * TWIPS_A_CENTIMETRE)


def _set_properties(word: WordFile, title: str, keywords: str) -> None:
    properties = word.core_properties
    properties.title, properties.keywords, properties.language = title, keywords, "sv-SE"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = NEVER
    properties.revision = 1


def _set_styles(word: WordFile, house: House) -> None:
    language = {qn(f"w:{key}"): "sv-SE" for key in ("val", "eastAsia")}
    for found in word.styles.element.iter(qn("w:lang")):
        found.attrib.update(language)
    normal = _style(word, "Normal", house.font, house.size)
    normal.paragraph_format.space_after = Pt(house.space_after)
    if house.justified:
        normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _style(word, "Title", house.heading_font, house.title_size, house.colour)
    for level, size in enumerate(house.heading_sizes, 1):
        _style(word, f"Heading {level}", house.heading_font, size, house.colour)
    cells = word.styles.add_style("TableText", WD_STYLE_TYPE.PARAGRAPH)
    cells.base_style = normal
    cells.paragraph_format.space_after = Pt(2)
    cells.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    contents = word.styles.add_style("TOC1", WD_STYLE_TYPE.PARAGRAPH)
    contents.element.find(qn("w:name")).set(qn("w:val"), "toc 1")
    contents.base_style = normal
    end = Pt(_text_width(house) / 20)
    contents.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _style(word: WordFile, name: str, font: str, size: float, colour: str = "") -> ParagraphStyle:
    style = cast(ParagraphStyle, word.styles[name])
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[key]
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    return style


def _set_page(word: WordFile, document: model.Document, house: House) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(PAGE_WIDTH), Cm(PAGE_HEIGHT)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Cm, house.margins)
    section.header_distance = section.footer_distance = Cm(1.25)
    for name, part, words in (
        ("header", section.header, document.header),
        ("footer", section.footer, document.footer),
    ):
        style = word.styles[name.capitalize()]
        tabs = style.element.pPr.find(qn("w:tabs"))
        if tabs is not None:
            style.element.pPr.remove(tabs)
        end = _text_width(house) / 20
        stops = part.paragraphs[0].paragraph_format.tab_stops
        stops.add_tab_stop(Pt(end), WD_TAB_ALIGNMENT.RIGHT)
        line = part.paragraphs[0]._p
        line.extend(_running(words, page=house.page_at == name))


def _running(words: tuple[str, str], *, page: bool) -> Iterator[BaseOxmlElement]:
    """What stands to the left, to the right, and where the house has it the page's number: "Sida", "2 (5)"."""
    left, right = words
    yield from runs(f"{left}\t{right}")
    if page:
        yield from runs("  " if right else "")
        yield from field("PAGE", "1")
        yield from runs(" (")
        yield from field("NUMPAGES", "1")
        yield from runs(")")


def _packed(word: WordFile) -> bytes:
    """The file's parts in the order of their names, without the time at which they were written."""
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            part = zipfile.ZipInfo(name, ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()
