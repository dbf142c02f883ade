"""How long reading a Word file takes, contained, and how much memory; and how long its pages take.

The document is that of `bench_pdf`, as long as so many pages of it. All of its places are looked for on its pages.
"""

import argparse
import time
from itertools import islice

import pypdfium2

from evaluation.bench_pdf import TRIED, made, rounds
from evaluation.memory import Memory
from evaluation.rebuild import HOUSE
from rodtrad.evaluation.places import stated
from rodtrad.reading.contained import ContainedReader, Reading
from rodtrad.reading.preview import PreviewMaker
from scripts.making.model import Document
from scripts.making.word import write_word


def docx_of(pages: int) -> bytes:
    """A Word file of which LibreOffice makes about so many pages."""
    blocks = TRIED * pages // len(pypdfium2.PdfDocument(made(TRIED, tagged=True)))
    head = ("Styrgruppen", "Protokoll")
    return write_word(Document(title="Protokoll", header=head, blocks=list(islice(rounds(), blocks))), HOUSE)


def show_pages(data: bytes, reading: Reading) -> str:
    """How long it takes to print a document and find what was read of it on its pages, in words."""
    stretches = [tuple(fact["chars"]) for _, _, fact in stated(reading.json)]
    with PreviewMaker() as maker:
        start = time.perf_counter()
        preview = maker.make("protokoll.docx", data, reading.text, stretches)
        took = time.perf_counter() - start
    found = sum(bool(place) for place in preview.places)
    return f"{len(preview.page_sizes)} pages in {took:.1f} s, {found} of {len(stretches)} places found on them"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=[15, 350])
    for pages in parser.parse_args().pages:
        data = docx_of(pages)
        with ContainedReader(jobs=1) as reader:
            list(reader.read([("värm upp.txt", b"Protokoll")]))
            with Memory() as memory:
                start = time.perf_counter()
                (outcome,) = reader.read([("protokoll.docx", data)])
                took = time.perf_counter() - start
        if outcome.reading is None:
            print(f"{len(data) / 1e3:.0f} kB: not read: {outcome.error}")
            continue
        found = f"{len(data) / 1e3:.0f} kB: {len(outcome.reading.record.items)} items"
        print(f"{found}; {took:.1f} s; peak memory, all processes counted: {memory.most:.0f} MB")
        print(show_pages(data, outcome.reading))


if __name__ == "__main__":
    main()
