"""How long a search takes, and whether both databases find the same: invented paragraphs in an empty register.

Texts are drawn from the Swedish words of the dictionary, the common ones often and the rare ones seldom, as in any
language; a few given sentences stand among them, so that phrases and names are found. The same texts go into SQLite and
into PostgreSQL (a server of its own for this run), and the same queries are put to both.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles

from scripts.cluster import binaries, throwaway_cluster

ROOT = Path(__file__).resolve().parent.parent
WORDS, A_PARAGRAPH, A_DOCUMENT = 30_000, 43, 200
BODIES, PARTIES = 20, 9
FIRST_NAMES = ("Tove", "Birger", "Signe", "Hilding", "Asta", "Vilgot", "Ragna", "Torkel")
LAST_NAMES = ("Alnfors", "Storhed", "Rönnbacke", "Kvarnlycke", "Granhed", "Åsvik", "Sjöhagen", "Ekhamra")
COMMON_TEXT = """
    och att i det som på är av för med till den har de inte om ett men var sig så vi från kan när år under också efter
    eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än här då sedan över bara
    gruppen mötet beslut kommunen regionen avtal handlingsplan samverkan vård omsorg skola uppdrag rapport förslag
"""
COMMON = COMMON_TEXT.split()


def vocabulary(rng: random.Random) -> list[str]:
    """Words by how common they are: the small ones first, then forms of the dictionary in any order."""
    from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

    known = [word for word in StreamDictionaryFactory().get_dictionary("sv") if word.isalpha() and word.islower()]
    return [*COMMON, *rng.sample(known, WORDS - len(COMMON))]


def paragraphs(count: int, seed: int) -> Iterator[str]:
    """Invented paragraphs, the same for the same seed; every fiftieth names somebody."""
    rng = random.Random(seed)  # noqa: S311 - texts that are the same every time, no secrets
    words = vocabulary(rng)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for number in range(count):
        drawn = rng.choices(words, cum_weights=weights, k=rng.randint(A_PARAGRAPH - 15, A_PARAGRAPH + 15))
        if number % 50 == 0:
            drawn[5:7] = [rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)]
        yield " ".join(drawn).capitalize() + "."


def queries(texts: list[str], seed: int) -> list[tuple[str, dict[str, str]]]:
    """Two hundred: words of all kinds, two and three together, names, phrases, the commonest words, filtered ones."""
    rng = random.Random(seed + 1)  # noqa: S311 - the same every time

    def words(number: int, *, longest: bool) -> list[str]:
        drawn = [word.strip(".").lower() for word in rng.choice(texts).split()]
        return sorted(drawn, key=len)[-number:] if longest else rng.sample(drawn, number)

    def phrase(number: int) -> str:
        drawn = rng.choice(texts).strip(".").split()
        at = rng.randrange(len(drawn) - number)
        return '"' + " ".join(drawn[at : at + number]) + '"'

    made: list[tuple[str, dict[str, str]]] = []
    for number in range(25):
        made += [
            (words(1, longest=True)[0], {}),
            (" ".join(words(2, longest=False)), {}),
            (" ".join(words(3, longest=False)), {}),
            (f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}", {}),
            (phrase(2 + number % 2), {}),
            (" ".join(rng.sample(COMMON, 1 + number % 2)), {}),
            (words(1, longest=False)[0], {"body": str(1 + rng.randrange(BODIES))}),
            (rng.choice(COMMON), {"year": str(2000 + rng.randrange(25)), "kind": "passage"}),
        ]
    return made


def fill(count: int, seed: int) -> list[str]:
    """Make the entries of the paragraphs; the index is made by the way of a rebuild."""
    from rodtrad.web.search.actions import insert
    from rodtrad.web.search.engine import drop_index, make_index
    from rodtrad.web.search.making import made
    from rodtrad.web.search.models import Kind
    from rodtrad.web.search.places import place_of_passage

    drop_index()
    texts, batch = list(paragraphs(count, seed)), []
    for number, text in enumerate(texts):
        version, line = divmod(number, A_DOCUMENT)
        day = date(2000, 1, 3) + timedelta(days=version * 9125 * A_DOCUMENT // max(count, 1))
        place = place_of_passage(version + 1, line, day)
        concerned = {"bodies": [1 + version % BODIES], "parties": [1 + (version + line) % PARTIES]}
        shown = {"date": day, "year": day.year, "context": "", "address": "/", "title": ""}
        batch.append(
            made(Kind.PASSAGE, version + 1, place_among_hits=place, text=text, day=day, **concerned, **shown)  # type: ignore[arg-type]  # of several types
        )
        if len(batch) == 1000 or number == count - 1:
            insert(batch)
            batch = []
    make_index()
    return texts


def ask(texts: list[str], seed: int) -> tuple[list[float], list[list[int]]]:
    """The time of each query in ms, the page of hits and the counts included, and the hits."""
    from rodtrad.web.search.finding import counts, entries, find
    from rodtrad.web.search.query import parse

    times: list[float] = []
    found: list[list[int]] = []
    asked = queries(texts, seed)
    for _ in range(2):  # the first round warms up
        times, found = [], []
        for text, chosen in asked:
            start = time.perf_counter()
            result = find(parse(text), chosen)
            counts(result)
            entries(result.ids[:20])
            times.append(1000 * (time.perf_counter() - start))
            found.append([len(result.ids), int(result.more), *result.ids])
    slowest = sorted(zip(times, asked, found, strict=True), reverse=True)[:8]
    for took, (text, chosen), (number, more, *_) in slowest:
        print(f"    {took:6.1f} ms  {text} {chosen or ''}: {number}{'+' if more else ''}", file=sys.stderr)
    return times, found


def measure(count: int, seed: int) -> None:
    """In a process of its own, on the database of the environment; prints times and hits as JSON."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    texts = fill(count, seed)
    print(f"{connection.vendor}: {count} paragraphs indexed in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    times, found = ask(texts, seed)
    print(json.dumps({"vendor": connection.vendor, "times": times, "found": found}))


def run(count: int, seed: int, folder: Path, database: str) -> list[list[int]]:
    environment = {
        "RODTRAD_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "rodtrad.web.settings",
        "DATABASE_URL": database,
    }
    command = [sys.executable, "-m", "evaluation.bench_search", "--here", f"--paragraphs={count}", f"--seed={seed}"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True)
    told = json.loads(done.stdout)
    times = told["times"]
    p50, p95 = quantiles(times, n=20)[9], quantiles(times, n=20)[18]
    print(f"{told['vendor']}: {len(times)} queries, p50 {p50:.1f} ms, p95 {p95:.1f} ms, most {max(times):.1f} ms")
    hits: list[list[int]] = told["found"]
    return hits


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--here", action="store_true", help="measure on the database of DATABASE_URL; for itself")
    wanted = parser.parse_args()
    if wanted.here:
        measure(wanted.paragraphs, wanted.seed)
        return 0
    programs = binaries()
    if programs is None:
        sys.exit("PostgreSQL 15 eller nyare finns inte här (sudo apt install postgresql)")
    with tempfile.TemporaryDirectory(prefix="rodtrad-bench-") as folder:
        one = run(wanted.paragraphs, wanted.seed, Path(folder) / "sqlite", "")
        with throwaway_cluster(programs) as url:
            other = run(wanted.paragraphs, wanted.seed, Path(folder) / "postgresql", url)
    pairs = list(zip(one, other, strict=True))
    same = sum(a == b for a, b in pairs)
    print(
        f"the same hits in the same order: {same} of {len(pairs)} queries; with hits: {sum(a[0] > 0 for a, _ in pairs)}"
    )
    return 0 if same == len(pairs) else 1


if __name__ == "__main__":
    sys.exit(main())
