"""Reading that no document can stop: each is read in a child process of its own, with limits on what it may take.

A document comes from anyone, and what reads it is a large program; so the process that holds the database or serves
the web never opens one. A server process, started afresh and with the imports done, forks a child a document; the
child answers in JSON, which is checked like anything that comes from outside.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from stat import S_ISREG
from types import TracebackType
from typing import Any, Self

from rodtrad.reading._slot import OnPage, Slot, crashed
from rodtrad.reading.house_style import HouseStyle
from rodtrad.reading.json_form import Json, from_json, page_sizes_from_json
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.limits import Limits
from rodtrad.reading.ocr import recognised, tesseract
from rodtrad.reading.office import as_read
from rodtrad.reading.parties import Party
from rodtrad.reading.record import Record
from rodtrad.reading.sources import Unreadable
from rodtrad.reading.sources.errors import too_large

__all__ = ["ContainedReader", "Limits", "Outcome", "Reading"]

TASK = "rodtrad.reading._task:prepare"
# One process takes what they find; more than a few would only wait for it.
MOST_JOBS_BY_DEFAULT = 4
# On a page, on average: a scanned one may bear a stamp or a running number besides.
FEW_LETTERS = 60
NO_LETTERS = (
    "PDF-filen är bilder, och textigenkänningen hittade ingen text i dem. "
    "Se efter att de är skarpa och rättvända, och skanna annars om dem med 200–300 dpi."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that could be read. `page_sizes`: width and height in points of each page, empty where the format has
    no positions on paper. `json`: the record as `json_form.to_json` writes it."""

    text: str
    line_starts: tuple[int, ...]
    page_starts: tuple[int, ...]
    page_sizes: tuple[tuple[float, float], ...]
    record: Record
    json: Json

    @property
    def lacks_text(self) -> bool:
        """Whether some pages of a PDF hold less text than a page does, and may be pictures."""
        if any(issue.code == "page-without-text" for issue in self.record.issues):
            return True
        return bool(self.page_sizes) and len(self.text) < FEW_LETTERS * len(self.page_sizes)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: a reading or an error. `data` is empty where the file could not even be opened."""

    name: str
    data: bytes
    sha256: str
    reading: Reading | None = None
    error: Unreadable | None = None


class ContainedReader:
    """Reads documents in child processes, `jobs` at a time; a context manager, to be made after any fork.

    `parties`: those that the installation adds to Sweden's regions and municipalities. `styles`: house styles of its
    bodies, by `style_key`. May be used from several
    threads. `_task` names the function that prepares what children do.
    """

    def __init__(
        self,
        *,
        jobs: int | None = None,
        limits: Limits | None = None,
        parties: Iterable[Party] = (),
        styles: Mapping[str, HouseStyle] | None = None,
        _task: str = TASK,
    ) -> None:
        self._jobs = jobs or min(os.cpu_count() or 1, MOST_JOBS_BY_DEFAULT)
        self._limits = limits or Limits.from_environment()
        knowledge = Knowledge(tuple(parties), styles or {})
        self._slots = [Slot(self._limits, knowledge, _task) for _ in range(self._jobs)]
        self._free = SimpleQueue[Slot]()
        for slot in self._slots:
            self._free.put(slot)
        self._pool = ThreadPoolExecutor(self._jobs, thread_name_prefix="reading")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End what is being read, and the servers."""
        for slot in self._slots:
            slot.let_go()
        self._pool.shutdown(cancel_futures=True)
        for slot in self._slots:
            slot.close()

    def read(
        self, documents: Iterable[tuple[str, bytes | Path]], *, on_page: OnPage = lambda page, pages: None
    ) -> Iterator[Outcome]:
        """The outcome of every document, in their order; only a few documents are held at a time.

        Takes names and contents, or the files to read them from. What goes wrong with one document is its outcome.
        `on_page`: called, in any thread, with the page of a document that has just been read and how many there are
        (0: not known); must not raise.
        """
        waiting = deque[Future[Outcome]]()
        try:
            for name, content in documents:
                waiting.append(self._pool.submit(self._outcome, name, content, on_page))
                if len(waiting) > 2 * self._jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _outcome(self, name: str, content: bytes | Path, on_page: OnPage) -> Outcome:
        data = content if isinstance(content, bytes) else b""
        try:
            if isinstance(content, Path):
                data = read_file(content, self._limits.max_bytes)
            if len(data) > self._limits.max_bytes:
                raise too_large(len(data), self._limits.max_bytes)
            reading = self._read(name, data, on_page)
        except Unreadable as error:
            return Outcome(name=name, data=data, sha256=_digest(data), error=error)
        return Outcome(name=name, data=data, sha256=_digest(data), reading=reading)

    def _read(self, name: str, data: bytes, on_page: OnPage) -> Reading:
        """A document, with the letters on its scanned pages where there is somebody to read them."""
        name, data, spent = as_read(name, data)
        try:
            found = _checked(self._asked(name, data, on_page, spent))
        except Unreadable as error:
            if error.code != "pictures-only" or tesseract() is None:
                raise
            return self._read_recognised(name, data, on_page)
        if found.lacks_text and (seen := recognised(data)) is not None:
            return _checked(self._asked(name, seen, on_page))
        return found

    def _read_recognised(self, name: str, data: bytes, on_page: OnPage) -> Reading:
        """A document all of whose pages are pictures, by the letters in them."""
        seen = recognised(data)
        try:
            if seen is not None:
                return _checked(self._asked(name, seen, on_page))
        except Unreadable as error:
            if error.code not in ("empty", "pictures-only"):
                raise
        raise Unreadable("pictures-only", NO_LETTERS)

    def _asked(self, name: str, data: bytes, on_page: OnPage, spent: int = 0) -> dict[str, Any]:
        slot = self._free.get()
        try:
            return slot.ask(name, data, on_page, spent)
        finally:
            self._free.put(slot)


