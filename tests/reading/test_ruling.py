"""Lines that rule a table are taken out of a picture; letters stay, also those that cross a line."""

from PIL import Image, ImageChops, ImageDraw

from rodtrad.reading.ruling import without_rules

DOTS = 300
SIZE = (1200, 900)
# A table of two rows and two columns, its lines grey and thin as a scanner leaves them.
RULES = (
    *((100, y, 1100, y + 2) for y in (200, 400, 600)),
    *((x, 200, x + 2, 600) for x in (100, 600, 1100)),
)
# Words as blocks of strokes: some stand clear, one hangs over a line below it.
WORDS = ((140, 240), (640, 270), (140, 440), (640, 480), (300, 376))
STROKES = tuple((x + 12 * n, y, x + 12 * n + 5, y + 36) for x, y in WORDS for n in range(12))


def page(*boxes: tuple[int, int, int, int], grey: int) -> Image.Image:
    picture = Image.new("L", SIZE, 245)
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        draw.rectangle(box, fill=grey)
    return picture


def test_lines_go_and_letters_stay() -> None:
    letters, rules = page(*STROKES, grey=20), page(*RULES, grey=150)
    cleaned = without_rules(ImageChops.darker(letters, rules), DOTS)
    assert sum(ImageChops.difference(cleaned, letters).histogram()[60:]) < 0.01 * sum(rules.histogram()[:200])


def test_what_is_thick_or_short_is_no_line() -> None:
    picture = page((100, 100, 1100, 160), (100, 300, 180, 303), grey=60)
    assert without_rules(picture, DOTS).tobytes() == picture.tobytes()


def test_a_shaded_row_stays_shaded_without_its_lines() -> None:
    shade = page((100, 200, 1100, 400), grey=215)
    ruled = ImageChops.darker(shade, page((100, 200, 1100, 202), (100, 399, 1100, 401), grey=140))
    assert min(without_rules(ruled, DOTS).tobytes()) >= 215
