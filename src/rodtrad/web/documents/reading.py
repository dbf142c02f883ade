"""The reader as the web knows it: the only place that runs it, and what it knows of Swedish words and dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rodtrad import __version__ as READER_VERSION
from rodtrad.reading.alike import may_be_same_person
from rodtrad.reading.contained import ContainedReader, Outcome
from rodtrad.reading.dates.find import find_dates
from rodtrad.reading.deciding import condition_of, effect_of, is_formal, looks_like_body
from rodtrad.reading.parties import Party as KnownParty
from rodtrad.reading.parties import swedish_parties

__all__ = [
    "READER_VERSION",
    "ReadFile",
    "Reading",
    "Refusal",
    "condition_of",
    "effect_of",
    "find_dates",
    "is_formal",
    "looks_like_body",
    "may_be_same_person",
    "read_files",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader made of a file. `record`: the reading record as JSON. `page_sizes`: in points, of a PDF."""

    text: str
    page_starts: list[int]
    record: dict[str, Any]
    page_sizes: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no reading: a code, and a Swedish sentence that says what can be done."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What became of one file. `data` is what was read; empty where it could not be opened or is too large."""

    path: Path
    data: bytes
    result: Reading | Refusal


def read_files(paths: Iterable[Path], *, parties: Iterable[KnownParty], jobs: int) -> Iterator[ReadFile]:
    """Read every file in a process of its own, `jobs` at a time; yields them in their order.

    `parties`: all that the register knows.
    """
    paths = list(paths)
    if not paths:
        return
    swedish = set(swedish_parties().all)
    with ContainedReader(jobs=jobs, parties=[party for party in parties if party not in swedish]) as reader:
        for path, outcome in zip(paths, reader.read((path.name, path) for path in paths), strict=True):
            yield ReadFile(path, outcome.data, _result(outcome))


def _result(outcome: Outcome) -> Reading | Refusal:
    if outcome.reading is None:
        return Refusal(outcome.error.code, outcome.error.message) if outcome.error else Refusal("crashed", "")
    reading = outcome.reading
    return Reading(
        text=reading.text,
        page_starts=list(reading.page_starts),
        record=reading.json,
        page_sizes=list(reading.page_sizes),
    )
