"""How much sooner two children read than one: `rodtrad read` of mixed documents with one job and with two, in turns.

    python -m evaluation.bench_jobs [--documents 1000] [--pairs 5]

The documents are minutes of several sizes in text and Word and as PDF, no two alike. Each pair is a run with one job
and a run with two; told are the median of their ratios and the most memory that all processes held together.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf
from docx import Document

from evaluation.bench_read import minutes
from evaluation.memory import Memory

SAMPLES = Path(__file__).parents[1] / "samples"
SIZES = (5_000, 20_000, 60_000)  # bytes of text
# Of every ten documents: four texts, four Word files, two PDF files.
MIXED = ("txt", "docx", "txt", "pdf", "docx", "txt", "docx", "txt", "pdf", "docx")


def write_documents(folder: Path, count: int) -> None:
    """Documents of every form and size, each with a text of its own."""
    printed = sorted(SAMPLES.glob("*.pdf"))
    for number in range(count):
        ending, size = MIXED[number % len(MIXED)], SIZES[number % len(SIZES)]
        match ending:
            case "pdf":
                data = numbered(printed[number % len(printed)].read_bytes(), number)
            case "docx":
                data = as_word(minutes(size, number).decode())
            case _:
                data = minutes(size, number)
        (folder / f"protokoll-{number:04}.{ending}").write_bytes(data)


def as_word(text: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def numbered(data: bytes, number: int) -> bytes:
    """A PDF that differs from its sample in a number that nobody sees."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.docinfo["/Keywords"] = str(number)
        document.save(file)
    return file.getvalue()


def timed(folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds and megabytes of one run."""
    command = [sys.executable, "-P", "-m", "rodtrad.cli", "read", str(folder), "--json", "--jobs", str(jobs)]
    start = time.perf_counter()
    with Memory(alone=True) as memory:
        told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    took = time.perf_counter() - start
    if (read := told.stdout.count(b"\n")) != len(list(folder.iterdir())):
        sys.exit(f"Bara {read} dokument lästes.")
    return took, memory.most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--pairs", type=int, default=5)
    wanted = parser.parse_args()
    ratios, most = list[float](), 0.0
    with tempfile.TemporaryDirectory(prefix="rodtrad-bench-") as temporary:
        write_documents(Path(temporary), wanted.documents)
        timed(Path(temporary), 2)  # so that every run finds the files in the system's memory
        for pair in range(wanted.pairs):
            (one, held), (two, held_by_two) = timed(Path(temporary), 1), timed(Path(temporary), 2)
            ratios.append(one / two)
            most = max(most, held, held_by_two)
            print(f"{pair + 1}: one job {one:.1f} s, two jobs {two:.1f} s, {one / two:.2f} times", flush=True)
    print(f"{wanted.documents} documents: {statistics.median(ratios):.2f} times (median), {most:.0f} MB in all")


if __name__ == "__main__":
    main()
