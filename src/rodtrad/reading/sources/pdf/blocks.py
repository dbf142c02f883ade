"""What the pages are made of, whichever way it was found: paragraphs and tables, of spans in reading order."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rodtrad.reading.sources.paper import around
from rodtrad.reading.sources.pdf.spans import TAB_GAP, WORD_GAP, Span


@dataclass(slots=True)
class Paragraph:
    """`lines`: its lines on paper, each of one span, or of several that stand a tab apart. `level`: of a heading."""

    lines: list[list[Span]]
    level: int = 0

    @property
    def first(self) -> Span:
        return self.lines[0][0]

    @property
    def last(self) -> Span:
        return self.lines[-1][-1]

    @property
    def text(self) -> str:
        """What it says, roughly: for comparing."""
        return " ".join(span.text.strip() for line in self.lines for span in line)


@dataclass(slots=True)
class Row:
    """`cells`: the paragraphs of each, none where a cell is empty or goes on from the row above."""

    cells: list[list[Paragraph]]

    @property
    def texts(self) -> list[str]:
        return [" ".join(paragraph.text for paragraph in cell) for cell in self.cells]

    @property
    def page(self) -> int:
        """The page it begins on; 0 for an empty row."""
        return min((paragraph.first.page for cell in self.cells for paragraph in cell), default=0)


@dataclass(slots=True)
class Table:
    """`columns`: where they begin on the page, where that is known."""

    rows: list[Row]
    columns: tuple[float, ...] = ()


Block = Paragraph | Table


def paragraph_of(spans: Iterable[Span], level: int = 0) -> Paragraph | None:
    """Spans in reading order as one paragraph; None where they hold no text."""
    lines: list[list[Span]] = []
    for span in spans:
        last = lines[-1][-1] if lines else None
        if last is None or not last.beside(span) or span.left < last.right - span.size:
            lines.append([span])
        elif span.left - last.right > TAB_GAP * max(span.size, last.size):
            lines[-1].append(span)
        else:
            lines[-1][-1] = merged(last, span)
    trimmed = [[part for span in line if (part := span.cut(0, len(span.text)))] for line in lines]
    lines = [line for line in trimmed if line]
    return Paragraph(lines, level) if lines else None


def merged(one: Span, other: Span) -> Span:
    """Two spans that follow each other on one line as one."""
    apart = other.left - one.right > WORD_GAP * max(one.size, other.size)
    blank = apart and not (one.text.endswith(" ") or other.text.startswith(" "))
    boxes = array("f", one.boxes)
    if blank:
        boxes.extend([float("nan")] * 4)
    boxes.extend(other.boxes)
    larger = one if len(one.text) >= len(other.text) else other
    return Span(
        page=one.page,
        text=one.text + " " * blank + other.text,
        boxes=boxes,
        box=around([one.box, other.box]),
        size=larger.size,
        bold=one.bold and other.bold,
        mark=one.mark,
        artifact=one.artifact,
        upright=one.upright,
    )


def without_repeated_heads(rows: Sequence[Row]) -> list[Row]:
    """A table's rows less its heading row where that comes again at the top of a page."""
    kept: list[Row] = []
    for row in rows:
        again = bool(kept) and row.texts == kept[0].texts and row.page > kept[-1].page > 0
        if not again:
            kept.append(row)
    return kept
