from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.reading.record import Place
from rodtrad.reading.sources import Source, Stretch, open_source
from tests.reading.sources.pdf_files import CHARACTER, Drawn, File, Text, below, opened

SIZE = 10
WIDE = CHARACTER * SIZE
FULL = "Samverkansgruppen har under hösten följt hur planen genomförs i länets alla"
MIDDLE = "kommuner. Styrgruppen beslutar att planen gäller under nästa år och att den"
LAST = "följs upp i mars. Mötet avslutas."


def stretch(source: Source, words: str) -> Stretch:
    """Where words stand in the first line that holds them."""
    line = next(line for line in source.lines if words in line.text)
    start = line.text.index(words)
    return line.content[start : start + len(words)]


def box(x: float, y: float, letters: int, lines: int = 1) -> object:
    return pytest.approx((x, y, x + letters * WIDE, y + SIZE + 13 * (lines - 1)), abs=0.15)


def boxes(places: tuple[Place, ...]) -> list[object]:
    return [place.box for place in places]


@pytest.fixture(scope="module")
def prose() -> Source:
    return opened(below(FULL, MIDDLE, LAST))


def test_words_on_one_line_have_one_box(prose: Source) -> None:
    assert boxes(prose.places(stretch(prose, "hösten"))) == [box(72 + FULL.index("hösten") * WIDE, 72, 6)]


def test_whole_lines_have_one_box(prose: Source) -> None:
    assert boxes(prose.places(prose.lines[0].content)) == [box(72, 72, len(FULL), 3)]


def test_from_within_a_line_to_within_another_it_takes_three(prose: Source) -> None:
    start, end = FULL.index("följt"), LAST.index(" Mötet")
    found = prose.places(stretch(prose, FULL[start:] + " " + MIDDLE + " " + LAST[:end]))
    assert boxes(found) == [
        box(72 + start * WIDE, 72, len(FULL) - start),
        box(72, 85, len(MIDDLE)),
        box(72, 98, end),
    ]
    assert [prose.text[slice(*place.chars)] for place in found] == [FULL[start:], MIDDLE, LAST[:end]]


def test_a_few_letters_more_are_better_than_three_boxes() -> None:
    source = opened(below("att " + FULL[4:], MIDDLE, LAST))
    words = source.lines[0].content[4:]
    assert boxes(source.places(words)) == [box(72, 72, len(FULL), 3)]


def test_on_two_pages_it_takes_a_box_on_each() -> None:
    first: list[Drawn] = [Text(72, 780, FULL, key="a")]
    second: list[Drawn] = [Text(72, 72, "kommuner.", key="a")]
    source = open_source("p.pdf", File([first, second], ("Document", ("P", "a"))).data())
    places = source.places(source.lines[0].content)
    assert [place.page for place in places] == [1, 2]
    assert boxes(places) == [box(72, 780, len(FULL)), box(72, 72, 9)]
    assert [place.lines for place in places] == [(1, 1), (1, 1)]


def test_a_cell_beside_another_is_no_part_of_its_box() -> None:
    cells = [(72, 100, "Trygg hemgång"), (72, 113, "för alla"), (300, 100, "Utbilda"), (300, 113, "personal")]
    texts = [Text(x, y, words, key=f"{i}") for i, (x, y, words) in enumerate(cells)]
    tree = ("Table", ("TR", ("TD", "0", "1"), ("TD", "2", "3")), ("TR", ("TD", "4"), ("TD", "5")))
    texts += [Text(72, 130, "Skola", key="4"), Text(300, 130, "Följa upp", key="5")]
    source = open_source("p.pdf", File([texts], tree).data())
    first, second = source.lines[0].cells
    assert boxes(source.places(first.stretch)) == [box(72, 100, 13, 2)]
    assert boxes(source.places(second.stretch)) == [box(300, 100, 8, 2)]


def test_a_text_has_one_place_and_no_box() -> None:
    source = open_source("p.txt", "Mötet öppnas.\nRut valdes.".encode())
    (place,) = source.places(source.lines[1].content)
    assert (place.lines, place.chars, place.box) == ((2, 2), (14, 25), None)


def test_further_places_on_the_lines_of_a_divided_one_are_left_out(prose: Source) -> None:
    divided = stretch(prose, MIDDLE[20:] + " " + LAST[:9])
    evidence = prose.evidence(divided, "prov", 1.0, also=[stretch(prose, "Styrgruppen")])
    assert len(evidence.places) == 1
    alone = prose.evidence(stretch(prose, "planen gäller"), "prov", 1.0, also=[stretch(prose, "Styrgruppen")])
    assert len(alone.places) == 1


TOP = 300  # where no page number stands
# A loaded machine is no fault of the reader's.
patient = settings(max_examples=30, deadline=None)
WORDS = st.lists(st.text("abcdefåäö§-.,()19", min_size=1, max_size=9), min_size=1, max_size=8).map(" ".join)


@patient
@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from([12, 14, 25]))
def test_every_character_stands_in_its_box(lines: list[str], leading: int) -> None:
    drawn = below(*lines, y=TOP, leading=leading)
    source = opened(drawn)
    assert source.paper is not None
    assert all(source.line_at(line.content.offsets[0]) == line.number for line in source.lines if line.text)
    placed = {}
    for offset, letter in enumerate(source.text):
        at = source.paper.box(offset)
        assert (at is None) == letter.isspace()
        if at:
            placed[round((at[0] - 72) / WIDE), round((at[1] - TOP) / leading)] = letter
    expected = {(x, y): letter for y, line in enumerate(lines) for x, letter in enumerate(line) if letter != " "}
    # A hyphen that divided a word at the end of a line is in no word.
    gone = expected.keys() - placed.keys()
    assert all(expected[at] == "-" and re.search(r"\w-$", lines[at[1]]) for at in gone)
    assert placed == {at: letter for at, letter in expected.items() if at not in gone}


@patient
@given(st.lists(WORDS, min_size=2, max_size=9), st.data())
def test_boxes_hold_a_stretch_and_nearly_nothing_else(lines: list[str], data: st.DataObject) -> None:
    source = opened(below(*lines, y=TOP))
    assert source.paper is not None
    line = data.draw(st.sampled_from([line for line in source.lines if line.text]))
    start = data.draw(st.integers(0, len(line.text) - 1))
    words = line.content[start : data.draw(st.integers(start + 1, len(line.text)))]
    own = {offset for offset in words.offsets if source.paper.box(offset)}
    held = set()
    for place in source.places(words):
        if place.box is None:
            continue
        left, top, right, bottom = place.box
        for offset in range(len(source.text)):
            at = source.paper.box(offset)
            if at and left <= (at[0] + at[2]) / 2 <= right and top <= (at[1] + at[3]) / 2 <= bottom:
                held.add(offset)
    assert own <= held
    assert len(held - own) <= 0.05 * len(own)
