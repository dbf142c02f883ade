"""Reads files as the program does and tells what each took."""

from __future__ import annotations

import logging
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from evaluation.memory import Memory
from rodtrad.reading.contained import ContainedReader
from rodtrad.reading.pictures import NoPicture, PictureMaker


@dataclass(frozen=True, slots=True)
class Measured:
    """`outcome`: "read", or why not. `cpu`: seconds of work, on a machine that others use the better measure.
    `memory`: the most that the child or all processes together held, in MB."""

    name: str
    outcome: str
    seconds: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:6.2f} s {self.cpu:6.2f} s {self.memory:6.0f} MB  {self.outcome:<20} {self.name!r}"


class Usage(logging.Handler):
    """What the last child used, as the log tells: seconds of work, and kilobytes at most."""

    def __init__(self) -> None:
        super().__init__()
        self.cpu = 0.0
        self.memory = 0

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and isinstance(told := record.args[-1], dict):
            self.cpu, self.memory = told["cpu"], told["memory"]


def _worked() -> float:
    """The seconds of work of what was started for files and has ended: LibreOffice, Tesseract."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


Doing = Callable[[str, bytes], str]


def reading(reader: ContainedReader) -> Doing:
    """Reads a file and says what came of it; one at a time, or the log would tell of another."""

    def one(name: str, data: bytes) -> str:
        (outcome,) = reader.read([(name, data)])
        return outcome.error.code if outcome.error else "read"

    return one


def drawing(maker: PictureMaker) -> Doing:
    """Draws the first page of a PDF and says what came of it."""

    def one(name: str, data: bytes) -> str:
        try:
            maker.draw(name, data, 1)
        except NoPicture as error:
            return str(error)
        return "drawn"

    return one


def measured(do: Doing, files: Iterable[tuple[str, bytes]]) -> Iterator[Measured]:
    """What became of each file, and what it took."""
    log, usage = logging.getLogger("rodtrad.reading"), Usage()
    level = log.level
    log.addHandler(usage)
    log.setLevel(logging.DEBUG)
    try:
        for name, data in files:
            usage.cpu, usage.memory = 0.0, 0
            began, worked = time.monotonic(), _worked()
            with Memory(alone=True) as memory:
                outcome = do(name, data)
            seconds = time.monotonic() - began
            yield Measured(
                name, outcome, seconds, usage.cpu + _worked() - worked, max(memory.most, usage.memory / 1000)
            )
    finally:
        log.removeHandler(usage)
        log.setLevel(level)
