"""A document's whole text as passages: lines that belong together, so that all of it can be found and shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Document, Version
from rodtrad.web.documents.places import lines_in_words
from rodtrad.web.search.facts import Setting
from rodtrad.web.search.making import Made, made
from rodtrad.web.search.models import Kind
from rodtrad.web.search.places import PASSAGES, place_of_passage

# A line goes on with the one before where it begins with a small letter, or that one ends within a word.
GOES_ON = re.compile(r"\s*[a-zåäöéü]")
MOST_LINES = 12
LONGEST = 4000  # characters of a passage; a longer one is cut, between words
PIECE = re.compile(rf"(?s).{{1,{LONGEST}}}(?=\s|\Z)|\S{{{LONGEST}}}")
HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines of a text, from 1; `start`: the offset of its first character."""

    first_line: int
    last_line: int
    start: int
    text: str


def passages_in(text: str) -> Iterator[Passage]:
    """All of a text that has words."""
    lines: list[str] = []
    first, start, at = 1, 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        if lines and not (len(lines) < MOST_LINES and _goes_on(lines[-1], line)):
            yield from _passage(first, start, lines)
            lines = []
        if not lines:
            first, start = number, at
        lines.append(line)
        at += len(line) + 1
    yield from _passage(first, start, lines)


def _goes_on(before: str, line: str) -> bool:
    return bool(before.strip()) and bool(GOES_ON.match(line))


def _passage(first: int, start: int, lines: list[str]) -> Iterator[Passage]:
    text = "\n".join(lines)
    line, counted = first, 0
    for piece in PIECE.finditer(text):
        line += text.count("\n", counted, piece.start())
        counted = piece.start()
        if HAS_WORD.search(piece[0]):
            yield Passage(line, line + piece[0].strip().count("\n"), start + piece.start(), piece[0])


def passage_entries(document: Document, version: Version, setting: Setting, finder: PartyFinder) -> Iterator[Made]:
    """The document itself by its name, and its current version's text."""
    address = document.get_absolute_url()
    shared: dict[str, Any] = {
        "document_id": document.pk,
        "bodies": setting.bodies,
        "date": setting.day,
        "year": setting.year,
    }
    parties = sorted((start, party.pk) for start, party in finder.named_in(version.text))
    starts = [start for start, _ in parties]
    pages = version.page_starts or [0]
    yield made(
        Kind.DOCUMENT,
        document.pk,
        title=document.name,
        address=address,
        context=setting.heading if setting.heading != document.name else document.get_kind_display(),
        parties={party for _, party in parties},
        day=setting.sorted_by,
        **shared,
    )
    # Beyond half a million passages no text is read by anybody.
    for number, passage in enumerate(islice(passages_in(version.text), PASSAGES)):
        end = passage.start + len(passage.text)
        yield made(
            Kind.PASSAGE,
            version.pk,
            place_among_hits=place_of_passage(version.pk, number, setting.sorted_by),
            title="",
            text=passage.text,
            line=passage.first_line,
            place=_place(passage, bisect_right(pages, passage.start) if len(pages) > 1 else 0),
            context=setting.heading,
            parties={
                party for _, party in parties[bisect_right(starts, passage.start - 1) : bisect_right(starts, end)]
            },
            **shared,
        )


def _place(passage: Passage, page: int) -> str:
    lines = lines_in_words(passage.first_line, passage.last_line)
    return f"sida {page}, {lines}" if page else lines
