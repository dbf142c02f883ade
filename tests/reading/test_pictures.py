"""Pages are drawn in children that no page can stop, and what crosses is a PNG of a size that can be borne."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from io import BytesIO
from itertools import islice
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from rodtrad.reading.limits import Limits
from rodtrad.reading.pictures import (
    BUSY,
    CRASHED,
    DAMAGED,
    LONGEST_SIDE,
    MOST_DOTS,
    MOST_WAITING,
    TOO_HEAVY,
    NoPicture,
    PictureMaker,
    is_picture,
    size_of,
)
from tests.reading import misbehaviour

ROOT = Path(__file__).parents[2]
A4 = (595, 842)


@pytest.fixture(scope="module", autouse=True)
def servers_find_the_tests() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        yield


@pytest.fixture(scope="module")
def maker() -> Iterator[PictureMaker]:
    with PictureMaker() as maker:
        yield maker


@pytest.fixture(scope="module")
def misled() -> Iterator[PictureMaker]:
    """One whose children do what the page or the document says."""
    limits = Limits(memory=400_000_000, cpu=1, wall=1.2)
    task = f"{misbehaviour.__name__}:prepare_drawing"
    with PictureMaker(jobs=1, limits=limits, _task=task) as maker:
        yield maker


def pdf(*sizes: tuple[float, float], content: bytes = b"") -> bytes:
    """A PDF with a page of each size and the same content on all of them."""
    document = pikepdf.new()
    for size in sizes:
        document.add_blank_page()
        document.pages[-1].MediaBox = [0, 0, *size]
        document.pages[-1].Contents = document.make_stream(content)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def recursive_form() -> bytes:
    """A page that draws a form that draws itself, twice."""
    document = pikepdf.new()
    document.add_blank_page(page_size=A4)
    form = document.make_stream(b"/F Do /F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    document.pages[0].Contents = document.make_stream(b"/F Do")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def why(maker: PictureMaker, data: bytes, page: int = 1) -> str:
    with pytest.raises(NoPicture) as told:
        maker.draw("a.pdf", data, page)
    return str(told.value)


def test_a_page_is_drawn_where_its_content_stands(maker: PictureMaker) -> None:
    picture = maker.draw("a.pdf", pdf(A4, (200, 100), content=b"0 0 1 rg 0 0 50 50 re f"), 2)
    assert is_picture(picture)
    image = Image.open(BytesIO(picture)).convert("RGB")
    assert image.size == size_of(picture) == (400, 200)
    assert image.getpixel((20, 180)) == (0, 0, 255)  # the corner that PDF counts from
    assert image.getpixel((20, 20)) == image.getpixel((380, 180)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(14_400, 14_400), (2_000_000, 1), (1, 2_000_000), (0.01, 0.01)])
def test_a_page_may_be_of_any_size(maker: PictureMaker, size: tuple[float, float]) -> None:
    width, height = size_of(maker.draw("a.pdf", pdf(size), 1))
    assert max(width, height) <= LONGEST_SIDE + 1
    assert (width - 1) * (height - 1) <= MOST_DOTS


@pytest.mark.parametrize("page", [0, 2, 4711])
def test_a_page_that_is_not_there(maker: PictureMaker, page: int) -> None:
    assert why(maker, pdf(A4), page) == DAMAGED


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"Protokoll", pdf(A4)[:200]])
def test_what_is_no_pdf(maker: PictureMaker, data: bytes) -> None:
    assert why(maker, data) == DAMAGED


def test_a_form_that_draws_itself_stops_nobody(maker: PictureMaker) -> None:
    assert why(maker, recursive_form()) in (TOO_HEAVY, CRASHED)
    assert is_picture(maker.draw("a.pdf", pdf(A4), 1))


@pytest.mark.parametrize("page", [int(name) for name in misbehaviour.DRAWINGS])
def test_only_a_picture_is_taken_for_one(misled: PictureMaker, page: int) -> None:
    assert why(misled, b"", page) == CRASHED


@pytest.mark.parametrize(("deed", "told"), [("loop", TOO_HEAVY), ("sleep", TOO_HEAVY), ("kill-server", CRASHED)])
def test_a_child_that_misbehaves_is_one_page(misled: PictureMaker, deed: str, told: str) -> None:
    assert why(misled, deed.encode(), 99) == told
    assert why(misled, b"", 4) == CRASHED  # the next one is answered


def test_who_waits_too_long_is_told(misled: PictureMaker) -> None:
    with ThreadPoolExecutor(4) as threads:
        reasons = set(threads.map(lambda deed: why(misled, deed, 99), [b"sleep"] * 4))
    assert reasons == {BUSY, TOO_HEAVY}


def test_no_more_wait_than_leave_room_for_others(misled: PictureMaker) -> None:
    with ThreadPoolExecutor(8) as threads:
        waiting = [threads.submit(why, misled, b"sleep", 99) for _ in range(8)]
        refused = list(islice(as_completed(waiting), 8 - 1 - MOST_WAITING))
        assert [one.result() for one in refused] == [BUSY] * 3 and not waiting[0].done()


def test_several_threads_may_draw(maker: PictureMaker) -> None:
    data = pdf(A4, A4, A4)
    with ThreadPoolExecutor(6) as threads:
        pictures = list(threads.map(lambda page: maker.draw("a.pdf", data, page), [1, 2, 3] * 4))
    assert all(map(is_picture, pictures))
