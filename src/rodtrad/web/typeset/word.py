"""What our Word files have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def swedish_document(*, title: str, author: str) -> Any:
    """An empty document that readers aloud and spelling take for Swedish, which they tell by its styles."""
    document: Any = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, "sv-SE"
    style = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = style.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        style.append(language)
    language.set(qn("w:val"), "sv-SE")
    return document


def emblem(document: Any, data: bytes, alt: str) -> Any:
    """A paragraph with a logotype and what is read aloud in its place; None where there is no logotype."""
    if not data:
        return None
    picture = document.add_picture(BytesIO(data), height=Cm(1.4))
    picture._inline.docPr.set("descr", alt)
    return document.paragraphs[-1]


def facts(document: Any, told: Mapping[str, str]) -> None:
    """Each word with its value, where it has one."""
    for name, value in told.items():
        if value:
            line = document.add_paragraph()
            line.add_run(f"{name}: ").bold = True
            line.add_run(value)


def listed(document: Any, heading: str, texts: Iterable[str]) -> None:
    """Texts as a list under words in bold, where there are any."""
    for place, text in enumerate(texts):
        if place == 0:
            document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text, style="List Bullet")
