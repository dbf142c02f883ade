"""What a contained child does with somebody's logotype: decodes it, and writes its dots anew and nothing else."""

from __future__ import annotations

import warnings
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from rodtrad.reading._child import Task
from rodtrad.reading.knowledge import Knowledge
from rodtrad.reading.sources.errors import Unreadable

FORMS: Final = ("PNG", "JPEG")
MOST_DOTS: Final = 40_000_000
LARGEST: Final = (1_600, 800)  # dots: more than a letterhead shows
LEAST: Final = 16
NO_PICTURE: Final = "Filen är ingen bild som går att läsa. Spara logotypen som PNG eller JPEG och försök igen."


def prepare(knowledge: Knowledge) -> Task:
    """The function that children run, with all it needs in memory."""

    def task(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> dict[str, Any]:
        return {"file": b64encode(_anew(data)).decode()}

    for form in FORMS:  # so that children find what loads late
        sample = BytesIO()
        Image.new("RGB", (LEAST, LEAST)).save(sample, form)
        task("logotyp", sample.getvalue(), lambda pages: None)
    return task


def _anew(data: bytes) -> bytes:
    """The dots as a PNG without anything that the file says besides. Raises Unreadable for what is no picture."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # what is too large is asked for below
        try:
            picture = Image.open(BytesIO(data), formats=FORMS)
            if picture.width * picture.height > MOST_DOTS:
                raise Unreadable(
                    "too-large", "Bilden har för många bildpunkter. Minska den till högst 1600 på bredden."
                )
            if min(picture.size) < LEAST:
                raise Unreadable("broken", f"Bilden är för liten. Den behöver minst {LEAST} bildpunkter åt vart håll.")
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail(LARGEST)
            dots = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
            raise Unreadable("broken", NO_PICTURE) from error
    clean, file = Image.new(dots.mode, dots.size), BytesIO()
    clean.paste(dots)
    clean.save(file, "PNG", optimize=True)
    return file.getvalue()
