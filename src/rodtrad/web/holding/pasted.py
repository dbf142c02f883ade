"""What is pasted from Word, a mail or a web page, as paragraphs of minutes: headings, lists, bold words, and no more.

Word writes a list as paragraphs that look like one: `<p style="mso-list:l0 level2 lfo1">` with the mark in a span of
`mso-list:Ignore`. Marks are left out and levels kept; nothing else of the mark-up outlives this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

import nh3

from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.saving import LONGEST

Kind = Paragraph.Kind
HEADINGS: Final = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS: Final = {*HEADINGS, "p", "div", "li", "tr", "blockquote", "pre"}
KEPT: Final = {*BLOCKS, "ul", "ol", "b", "strong", "br", "span", "td", "th"}
# What lies in these is no text of the document.
DROPPED: Final = {"script", "style", "head", "title", "template", "noscript", "textarea", "select"}
LEVEL: Final = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
MARK: Final = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph: its kind and its text, in the form that `Paragraph` keeps them."""

    kind: str
    text: str


@dataclass
class _Line:
    kind: str = Kind.TEXT
    level: int = 0
    text: str = ""


def pieces_of(html: str) -> list[Piece]:
    """The paragraphs of pasted mark-up, in order; a list is one paragraph however many lines it has."""
    clean = nh3.clean(
        html,
        tags=set(KEPT),
        clean_content_tags=set(DROPPED),
        attributes={"p": {"style"}, "span": {"style"}},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return _joined(reader.lines)


def _joined(lines: list[_Line]) -> list[Piece]:
    found: list[Piece] = []
    in_list = False
    for line in lines:
        text = _tidy(line.text)
        if not text:
            continue
        if line.kind == Kind.LIST:
            text = ("  " if line.level > 1 else "") + text
        if in_list and line.kind == Kind.LIST and len(found[-1].text) + len(text) < LONGEST:
            found[-1] = Piece(Kind.LIST, f"{found[-1].text}\n{text}")
        else:
            found.append(Piece(line.kind, text[:LONGEST]))
        in_list = line.kind == Kind.LIST
    return found


def _tidy(text: str) -> str:
    """One line, with its bold marks around words: " **ett ** två" is "**ett** två"."""
    first, *parts = text.split("**")
    last = ["**", parts.pop()] if len(parts) % 2 else []  # a mark without its end marks nothing
    told = [_bold(part) if place % 2 == 0 else part for place, part in enumerate(parts)]
    return " ".join("".join([first, *told, *last]).split())


def _bold(text: str) -> str:
    """Words between marks; blanks outside them."""
    bare = text.strip()
    return text.replace(bare, f"**{bare}**", 1) if bare else text


@dataclass
class _Reader(HTMLParser):
    """Reads cleaned mark-up into lines."""

    lines: list[_Line] = field(default_factory=lambda: [_Line()])
    lists: int = 0
    ignored: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = dict(attrs).get("style") or ""
        if tag in {"ul", "ol"}:
            self.lists += 1
        elif tag == "span":
            self.ignored.append(bool(MARK.search(style)))
        elif tag in {"b", "strong"}:
            self._add("**")
        elif tag == "br":
            self._add(" ")
        elif tag == "li" or (tag == "p" and LEVEL.search(style)):
            told = LEVEL.search(style)
            self.lines.append(_Line(Kind.LIST, int(told[1]) if told else self.lists))
        elif tag in BLOCKS and not (self.lists and tag in {"p", "div"}):
            self.lines.append(_Line(Kind.HEADING if tag in HEADINGS else Kind.TEXT))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            self.lists = max(0, self.lists - 1)
        elif tag == "span" and self.ignored:
            self.ignored.pop()
        elif tag in {"b", "strong"}:
            self._add("**")
        elif tag in {"td", "th"}:
            self._add(" ")
        elif tag in BLOCKS and not (self.lists and tag in {"p", "div"}):
            self.lines.append(_Line())

    def handle_data(self, data: str) -> None:
        self._add(data.replace("**", "* *"))  # stars that somebody wrote mark nothing

    def _add(self, text: str) -> None:
        if not any(self.ignored):
            self.lines[-1].text += text
