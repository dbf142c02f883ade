"""The chapters of the guide: found where the program lies, rendered once a process.

`README.md` is the list of contents; its links are the chapters, in their order. On a code host the same files are read
as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

HERE = Path(__file__).parent
PACKED = "chapters"  # where a wheel has them beside this module: see pyproject.toml
IN_CHECKOUT = "docs/handbok"
CONTENTS = "README"
# A link to another chapter, or to a heading of one: "avtal.md", "avtal.md#vad-märkena-betyder".
TO_CHAPTER = re.compile(r"(?P<name>[\w-]+)\.md(?P<anchor>#\S+)?")
UNSAID = re.compile(r"[^\w\- ]")  # what code hosts leave out of a heading's anchor


@dataclass(frozen=True, slots=True)
class Heading:
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """`headings`: those under its title; `html`: what follows the title; `to`: the chapters it leads to, in order."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    html: SafeString
    to: tuple[str, ...]

    def get_absolute_url(self) -> str:
        return address(self.name)


def folder(here: Path = HERE) -> Path:
    """Where the chapters lie: beside this module in an installed package, under `docs` in a checkout."""
    packed = here / PACKED
    return packed if packed.is_dir() else here.parents[4] / IN_CHECKOUT


def address(name: str, anchor: str = "") -> str:
    """The address of a chapter, or of one of its headings: `anchor` with its "#"."""
    return (reverse("help:contents") if name == CONTENTS else reverse("help:chapter", args=[name])) + anchor


@cache
def contents() -> Chapter:
    return _read(CONTENTS)


@cache
def chapters() -> dict[str, Chapter]:
    """Every chapter by its name, in the order of the contents."""
    return {name: _read(name) for name in contents().to}


def _read(name: str) -> Chapter:
    return rendered(name, (folder() / f"{name}.md").read_text(encoding="utf-8"))


def rendered(name: str, text: str) -> Chapter:
    """A chapter of Markdown, which begins with its title. HTML in it is shown as text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    first, title, last, *tokens = markdown.parse(text)
    if (first.tag, last.tag) != ("h1", "h1"):
        raise ValueError(f"{name}.md does not begin with a title")
    headings = tuple(_with_anchors(tokens))
    _style_tables(tokens)
    to = dict.fromkeys(_rewritten_links(tokens))
    # What Markdown makes of our own files, with HTML escaped.
    html = mark_safe(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S308 - as the line above says
    return Chapter(name, _text(title), headings, html, tuple(to))


def _with_anchors(tokens: list[Token]) -> Iterator[Heading]:
    """The headings of the second level, after every heading was given its anchor."""
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            text = _text(inline)
            token.attrSet("id", anchor_of(text))
            if token.tag == "h2":
                yield Heading(anchor_of(text), text)


def anchor_of(text: str) -> str:
    """ "Vad märkena betyder?" → "vad-märkena-betyder", as code hosts do it."""
    return UNSAID.sub("", text.lower()).replace(" ", "-")


def _text(inline: Token) -> str:
    return "".join(token.content for token in inline.children or ())


def _style_tables(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type == "table_open":
            token.attrs.update({"class": "ds-table", "data-border": "", "data-size": "sm"})


def _rewritten_links(tokens: list[Token]) -> Iterator[str]:
    """Let the links to other chapters lead to their pages; yields the names of those chapters."""
    for link in (child for token in tokens for child in token.children or () if child.type == "link_open"):
        if found := TO_CHAPTER.fullmatch(str(link.attrs["href"])):
            link.attrSet("href", address(found["name"], found["anchor"] or ""))
            yield found["name"]
