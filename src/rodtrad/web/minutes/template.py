"""The minutes in a body's own Word file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rodtrad.web.documents.word_files import fill_template
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.lines import Mark, Part
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.minutes.word import word_of

CONTENT: Final = "innehåll"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a template. `must`: one without which minutes would lack what they are known by."""

    told: str
    must: bool = False


FIELDS: Final = {
    "rubrik": Field("Protokoll, eller Protokollsutdrag"),
    "organ": Field("organets namn, eller organens", must=True),
    "möte.datum": Field("dagen, eller dagarna", must=True),
    "möte.tid": Field("från och till"),
    "möte.plats": Field("var"),
    "diarienummer": Field("protokollets"),
    "version": Field("protokollets version"),
    CONTENT: Field("närvaro, punkter, beslut, uppdrag och underskrifter; för sig i ett eget stycke", must=True),
}


def word_file(content: MinutesContent, version: MinutesVersion, *, is_whole: bool) -> bytes:
    """The minutes, or an extract of them, as a .docx in the template that the body had when the version was made, where
    it had one. `is_whole`: all of the version, which then can come back.

    Raises Unreadable where the template cannot be filled, or too many wait already.
    """
    of = version if is_whole else None
    if not version.template:
        return word_of(content, of)
    with version.template.open() as file:
        data = file.read()
    mark = Mark(version.meeting_id, version.number, 0, 0, Part.TEMPLATE, 0, 0)
    prefix = str(mark).removesuffix("0_0") if is_whole else ""
    return fill_template(data, word_of(content, of, has_head=False), _values(content, version), CONTENT, prefix)


def _values(content: MinutesContent, version: MinutesVersion) -> dict[str, str]:
    return {
        "rubrik": content.form,
        "organ": content.body,
        "möte.datum": content.day,
        "möte.tid": content.time,
        "möte.plats": content.place,
        "diarienummer": content.reference,
        "version": str(version.number),
    }
