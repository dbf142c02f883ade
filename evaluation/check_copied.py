"""Finds what was copied from the documents the reader is developed against: person names and runs of six words.

    check_copied.py [--seeds DIR] [--root DIR]

Reads the documents in ../shared/seeds (and their gold records in ../shared/reading/gold) and every file that git
tracks. stock_phrases.txt excepts phrases that anybody would write. Exit 0: nothing was found, or the documents are
not on this machine, which is said. 1: something was found, or a line of stock_phrases.txt claims what is not so.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
SEEDS: Final = ROOT.parent / "shared" / "seeds"
RUN: Final = 6
STOCK: Final = "evaluation/stock_phrases.txt"
TWO: Final = "två dokument"

# Bare tags, and the \n of a string in code; then words with at least one letter, cut at hyphens: figures are no words.
NOISE = re.compile(r"</?\w+>|\\[nrt]|\u00ad")
WORD = re.compile(r"\w*[^\W\d_]\w*")
# "Anna-Maria Ek", "Anna Ek Lund": capitalised words in a row, on one line.
CAPITALISED = re.compile(r"[A-ZÅÄÖÉ][a-zåäöéèü]+(?:-[A-ZÅÄÖÉ][a-zåäöéèü]+)*")
IN_A_ROW = re.compile(rf"{CAPITALISED.pattern}(?: {CAPITALISED.pattern})+")
PERSON_FIELDS: Final = {
    ("attendance", "name"),
    ("signatures", "name"),
    ("presenters", "name"),
    ("appointments", "person"),
    ("appointments", "replaces"),
}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    line: int


def tokens(text: str) -> list[Token]:
    """The words of a text in small letters, each with its line number."""
    found = []
    for number, line in enumerate(NOISE.sub(" ", text).split("\n"), start=1):
        found += [Token(word, number) for word in WORD.findall(line.replace("_", " ").lower())]
    return found


def words(text: str) -> Words:
    return tuple(token.word for token in tokens(text))


def runs(sequence: Sequence[str], length: int = RUN) -> Iterator[Words]:
    return (tuple(sequence[i : i + length]) for i in range(len(sequence) - length + 1))


def names_of_record(record: Mapping[str, Any]) -> Iterator[str]:
    """The persons of a gold record. Assignees and recipients are mostly bodies; the text gives those that are not."""
    facts = {key: value for key, value in record.items() if isinstance(value, list)}
    facts["presenters"] = [person for item in facts.get("items", []) for person in item.get("presenters", [])]
    for kind, key in PERSON_FIELDS:
        for fact in facts.get(kind, []):
            value = fact.get(key)
            yield from value if isinstance(value, list) else [value or ""]
    for item in facts.get("items", []):
        yield from item.get("presenters_optional", [])


def names_in(text: str, places: frozenset[str]) -> Iterator[str]:
    """Capitalised words in a row, none a place or written small in the same text: most of them are persons."""
    others = places.union(re.findall(r"\b[a-zåäöéü]+", text))
    for match in IN_A_ROW.finditer(text):
        if others.isdisjoint(match.group().lower().split()):
            yield match.group()


def full_names(candidates: Iterable[str]) -> Iterator[Words]:
    """Of names in two to four capitalised words: the whole name, and its first and last, as words."""
    for candidate in candidates:
        parts = candidate.split()
        if 2 <= len(parts) <= 4 and all(CAPITALISED.fullmatch(part) for part in parts):
            yield words(candidate)
            yield words(f"{parts[0]} {parts[-1]}")


@dataclass(slots=True)
class Sources:
    """What must not be copied: person names as words, and runs with the documents they stand in."""

    documents: dict[str, Words] = field(default_factory=dict)
    names: set[Words] = field(default_factory=set)
    runs: set[Words] = field(default_factory=set)

    @classmethod
    def of(cls, seeds: Path, places: frozenset[str]) -> Sources:
        """Read a folder of documents and, where they lie in ../reading/gold beside it, their gold records.

        `places`: words of the names of municipalities and regions, which are no persons.
        """
        sources = cls()
        for path in sorted(seeds.glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            sources.documents[path.stem] = words(text)
            sources.runs.update(runs(sources.documents[path.stem]))
            gold = seeds.parent / "reading" / "gold" / f"{path.stem}.json"
            record = json.loads(gold.read_text(encoding="utf-8")) if gold.exists() else {}
            sources.names.update(full_names([*names_of_record(record), *names_in(text, places)]))
        return sources

    def holding(self, phrase: Words) -> int:
        """In how many of the documents a phrase stands."""
        return sum(phrase in set(runs(document, len(phrase))) for document in self.documents.values())


def place_words(register: Path) -> frozenset[str]:
    """The words of the names of municipalities, counties and regions, by the register of parties."""
    return frozenset(words(register.read_text(encoding="utf-8")))


def tracked(root: Path) -> list[Path]:
    """The files that git tracks under a folder."""
    command = ["git", "-C", str(root), "ls-files", "-z"]
    listing = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [root / name for name in listing.split("\0") if name]


def read_text(path: Path) -> str:
    """A tracked file's text; empty for a binary file and for one that is deleted in the working tree."""
    data = path.read_bytes() if path.is_file() else b""
    if b"\0" in data:
        return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")


