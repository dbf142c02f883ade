"""The reader as the web knows it: the only place that runs it, and what it knows of Swedish words and dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rodtrad.reading.contained import ContainedReader, Limits, Outcome
from rodtrad.reading.dates.find import find_dates
from rodtrad.reading.deciding import condition_of, effect_of, is_formal, looks_like_body
from rodtrad.reading.house_style import ConfirmedDocument, ConfirmedFact, HouseStyle, learn, style_key
from rodtrad.reading.parties import Party as KnownParty
from rodtrad.reading.parties import swedish_parties
from rodtrad.reading.same_person import may_be_same_person
from rodtrad.reading.version import READER_VERSION
from rodtrad.web.documents.kept import of_this_process

__all__ = [
    "READER_VERSION",
    "OnPage",
    "ReadFile",
    "Reading",
    "Refusal",
    "condition_of",
    "effect_of",
    "end_reading",
    "find_dates",
    "is_formal",
    "learn_style",
    "looks_like_body",
    "may_be_same_person",
    "most_bytes",
    "read_content",
    "read_contents",
    "read_files",
    "style_in_words",
    "style_key",
]

# Called, in any thread, with the page that has just been read and how many there are (0: not known).
OnPage = Callable[[int, int], None]
# What is learnt of bodies, as `learn_style` gives it, by `style_key`.
Styles = Mapping[str, dict[str, Any]]


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


def read_files(
    paths: Iterable[Path], *, parties: Iterable[KnownParty], jobs: int, styles: Styles | None = None
) -> Iterator[ReadFile]:
    """Read every file in a process of its own, `jobs` at a time; yields them in their order.

    `parties`: all that the register knows. `styles`: what is learnt of its bodies, by `style_key`.
    """
    paths = list(paths)
    if not paths:
        return
    with ContainedReader(jobs=jobs, parties=_added(parties), styles=_styles(styles)) as reader:
        for path, outcome in zip(paths, reader.read((path.name, path) for path in paths), strict=True):
            yield ReadFile(path, outcome.data, _result(outcome))


def read_contents(
    contents: Iterable[tuple[str, bytes]],
    *,
    parties: Iterable[KnownParty],
    jobs: int,
    styles: Styles | None = None,
) -> Iterator[Reading | Refusal]:
    """As `read_files`, of files by their names and contents, which are asked for one after another."""
    with ContainedReader(jobs=jobs, parties=_added(parties), styles=_styles(styles)) as reader:
        yield from map(_result, reader.read(contents))


class _Standing:
    """The reader of a process that reads one file after another, kept as starting one takes a second."""

    def __init__(self) -> None:
        self._reader: ContainedReader | None = None
        self._given: tuple[tuple[KnownParty, ...], dict[str, HouseStyle]] = ((), {})

    def reader(self, parties: tuple[KnownParty, ...], styles: dict[str, HouseStyle]) -> ContainedReader:
        if self._reader is None or self._given != (parties, styles):
            self.close()
            self._reader, self._given = ContainedReader(jobs=1, parties=parties, styles=styles), (parties, styles)
        return self._reader

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None


def read_content(
    path: Path, data: bytes, *, parties: Iterable[KnownParty], on_page: OnPage, styles: Styles | None = None
) -> Reading | Refusal:
    """Read one file in a process of its own; whose server stays for the next one, until `end_reading`.

    `path`: its name. For one thread at a time.
    """
    reader = of_this_process(_Standing).reader(_added(parties), _styles(styles))
    (outcome,) = reader.read([(path.name, data)], on_page=on_page)
    return _result(outcome)


def end_reading() -> None:
    """End what this process is reading by `read_content`, and the server."""
    of_this_process(_Standing).close()


def most_bytes() -> int:
    """How large a file may be to be read."""
    return Limits.from_environment().max_bytes


def learn_style(documents: Iterable[tuple[str, Iterable[tuple[str, int, str, str]]]]) -> dict[str, Any]:
    """What some confirmed documents of one body do alike, as JSON. Each is its text and its facts: the record's kind,
    the first line, the words, and of one attending the presence."""
    learnt = learn(
        [ConfirmedDocument(text.split("\n"), [ConfirmedFact(*f) for f in facts]) for text, facts in documents]
    )
    return asdict(learnt) if learnt else {}


def style_in_words(learnt: Mapping[str, Any]) -> list[str]:
    """What was learnt, as Swedish sentences."""
    return HouseStyle(**learnt).in_words() if learnt else []


def _styles(learnt: Styles | None) -> dict[str, HouseStyle]:
    return {key: HouseStyle(**style) for key, style in (learnt or {}).items()}


def _added(parties: Iterable[KnownParty]) -> tuple[KnownParty, ...]:
    """Those that the reader does not know by itself."""
    swedish = set(swedish_parties().all)
    return tuple(party for party in parties if party not in swedish)


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
