"""What anybody may hand in as a paper: a hostile file costs its child a few seconds, and the next one has its pages."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from rodtrad.reading.limits import Limits
from rodtrad.reading.papers import PaperMaker
from rodtrad.reading.pictures import NoPicture
from tests import factories
from tests.hostile import FILES

LIMITS = Limits(cpu=4, wall=7.5, answer_at_least=20_000_000)
SECONDS = LIMITS.wall + 2.5
PDFS = [name for name in FILES if name.endswith(".pdf")]


@pytest.fixture(scope="module")
def maker() -> Iterator[PaperMaker]:
    maker = PaperMaker(limits=LIMITS)
    yield maker
    maker.close()


@pytest.mark.parametrize("name", PDFS)
def test_it_has_no_pages_or_has_them_within_its_limits(name: str, maker: PaperMaker) -> None:
    data, began = FILES[name](), time.monotonic()
    try:
        made = maker.pages_of(name, data)
    except NoPicture as error:
        assert str(error).startswith("filen")
    else:
        assert made.number > 0
        assert not [mark for mark in (b"/JavaScript", b"/Launch", b"/EmbeddedFile") if mark in made.pdf]
    assert time.monotonic() - began < SECONDS
    assert maker.pages_of("nästa.pdf", factories.pdf_of(1)).number == 1
