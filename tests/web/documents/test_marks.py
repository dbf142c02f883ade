"""A finding's places as rectangles on the picture of a page."""

from rodtrad.web.documents.marks import GAP, Mark, Marked, marks_on
from rodtrad.web.documents.places import Box

WIDTH, HEIGHT = 595.0, 842.0


def marked(number: int, *boxes: Box) -> Marked:
    return Marked(number, "decision", "Beslut", False, boxes)


def drawn(*findings: Marked) -> list[Mark]:
    return marks_on(findings, WIDTH, HEIGHT)


def corners(mark: Mark) -> list[tuple[float, float, float, float]]:
    """The rectangles of a mark as boxes again."""
    numbers = [(float(r.x), float(r.y), float(r.width), float(r.height)) for r in mark.rects]
    return [(x, y, round(x + width, 1), round(y + height, 1)) for x, y, width, height in numbers]


def test_a_rectangle_lies_a_little_outside_its_box() -> None:
    (mark,) = drawn(marked(1, (72, 60, 372, 74)))
    assert corners(mark) == [(72 - GAP, 60 - GAP, 372 + GAP, 74 + GAP)]
    assert mark.rects[0].x == "70.5"  # a number that SVG can read


def test_a_finding_with_several_boxes_is_one_mark() -> None:
    (mark,) = drawn(marked(1, (300, 60, 500, 74), (72, 80, 200, 94)))
    assert len(mark.rects) == 2


def test_the_smaller_is_drawn_last_and_so_on_top() -> None:
    whole, part = marked(1, (72, 60, 500, 200)), marked(2, (80, 70, 120, 84))
    assert [mark.number for mark in drawn(part, whole)] == [1, 2]


def test_findings_at_the_same_place_can_be_told_apart() -> None:
    box = (72.0, 60.0, 372.0, 74.0)
    outer, inner = drawn(marked(1, box), marked(2, box))
    assert (outer.number, inner.number) == (1, 2)
    assert corners(outer)[0][0] == 72 - 2 * GAP
    assert corners(inner)[0][0] == 72 - GAP


def test_what_lies_outside_the_page_is_not_drawn_there() -> None:
    assert drawn(marked(1, (700, 60, 800, 74)), marked(2, (10, 900, 20, 910))) == []
    (mark,) = drawn(marked(1, (-50, -50, 1000, 20)))
    assert corners(mark) == [(0, 0, WIDTH, 20 + GAP)]


def test_a_finding_without_a_box_has_no_mark() -> None:
    assert drawn(marked(1)) == []
