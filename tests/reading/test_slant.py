"""How far a page lay from level, told from its picture alone."""

import pytest
from PIL import Image, ImageDraw

from rodtrad.reading.slant import levelled, slant_of


def page(angle: float) -> Image.Image:
    """Lines of words, turned."""
    picture = Image.new("L", (1200, 1700), 255)
    draw = ImageDraw.Draw(picture)
    for line in range(40):
        for word in range(8):
            draw.rectangle((150 + 110 * word, 200 + 32 * line, 240 + 110 * word, 214 + 32 * line), fill=0)
    return picture.rotate(angle, fillcolor=255)


@pytest.mark.parametrize("angle", [0.0, 0.6, -1.8, 3.1])
def test_the_slant_is_what_levels_the_page(angle: float) -> None:
    assert slant_of(page(angle)) == pytest.approx(-angle, abs=0.15)
    assert slant_of(levelled(page(angle), -angle)) == pytest.approx(0, abs=0.15)


def test_an_empty_page_lies_level() -> None:
    assert slant_of(Image.new("L", (600, 800), 255)) == 0
