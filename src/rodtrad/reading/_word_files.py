"""What a contained child does with a Word file: tells its paragraphs, their marks and comments, or fills a template."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from rodtrad.reading._child import Task
from rodtrad.reading._templates import faults_of, filled
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.sources.docx.names import REVISIONS, TAKEN_OUT, Element, child, switch, unwrapped, value
from rodtrad.reading.sources.docx.package import Package
from rodtrad.reading.sources.docx.styles import Styles, described

PARAGRAPH: Final = qn("w:p")
TABLE: Final = qn("w:tbl")
RUN: Final = qn("w:r")
MARK: Final = qn("w:bookmarkStart")
NAME: Final = qn("w:name")
COMMENTED: Final = (qn("w:commentRangeStart"), qn("w:commentReference"))
ID: Final = qn("w:id")
BLANKS: Final = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
TEXT: Final = qn("w:t")
NOT_READ: Final = {qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:footnoteReference"), qn("w:endnoteReference")}
MOST_PARAGRAPHS: Final = 20_000
LONGEST_NAME: Final = 60
BOLD: Final = "**"
DEEPER_STYLES: Final = tuple(" 23456789")


def prepare(knowledge: Knowledge) -> Task:
    """The function that children run, with all it needs in memory."""

    def task(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> dict[str, Any]:
        line, _, files = data.partition(b"\n")
        asked = json.loads(line)
        file, other = files[: asked["size"]], files[asked["size"] :]
        if asked["what"] == "faults":
            return {"faults": faults_of(file, asked["known"], asked["content"])}
        if asked["what"] == "fill":
            made = filled(file, other, asked["values"], asked["content"], asked["mark"])
            return {"file": b64encode(made).decode()}
        return _WordFile(Package(file)).told()

    _try_all(task)
    return task


def _try_all(task: Task) -> None:
    """Do all of it once, so that children find what loads late."""
    document, file = Document(), BytesIO()
    document.add_paragraph("{{ a }}", style="List Bullet")
    document.save(file)
    data, told = file.getvalue(), {"content": "a", "known": {"a": True}, "values": {}, "mark": ""}
    for what in ("read", "faults", "fill"):
        task(
            "protokoll.docx",
            json.dumps({"what": what, "size": len(data), **told}).encode() + b"\n" + data + data,
            lambda pages: None,
        )


class _WordFile:
    """One file that comes back."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._related = package.related(package.main)
        root = package.xml(package.main)
        body = child(root, "body")
        if root is None or body is None:
            raise package.broken("själva dokumentet saknas.")
        self._root, self._body = root, body
        self._styles = Styles(self._part("styles"))
        self._comments = self._told_comments()

    def _part(self, kind: str) -> Element | None:
        parts = [part for found, part in self._related.values() if found == kind]
        return self._package.xml(parts[0]) if parts else None

    def told(self) -> dict[str, Any]:
        paragraphs, rest = list[dict[str, Any]](), None
        for element, in_table in self._elements(self._body):
            told, goes_on = self._paragraph(element, in_table), self._goes_on(element)
            if rest is not None:
                told = {**rest, "text": rest["text"] + told["text"]} | {
                    key: rest[key] + told[key] for key in ("marks", "comments")
                }
            rest = told if goes_on else None
            if rest is None:
                paragraphs.append(told)
            if len(paragraphs) > MOST_PARAGRAPHS:
                raise self._package.broken(f"den har fler än {MOST_PARAGRAPHS} stycken.")
        if rest is not None:
            paragraphs.append(rest)
        return {"paragraphs": paragraphs, "tracked": next(self._root.iter(*REVISIONS), None) is not None}

    def _elements(self, container: Element, in_table: bool = False) -> Iterator[tuple[Element, bool]]:
        """Every paragraph, those in cells too. A mark may stand between paragraphs, and is then the next one's."""
        loose = list[Element]()
        for block in unwrapped(container):
            if block.tag == MARK:
                loose.append(block)
            elif block.tag == PARAGRAPH:
                for mark in reversed(loose):
                    block.insert(0, mark)
                loose = []
                yield block, in_table
            elif block.tag == TABLE:
                for row in (one for one in unwrapped(block) if one.tag == qn("w:tr")):
                    for cell in (one for one in unwrapped(row) if one.tag == qn("w:tc")):
                        yield from self._elements(cell, in_table=True)

    def _goes_on(self, element: Element) -> bool:
        """Whether its end was taken out, so that the next one continues it."""
        mark = child(element, "pPr", "rPr")
        return mark is not None and any(one.tag in TAKEN_OUT for one in mark)

    def _paragraph(self, element: Element, in_table: bool) -> dict[str, Any]:
        properties = child(element, "pPr")
        style = described(properties, None).over(self._styles.of_paragraph(value(properties, "pStyle")))
        is_list = style.number_id not in (None, "0")
        level = (style.number_level or 0) > 0 or style.name.endswith(DEEPER_STYLES[1:])
        look = "heading" if style.level else ("deeper" if level else "list") if is_list else "text"
        runs = list(self._runs(element))
        marks = [one.get(NAME, "")[:LONGEST_NAME] for one in element.iter(MARK)]
        comments = [one.get(ID, "") for one in element.iter(*COMMENTED)]
        return {
            "text": _joined(runs, keeps_bold=look != "heading" and not in_table),
            "look": look,
            "in_table": in_table,
            "left_out": next(element.iter(*NOT_READ), None) is not None,
            "marks": marks,
            "comments": [self._comments.pop(key) for key in comments if key in self._comments],
        }

    def _runs(self, element: Element) -> Iterator[tuple[str, bool]]:
        for one in unwrapped(element):
            if one.tag == RUN:
                properties = child(one, "rPr")
                if switch(properties, "vanish"):
                    continue
                named = self._styles.get(value(properties, "rStyle")).bold if properties is not None else None
                bold = switch(properties, "b")
                yield _text_of(one), bool(named if bold is None else bold)
            elif one.tag == qn("w:fldSimple"):
                yield from self._runs(one)

    def _told_comments(self) -> dict[str, dict[str, str]]:
        """Who says what in the margin, by the number that the text refers to."""
        root, found = self._part("comments"), dict[str, dict[str, str]]()
        for one in root.iter(qn("w:comment")) if root is not None else ():
            texts = ["".join(text for text, _ in self._runs(p)) for p in one.iter(PARAGRAPH)]
            said = "\n".join(filter(None, map(str.strip, texts)))
            if said:
                found[one.get(ID, "")] = {"who": one.get(qn("w:author"), "")[:200], "text": said}
        return found


def _text_of(run: Element) -> str:
    return "".join(
        (one.text or "").replace("\n", " ") if one.tag == TEXT else BLANKS.get(one.tag, "") for one in run
    ).replace("\t", " ")


def _joined(runs: list[tuple[str, bool]], *, keeps_bold: bool) -> str:
    """The text with its bold words between stars: turns of the same kind together, blanks outside them."""
    if not keeps_bold or not any(bold and text.strip() for text, bold in runs):
        return "".join(text for text, _ in runs)
    told, open_ = "", False
    for text, bold in runs:
        if not text.strip():
            told += text
            continue
        if bold and not open_:
            blanks = len(text) - len(text.lstrip())
            told, text = told + text[:blanks] + BOLD, text[blanks:]
        elif open_ and not bold:
            bare = told.rstrip()
            told = bare + BOLD + told[len(bare) :]
        told, open_ = told + text, bold
    bare = told.rstrip()
    return bare + BOLD if open_ else told
