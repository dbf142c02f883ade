"""Where a text without line breaks is cut, and the lines that come of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from rodtrad.reading.parties import Parties
from rodtrad.reading.sources.source import Line, Stretch
from rodtrad.reading.unbroken.counting_on import Start, headings
from rodtrad.reading.unbroken.first_page import HEAD_LABEL, announced, first_page
from rodtrad.reading.unbroken.pages import Paged, are_pages, without_page_heads
from rodtrad.reading.unbroken.parts import BULLETS, item, parts

LONG: Final = 400  # characters that lines have on the average where no line is a heading or a label
PAGE: Final = 150  # and where each of them leads with its page's number
LISTED: Final = 10_000  # characters within which a list of contents is looked for
FOLDED: Final = 250  # characters of a line that holds a head
LABELS: Final = 4  # different ones on such a line


def broken_again(lines: Sequence[Line], parties: Parties) -> Sequence[Line]:
    """The lines of a text that lost its line breaks; those of any other text as they are."""
    if not _is_unbroken(lines):
        return lines
    filled = [line for line in lines if line.content]
    pages = without_page_heads([line.content for line in filled])
    listed, items = headings([page.content.text for page in pages])
    out: list[Line] = []
    for i, line in enumerate(filled):
        out.extend(_line(line, i + 1, piece) for piece in _pieces(pages, i, listed, items, parties) if piece)
    return out


def _pieces(
    pages: Sequence[Paged], i: int, listed: Sequence[Start], items: Sequence[Start], parties: Parties
) -> Iterator[Stretch]:
    """What one text is cut into: the first page down to the first item, then items and what goes on with them."""
    content = pages[i].content
    first = items[0] if items else Start(0, 0, 0)
    ahead = [page.content.text for page in pages[: first.text]] + [pages[first.text].content.text[: first.at]]
    contents = " ".join(ahead)[:LISTED] if listed else ""
    of_list = {start.at for start in listed if start.text == i}
    of_items = {start.at for start in items if start.text == i}
    for start, end in pairwise(sorted({0, *of_list, *of_items, len(content)})):
        piece = content[start:end].strip()
        if start in of_items:
            yield from item(piece, parties, contents)
        elif start in of_list:
            title, rest = announced(piece)
            yield title
            yield from first_page(rest, parties)
        elif not items:
            yield from _unnumbered(piece, parties) if i == 0 else parts(piece, parties)
        elif i <= first.text:
            yield from first_page(piece, parties)
        else:
            yield from parts(piece, parties)


def _unnumbered(content: Stretch, parties: Parties) -> Iterator[Stretch]:
    """A text without numbered items: its head ends with the sentence that its last label opens."""
    labels = [match.end() for match in HEAD_LABEL.finditer(content.text)]
    end = content.text.find(". ", labels[-1]) + 1 if labels else 0
    yield from first_page(content[: end or len(content)].strip(), parties)
    yield from parts(content[end:].strip() if end else content[:0], parties)


def _is_unbroken(lines: Sequence[Line]) -> bool:
    """Whether lines are as long as whole pages, or label follows upon label within one."""
    if any(line.cells for line in lines):
        return False
    texts = [line.text for line in lines if line.text]
    characters = sum(map(len, texts))
    if characters >= LONG * max(1, len(texts)) or (characters >= PAGE * len(texts) and are_pages(texts)):
        return True
    return any(len(text) > FOLDED and len({m[0] for m in HEAD_LABEL.finditer(text, 1)}) >= LABELS for text in texts)


def _line(line: Line, page: int, content: Stretch) -> Line:
    bullet = content.text[0] if content.text[0] in BULLETS and content.text[1:2] == " " else ""
    content = content[len(bullet) :].strip()
    return replace(line, content=content, page=page, bullet=bullet, indent=0, level=0, bold=False)
