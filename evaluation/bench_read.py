"""How long reading takes: bytes to record, warm, on one core, in this process.

Minutes of a wanted size are made of the samples' own, and no two runs read the same lines, so that nothing is won by
remembering a text.
"""

import argparse
import os
import re
import statistics
import time
from itertools import cycle
from pathlib import Path

from rodtrad.reading.reader import read
from rodtrad.reading.record import Record
from rodtrad.reading.sources import open_source

SAMPLE = Path(__file__).parent.parent / "samples" / "styrgruppen-2024-09-20.txt"
NUMBERED = re.compile(r"(?m)^(?=§ (?P<number>\d+)\n)")
WARMING_RUNS = 5


def minutes(size: int, run: int) -> bytes:
    """At least `size` bytes of minutes: the sample's head and its items, over and over with new numbers."""
    head, *items = NUMBERED.sub("\0", SAMPLE.read_text(encoding="utf-8")).split("\0")
    text, number = head, 41
    for item in cycle(items):
        if len(text.encode()) >= size:
            return text.encode()
        marked = re.sub(r"(?m)^(.{80,}?)(\.?)$", rf"\1 (underlag {run}:{number})\2", item)
        text += re.sub(r"^§ \d+", f"§ {number}", marked)
        number += 1
    raise ValueError(f"{SAMPLE} has no items")


def timed(data: bytes) -> tuple[float, Record]:
    start = time.perf_counter()
    record = read(open_source(SAMPLE.name, data))
    return (time.perf_counter() - start) * 1000, record


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=200)
    wanted = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    texts = [minutes(wanted.bytes, run) for run in range(WARMING_RUNS + wanted.runs)]
    done = [timed(data) for data in texts][WARMING_RUNS:]
    times = sorted(time for time, _ in done)
    record = done[-1][1]
    print(f"{len(texts[-1])} bytes: {len(record.items)} items, {len(record.decisions)} decisions")
    print(f"{wanted.runs} runs: median {statistics.median(times):.1f} ms, slowest {times[-1]:.1f} ms")


if __name__ == "__main__":
    main()
