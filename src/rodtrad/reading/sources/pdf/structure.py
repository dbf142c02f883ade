"""The structure tree of a tagged PDF: what its producer says is a heading, a list, a table, and in which order.

A node's children are nodes and marks: (page, number of the marked content there). The tree is walked without
recursion, each object once, and no further than the limits: a crafted file may bend it into a ring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

MOST_NODES: Final = 500_000
MOST_DEPTH: Final = 60
MOST_SPAN: Final = 1000  # rows or columns that one cell may span

Mark = tuple[int, int]


@dataclass(slots=True)
class Node:
    """`kind`: a standard type, as "P" or "TD", after the file's own names have been looked up."""

    kind: str
    children: list[Node | Mark] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1

    def marks(self) -> Iterator[Mark]:
        """All marks below, in order."""
        stack: list[Node | Mark] = [self]
        while stack:
            here = stack.pop()
            if isinstance(here, Node):
                stack.extend(reversed(here.children))
            else:
                yield here


def read_structure(document: PDFDocument, pages: Mapping[object, int]) -> Node | None:
    """The root of the tree, or None where the file has none. `pages`: the number of each page by its object's."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return None
    return _Walk(_dict(root.get("RoleMap")), _dict(root.get("ClassMap")), pages).tree(root)


class _Walk:
    def __init__(self, roles: Mapping[str, Any], classes: Mapping[str, Any], pages: Mapping[object, int]) -> None:
        self._roles, self._classes, self._pages = roles, classes, pages

    def tree(self, root: Mapping[str, Any]) -> Node:
        top = Node("Document")
        seen = set[int]()
        # What is yet to be put under which node, on which page, how deep; the last is taken first.
        stack: list[tuple[Any, Node, int | None, int]] = [(root.get("K"), top, None, 0)]
        left = MOST_NODES
        while stack and left:
            value, parent, page, depth = stack.pop()
            left -= 1
            if isinstance(value, PDFObjRef):
                if value.objid in seen:
                    continue
                seen.add(value.objid)
                value = resolve1(value)
            if isinstance(value, list):
                stack.extend((child, parent, page, depth) for child in reversed(value))
            elif type(value) is int:
                self._mark(parent, page, value)
            elif isinstance(value, dict):
                page = self._page(value, page)
                if type(mark := resolve1(value.get("MCID"))) is int:
                    self._mark(parent, page, mark)
                elif depth < MOST_DEPTH and "Obj" not in value:
                    node = self._node(value)
                    parent.children.append(node)
                    stack.append((value.get("K"), node, page, depth + 1))
        return top

    def _mark(self, parent: Node, page: int | None, mark: int) -> None:
        if page is not None:
            parent.children.append((page, mark))

    def _page(self, value: Mapping[str, Any], above: int | None) -> int | None:
        page = value.get("Pg")
        return self._pages.get(page.objid, above) if isinstance(page, PDFObjRef) else above

    def _node(self, value: Mapping[str, Any]) -> Node:
        node = Node(self._role(resolve1(value.get("S"))))
        for attributes in self._attributes(value):
            node.row_span = _span(attributes.get("RowSpan"), node.row_span)
            node.column_span = _span(attributes.get("ColSpan"), node.column_span)
        return node

    def _role(self, name: Any) -> str:
        """The standard type that a file's own name stands for; names may lead to names."""
        for _ in range(8):
            if not isinstance(name, PSLiteral):
                return ""
            mapped = resolve1(self._roles.get(str(name.name)))
            if mapped is None or mapped is name:
                break
            name = mapped
        return str(name.name) if isinstance(name, PSLiteral) else ""

    def _attributes(self, value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        for key in ("C", "A"):
            found = resolve1(value.get(key))
            for one in found if isinstance(found, list) else [found]:
                one = resolve1(one)
                if isinstance(one, PSLiteral):
                    one = resolve1(self._classes.get(str(one.name)))
                if isinstance(one, dict):
                    yield one


def _span(value: Any, known: int) -> int:
    value = resolve1(value)
    return value if type(value) is int and 1 <= value <= MOST_SPAN else known


def _dict(value: Any) -> Mapping[str, Any]:
    value = resolve1(value)
    return value if isinstance(value, dict) else {}
