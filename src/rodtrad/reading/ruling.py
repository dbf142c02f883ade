"""Scanned pages without the lines that rule their tables: Tesseract takes them for letters, and whole cells for
pictures.

A line is darker than the paper on both sides of it, for longer than any letter is. What crosses it is left.
"""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageChops

from rodtrad.reading.slant import DARK

INK: Final = 200  # of 255: a thin line is grey once it has been scanned
# In inches.
LONGER_THAN_LETTERS: Final = 0.35
GAP: Final = 0.03  # where something crosses a line, or the scanner lost it
THICKEST: Final = 0.03
EDGE: Final = 0.01  # beside a line: neither of its colour nor of the paper's
WHITE: Final = 255

Way = tuple[int, int]


def without_rules(page: Image.Image, dots: int) -> Image.Image:
    """A level grey picture with `dots` an inch, without its ruling lines."""
    found = [(athwart, _lines(page, dots, along, athwart)) for along, athwart in (((1, 0), (0, 1)), ((0, 1), (1, 0)))]
    letters = ImageChops.subtract(_darker_than(DARK, page), ImageChops.lighter(*(lines for _, lines in found)))
    reach, beside = 3 * round(EDGE * dots), round((THICKEST + EDGE) * dots)
    for athwart, lines in found:
        crossed = ImageChops.darker(_drawn_out(letters, reach, athwart), _drawn_out(letters, -reach, athwart))
        paper = ImageChops.lighter(_moved(page, athwart, beside), _moved(page, athwart, -beside))
        page = Image.composite(paper, page, ImageChops.subtract(lines, crossed))
    return page


def _lines(page: Image.Image, dots: int, along: Way, athwart: Way) -> Image.Image:
    """The lines of one direction, with their edges, as white on black."""
    thickest, edge, ink = round(THICKEST * dots), round(EDGE * dots), _darker_than(INK, page)
    near = ImageChops.lighter(_moved(ink, athwart, thickest), _moved(ink, athwart, -thickest))
    thin = ImageChops.subtract(ink, near)
    lines = _opened(_closed(thin, round(GAP * dots), along), round(LONGER_THAN_LETTERS * dots), along)
    return _drawn_out(_drawn_out(lines, edge, athwart), -edge, athwart)


def _darker_than(most: int, page: Image.Image) -> Image.Image:
    return page.point([WHITE * (grey < most) for grey in range(256)])


def _opened(picture: Image.Image, length: int, way: Way) -> Image.Image:
    """What is white for at least so many dots in a direction."""
    black = ImageChops.invert(picture)
    return _drawn_out(ImageChops.invert(_drawn_out(black, 1 - length, way)), length - 1, way)


def _closed(picture: Image.Image, gap: int, way: Way) -> Image.Image:
    """The same picture where less than so many dots between white ones in a direction are white too."""
    return ImageChops.invert(_opened(ImageChops.invert(picture), gap, way))


def _drawn_out(picture: Image.Image, by: int, way: Way) -> Image.Image:
    """White drawn out by so many dots in a direction, or against it."""
    done, sign = 0, 1 if by > 0 else -1
    while done < abs(by):
        step = min(done + 1, abs(by) - done)
        picture = ImageChops.lighter(picture, _moved(picture, way, sign * step))
        done += step
    return picture


def _moved(picture: Image.Image, way: Way, by: int) -> Image.Image:
    """A picture moved by so many dots; what leaves it comes in on the other side, where paper is empty too."""
    return ImageChops.offset(picture, way[0] * by, way[1] * by)
