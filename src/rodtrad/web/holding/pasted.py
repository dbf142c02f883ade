"""What is pasted from Word, a mail or a web page, as paragraphs of minutes: headings, lists, bold words, and no more.

Word writes a list as paragraphs that look like one: `<p style="mso-list:l0 level2 lfo1">` with the mark in a span of
`mso-list:Ignore`. Marks are left out and levels kept; nothing else of the mark-up outlives this.

The mark-up is read once from beginning to end and never made a tree, so that nothing that is left open or nested, as
deep as it may be, costs more than its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from django.core.exceptions import ValidationError

from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.saving import LONGEST

Kind = Paragraph.Kind
HEADINGS: Final = {"h1", "h2", "h3", "h4", "h5", "h6"}
IN_LISTS: Final = {"p", "div"}  # which stay in the line of a list that they stand in
BLOCKS: Final = {
    *(*HEADINGS, *IN_LISTS, "li", "tr", "blockquote", "pre", "dt", "dd", "hr", "address", "caption", "figcaption"),
    *("section", "article", "main", "header", "footer", "aside", "nav"),
}
CELLS: Final = {"td", "th"}
# What lies in these is no text of the document.
DROPPED: Final = {"script", "style", "title", "template", "noscript", "textarea", "select"}
# A comment, a tag with its name and attributes, what is neither ("<![if !supportLists]>"), or text. What has no end is
# followed to that of the mark-up, and nothing is tried twice.
TOKEN: Final = re.compile(
    r"""<!--(?:-?>|.*?(?:--!?>|\Z))"""
    r"""|<(?P<end>/?)(?P<tag>[a-z][^\s/>]*+)(?P<told>(?:=\s*+(?:"[^"]*"|'[^']*')|[^>])*+)>?"""
    r"""|<[!?/][^>]*+>?"""
    r"""|(?P<text>[^<]++|<)""",
    re.IGNORECASE | re.DOTALL,
)
LEVEL: Final = re.compile(r"mso-list:\s{0,9}\S{1,99}\s{1,9}level(\d)", re.IGNORECASE)
MARK: Final = re.compile(r"mso-list:\s{0,9}ignore", re.IGNORECASE)
# '<b style="font-weight:normal">' stands around all that is copied in some programs.
NOT_BOLD: Final = re.compile(r"font-weight\s{0,9}:\s{0,9}(?:normal|[1-5]00)", re.IGNORECASE)
LONGEST_STYLE: Final = 2_000  # characters of a tag's attributes that are looked at
LONGEST_PASTED: Final = 2_000_000  # characters; Word brings a hundred for each that is seen
MOST_PIECES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph: its kind and its text, in the form that `Paragraph` keeps them."""

    kind: str
    text: str


@dataclass
class _Line:
    kind: str = Kind.TEXT
    level: int = 0
    parts: list[str] = field(default_factory=list)


def pieces_of(html: str) -> list[Piece]:
    """The paragraphs of pasted mark-up, in order; a list is one paragraph however many lines it has.

    Raises ValidationError where it is more than can be put in at once, which nothing is then left out of.
    """
    if len(html) > LONGEST_PASTED:
        raise ValidationError("Det du klistrade in är för stort för att delas i stycken. Klistra in en del i taget.")
    reader = _Reader()
    reader.read(html)
    found = _joined(reader.lines)
    if len(found) > MOST_PIECES:
        raise ValidationError(
            f"Det du klistrade in har {len(found)} stycken, och högst {MOST_PIECES} kan delas upp på en gång. "
            "Klistra in en del i taget."
        )
    if any(len(piece.text) > LONGEST for piece in found):
        raise ValidationError(
            f"Ett stycke i det du klistrade in är längre än {LONGEST} tecken. Klistra in en del i taget."
        )
    return found


def _joined(lines: list[_Line]) -> list[Piece]:
    found: list[Piece] = []
    in_list = False
    for line in lines:
        text = _tidy("".join(line.parts))
        if not text:
            continue
        if line.kind == Kind.LIST:
            text = ("  " if line.level > 1 else "") + text
        if in_list and line.kind == Kind.LIST and len(found[-1].text) + len(text) < LONGEST:
            found[-1] = Piece(Kind.LIST, f"{found[-1].text}\n{text}")
        else:
            found.append(Piece(line.kind, text))
        in_list = line.kind == Kind.LIST
    return found


def _tidy(text: str) -> str:
    """One line, with its bold marks around words: " **ett ** två" is "**ett** två"."""
    told = [_bold(part) if place % 2 else part for place, part in enumerate(text.split("**"))]
    return " ".join("".join(told).split())


def _bold(text: str) -> str:
    """Words between marks; blanks outside them."""
    bare = text.strip()
    return text.replace(bare, f"**{bare}**", 1) if bare else text


@dataclass
class _Reader:
    """Reads mark-up into lines."""

    lines: list[_Line] = field(default_factory=lambda: [_Line()])
    lists: int = 0
    spans: list[bool] = field(default_factory=list)  # the open ones: whether each is a mark of a list
    ignored: int = 0  # of them
    strong: list[bool] = field(default_factory=list)  # the open ones: whether each makes what stands in it bold
    bold: int = 0  # of them; what is bold over several lines is marked in each

    def read(self, html: str) -> None:
        place = 0
        while token := TOKEN.match(html, place):
            place = token.end()
            tag = (token["tag"] or "").lower()
            if token["text"]:
                self._add(unescape(token["text"]).replace("**", "* *"))  # stars that somebody wrote mark nothing
            elif token["end"]:
                self._end(tag)
            elif tag in DROPPED:
                end = re.compile(rf"</{tag}\b", re.IGNORECASE).search(html, place)
                place = end.start() if end else len(html)
            elif tag:
                self._begin(tag, unescape(token["told"][:LONGEST_STYLE]))
        self._new(_Line())

    def _begin(self, tag: str, told: str) -> None:
        if tag in {"ul", "ol"}:
            self.lists += 1
        elif tag == "span":
            self.spans.append(bool(MARK.search(told)))
            self.ignored += self.spans[-1]
        elif tag in {"b", "strong"}:
            self.strong.append(not NOT_BOLD.search(told))
            self._mark(self.strong[-1] and not self.bold)
            self.bold += self.strong[-1]
        elif tag == "br" or tag in CELLS:
            self._add(" ")
        elif tag == "li" or (tag == "p" and LEVEL.search(told)):
            level = LEVEL.search(told)
            self._new(_Line(Kind.LIST, int(level[1]) if level else self.lists))
        elif tag in IN_LISTS and self.lists:
            self._add(" ")
        elif tag in BLOCKS:
            self._new(_Line(Kind.HEADING if tag in HEADINGS else Kind.TEXT))

    def _end(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            self.lists = max(0, self.lists - 1)
        elif tag == "span" and self.spans:
            self.ignored -= self.spans.pop()
        elif tag in {"b", "strong"} and self.strong:
            self.bold -= (ended := self.strong.pop())
            self._mark(ended and not self.bold)
        elif tag in CELLS or (tag in IN_LISTS and self.lists):
            self._add(" ")
        elif tag in BLOCKS:
            self._new(_Line())

    def _new(self, line: _Line) -> None:
        """Begin another line; a list's mark that was left open ends with its own."""
        self.spans, self.ignored = [], 0
        self._mark(self.bold > 0)
        self.lines.append(line)
        self._mark(self.bold > 0)

    def _mark(self, asked: bool) -> None:
        if asked:
            self.lines[-1].parts.append("**")

    def _add(self, text: str) -> None:
        if not self.ignored:
            self.lines[-1].parts.append(text)
