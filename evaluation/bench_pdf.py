"""How long reading a PDF takes, contained, and how much memory: one of a few pages with tables, and a large one.

The samples' minutes and plan are laid out as a document over and over, with item numbers and sentences of their own,
until there are pages enough; LibreOffice makes a tagged PDF of it (and an untagged one with --untagged). Every file is
read in a child process with the limits that an installation has.
"""

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Final

import pypdfium2

from evaluation.layout import lay_out
from evaluation.memory import Memory
from evaluation.rebuild import HOUSE
from rodtrad.reading.contained import ContainedReader
from rodtrad.reading.sources import open_source
from scripts.making.model import Block, Document, Heading, PageBreak, Paragraph, plain, text_of
from scripts.making.pdf import make_pdfs
from scripts.making.word import write_word

SAMPLES: Final = Path(__file__).resolve().parent.parent / "samples"
TRIED: Final = 1000  # blocks, of which the pages are counted
MINUTES, PLAN = "styrgruppen-2024-09-20.txt", "handlingsplan-2025-2026.txt"


def blocks_of(name: str) -> list[Block]:
    return list(lay_out(open_source(name, (SAMPLES / name).read_bytes()), {}).blocks)


def rounds() -> Iterator[Block]:
    """The minutes and the plan for ever, no round like another."""
    number, both = 41, [*blocks_of(MINUTES), PageBreak(), *blocks_of(PLAN), PageBreak()]
    for turn in count():
        for block in both:
            if isinstance(block, Heading) and block.number:
                yield replace(block, number=f"§ {number}")
                number += 1
            elif isinstance(block, Paragraph) and len(plain(block.text)) > 80:
                yield Paragraph(text_of(re.sub(r"\.?$", f" (underlag {turn}:{number}).", plain(block.text))))
            else:
                yield block


def pdf_of(pages: int, *, tagged: bool) -> bytes:
    """A PDF of about so many pages."""
    tried = len(pypdfium2.PdfDocument(made(TRIED, tagged=tagged)))
    return made(TRIED * pages // tried, tagged=tagged)


def made(blocks: int, *, tagged: bool) -> bytes:
    """A PDF of so many blocks."""
    document = Document(title="Protokoll", header=("Styrgruppen", "Protokoll"), blocks=list(islice(rounds(), blocks)))
    return make_pdfs({"protokoll": write_word(document, HOUSE)}, tagged=tagged)["protokoll"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=[15, 350])
    parser.add_argument("--untagged", action="store_true")
    wanted = parser.parse_args()
    for pages in wanted.pages:
        data = pdf_of(pages, tagged=not wanted.untagged)
        with ContainedReader(jobs=1) as reader:
            list(reader.read([("värm upp.txt", b"Protokoll")]))
            with Memory() as memory:
                start = time.perf_counter()
                (outcome,) = reader.read([("protokoll.pdf", data)])
                took = time.perf_counter() - start
        made = f"{len(pypdfium2.PdfDocument(data))} pages, {len(data) / 1e6:.1f} MB"
        found = f"{len(outcome.reading.record.items)} items" if outcome.reading else f"not read: {outcome.error}"
        print(f"{made}: {found}; {took:.1f} s; peak memory, all processes counted: {memory.most:.0f} MB")


if __name__ == "__main__":
    main()