def read_file(path: Path, most: int) -> bytes:
    """The content of a file. Raises Unreadable where there is none, it may not be opened, or it is too large."""
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not S_ISREG(status.st_mode):
                raise _no_file()
            if status.st_size > most:
                raise too_large(status.st_size, most)
            return file.read(most + 1)
    except FileNotFoundError as error:
        broken = path.is_symlink()
        what = "Länken pekar på en fil som inte finns." if broken else "Filen finns inte."
        raise Unreadable("missing", f"{what} Kontrollera sökvägen och försök igen.") from error
    except IsADirectoryError as error:
        raise _no_file() from error
    except PermissionError as error:
        raise Unreadable(
            "missing", "Du har inte rätt att läsa filen. Ändra dess rättigheter och försök igen."
        ) from error
    except OSError as error:
        raise Unreadable("missing", f"Filen kan inte läsas ({error.strerror}). Kontrollera disken.") from error


def _open_without_waiting(path: str, flags: int) -> int:
    """As os.open, which would wait at a named pipe until somebody writes."""
    return os.open(path, flags | os.O_NONBLOCK)


def _no_file() -> Unreadable:
    return Unreadable("missing", "Det är ingen vanlig fil. Ange en fil med ett dokument och försök igen.")


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _checked(told: dict[str, Any]) -> Reading:
    """What a child told, each value of the type it should have; a child that tells anything else has crashed."""
    try:
        text = told["text"]
        lines, pages = tuple(told["line_starts"]), tuple(told["page_starts"])
        if not isinstance(text, str) or not all(type(n) is int and 0 <= n <= len(text) for n in (*lines, *pages)):
            raise ValueError("not a reading")
        sizes = page_sizes_from_json(told["page_sizes"])
        if sizes and len(sizes) != len(pages):
            raise ValueError("not a size a page")
        record = from_json(told["record"])
        return Reading(
            text=text, line_starts=lines, page_starts=pages, page_sizes=sizes, record=record, json=told["record"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise crashed() from error
