"""What is opened while somebody waits: a hostile file costs its child a few seconds, and the next file is opened."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from docx import Document

from rodtrad.reading.limits import Limits
from rodtrad.reading.seals import SealReader
from rodtrad.reading.sources import Unreadable
from rodtrad.reading.word_files import WordFiles
from tests import factories
from tests.hostile import FILES

LIMITS = Limits(cpu=4, wall=7.5)
SECONDS = LIMITS.wall + 2.5
PDFS = [name for name in FILES if name.endswith(".pdf")]
# Every fourth: the reader, which opens archives by the same code, meets all of them.
WORDS = [name for name in FILES if name.endswith(".docx")][::4]
REFUSED = {"broken", "too-heavy", "too-large", "unsupported-format", "unpacks-too-large", "encrypted"}
FIELDS = {"innehåll": True}


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


@pytest.fixture(scope="module")
def word_files() -> Iterator[WordFiles]:
    files = WordFiles(limits=LIMITS)
    yield files
    files.close()


@pytest.mark.parametrize("name", WORDS)
def test_neither_a_file_that_comes_back_nor_a_template_harms(name: str, word_files: WordFiles) -> None:
    data, began = FILES[name](), time.monotonic()
    asked: tuple[Callable[[], object], ...] = (
        lambda: word_files.read(name, data),
        lambda: word_files.faults_of(data, FIELDS, "innehåll"),
        lambda: word_files.fill(data, data, {}, "innehåll", ""),
    )
    for ask in asked:
        try:
            told = ask()
        except Unreadable as error:
            assert error.code in REFUSED | {"crashed"}
        else:
            assert told
    assert time.monotonic() - began < 3 * SECONDS
    blank = BytesIO()
    Document().save(blank)
    assert word_files.read("tom.docx", blank.getvalue()).paragraphs == ()


def test_there_are_enough_of_them() -> None:
    assert len(PDFS) > 40
    assert len(WORDS) > 15
