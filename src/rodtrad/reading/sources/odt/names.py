"""The names of OpenDocument that the reader knows, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
SPACES: Final = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "style": f"{_OASIS}:style:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
TWIPS: Final = {"in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pt": 20.0, "pc": 240.0, "px": 15.0}
LENGTH = re.compile(r"\s*(-?\d{1,6}(?:\.\d{1,9})?)(in|cm|mm|pt|pc|px)\s*")


def q(name: str) -> str:
    """ "text:p" as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, and so on down the path; None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(q(name)), None)
    return element


def within(element: Element | None, *path: str) -> Iterator[Element]:
    """The children of the element at the end of a path; none where it is missing."""
    found = child(element, *path)
    return iter(()) if found is None else found.iterchildren()


def get(element: Element | None, name: str) -> str | None:
    """An attribute; None where it, or the element, is missing."""
    return None if element is None else element.get(q(name))


def number(text: str | None) -> int | None:
    """A whole number from 0; None for what is none."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 8 else None


def twips(text: str | None) -> int | None:
    """A length ("0.75in", "1.27cm") in twips; None for what is none, or a share of something else."""
    found = LENGTH.fullmatch(text or "")
    return round(float(found[1]) * TWIPS[found[2]]) if found else None
