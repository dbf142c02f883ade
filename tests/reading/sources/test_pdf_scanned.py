"""Text that a machine saw in a picture: levelled to be read, placed where it stands, and known as less sure."""

from __future__ import annotations

from array import array
from math import cos, radians, sin

import pytest

from rodtrad.reading import read
from rodtrad.reading.sources import Source, open_source
from rodtrad.reading.sources.pdf.scanned import mended
from rodtrad.reading.sources.pdf.spans import Span
from rodtrad.reading.sources.pdf.tilt import Tilt, tilt_of
from tests.reading.sources.pdf_files import HEIGHT, WIDTH, File, Text

LINES = ("Protokoll Styrgruppen", "Datum: 14 mars 2024", "8 1 Val av justerare", "$ 2 Ekonomi", "& 3 Nästa möte")


def scan(*lines: str, degrees: float = 0.0, unseen: bool = True) -> bytes:
    """A page with text that only programs see, in two columns, askew around the middle of the page."""
    c, s, x, y = cos(radians(degrees)), sin(radians(degrees)), WIDTH / 2, HEIGHT / 2
    turned = f"q {c:.6f} {s:.6f} {-s:.6f} {c:.6f} {x - x * c + y * s:.4f} {y - x * s - y * c:.4f} cm"
    left = [Text(72, 80 + 20 * i, line) for i, line in enumerate(lines)]
    right = [Text(420, 80 + 20 * i, f"spalt {i}") for i in range(len(lines))]
    return File([[f"{turned} {3 if unseen else 0} Tr".encode(), *left, *right, b"Q"]]).data()


def opened(data: bytes) -> Source:
    return open_source("protokoll.pdf", data)


@pytest.mark.parametrize("degrees", [0.0, 0.6, -1.8, 3.0])
def test_a_page_that_lay_askew_is_read_in_its_rows(degrees: float) -> None:
    source = opened(scan(*LINES, degrees=degrees))
    rows = [[cell.text for cell in line.cells] for line in source.lines if line.cells]
    assert rows == [[line.replace("8 1", "§ 1").replace("$", "§").replace("&", "§"), f"spalt {i}"]
                    for i, line in enumerate(LINES)]  # fmt: skip


@pytest.mark.parametrize("degrees", [0.6, -1.8])
def test_its_facts_stand_where_the_picture_has_them(degrees: float) -> None:
    level, askew = opened(scan(*LINES)), opened(scan(*LINES, degrees=degrees))
    words = [line.cells[1].stretch for line in level.lines if line.cells]
    for word, other in zip(words, [line.cells[1].stretch for line in askew.lines if line.cells], strict=True):
        (straight,), (turned,) = level.places(word), askew.places(other)
        assert straight.box is not None and turned.box is not None
        x = (straight.box[0] + straight.box[2]) / 2 - WIDTH / 2
        y = (straight.box[1] + straight.box[3]) / 2 - HEIGHT / 2
        c, s = cos(radians(degrees)), sin(radians(degrees))
        expected = (WIDTH / 2 + x * c + y * s, HEIGHT / 2 - x * s + y * c)
        found = ((turned.box[0] + turned.box[2]) / 2, (turned.box[1] + turned.box[3]) / 2)
        assert found == pytest.approx(expected, abs=1.0)


def test_what_a_machine_read_is_said_and_trusted_less() -> None:
    seen, drawn = opened(scan(*LINES)), opened(scan(*LINES, unseen=False))
    assert [issue.code for issue in seen.shortcomings] == ["ocr"] and "Sida 1 är en bild" in seen.shortcomings[0].text
    assert drawn.shortcomings == () and drawn.trust == 1.0
    assert "8 1 Val" in drawn.text  # what somebody wrote is not put right
    stretch = next(line.content for line in seen.lines if line.text)
    assert seen.evidence(stretch, "rule", 0.9).confidence == pytest.approx(0.72)
    assert "ocr" in {issue.code for issue in read(seen).issues}


