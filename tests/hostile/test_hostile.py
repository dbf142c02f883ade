"""Every hostile file is refused or read within its limits, in plain words, and the next one is read."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rodtrad.reading import pictures
from rodtrad.reading.contained import ContainedReader, Limits
from rodtrad.reading.pictures import PictureMaker
from tests.hostile import FILES, cut, others, pdf_inside, whole
from tests.hostile.measuring import Measured, drawing, measured, reading

# An installation's limits give a file 8 seconds of work; fewer are enough to see them hold. `python -m tests.hostile`
# measures what it takes with all of them.
LIMITS = Limits(cpu=2)
DRAWING = replace(pictures.LIMITS, cpu=2)
SECONDS, MEGABYTES = LIMITS.cpu + 2.5, 512
# LibreOffice starts anew for each, and gets its own time.
BY_OFFICE, OFFICE_SECONDS = (".rtf", ".doc"), 10.0
CUTS_BY_OFFICE = 5
GOOD = b"Protokoll"
REFUSED = 10  # of the odd ones; the others are only oddly named


@pytest.fixture(scope="module")
def reader() -> Iterator[ContainedReader]:
    with ContainedReader(jobs=1, limits=LIMITS) as reader:
        yield reader


@pytest.fixture(scope="module")
def maker() -> Iterator[PictureMaker]:
    with PictureMaker(jobs=1, limits=DRAWING) as maker:
        yield maker


def test_there_are_enough_of_them_and_each_is_its_own() -> None:
    assert len(FILES) > 120
    small = {name: content() for name, content in (others.ODD | others.OLD | pdf_inside.FILES).items()}
    assert len({data for name, data in small.items() if name not in others.ODD}) == len(small) - len(others.ODD)


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_or_read_within_its_limits(
    name: str, reader: ContainedReader, caplog: pytest.LogCaptureFixture
) -> None:
    hostile, good = measured(reading(reader), [(name, FILES[name]()), ("good.txt", GOOD)])
    assert hostile.outcome not in ("crashed", "missing"), caplog.text[-2000:]
    _assert_within(hostile)
    assert good.outcome == "read"


@pytest.mark.parametrize("ending", whole.WHOLE)
def test_what_is_cut_off_is_refused_or_read(ending: str, reader: ContainedReader) -> None:
    files = [(name, data) for name, data in cut(ending)]
    few = files[:: len(files) // CUTS_BY_OFFICE] if f".{ending}" in BY_OFFICE else files
    for result in measured(reading(reader), few):
        assert result.outcome not in ("crashed", "missing"), result
        _assert_within(result)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".pdf")])
def test_its_page_is_drawn_or_not_within_its_limits(name: str, maker: PictureMaker) -> None:
    hostile, good = measured(drawing(maker), [(name, FILES[name]()), ("good.pdf", whole.WHOLE["pdf"]())])
    _assert_within(hostile)
    assert good.outcome == "drawn"


def test_refusals_are_plain_words(reader: ContainedReader) -> None:
    outcomes = reader.read((name, content()) for name, content in others.ODD.items())
    refused = [outcome.error.message for outcome in outcomes if outcome.error]
    assert len(refused) >= REFUSED
    assert all(message.endswith((".", ".txt")) for message in refused), refused


def test_the_command_tells_each_and_reads_the_good_one(tmp_path: Path) -> None:
    few = {name: data for name, content in FILES.items() if len(name) < 40 and len(data := content()) < 2000}
    for name, data in few.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "protokoll.txt").write_bytes(whole.WHOLE["txt"]())
    command = [sys.executable, "-P", "-m", "rodtrad.cli", "read", str(tmp_path), "--table"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "protokoll.txt" in told.stdout
    assert "Traceback" not in told.stderr
    assert len(few) > 20


def _assert_within(result: Measured) -> None:
    logging.getLogger(__name__).info("%s", result)
    assert result.cpu < (OFFICE_SECONDS if result.name.endswith(BY_OFFICE) else SECONDS), result
    assert result.memory < MEGABYTES, result
