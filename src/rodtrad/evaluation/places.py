"""Whether facts stand where their record says: what is printed inside their boxes is compared with what they say.

    python -m rodtrad.evaluation.places FILE … [--wrong]

Reads PDF and Word files as the register would. Of a PDF the characters are taken by PDFium, not by the reader; a Word
file has no boxes, so there the place in the text is compared. Only fields that are stated are looked for.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import c_double
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from rodtrad.evaluation.score import alike, flatten
from rodtrad.reading.contained import ContainedReader, Reading

Json = Mapping[str, Any]
Box = Sequence[float]

# The field that states a fact, by the fact's kind. A next meeting's date is never printed as the record writes it.
STATING: Final = {
    "attendance": "name",
    "items": "title",
    "presenters": "name",
    "proposals": "text",
    "decisions": "text",
    "assignments": "task",
    "appointments": "person",
    "agreements": "title",
    "signatures": "name",
    "distribution": "text",
    "references": "text",
    "plan_groups": "name",
    "indicators": "name",
    "target_areas": "title",
    "activities": "text",
}
LIKE: Final = 0.90
BAR: Final = 0.98


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it is printed; white space that PDFium adds between words has no middle."""

    text: str
    middle: tuple[float, float] | None


class Pages:
    """The characters of a PDF in the order in which it draws them, by page."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pypdfium2.PdfDocument(data)
        self.read: dict[int, list[Glyph]] = {}

    def under(self, page: int, box: Box) -> str:
        """What is printed with its middle inside a box; `page` from 1, points from the top left."""
        if not 1 <= page <= len(self.pdf):
            return ""
        left, top, right, bottom = box
        words, gap = "", False
        for glyph in self._glyphs(page):
            if glyph.middle is None:
                gap = True
            elif left <= glyph.middle[0] <= right and top <= glyph.middle[1] <= bottom:
                words += f" {glyph.text}" if gap and words else glyph.text
                gap = False
        return words

    def _glyphs(self, number: int) -> list[Glyph]:
        if number not in self.read:
            page = self.pdf[number - 1]
            text = page.get_textpage()
            self.read[number] = [_glyph(text, i, page.get_height()) for i in range(text.count_chars())]
        return self.read[number]


def _glyph(text: pypdfium2.PdfTextPage, index: int, height: float) -> Glyph:
    character = chr(pdfium.FPDFText_GetUnicode(text, index))
    if character.isspace() or pdfium.FPDFText_IsGenerated(text, index) == 1:
        return Glyph(" ", None)
    sides = [c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text, index, *sides)  # left, right, bottom, top, from the bottom left
    left, right, bottom, top = (side.value for side in sides)
    return Glyph(character, ((left + right) / 2, height - (bottom + top) / 2))


@dataclass(frozen=True, slots=True)
class Found:
    """How like a stated field is to what stands in the fact's own place, and in all its places in reading order."""

    kind: str
    said: str
    printed: str
    alone: float
    together: float

    @property
    def right(self) -> bool:
        return max(self.alone, self.together) >= LIKE


@dataclass(slots=True)
class Places:
    """The stated fields of some documents, each compared with its places."""

    found: list[Found] = field(default_factory=list)

    @property
    def alone(self) -> float:
        """The share whose field stands in its own place."""
        return self._share(one.alone >= LIKE for one in self.found)

    @property
    def share(self) -> float:
        """The share whose field stands in its own place or in all of its places together."""
        return self._share(one.right for one in self.found)

    def wrong(self) -> Iterator[str]:
        """Every fact that does not stand where it says, in one line."""
        for one in self.found:
            if not one.right:
                yield f"{one.kind}: ställe: ”{one.said[:90]}”, men där står ”{' '.join(one.printed[:110].split())}”"

    def line(self) -> str:
        return f"{len(self.found)} ställen: i rutan {self.alone:.3f}, med övriga ställen {self.share:.3f}"

    @staticmethod
    def _share(rights: Iterable[bool]) -> float:
        counted = list(rights)
        return sum(counted) / len(counted) if counted else 0.0


def check(name: str, data: bytes, record: Json, *, text: str, page_starts: Sequence[int]) -> Places:
    """Compare every stated field of a record with the places that it names in its document.

    `text` and `page_starts` are those of the source, to which places refer in a format without boxes.
    """
    pages = Pages(data) if name.endswith(".pdf") else None
    found = []
    for kind, said, fact in stated(record):
        places = sorted([fact, *fact["places"]], key=lambda place: place["chars"])
        words = [_at(place, pages, text, page_starts) for place in places]
        own, together = words[places.index(fact)], " ".join(words)
        found.append(Found(kind, said, together, alike(said, own, 0), alike(said, together, 0)))
    return Places(found)


def check_reading(name: str, data: bytes, reading: Reading) -> Places:
    return check(name, data, reading.json, text=reading.text, page_starts=reading.page_starts)


def stated(record: Json) -> Iterator[tuple[str, str, Json]]:
    """Kind, stating field and fact, for every fact whose field is said in the document and not concluded."""
    for kind, facts in {**flatten(record), "references": record["references"]}.items():
        key = STATING.get(kind)
        for fact in facts:
            if key and fact[key] and key not in fact["inferred"]:
                yield kind, fact[key], fact


def _at(place: Json, pages: Pages | None, text: str, page_starts: Sequence[int]) -> str:
    """What stands at a place: within its box, or in a format without boxes at its characters, on its page."""
    if pages is not None:
        return pages.under(place["page"], place["box"]) if place.get("box") else ""
    first, end = place["chars"]
    return text[first:end] if place["page"] == bisect_right(page_starts, first) else ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="+", type=Path)
    parser.add_argument("--wrong", action="store_true", help="visa varje ställe som inte stämmer")
    call = parser.parse_args(arguments)
    everything = Places()
    with ContainedReader() as reader:
        for outcome in reader.read((path.name, path) for path in call.file):
            if outcome.reading is None:
                print(f"{outcome.name}: {outcome.error}")
                return 1
            places = check_reading(outcome.name, outcome.data, outcome.reading)
            print(f"{outcome.name}: {places.line()}")
            for fault in places.wrong() if call.wrong else ():
                print(fault)
            everything.found += places.found
    return 0 if everything.share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
