"""What a contained child does when a page is to be drawn: opens the PDF, draws the one page, answers with a PNG."""

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from math import sqrt
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image

from rodtrad.reading._child import Task
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.pictures import LONGEST_SIDE, MOST_DOTS

POINTS_AN_INCH: Final = 72
# Sharp on a screen with two dots a pixel, where a page is about 800 pixels wide.
DOTS_AN_INCH: Final = 144
# Text and its smoothed edges need few; measured, a page is then a quarter of what it is in full colour.
COLOURS: Final = 64
# What the choice of colours makes of white paper.
NEARLY_WHITE: Final = 250


def prepare(knowledge: Knowledge) -> Task:
    """The function that children run, with all it needs in memory. Its name ends with the number of the page."""

    def task(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> dict[str, Any]:
        try:
            with pdfium.PdfDocument(data) as document:
                page = document[int(name.rpartition(" ")[2]) - 1]
                return {"picture": b64encode(_drawn(page)).decode()}
        except (pdfium.PdfiumError, IndexError):
            return {"damaged": True}

    with pdfium.PdfDocument.new() as blank:
        _drawn(blank.new_page(100, 100))
    return task


def _drawn(page: pdfium.PdfPage) -> bytes:
    image = page.render(scale=_scale(*page.get_size())).to_pil().convert("RGB")
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = few.getpalette() or []
    few.putpalette([255 if part >= NEARLY_WHITE else part for part in palette])
    written = BytesIO()
    few.save(written, format="PNG")
    return written.getvalue()


def _scale(width: float, height: float) -> float:
    """Dots a point, so that neither the dots in all nor those of the longer side are too many."""
    return min(DOTS_AN_INCH / POINTS_AN_INCH, sqrt(MOST_DOTS / (width * height)), LONGEST_SIDE / max(width, height))