def stock_phrases(path: Path, sources: Sources) -> tuple[set[Words], list[str]]:
    """The runs that are excepted, and what is wrong in the list: a line without a reason, or with an untrue one."""
    excepted: set[Words] = set()
    faults = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], start=1):
        if not line.strip() or line.startswith("#"):
            continue
        phrase, _, reason = (part.strip() for part in line.partition("|"))
        if not reason:
            faults.append(f"{path.name}:{number}: frasen saknar skäl")
        elif reason == TWO and sources.holding(words(phrase)) < 2:
            faults.append(f"{path.name}:{number}: frasen står inte i två av dokumenten")
        else:
            excepted.update(runs(words(phrase)))
    return excepted, faults


def findings(path: Path, sources: Sources, excepted: set[Words]) -> Iterator[str]:
    """Names and runs of the sources in one file, each with the line it begins on; a longer copy is told once."""
    found = tokens(read_text(path))
    sequence = [token.word for token in found]
    by_first: dict[str, list[Words]] = {}
    for name in sources.names:
        by_first.setdefault(name[0], []).append(name)
    for i, token in enumerate(found):
        for name in by_first.get(token.word, ()):
            if tuple(sequence[i : i + len(name)]) == name:
                yield f"{token.line}: namn: {' '.join(name)}"
    last = -RUN
    for i, run in enumerate(runs(sequence)):
        if run in sources.runs and run not in excepted:
            if i - last > 1:
                yield f"{found[i].line}: sex ord i följd: {' '.join(run)}"
            last = i


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=Path, default=SEEDS, help="mapp med dokumenten")
    parser.add_argument("--root", type=Path, default=ROOT, help="git-katalogen som granskas")
    call = parser.parse_args(arguments)
    if not any(call.seeds.glob("*.txt")):
        print(f"UTELÄMNAD: inga dokument i {call.seeds}; om något har kopierats ur dem är inte prövat.")
        return 0
    sources = Sources.of(call.seeds, place_words(ROOT / "src/rodtrad/reading/data/kommuner.csv"))
    excepted, faults = stock_phrases(call.root / STOCK, sources)
    files = tracked(call.root)
    for path in files:
        if path.relative_to(call.root).as_posix() != STOCK:
            faults += [f"{path.relative_to(call.root)}:{what}" for what in findings(path, sources, excepted)]
    print(*faults, sep="\n", end="\n" if faults else "")
    size = f"{len(sources.documents)} dokument, {len(sources.names)} namn, {len(sources.runs)} ordföljder"
    print(f"{size}, {len(files)} filer: {len(faults)} fynd.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
