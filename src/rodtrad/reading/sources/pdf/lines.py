"""Spans anywhere on a page → its visual lines, from top to bottom, each from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rodtrad.reading.sources.paper import around
from rodtrad.reading.sources.pdf.blocks import merged
from rodtrad.reading.sources.pdf.spans import TAB_GAP, Span
from rodtrad.reading.sources.text import LABELLED, bullet_of

VisualLine = list[Span]


def visual_lines(spans: Iterable[Span]) -> list[VisualLine]:
    """The lines of a page or a part of it. Spans of one line that a wide gap parts stay apart."""
    lines: list[VisualLine] = []
    for span in sorted(spans, key=lambda s: (s.middle, s.left)):
        # A line's spans need not follow each other in this order: a raised number comes first.
        near = next((line for line in reversed(lines[-4:]) if _on_line(line, span)), None)
        if near is None:
            lines.append([span])
        else:
            near.append(span)
    tidied = [_tidied(line) for line in lines]
    return sorted((line for line in tidied if line), key=lambda line: (line[0].middle, line[0].left))


def _on_line(line: VisualLine, span: Span) -> bool:
    largest = max(line, key=lambda other: other.bottom - other.top)
    return largest.beside(span)


def _tidied(line: VisualLine) -> VisualLine:
    """From left to right, with what no wide gap parts as one span, and a number or bullet with its text."""
    out: VisualLine = []
    for span in sorted(line, key=lambda s: s.left):
        trimmed = span.cut(0, len(span.text))
        if trimmed is None:
            continue
        if out and (trimmed.left - out[-1].right <= TAB_GAP * max(trimmed.size, out[-1].size) or _labels(out, trimmed)):
            out[-1] = merged(out[-1], trimmed)
        else:
            out.append(trimmed)
    return out


def _labels(line: Sequence[Span], span: Span) -> bool:
    """Whether the line so far is only the number or the bullet of what follows: "1.", "§ 12", "•"."""
    if len(line) > 1 or len(line[0].text) > 12:
        return False
    bullet = bullet_of(line[0].text + "\t")
    return bool(LABELLED.match(f"{line[0].text}\t{span.text}")) or bool(bullet and bullet.end() > len(line[0].text))


def box_of(line: Sequence[Span]) -> tuple[float, float, float, float]:
    """The box around a line."""
    return around([span.box for span in line])
