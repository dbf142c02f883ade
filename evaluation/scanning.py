"""Pages as a scanner leaves them: grey, a little askew, blurred, with noise, as JPEG in a PDF without text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DOTS_AN_INCH: Final = 200
POINTS_AN_INCH: Final = 72
# Degrees, page by page.
ASKEW: Final = (1.2, -1.8, 0.6, -1.0)
BLUR: Final = 0.7  # dots
NOISE: Final = 12  # of 255
QUALITY: Final = 60
WHITE: Final = 255


def scanned(pdf: bytes, *, askew: Iterable[float] = ASKEW) -> bytes:
    """The pages of a PDF as pictures of paper, one a page, without any text."""
    angles = tuple(askew)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [_worn(picture, angles[i % len(angles)]) for i, picture in enumerate(_pictures(document))]
    written = BytesIO()
    pages[0].save(written, "PDF", resolution=DOTS_AN_INCH, save_all=True, append_images=pages[1:], quality=QUALITY)
    return written.getvalue()


def _pictures(document: pypdfium2.PdfDocument) -> Iterator[Image.Image]:
    for page in document:
        yield page.render(scale=DOTS_AN_INCH / POINTS_AN_INCH, grayscale=True).to_pil()


def _worn(picture: Image.Image, angle: float) -> Image.Image:
    turned = picture.convert("L").rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=WHITE)
    blurred = turned.filter(ImageFilter.GaussianBlur(BLUR))
    return ImageChops.add(blurred, Image.effect_noise(blurred.size, NOISE), scale=1, offset=-128)
