"""A paragraph as word processors keep it: its text as people see it, what leads it, and what its style says.

The text is plain but for characters that no XML holds or that word processors themselves take for blanks: they mark
where a line, a tab, a page of the author's and a page as it was last laid out end, and where a page's number stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Final, Self, TypeVar

from lxml import etree

Element = etree._Element

LINE: Final = "\n"
TAB: Final = "\t"
PAGE: Final = "\f"  # a page break that the author made
LAID_OUT: Final = "\v"  # where a page ended when the document was last laid out
COUNTED: Final = "\x1f"  # a page's number, which differs from page to page

TWIPS_A_BLANK: Final = 180  # half a centimetre is about one and a half blanks, the usual step of a list four
MOST_BLANKS: Final = 40

# Marks that are characters of their own; the others are signs of symbol fonts ("\uf0b7") that stand for a dot.
KEPT_MARKS: Final = frozenset("-–—*o•◦○●▪■□‣")
DOT: Final = "•"


@dataclass(frozen=True, slots=True)
class Style:
    """`level`: of a heading, from 1, else 0; None in all of these: nothing says.

    `number_id` and `number_level` place it in a numbered list; `indent` and the space `above` and `below` are in twips;
    `no_space`: between it and others of its style.
    """

    id: str = ""
    name: str = ""
    level: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    break_before: bool | None = None
    number_id: str | None = None
    number_level: int | None = None
    indent: int | None = None
    above: int | None = None
    below: int | None = None
    no_space: bool | None = None

    def over(self, base: Style) -> Style:
        """This style where it says something, else what it is based on."""
        if self is NOTHING:
            return base
        told = {name: mine for name in INHERITED if (mine := getattr(self, name)) is not None}
        return replace(base, id=self.id or base.id, name=self.name or base.name, **told)


NOTHING: Final = Style()
INHERITED: Final = tuple(field.name for field in fields(Style) if field.name not in ("id", "name"))
Key = TypeVar("Key", bound=Hashable)


def inherited(key: Key, known: dict[Key, Style], step: Callable[[Key], tuple[Style, Key] | None], base: Style) -> Style:
    """A style with all that it inherits, which is then `known`; circles are cut.

    `step`: what a style says itself and which one it is based on, None where there is no such style; then it is `base`.
    """
    chain = dict[Key, Style]()
    while key not in known and key not in chain and (told := step(key)):
        chain[key], key = told
    style = known.get(key, base)
    for each in reversed(chain):
        style = known[each] = chain[each].over(style)
    return style


@dataclass(frozen=True, slots=True)
class Label:
    """What stands ahead of a paragraph. `suffix`: what parts it from the text; `indent`: of the text, in twips."""

    text: str
    is_bullet: bool
    suffix: str = " "
    indent: int | None = None


@dataclass(slots=True)
class Paragraph:
    """`style`: with what it says itself; `level`: of a heading, else 0. `indent`: in blanks. `boxes`: of text, drawn
    beside it.
    """

    text: str = ""
    label: Label | None = None
    style: Style = NOTHING
    level: int = 0
    bold: bool = False
    indent: int = 0
    boxes: list[Element] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    def lines(self) -> Iterator[Self]:
        """The lines that its author made in it, each as a paragraph; the first has its number."""
        first, *others = self.text.split(LINE)
        yield replace(self, text=first)
        for line in others:
            yield replace(self, text=line, label=None)


def bullet(mark: str, indent: int | None = None) -> Label | None:
    """The label of a bullet by its sign; None where it has none."""
    mark = mark.strip()[:1]
    return Label(mark if mark in KEPT_MARKS else DOT, True, indent=indent) if mark else None


def blanks(twips: int | None) -> int:
    """How many blanks stand for an indent."""
    return min(max(twips or 0, 0) // TWIPS_A_BLANK, MOST_BLANKS)


def first(*told: bool | None) -> bool:
    """What the nearest of several says: the text itself, its own style, its paragraph's style."""
    return next((one for one in told if one is not None), False)
