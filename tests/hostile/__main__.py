"""What becomes of every hostile file, and what it takes: `python -m tests.hostile [ENDING]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rodtrad.reading.contained import ContainedReader
from rodtrad.reading.pictures import PictureMaker
from tests.hostile import files
from tests.hostile.measuring import Measured, drawing, measured, reading


def results(ending: str) -> Iterator[Measured]:
    with ContainedReader(jobs=1) as reader:
        yield from measured(reading(reader), ((name, data) for name, data in files() if name.endswith(ending)))
    with PictureMaker(jobs=1) as maker:
        pages = ((name, data) for name, data in files() if name.endswith(ending) and name.endswith(".pdf"))
        yield from measured(drawing(maker), pages)


def main(ending: str) -> None:
    found = []
    for result in results(ending):
        print(result, flush=True)
        found.append(result)
    slowest, busiest = max(one.seconds for one in found), max(one.cpu for one in found)
    largest = max(one.memory for one in found)
    print(f"{len(found)} times: at most {slowest:.1f} s, of work {busiest:.1f} s, {largest:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
