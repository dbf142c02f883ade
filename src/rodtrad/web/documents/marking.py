"""A document's text as HTML lines in which its findings are marked, by their character ranges.

Ranges lie within each other (an item, its decision, the name in it) and now and then across each other. Marks are
closed and opened again wherever that is needed, so that the HTML is always nested; the first mark of a finding bears
its `id`. Everything that is not a mark is escaped.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

CLOSE: Final = mark_safe("</mark>")


@dataclass(frozen=True, slots=True)
class Span:
    """What to mark: characters `start` to `end` (not included) of the text.

    `anchor`: the id of the first mark, or None for a further place of the same finding. `group`: its colour.
    `label`: what hovering tells. `doubt`: not looked at and not sure.
    """

    start: int
    end: int
    anchor: str | None
    group: str
    label: str
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, the page that begins with it (else None), its HTML."""

    number: int
    page: int | None
    html: SafeString


def marked_lines(
    text: str, spans: Iterable[Span], page_starts: Sequence[int] = (0,), *, first: int = 1, most: int | None = None
) -> list[Line]:
    """The lines of a text with its spans marked, at most so many from the line `first`.

    A span that goes on from an earlier line bears its anchor where it is first seen. Spans outside the text raise
    ValueError: no anchor, no mark.
    """
    lines = text.removesuffix("\n").split("\n")
    begin = sum(len(line) + 1 for line in lines[: first - 1])
    lines = lines[first - 1 :][:most]
    end = begin + sum(len(line) + 1 for line in lines) - 1
    checked = sorted((_checked(span, text) for span in spans), key=lambda s: (s.start, -s.end))
    seen = [s for s in checked if begin <= s.start <= end or s.start < begin < s.end]
    waiting = [replace(s, start=max(s.start, begin)) for s in reversed(seen)]
    open_spans: list[Span] = []
    marked, start = [], begin
    for number, line in enumerate(lines, first):
        stop = start + len(line)
        page = bisect_left(page_starts, start)
        begins = page < len(page_starts) and page_starts[page] <= stop
        marked.append(Line(number, page + 1 if begins else None, _marked(text, start, stop, waiting, open_spans)))
        start = stop + 1
    return marked


def _checked(span: Span, text: str) -> Span:
    if not 0 <= span.start <= span.end <= len(text):
        raise ValueError(f"{span.anchor} at {span.start}-{span.end} stands outside a text of {len(text)} characters")
    # An empty place behind the last line break has no line of its own.
    return replace(span, start=min(span.start, len(text.removesuffix("\n"))))


def _marked(text: str, start: int, end: int, waiting: list[Span], open_spans: list[Span]) -> SafeString:
    """One line's HTML. Takes from the end of `waiting` what begins here; leaves in `open_spans` what goes on."""
    parts = [_opened(span, anchored=False) for span in open_spans]
    at = start
    while True:
        stop = min([end, *(s.end for s in open_spans if s.end > at), *(s.start for s in waiting[-1:])])
        stop = max(stop, at)
        parts.append(SafeString(escape(text[at:stop].replace("\f", ""))))
        at = stop
        parts += _close(open_spans, at)
        while waiting and waiting[-1].start <= at:
            span = waiting.pop()
            parts.append(_opened(span, anchored=True))
            if span.end > at:
                open_spans.append(span)
            else:  # an empty place: only its anchor
                parts.append(CLOSE)
        if at >= end:
            break
    parts += [CLOSE] * len(open_spans)
    return format_html_join("", "{}", ((part,) for part in parts))


def _close(open_spans: list[Span], at: int) -> list[SafeString]:
    """Close what ends here, and what lies within it; open the latter again."""
    first = next((i for i, span in enumerate(open_spans) if span.end <= at), None)
    if first is None:
        return []
    within = open_spans[first:]
    still = [span for span in within if span.end > at]
    open_spans[first:] = still
    return [CLOSE] * len(within) + [_opened(span, anchored=False) for span in still]


def _opened(span: Span, *, anchored: bool) -> SafeString:
    css = mark_safe(' class="doubt"') if span.doubt else ""
    if anchored and span.anchor:
        return format_html('<mark id="{}" data-group="{}" title="{}"{}>', span.anchor, span.group, span.label, css)
    return format_html('<mark data-group="{}"{}>', span.group, css)
