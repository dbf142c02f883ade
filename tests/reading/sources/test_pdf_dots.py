"""Bullets that a program paints: read as bullets where they lead a line, and as nothing anywhere else."""

from __future__ import annotations

import pytest

from rodtrad.reading.sources import open_source
from tests.reading.sources.pdf_files import HEIGHT, Drawn, File, Text, lines_of, opened


def disc(x: float, y: float, side: float = 4, paint: str = "f") -> bytes:
    """A round figure with its middle at x, y."""
    half, base = side / 2, HEIGHT - y
    left, right, low, high = x - half, x + half, base - half, base + half
    curves = f"{left} {high} {right} {high} {right} {base} c {right} {low} {left} {low} {left} {base} c"
    return f"{left} {base} m {curves} {paint}".encode()


def square(x: float, y: float, side: float = 4) -> bytes:
    return f"{x - side / 2} {HEIGHT - y - side / 2} {side} {side} re f".encode()


TWO = [Text(90, 100, "Skolan bjuds in."), Text(90, 113, "Rutinen prövas.")]


@pytest.mark.parametrize(
    "painted",
    [
        [disc(80, 105), disc(80, 118)],
        [disc(80, 105, paint="S"), disc(80, 118, paint="S")],  # a ring
        [square(80, 105), square(80, 118)],
    ],
)
def test_what_is_painted_before_a_line_is_its_bullet(painted: list[Drawn]) -> None:
    assert lines_of(opened([*TWO, *painted])) == ["• Skolan bjuds in.", "• Rutinen prövas."]


@pytest.mark.parametrize(
    "painted",
    [
        disc(300, 105),  # after the text
        disc(40, 105),  # far from it
        disc(80, 300),  # beside nothing
        disc(80, 105, side=0.8),  # a speck
        disc(80, 105, side=30),  # a figure
        disc(80, 105, side=8),  # as large as the type
    ],
)
def test_other_figures_are_nothing(painted: bytes) -> None:
    assert lines_of(opened([Text(90, 100, "Skolan bjuds in."), painted])) == ["Skolan bjuds in."]


def test_a_dot_within_a_line_is_no_bullet() -> None:
    words = [Text(72, 100, "Skola"), disc(110, 105), Text(120, 100, "Vård")]
    assert "•" not in " ".join(lines_of(opened(words)))


def test_a_tree_that_knows_nothing_of_the_painted_bullet() -> None:
    tree = ("L", ("LI", ("Lbl",), ("LBody", "a")), ("LI", ("Lbl",), ("LBody", "b")))
    texts = [Text(90, 100, "Skolan bjuds in.", key="a"), Text(90, 113, "Rutinen prövas.", key="b")]
    file = File([[*texts, disc(80, 105), disc(80, 118)]], tree)
    assert lines_of(open_source("p.pdf", file.data())) == ["• Skolan bjuds in.", "• Rutinen prövas."]


def test_a_heading_row_tagged_once_and_drawn_on_every_page_is_read_once() -> None:
    rows = (("TR", ("TH", "h"), ("TH", "i")), ("TR", ("TD", "a"), ("TD", "b")), ("TR", ("TD", "c"), ("TD", "d")))
    head = [Text(72, 80, "Mål", key="h"), Text(300, 80, "Ansvarig", key="i")]
    first = [*head, Text(72, 100, "Trygg hemgång", key="a"), Text(300, 100, "Norrviks kommun", key="b")]
    second = [*head, Text(72, 100, "Mindre frånvaro", key="c"), Text(300, 100, "Ekeby kommun", key="d")]
    source = open_source("p.pdf", File([first, second], ("Table", *rows)).data())
    assert lines_of(source) == ["Mål | Ansvarig", "Trygg hemgång | Norrviks kommun", "Mindre frånvaro | Ekeby kommun"]
