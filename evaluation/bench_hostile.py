"""What becomes of hostile files that are handed in by the page: `python -m evaluation.bench_hostile [ENDING]`.

Serves an installation of its own as `rodtrad serve` does, its worker included, and hands in every file of
`tests.hostile`, cut ones too, then good minutes. Meanwhile somebody looks at the register's first page again and again.
It ends when nothing waits any more, and tells what became of the files and how long the page took. Exit 1: a page that
did not come, a file that is lost, one that was read more than once, one that ended as a crash, or good minutes that
are not read.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from statistics import median
from threading import Event, Thread

from evaluation.bench_upload import MINUTES, Visitor, served
from evaluation.memory import Memory
from tests.hostile import files

WITHIN = 3600.0
LOOKS_EVERY = 0.25
ROWS = "SELECT name, state, error, attempts FROM intake_upload WHERE state"
UNDER_WAY, ENDED = f"{ROWS} IN ('queued', 'reading')", f"{ROWS} NOT IN ('queued', 'reading')"
DATABASE = "rodtrad.sqlite3"
CRASHED = "Läsningen avbröts"


class Onlooker(Thread):
    """Looks at the first page until it is told to stop. `taken`: the seconds of each time; `failed`: errors."""

    def __init__(self, visitor: Visitor) -> None:
        super().__init__(daemon=True)
        self.taken, self.failed, self.over = list[float](), list[str](), Event()
        self._visitor = visitor

    def run(self) -> None:
        while not self.over.wait(LOOKS_EVERY):
            start = time.monotonic()
            try:
                self._visitor.get("/")
            except OSError as error:
                self.failed.append(str(error))
            self.taken.append(time.monotonic() - start)


def handed_in(visitor: Visitor, ending: str) -> int:
    """Hand in all, and good minutes at last; how many."""
    wanted = [(name, data) for name, data in files() if name.endswith(ending)]
    for name, data in wanted:
        visitor.hand_in("".join(sign if sign.isprintable() else f"%{ord(sign):02X}" for sign in name), data)
    visitor.hand_in(MINUTES.name, MINUTES.read_bytes())
    return len(wanted) + 1


def asked(database: Path, question: str) -> list[tuple[str, str, str, int]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as register:
        return register.execute(question).fetchall()


def wait_for_all(database: Path) -> None:
    deadline = time.monotonic() + WITHIN
    while asked(database, UNDER_WAY):
        if time.monotonic() > deadline:
            sys.exit(f"not read within {WITHIN:.0f} s: {asked(database, UNDER_WAY)}")
        time.sleep(1)


def main(ending: str) -> int:
    with served() as (visitor, folder), Memory(alone=True) as memory:
        onlooker, start = Onlooker(visitor), time.monotonic()
        onlooker.start()
        sent = handed_in(visitor, ending)
        print(f"{sent} files handed in within {time.monotonic() - start:.0f} s", flush=True)
        wait_for_all(folder / DATABASE)
        took = time.monotonic() - start
        onlooker.over.set()
        onlooker.join()
        found = asked(folder / DATABASE, ENDED)
    bad = [one for one in found if one[3] > 1 or CRASHED in one[2]]
    states = Counter(state for _, state, _, _ in found)
    print(f"{len(found)} kept, {sent - len(found)} refused by the page; {dict(states)}; {took:.0f} s in all")
    print(f"first page: {len(onlooker.taken)} times, median {median(onlooker.taken):.2f} s, slowest", end=" ")
    print(f"{max(onlooker.taken):.2f} s; failed {len(onlooker.failed)}; at most {memory.most:.0f} MB in all")
    for one in (*bad, *onlooker.failed):
        print(one)
    good = any(name == MINUTES.name and state == "done" for name, state, _, _ in found)
    return int(bool(bad or onlooker.failed or not good))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
