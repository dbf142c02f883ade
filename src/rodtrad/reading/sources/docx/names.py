"""The names of WordprocessingML that the reader knows, and how their values are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import nsmap, qn
from lxml import etree

Element = etree._Element

W: Final = "{" + nsmap["w"] + "}"
VAL: Final = f"{W}val"
FALSE: Final = frozenset({"0", "false", "off", "none"})

# What only wraps text that stands in the document all the same.
WRAPPERS: Final = frozenset(
    qn(f"w:{name}")
    for name in ("hyperlink", "smartTag", "customXml", "sdtContent", "ins", "moveTo", "dir", "bdo", "ruby", "rubyBase")
)
# What was taken out of the document, or moved away from here, and only waits for somebody's approval.
TAKEN_OUT: Final = frozenset({qn("w:del"), qn("w:moveFrom")})
REVISIONS: Final = (qn("w:ins"), qn("w:del"), qn("w:moveTo"), qn("w:moveFrom"))
SDT: Final = qn("w:sdt")
ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
TEXT_BOX: Final = qn("w:txbxContent")


def child(element: Element | None, *path: str) -> Element | None:
    """The first child called w:NAME, and so on down the path; None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(W + name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The w:val of the element at the end of a path."""
    found = child(element, *path)
    return None if found is None else found.get(VAL)


def number(text: str | None) -> int | None:
    """A whole number as Word writes it; None where it is none."""
    try:
        return int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None


def switch(element: Element | None, name: str) -> bool | None:
    """A property that is on where its element stands without a value: True, False, or None where nothing says."""
    found = child(element, name)
    return None if found is None else found.get(VAL, "1") not in FALSE


def chosen(alternate: Element) -> Element | None:
    """The one of several renderings of the same thing that is read: the newest, never two of them."""
    choice = alternate.find(CHOICE)
    return choice if choice is not None else next(iter(alternate), None)


def is_placeholder(sdt: Element) -> bool:
    """Whether a content control still shows its prompt ("Klicka här för att ange text")."""
    return switch(child(sdt, "sdtPr"), "showingPlcHdr") is True


def unwrapped(element: Element) -> Iterator[Element]:
    """The children that hold text, without what wraps them; nothing that was taken out."""
    for one in element:
        if one.tag in WRAPPERS:
            yield from unwrapped(one)
        elif one.tag == SDT:
            content = child(one, "sdtContent")
            if content is not None and not is_placeholder(one):
                yield from unwrapped(content)
        elif one.tag == ALTERNATE:
            if (taken := chosen(one)) is not None:
                yield from unwrapped(taken)
        elif one.tag not in TAKEN_OUT:
            yield one


def text_boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes that are drawn within an element, each once."""
    taken = chosen(element) if element.tag == ALTERNATE else element
    for one in taken if taken is not None else ():
        if one.tag == TEXT_BOX:
            yield one
        else:
            yield from text_boxes(one)
