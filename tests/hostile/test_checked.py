"""What anybody may have checked: a hostile file costs its child a few seconds, and the next file is checked."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from rodtrad.reading.limits import Limits
from rodtrad.reading.seals import SealReader
from rodtrad.reading.sources import Unreadable
from tests import factories
from tests.hostile import FILES

LIMITS = Limits(cpu=4, wall=7.5)
SECONDS = LIMITS.wall + 2.5
PDFS = [name for name in FILES if name.endswith(".pdf")]


@pytest.fixture(scope="module")
def reader() -> Iterator[SealReader]:
    reader = SealReader(limits=LIMITS)
    yield reader
    reader.close()


def looked_at(reader: SealReader, data: bytes) -> str:
    """What became of it."""
    try:
        return f"{len(reader.look_at(data, ()).signatures)} signatures"
    except Unreadable as error:
        return error.code


@pytest.mark.parametrize("name", PDFS)
def test_it_is_refused_or_checked_within_its_limits(name: str, reader: SealReader) -> None:
    data, began = FILES[name](), time.monotonic()
    assert looked_at(reader, data) in {"broken", "too-heavy", "too-large", "0 signatures"}
    assert time.monotonic() - began < SECONDS
    assert looked_at(reader, factories.pdf_of(1)) == "0 signatures"


def test_there_are_enough_of_them() -> None:
    assert len(PDFS) > 40
