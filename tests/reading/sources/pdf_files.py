"""Small PDF files made by hand: text where it is wanted, lines, marks, and a structure tree that names them.

Every character is 0.6 of its size wide (Courier), so that a test can tell where it stands. Coordinates are those of the
reader: points from the top left of the page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rodtrad.reading.sources import Line, Source, open_source

WIDTH, HEIGHT = 595, 842
CHARACTER = 0.6  # of the size


@dataclass(frozen=True)
class Text:
    """A line of text with the top of its letters at `y`. `key`: what the structure tree calls it by."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    key: str | None = None
    artifact: bool = False


@dataclass(frozen=True)
class Rule:
    """A line that is drawn."""

    x0: float
    y0: float
    x1: float
    y1: float


Drawn = Text | Rule | bytes


@dataclass
class File:
    """`pages`: what each draws; bytes are put in as they are. `tree`: nested ("P", "key", …) with keys of texts as its
    leaves and dictionaries as attributes. `extra`: entries of the first page, as PDF has them."""

    pages: Sequence[Sequence[Drawn]]
    tree: tuple[Any, ...] | None = None
    roles: dict[str, str] = field(default_factory=dict)
    extra: str = ""
    _objects: list[bytes] = field(default_factory=list)
    _codes: dict[str, int] = field(default_factory=dict)
    _marks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def data(self) -> bytes:
        """The whole file."""
        self._objects = [b""] * 6  # catalog, pages, fonts and their map, the tree's root
        kids = [self._page(number, page) for number, page in enumerate(self.pages)]
        root = "/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>" if self.tree else ""
        self._objects[0] = f"<</Type/Catalog/Pages 2 0 R{root}>>".encode()
        references = " ".join(f"{kid} 0 R" for kid in kids)
        self._objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{references}]>>".encode()
        for i, name in ((2, "Courier"), (3, "Courier-Bold")):
            widths = " ".join(["600"] * 256)
            self._objects[i] = (
                f"<</Type/Font/Subtype/Type1/BaseFont/{name}/FirstChar 0/LastChar 255/Widths[{widths}]"
                f"/FontDescriptor<</Type/FontDescriptor/FontName/{name}/Ascent 800/Descent -200/Flags 33"
                "/FontBBox[0 -200 600 800]>>/ToUnicode 5 0 R>>"
            ).encode()
        self._objects[4] = _stream(self._to_unicode())
        names = "".join(f"/{name}/{standard}" for name, standard in self.roles.items())
        top = self._node(self.tree, 6, kids) if self.tree else 0
        self._objects[5] = f"<</Type/StructTreeRoot/RoleMap<<{names}>>/K {top} 0 R>>".encode()
        return assembled(self._objects)

    def _add(self, content: bytes) -> int:
        self._objects.append(content)
        return len(self._objects)

    def _page(self, number: int, drawn: Sequence[Drawn]) -> int:
        content = self._add(_stream(b"\n".join(self._drawn(number, i, one) for i, one in enumerate(drawn))))
        return self._add(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {content} 0 R"
            f"/Resources<</Font<</F 3 0 R/B 4 0 R>>>>{self.extra if number == 0 else ''}>>".encode()
        )

    def _drawn(self, page: int, mark: int, one: Drawn) -> bytes:
        if isinstance(one, bytes):
            return one
        if isinstance(one, Rule):
            return f"{one.x0} {HEIGHT - one.y0} m {one.x1} {HEIGHT - one.y1} l S".encode()
        codes = bytes(self._codes.setdefault(letter, len(self._codes) + 1) for letter in one.text)
        base = HEIGHT - one.y - 0.8 * one.size
        shown = f"BT /{'B' if one.bold else 'F'} {one.size} Tf {one.x} {base} Td <{codes.hex()}> Tj ET".encode()
        if one.artifact:
            return b"/Artifact BMC " + shown + b" EMC"
        if one.key is None:
            return shown
        self._marks.setdefault(one.key, []).append((page, mark))
        return f"/Span <</MCID {mark}>> BDC ".encode() + shown + b" EMC"

    def _to_unicode(self) -> bytes:
        pairs = "\n".join(
            f"<{code:02x}> <{letter.encode('utf-16-be', 'surrogatepass').hex()}>"
            for letter, code in self._codes.items()
        )
        return f"{len(self._codes)} beginbfchar\n{pairs}\nendbfchar".encode()

    def _node(self, node: tuple[Any, ...], parent: int, kids: Sequence[int]) -> int:
        kind, *rest = node
        own = self._add(b"")
        children, attributes = list[str](), ""
        for child in rest:
            if isinstance(child, dict):
                attributes = "/A<</O/Table" + "".join(f"/{key} {value}" for key, value in child.items()) + ">>"
            elif isinstance(child, tuple):
                children.append(f"{self._node(child, own, kids)} 0 R")
            else:
                children += [f"<</Type/MCR/Pg {kids[page]} 0 R/MCID {mark}>>" for page, mark in self._marks[child]]
        self._objects[own - 1] = (
            f"<</Type/StructElem/S/{kind}/P {parent} 0 R{attributes}/K[{' '.join(children)}]>>".encode()
        )
        return own


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>> stream\n%s\nendstream" % (len(packed), packed)


def assembled(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """Objects as a file with its table of places; the first is the catalog."""
    out, places = b"%PDF-1.7\n", list[int]()
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        trailer,
        len(out),
    )


def opened(*pages: Sequence[Drawn]) -> Source:
    """Pages without tags as they are read."""
    return open_source("protokoll.pdf", File(pages).data())


def shown(line: Line) -> str:
    """A line with what it is: "# " a heading, its bullet, "|" between cells."""
    if line.cells:
        return " | ".join(" / ".join(p.text for p in cell.paragraphs) for cell in line.cells)
    return "#" * line.level + " " * bool(line.level) + line.bullet + " " * bool(line.bullet) + line.text


def lines_of(source: Source) -> list[str]:
    """Every line that is not blank, as it is `shown`."""
    return [shown(line) for line in source.lines if not line.blank]


def below(*lines: str, x: float = 72, y: float = 72, leading: float = 13, **how: Any) -> list[Text]:
    """Lines of text below each other; an empty one leaves a gap."""
    return [Text(x, y + i * leading, line, **how) for i, line in enumerate(lines) if line]


def grid(columns: Sequence[float], rows: Sequence[float]) -> list[Rule]:
    """The lines of a table whose every cell is ruled."""
    across = [Rule(columns[0], y, columns[-1], y) for y in rows]
    return [*across, *(Rule(x, rows[0], x, rows[-1]) for x in columns)]
