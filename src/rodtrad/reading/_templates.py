"""A body's own Word file, in which fields stand for what a meeting's minutes say: judged, and filled.

A field is two braces around a name ("{{ möte.datum }}"), wherever Word has divided it over runs. It names a value and
is no code: nothing in somebody's file is ever carried out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from rodtrad.reading._reaching_out import faults_in
from rodtrad.reading.sources.docx.names import Element
from rodtrad.reading.sources.docx.package import Package

FIELD: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
BROKEN: Final = re.compile(r"\{\{|\}\}|\{%|%\}")
PARAGRAPH: Final = qn("w:p")
TEXT: Final = qn("w:t")
ID: Final = qn("w:id")
NAME: Final = qn("w:name")
CARRIED_OUT: Final = re.compile(r"vbaProject|/embeddings/|/activeX/|/customUI/", re.I)
SHORT: Final = 60


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the file and what people call it."""

    root: Element
    called: str


def faults_of(data: bytes, known: Mapping[str, bool], content: str) -> list[str]:
    """What is wrong with a template, in Swedish sentences that say where. `known`: the fields that there are, and
    whether each must stand; `content`: the one in whose paragraph's place the minutes come.

    Raises Unreadable for what is no Word file.
    """
    package = Package(data)
    if held := sorted(name for name in package.names if CARRIED_OUT.search(name)):
        return [f"Mallen har något inbäddat som kan köras ({held[0]}). Ta bort det ur filen."]
    document = Document(BytesIO(data))
    faults, found = faults_in(package), dict[str, int]()
    for part in _parts(document):
        for paragraph in part.root.iter(PARAGRAPH):
            text, where = _text(paragraph), _where(part, paragraph)
            for name in FIELD.findall(text):
                found[name] = found.get(name, 0) + 1
                if name not in known:
                    near = get_close_matches(name, known, 1)
                    hint = f" Menade du {{{{ {near[0]} }}}}?" if near else ""
                    faults.append(f"Fältet {{{{ {name} }}}} finns inte ({where}).{hint}")
                elif name == content and (
                    FIELD.sub("", text).strip() or paragraph.getparent() is not document.element.body
                ):
                    faults.append(f"Fältet {{{{ {name} }}}} ska stå för sig i ett eget stycke i texten ({where}).")
            if BROKEN.search(FIELD.sub("", text)):
                faults.append(
                    f"Ett fält är inte helt ({where}). Det skrivs {{{{ möte.datum }}}}, med två klamrar åt båda håll."
                )
    faults += [f"Fältet {{{{ {name} }}}} fattas." for name, must in known.items() if must and name not in found]
    if found.get(content, 0) > 1:
        faults.append(f"Fältet {{{{ {content} }}}} får bara stå en gång.")
    return faults


def filled(template: bytes, minutes: bytes, values: Mapping[str, str], content: str, mark: str) -> bytes:
    """The template with the minutes, a Word file of our own, in the place of `content` and values in the other fields.

    `mark`: what the names of bookmarks begin with that say a paragraph is the template's, "" for none.
    """
    Package(template)
    document, ours = Document(BytesIO(template)), Document(BytesIO(minutes))
    place = next(p for p in document.element.body.iterchildren(PARAGRAPH) if content in FIELD.findall(_text(p)))
    own = [p for p in document.element.body.iter(PARAGRAPH) if p is not place]
    for part in _parts(document):
        for paragraph in part.root.iter(PARAGRAPH):
            if paragraph is not place:
                _fill(paragraph, values)
    _leave_behind_the_outside(document)
    _bring_in(document, ours, place)
    if mark:
        for number, paragraph in enumerate(own):
            _mark(paragraph, f"{mark}{number}_0", 1_000_000 + number)
    for name in ("title", "author", "language"):
        setattr(document.core_properties, name, getattr(ours.core_properties, name))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _parts(document: Any) -> Iterator[_Part]:
    yield _Part(document.element, "texten")
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        called = {"header": "sidhuvudet", "footer": "sidfoten"}
        if kind in called:
            yield _Part(relation.target_part.element, called[kind])


def _where(part: _Part, paragraph: Element) -> str:
    in_cell = next(paragraph.iterancestors(qn("w:tc")), None) is not None
    place = f"en ruta i en tabell i {part.called}" if in_cell else part.called
    text = " ".join(_text(paragraph).split())
    return f"i {place}: ”{text if len(text) <= SHORT else text[:SHORT] + '…'}”"


def _texts(paragraph: Element) -> list[Element]:
    """What its text stands in; of a paragraph within it, in a text box, that is its own."""
    return [one for one in paragraph.iter(TEXT) if next(one.iterancestors(PARAGRAPH)) is paragraph]


def _text(paragraph: Element) -> str:
    return "".join(one.text or "" for one in _texts(paragraph))


def _fill(paragraph: Element, values: Mapping[str, str]) -> None:
    """Write values in the place of fields, each where the field begins and so as its first letter looks."""
    texts = _texts(paragraph)
    whole = "".join(one.text or "" for one in texts)
    for field in reversed(list(FIELD.finditer(whole))):
        start, end, value = field.start(), field.end(), values.get(field[1], "")
        at = 0
        for one in texts:
            text = one.text or ""
            first, last = max(start - at, 0), min(end - at, len(text))
            if first < last:
                one.text = text[:first] + value + text[last:]
                one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                value = ""
            at += len(text)


