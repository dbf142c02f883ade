"""How many letters are wrong on scanned pages, how long a page takes, and how much memory.

The samples that are PDF files are drawn at 200 dpi, worn as a scanner wears them, and read as any file. The letters of
a page are compared in the order in which they stand on the paper, line by line and from left to right, so that only
what was seen counts, and not how a table was taken apart.
"""

import argparse
import resource
import time
from itertools import groupby
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from evaluation.bench_import import Memory
from evaluation.scanning import scanned
from rodtrad.reading.contained import ContainedReader
from rodtrad.reading.ocr import recognised, tesseract
from rodtrad.reading.sources import Source, open_source

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def on_paper(source: Source) -> list[str]:
    """The text of each page as it stands there."""
    if source.paper is None:
        return []
    pages: list[str] = []
    for _, pieces in groupby(sorted(source.paper.pieces), key=lambda piece: piece.page):
        lines: list[list[tuple[float, str]]] = []
        bottom = 0.0
        for piece in sorted(pieces, key=lambda piece: piece.box[1] + piece.box[3]):
            middle = (piece.box[1] + piece.box[3]) / 2
            if not lines or middle > bottom:
                lines.append([])
                bottom = piece.box[3]
            lines[-1].append((piece.box[0], source.text[piece.start : piece.end]))
        pages.append("\n".join(" ".join(" ".join(text for _, text in sorted(line)).split()) for line in lines))
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(SAMPLES.glob("*.pdf")))
    if tesseract() is None:
        parser.error("Tesseract finns inte här (sudo apt install tesseract-ocr tesseract-ocr-swe)")
    wrong = letters = count = 0
    took = worked = most = 0.0
    for file in parser.parse_args().files:
        data = file.read_bytes()
        scan = scanned(data)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        seen = recognised(scan)
        took += time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        worked += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if seen is None:
            print(f"{file.name}: not read")
            continue
        right, read = on_paper(open_source(file.name, data)), on_paper(open_source(file.name, seen))
        of_file = sum(Levenshtein.distance(a, b) for a, b in zip(right, read, strict=True))
        size = sum(map(len, right))
        print(f"{file.name}: {len(right)} pages, {100 * of_file / size:.2f} % of {size} letters wrong")
        wrong, letters, count = wrong + of_file, letters + size, count + len(right)
        most = max(most, _memory(file.name, scan))
    print(
        f"{count} pages: {100 * wrong / letters:.2f} % wrong; {took / count:.1f} s a page, {worked / count:.1f} of work"
    )
    print(f"peak memory of what reads one, all processes counted: {most:.0f} MB")


def _memory(name: str, scan: bytes) -> float:
    with ContainedReader(jobs=1) as reader:
        list(reader.read([("värm upp.txt", b"Protokoll")]))
        memory = Memory()
        memory.start()
        (outcome,) = reader.read([(name, scan)])
        memory.done.set()
        memory.join()
    if outcome.reading is None:
        print(f"{name}: not read: {outcome.error}")
    return memory.most


if __name__ == "__main__":
    main()