def span(text: str, left: float = 72, top: float = 80) -> Span:
    box = (left, top, left + 6 * len(text), top + 10)
    boxes = array("f", [n for i in range(len(text)) for n in (left + 6 * i, top, left + 6 * i + 6, top + 10)])
    return Span(1, text, boxes, box, 10, False)


def put_right(*texts: str) -> list[str]:
    found = mended([span(text, top=80 + 20 * i) for i, text in enumerate(texts)])
    assert all(len(one.boxes) == 4 * len(one.text) for one in found)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["8 24 Val", "$ 25 Ekonomi", "& 26 Möte"], ["§ 24 Val", "§ 25 Ekonomi", "§ 26 Möte"]),
        (["$24 Val", "$ 25 Ekonomi", "8 26 Möte (8 25)"], ["§24 Val", "§ 25 Ekonomi", "§ 26 Möte (§ 25)"]),
        (["8 24 Val", "8 25 Ekonomi", "8 26 Möte"], ["8 24 Val", "8 25 Ekonomi", "8 26 Möte"]),  # figures in a column
        (["$ 24 Val", "$ 30 Ekonomi"], ["$ 24 Val", "$ 30 Ekonomi"]),  # nothing that counts on
        (["$ 1 Val", "& 2 Möte", "8 3 Slut", "omkring 8 500 kr, 88 2"],
         ["§ 1 Val", "§ 2 Möte", "§ 3 Slut", "omkring 8 500 kr, §§ 2"]),
        (["« att godkänna", "+ Äldre", "«  – att", "+46 70"], ["• att godkänna", "• Äldre", "• att", "+46 70"]),
        (["| skolchefer | 2026-2027 | =", "e – att", "|"], ["skolchefer", "2026–2027", "• att"]),
        (["kl. 10.00–-13.10", "09.00—11.20", "2026-2027"], ["kl. 10.00–13.10", "09.00–11.20", "2026–2027"]),
        (["2026-0488", "hälso- och", "2026-05-12"], ["2026-0488", "hälso- och", "2026-05-12"]),
        (["till 2026-30", "2026-06", "2026-13-01"], ["till 2026–30", "2026-06", "2026-13-01"]),
        (["72 Yo", "Yo 3"], ["72 %", "Yo 3"]),
        (["1.. Överenskommelse", "2. Dygn", "och så vidare.."], ["1. Överenskommelse", "2. Dygn", "och så vidare.."]),
    ],
)  # fmt: skip
def test_what_is_surely_wrong_is_put_right(texts: list[str], expected: list[str]) -> None:
    assert put_right(*texts) == expected


@pytest.mark.parametrize(
    ("sign", "left", "expected"), [("« ", 72, "•"), ("e ", 72, "•"), ("e ", 82, "e "), ("a ", 72, "a ")]
)
def test_a_bullet_is_told_by_the_gap_behind_it(sign: str, left: float, expected: str) -> None:
    first, second = mended([span(sign, left=left), span("att godkänna", left=98)])
    assert (first.text, second.text) == (expected, "att godkänna") and len(first.boxes) == 4 * len(first.text)


def test_a_word_that_lies_over_another_is_told_once() -> None:
    found = mended([span("Underskrifter"), span("Underskriner", left=73), span("Underskriner", top=200)])
    assert [(one.text, one.top) for one in found] == [("Underskrifter", 80), ("Underskriner", 200)]


@pytest.mark.parametrize(
    ("slopes", "tilted"), [([], False), ([0.0] * 9, False), ([0.02] * 9, True), ([0.3] * 9, False), ([0.02], True)]
)
def test_only_what_a_scanner_does_is_levelled(slopes: list[float], tilted: bool) -> None:
    assert (tilt_of(slopes, 595, 842) is not None) == tilted


def test_boxes_go_there_and_back() -> None:
    tilt = Tilt(0.03, 297.5, 421)
    left, top, right, bottom = tilt.straight(tilt.askew((100, 100, 110, 110)))
    assert (left + right, top + bottom) == pytest.approx((210, 210), abs=0.01)
