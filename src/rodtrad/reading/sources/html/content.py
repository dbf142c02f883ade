"""Which of a page is the document, and which is the site around it: menus, the cookie's question, the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element

# Never anybody's text.
CODE: Final = frozenset({
    "applet", "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "link", "map",
    "math", "meta", "noscript", "object", "optgroup", "option", "picture", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
})  # fmt: skip
MENUS: Final = frozenset({"nav", "menu"})
BESIDE: Final = frozenset({"header", "footer", "aside", "search"})
MENU_ROLES: Final = frozenset({"navigation", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"})
ROLES_BESIDE: Final = frozenset({"banner", "contentinfo", "complementary"})
# Within these a header or a footer is the document's own.
OWN: Final = ("article", "section", "main", "td", "li", "blockquote")
# "cookie-banner", "site-nav", "brodsmulor": what the class or the name of a part says that it is.
CALLED: Final = re.compile(
    r"(?:^|[-_\s])(?:cookies?|kakor|consent|gdpr|breadcrumbs?|brodsmul\w*|nav|navbar|navigation|navigering|meny|menu"
    r"|skip-?links?|share|dela-sidan|social|gmail_quote)(?:[-_\s]|$)",
    re.I,
)
HIDDEN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
HEADING: Final = "h1"
MOST_LEFT_OUT: Final = 0.5  # of the text: a site may be built so that all lies in its "menu"


def document_of(root: Element) -> tuple[list[Element], bool]:
    """The parts of a page that are the document, in their order, and whether what stands beside it is left out there.

    Where that would leave less than half of the text, nothing but menus is left out.
    """
    body = root.find("body")
    body = root if body is None else body
    everything = _length(body, strict=False)
    mains = [one for one in body.iter("main", "div", "article") if one.tag == "main" or one.get("role") == "main"]
    for main in mains[:1]:
        if _length(main, strict=True) >= MOST_LEFT_OUT * everything:
            # The document's title may stand above what its site calls the main part.
            title = [] if main.find(f".//{HEADING}") is not None else list(_titles(body, main))
            return [*title, main], True
    return [body], _length(body, strict=True) >= MOST_LEFT_OUT * everything


def is_left_out(element: Element, *, strict: bool) -> bool:
    """Whether an element is none of the document; `strict`: what stands beside it is left out too."""
    tag = element.tag
    if not isinstance(tag, str) or tag in CODE or tag in MENUS:
        return True
    role, style = element.get("role", ""), element.get("style")
    if role in MENU_ROLES or "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    if style and HIDDEN.search(style):
        return True
    if not strict:
        return False
    called = f"{element.get('class', '')} {element.get('id', '')}"
    if len(called) > 1 and tag not in ("body", "main", "article") and CALLED.search(called[:500]):
        return True
    if tag == "blockquote" and element.get("type") == "cite":
        return True  # the mail that is answered
    if tag == "div" and element.get("title") in ("header", "footer"):
        return True  # as LibreOffice saves them
    if tag in BESIDE or role in ROLES_BESIDE:
        is_own = tag in ("header", "footer") and next(element.iterancestors(*OWN), None) is not None
        holds_title = tag == "header" and element.find(f".//{HEADING}") is not None
        return not is_own and not holds_title
    return False


def _titles(body: Element, main: Element) -> Iterator[Element]:
    """The main headings ahead of the main part."""
    for one in body.iter(HEADING, main.tag):
        if one is main:
            return
        if one.tag == HEADING and not any(is_left_out(above, strict=False) for above in one.iterancestors()):
            yield one


def _length(element: Element, *, strict: bool) -> int:
    """How many characters of text an element holds, without what is left out."""
    length = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        if event == "end":
            length += len((one.tail or "").strip()) if one is not element else 0
        elif is_left_out(one, strict=strict):
            walk.skip_subtree()
        else:
            length += len((one.text or "").strip())
    return length
