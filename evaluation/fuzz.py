"""Documents made bad at random, or composed so, read as the program reads them.

    python -m evaluation.fuzz [--source docx] [--seconds 600]

Nothing but `Unreadable` may leave a source or the rules. Whatever else does ends a contained child with a trace; each
place where that happens is printed once, with the number of the document, which `--only` makes again. Without a source,
all of them take turns. Exit 1: something escaped.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from evaluation.composing import composed
from evaluation.mutating import MUTATIONS
from rodtrad.reading.contained import ContainedReader
from tests.hostile.whole import WHOLE

SAMPLES = Path(__file__).parents[1] / "samples"
JOBS = 2
COMPOSED = "composed"  # text that was never a good document
SOURCES = (*MUTATIONS, COMPOSED)


class Escapes(logging.Handler):
    """What escaped, by its place: the last lines of its trace."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found = dict[str, str]()

    def emit(self, record: logging.LogRecord) -> None:
        name, _, trace = record.getMessage().partition("\n")
        place = "\n".join(trace.splitlines()[-3:]) or name.partition(":")[2]
        if place not in self.found:
            self.found[place] = record.getMessage()
            print(record.getMessage(), flush=True)


def seeds(ending: str) -> list[bytes]:
    """Good documents of a format; none to compose from."""
    if ending == COMPOSED:
        return []
    return [WHOLE[ending](), *(path.read_bytes() for path in sorted(SAMPLES.glob(f"*.{ending}")))]


def document(ending: str, number: int, good: list[bytes]) -> bytes:
    """The document of that number: always the same."""
    random = Random(f"{ending} {number}")  # noqa: S311  # to be repeated, not to be secret
    if ending == COMPOSED:
        return composed(random)
    data = random.choice(good)
    for _ in range(random.choice((1, 1, 2))):
        data = MUTATIONS[ending](random, data, good)
    return data


def documents(ending: str, first: int, seconds: float) -> Iterator[tuple[str, bytes]]:
    good, deadline, number = seeds(ending), time.monotonic() + seconds, first
    while time.monotonic() < deadline:
        yield f"{number}.{'txt' if ending == COMPOSED else ending}", document(ending, number, good)
        number += 1


def fuzzed(ending: str, first: int, seconds: float) -> int:
    """How many documents came to nothing but a crash; tells the others by what became of them."""
    with ContainedReader(jobs=JOBS) as reader:
        came = Counter(
            outcome.error.code if outcome.error else "read"
            for outcome in reader.read(documents(ending, first, seconds))
        )
    told = ", ".join(f"{number} {what}" for what, number in came.most_common())
    print(f"{ending:<8} {came.total():6} documents: {told}", flush=True)
    return came["crashed"]


def main() -> int:
    parser = argparse.ArgumentParser(description="Read documents that were made bad at random.")
    parser.add_argument("--source", choices=SOURCES, help="the format (all of them, in turns)")
    parser.add_argument("--seconds", type=float, default=60, help="how long in all (60)")
    parser.add_argument("--first", type=int, default=int(time.time()), help="the number of the first document")
    parser.add_argument("--only", type=int, help="write the document of that number, and read nothing")
    wanted = parser.parse_args()
    if wanted.only is not None:
        sys.stdout.buffer.write(document(wanted.source, wanted.only, seeds(wanted.source)))
        return 0
    escapes = Escapes()
    log = logging.getLogger("rodtrad.reading")
    log.addHandler(escapes)
    log.propagate = False
    sources = [wanted.source] if wanted.source else SOURCES
    print(f"first document: {wanted.first}")
    crashed = sum(fuzzed(ending, wanted.first, wanted.seconds / len(sources)) for ending in sources)
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
