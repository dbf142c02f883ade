"""What stands on every page of a word processor's document: its header and its footer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rodtrad.reading.sources.paragraph import COUNTED, LINE, TAB, Paragraph

# "Sida 3 (15)", "3(15)", "2": the program counts them, and on each page they differ.
TYPED_NUMBER = re.compile(r"(?:sida|sid\.?|s\.)?\s*\d*\s*(?:\(\s*\d*\s*\)|(?:/|av)\s*\d*)?", re.I)
PAGE_NUMBER = re.compile(
    rf"[\s,–-]*(?:\b(?:sida|sid\.?|s\.))?\s*{COUNTED}(?:\s*\(\s*{COUNTED}\s*\)|\s*(?:/|av)\s*{COUNTED})?", re.I
)
APART: Final = re.compile(f"[{TAB}{LINE}]")


def said_on_every_page(paragraph: Paragraph, seen: set[str]) -> Iterator[Paragraph]:
    """The pieces of a paragraph that are not `seen` yet and say more than the page's number; adds them to those."""
    for piece in APART.split(paragraph.text):
        said = " ".join(PAGE_NUMBER.sub("", piece).replace(COUNTED, "").split())
        if said and said not in seen and not TYPED_NUMBER.fullmatch(said):
            seen.add(said)
            yield Paragraph(text=said, bold=paragraph.bold)
