"""The words of a query marked in a text that was found by them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rodtrad.web.search.analyser import analyse
from rodtrad.web.search.query import Query
from rodtrad.web.search.words import folded, words_of

Span = tuple[int, int]
SHOWN = 320  # characters of a text
BEFORE = 80  # of them before the first mark
ELLIPSIS = "… "


def marked(text: str, query: Query) -> SafeString:
    """The whole text, with the words that answer the query marked."""
    return _html(text, list(spans(text, query)), 0, len(text))


def excerpt(text: str, query: Query) -> SafeString:
    """The text, or as much of a long one as shows its first mark among other words."""
    found = list(spans(text, query))
    if len(text) <= SHOWN:
        return _html(text, found, 0, len(text))
    first = found[0][0] if found else 0
    start = _after_space(text, max(0, min(first - BEFORE, len(text) - SHOWN)))
    end = text.rfind(" ", start, start + SHOWN) if start + SHOWN < len(text) else len(text)
    end = end if end > first else min(start + SHOWN, len(text))
    html = _html(text, found, start, end)
    return format_html("{}{}{}", ELLIPSIS if start else "", html, " …" if end < len(text) else "")


def spans(text: str, query: Query) -> Iterator[Span]:
    """Where the wanted words and phrases of a query stand in a text, in order."""
    words = list(words_of(text))
    hit = [False] * len(words)
    for term in query.wanted:
        if term.is_phrase:
            forms = [folded(word.form) for word in words]
            length = len(term.words)
            for at in range(len(words) - length + 1):
                if tuple(forms[at : at + length]) == term.forms:
                    hit[at : at + length] = [True] * length
        else:
            whole = analyse(term.words[0].form).whole
            for at, word in enumerate(words):
                found = analyse(word.form)
                hit[at] = hit[at] or bool(whole & found.whole or (not term.quoted and whole & found.part))
    for word, is_hit in zip(words, hit, strict=True):
        if is_hit:
            yield word.start, word.end


def _after_space(text: str, at: int) -> int:
    return at if at == 0 else text.find(" ", at, at + BEFORE) + 1 or at


def _html(text: str, found: list[Span], start: int, end: int) -> SafeString:
    pieces: list[tuple[str, str]] = []
    at = start
    for first, last in found:
        if first >= at and last <= end:
            pieces.append((text[at:first], text[first:last]))
            at = last
    marks = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marks, text[at:end])