def _leave_behind_the_outside(document: Any) -> None:
    """Word looks up the template that a file names, wherever it lies: a file that goes round names none."""
    for relation in list(document.part.rels.values()):
        part = None if relation.is_external else relation.target_part
        if part is None or not relation.reltype.endswith("/settings"):
            continue
        for one in part.element.findall(qn("w:attachedTemplate")):
            part.element.remove(one)
        for key, inner in list(part.rels.items()):
            if inner.is_external:
                del part.rels[key]


def _bring_in(document: Any, ours: Any, place: Element) -> None:
    """Put our paragraphs where the field stood, in the template's styles of the same names."""
    styles = _Styles(document, ours)
    taken = [
        int(one.get(ID, "0")) for one in document.element.iter(qn("w:bookmarkStart")) if one.get(ID, "").isdecimal()
    ]
    first = max(taken, default=0) + 1
    for element in ours.element.body:
        if element.tag == qn("w:sectPr"):
            continue
        copy = deepcopy(element)
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            for one in copy.iter(qn(tag)):
                one.set(qn("w:val"), styles.named(one.get(qn("w:val"), "")))
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            for one in copy.iter(qn(tag)):
                one.set(ID, str(first + int(one.get(ID, "0"))))
        place.addprevious(copy)
    document.element.body.remove(place)


class _Styles:
    """Which style of the template stands for one of ours: that of the same name, else a copy of ours."""

    def __init__(self, document: Any, ours: Any) -> None:
        self._document, self._ours = document, ours
        self._there = {_name(one): one.get(qn("w:styleId")) for one in document.styles.element.iter(qn("w:style"))}
        self._from = {one.get(qn("w:styleId")): one for one in ours.styles.element.iter(qn("w:style"))}
        self._lists: dict[str, str] = {}

    def named(self, style_id: str) -> str:
        element = self._from.get(style_id)
        if element is None:
            return style_id
        name = _name(element)
        if name not in self._there:
            self._there[name] = self._copy(element)
        return str(self._there[name])

    def _copy(self, element: Element) -> str:
        copy, taken = deepcopy(element), set(self._there.values())
        style_id = str(copy.get(qn("w:styleId")))
        while style_id in taken:
            style_id += "R"
        copy.set(qn("w:styleId"), style_id)
        if qn("w:default") in copy.attrib:
            del copy.attrib[qn("w:default")]
        self._there[_name(element)] = style_id  # before what it is based on, which may be itself
        for tag in ("w:basedOn", "w:next", "w:link"):
            for one in copy.findall(qn(tag)):
                if tag == "w:link":
                    copy.remove(one)
                else:
                    one.set(qn("w:val"), self.named(one.get(qn("w:val"), "")))
        for number in copy.iter(qn("w:numId")):
            number.set(qn("w:val"), self._list(number.get(qn("w:val"), "0")))
        self._document.styles.element.append(copy)
        return style_id

    def _list(self, number: str) -> str:
        """A list of ours, with its bullets, among the template's."""
        ours = self._ours.part.numbering_part
        if all(one.reltype != RELATIONSHIP_TYPE.NUMBERING for one in self._document.part.rels.values()):
            self._document.part.relate_to(ours, RELATIONSHIP_TYPE.NUMBERING)
        if self._document.part.numbering_part is ours:
            return number
        if number not in self._lists:
            theirs = self._document.part.numbering_part.element
            instance = next(one for one in ours.element.iter(qn("w:num")) if one.get(qn("w:numId")) == number)
            key = instance.find(qn("w:abstractNumId")).get(qn("w:val"))
            abstract = next(
                one for one in ours.element.iter(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) == key
            )
            told, made = deepcopy(abstract), deepcopy(instance)
            told.set(qn("w:abstractNumId"), _free(theirs, "w:abstractNum", "w:abstractNumId"))
            made.set(qn("w:numId"), _free(theirs, "w:num", "w:numId"))
            made.find(qn("w:abstractNumId")).set(qn("w:val"), told.get(qn("w:abstractNumId")))
            first = theirs.find(qn("w:num"))
            if first is None:
                theirs.append(told)
            else:
                first.addprevious(told)  # all abstract lists stand before the others
            theirs.append(made)
            self._lists[number] = str(made.get(qn("w:numId")))
        return self._lists[number]


def _name(style: Element) -> str:
    found = style.find(qn("w:name"))
    return f"{style.get(qn('w:type'))} {'' if found is None else found.get(qn('w:val'), '').lower()}"


def _free(numbering: Element, tag: str, name: str) -> str:
    taken = [int(one.get(qn(name), "0")) for one in numbering.iter(qn(tag)) if one.get(qn(name), "").isdecimal()]
    return str(max(taken, default=0) + 1)


def _mark(paragraph: Element, name: str, number: int) -> None:
    start, end = etree.SubElement(paragraph, qn("w:bookmarkStart")), etree.SubElement(paragraph, qn("w:bookmarkEnd"))
    for one in (start, end):
        one.set(ID, str(number))
    start.set(NAME, name)
