"""How long an import takes, and how much memory: documents of a wanted size into an empty register.

Each is read in a process of its own, as always. The documents are the samples' minutes over and over, with dates,
bodies and lines of their own, so that no two are the same; the database, SQLite unless DATABASE_URL says otherwise,
must be empty and is thrown away where it is SQLite.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from evaluation.bench_read import SAMPLE, minutes
from evaluation.memory import Memory

BODIES = 20


def write_documents(folder: Path, count: int, size: int) -> list[Path]:
    """Minutes of twenty bodies, each with a meeting a fortnight."""
    paths = []
    for number in range(count):
        day = date(2000, 1, 3) + timedelta(days=14 * (number // BODIES))
        text = minutes(size, number).decode()
        text = text.replace("2024-09-20", day.isoformat(), 1).replace("fredagen den 20 september 2024", f"{day}", 1)
        text = text.replace("Styrgruppen för hälsa", f"Styrgruppen {number % BODIES + 1} för hälsa", 1)
        path = folder / f"protokoll-{number:04}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--bytes", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rodtrad-bench-") as temporary:
        folder = Path(temporary)
        os.environ |= {"RODTRAD_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "rodtrad.web.settings"}
        import django

        django.setup()
        measure(folder, wanted.documents, wanted.bytes, wanted.jobs)


def measure(folder: Path, count: int, size: int, jobs: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from rodtrad.web.bodies.actions import add_parties
    from rodtrad.web.documents.models import Document, Finding
    from rodtrad.web.review.importing import import_paths

    call_command("migrate", verbosity=0)
    if Document.objects.exists():
        sys.exit(f"Databasen {connection.settings_dict['NAME']} är inte tom.")
    add_parties(path=SAMPLE.parent / "parter.csv", by=None)
    paths = write_documents(folder, count, size)
    with Memory() as memory:
        start, worked = time.perf_counter(), time.process_time()
        summary = import_paths(paths, by=None, jobs=jobs)
        took, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"{connection.vendor}, {jobs} at a time: {summary.documents} documents, {Finding.objects.count()} findings")
    print(f"{summary.meetings} meetings, {summary.decisions} decisions, {summary.assignments} assignments")
    print(f"{took:.1f} s, {1000 * took / count:.1f} ms a document; this process worked {worked:.1f} s of it")
    print(f"peak memory, children counted: {memory.most:.0f} MB; not read: {len(summary.not_read)}")


if __name__ == "__main__":
    main()
