"""The words of a document found again on its printed pages; what is not there is placed nowhere."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.reading.alignment import aligned, placed
from rodtrad.reading.sources.paper import Paper, Piece

WORD = 10  # points a character is wide
LINE = 20


def on_paper(*pages: str) -> tuple[str, Paper]:
    """A text printed a line a line, and where its characters stand."""
    printed, pieces, corners, at = "\n".join(pages), list[Piece](), array("f"), 0
    for number, page in enumerate(pages, 1):
        for row, line in enumerate(page.split("\n")):
            for column in range(len(line)):
                corners.extend((column * WORD, row * LINE, (column + 1) * WORD, row * LINE + 12))
            corners.extend([float("nan")] * 4)
            pieces.append(Piece(number, at, at + len(line), (0, row * LINE, len(line) * WORD, row * LINE + 12)))
            at += len(line) + 1
    return printed, Paper(tuple(pieces), corners[: 4 * len(printed)])


def found(text: str, said: str, *pages: str) -> list[tuple[int, str]]:
    """The pages and the words of the rectangles in which something said in a text stands."""
    printed, paper = on_paper(*pages)
    start = text.index(said)
    rectangles = placed(text, printed, paper).rectangles(range(start, start + len(said)))
    return [
        (page, pages[page - 1].split("\n")[int(top // LINE)][round(left / WORD) : round(right / WORD)])
        for page, (left, top, right, _), _ in rectangles
    ]


@pytest.mark.parametrize(
    ("text", "said", "pages", "expected"),
    [
        ("Mötet öppnas av Rut", "öppnas", ("Mötet öppnas av Rut",), [(1, "öppnas")]),
        ("Mötet öppnas av Rut", "öppnas av", ("Mötet öppnas\nav Rut",), [(1, "öppnas"), (1, "av")]),
        ("Mötet öppnas\n\nVal av justerare", "Val", ("Mötet öppnas", "Val av justerare"), [(2, "Val")]),
        # a running header and a page number that only the paper has
        ("ett två tre fyra", "två tre", ("Dnr 1 ett två", "Dnr 1 sida 2 tre fyra"), [(1, "två"), (2, "tre")]),
        ("– Skola (ny) ”A”", "Skola (ny) ”A”", ('- Skola (ny) "A"',), [(1, 'Skola (ny) "A"')]),
        # what the paper lacks, or says otherwise, is nowhere
        ("Mötet öppnas av Rut", "öppnas", ("Mötet stängs av Rut",), []),
        ("Mötet öppnas nu av Rut", "öppnas nu", ("Mötet öppnas av Rut",), [(1, "öppnas")]),
        # what stands twice is found by its neighbours
        ("Rut Ek, Ekeby\nBo Ek, Norrvik", "Ek, Norrvik", ("Rut Ek, Ekeby\nBo Ek, Norrvik",), [(1, "Ek, Norrvik")]),
    ],
)
def test_words_are_found_on_paper(
    text: str, said: str, pages: tuple[str, ...], expected: list[tuple[int, str]]
) -> None:
    assert found(text, said, *pages) == expected


def test_what_stands_crosswise_is_found_as_far_as_it_follows() -> None:
    one, other = "detta står först i dokumentet idag", "och detta står sist på papperet nu"
    matched = dict(aligned(f"{one} {other}", f"{other} {one}"))
    assert len(matched) > 20
    assert list(matched.values()) == sorted(matched.values())


@given(st.text(), st.text())
def test_what_is_matched_is_the_same_in_the_same_order(text: str, printed: str) -> None:
    pairs = list(aligned(text, printed))
    assert [a for a, _ in pairs] == sorted({a for a, _ in pairs})
    assert [b for _, b in pairs] == sorted({b for _, b in pairs})
    assert all(text[a] == printed[b] or not text[a].isalnum() for a, b in pairs)


@given(st.text())
def test_a_text_is_wholly_found_in_itself(text: str) -> None:
    assert {a for a, _ in aligned(text, text)} == {i for i, c in enumerate(text) if not c.isspace()}


def test_long_texts_of_the_same_words_end() -> None:
    words = "att godkänna " * 40_000
    assert next(iter(aligned(words, f"Dnr {words}")), None) is None
    assert len(list(aligned(words, words))) == 40_000 * len("attgodkänna")
