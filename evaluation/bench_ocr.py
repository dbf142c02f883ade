"""How many letters are wrong on scanned pages, how long a page takes, and how much memory.

The samples that are PDF files are drawn at 200 dpi, worn as a scanner wears them, and read as any file. The letters of
a page are compared in the order in which they stand on the paper, line by line and from left to right, so that only
what was seen counts, and not how a table was taken apart. Pages with ruled tables are counted for themselves.
"""

import argparse
import resource
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pdfminer.pdfinterp import PDFResourceManager
from rapidfuzz.distance import Levenshtein

from evaluation.memory import Memory
from evaluation.scanning import scanned
from rodtrad.reading.contained import ContainedReader
from rodtrad.reading.ocr import recognised, tesseract
from rodtrad.reading.sources.pdf.glyphs import read_page
from rodtrad.reading.sources.pdf.lines import visual_lines
from rodtrad.reading.sources.pdf.opening import open_pdf
from rodtrad.reading.sources.pdf.scanned import mended
from rodtrad.reading.sources.pdf.spans import spans_of

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
RULED = 20  # lines drawn on a page from which on it holds a ruled table


@dataclass(frozen=True)
class Seen:
    """A page as it stands on the paper."""

    text: str
    ruled: bool


def on_paper(pdf: bytes) -> list[Seen]:
    """The pages of a PDF."""
    pages, resources = list[Seen](), PDFResourceManager()
    for number, drawn in enumerate(open_pdf(pdf).pages(), 1):
        page = read_page(drawn, number, resources)
        spans = list(spans_of(page.glyphs, number))
        lines = visual_lines(mended(spans) if page.unseen else spans)
        text = "\n".join(" ".join(span.text for span in line) for line in lines)
        pages.append(Seen(text, len(page.rules) >= RULED))
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(SAMPLES.glob("*.pdf")))
    if tesseract() is None:
        parser.error("Tesseract finns inte här (sudo apt install tesseract-ocr tesseract-ocr-swe)")
    wrong, letters, pages = Counter[bool](), Counter[bool](), Counter[bool]()
    files, took, worked = parser.parse_args().files, 0.0, _worked()
    for file in files:
        data = file.read_bytes()
        start = time.perf_counter()
        seen = recognised(scanned(data))
        took += time.perf_counter() - start
        for right, read in zip(on_paper(data), on_paper(seen) if seen else [], strict=True):
            wrong[right.ruled] += Levenshtein.distance(right.text, read.text)
            letters[right.ruled] += len(right.text)
            pages[right.ruled] += 1
        print(f"{file.name}: {_told(wrong, letters, pages)} so far", flush=True)
    each, work = took / pages.total(), (_worked() - worked) / pages.total()
    print(f"{each:.1f} s a page, {work:.1f} of work; peak memory, all processes counted: {_memory(files[0]):.0f} MB")


def _told(wrong: Counter[bool], letters: Counter[bool], pages: Counter[bool]) -> str:
    names = {False: "pages", True: "pages with ruled tables"}
    return ", ".join(f"{pages[kind]} {names[kind]}: {wrong[kind] / letters[kind]:.2%} wrong" for kind in sorted(pages))


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(file: Path) -> float:
    with ContainedReader(jobs=1) as reader:
        list(reader.read([("värm upp.txt", b"Protokoll")]))
        with Memory() as memory:
            list(reader.read([(file.name, scanned(file.read_bytes()))]))
    return memory.most


if __name__ == "__main__":
    main()
