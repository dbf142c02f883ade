"""The numbers and bullets that Word computes, which stand in no file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.reading.sources.counting import in_form
from tests.reading.sources.word_files import assert_in_place, edges, listed, lvl, numbering, opened, p, tbl, tc, texts

DECIMAL = (lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2"), lvl(2, "lowerLetter", "%3)"))
HEADINGS = """
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Rubrik1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Länkad"><w:name w:val="Länkad"/><w:basedOn w:val="Rubrik1"/></w:style>
"""


def at(*steps: int | tuple[int, int]) -> str:
    """A paragraph a step: its level in list 1, or its level and list."""
    return "".join(p("x", properties=listed(*step) if isinstance(step, tuple) else listed(step)) for step in steps)


def numbers(body: str, lists: str, styles: str = "") -> list[str]:
    source = opened(body, numbering=lists, styles=styles)
    assert_in_place(source)
    return [text.removesuffix("x").rstrip() for text in texts(source)]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((0, 0, 0), ["1.", "2.", "3."]),
        ((0, 1, 1, 0, 1), ["1.", "1.1", "1.2", "2.", "2.1"]),
        ((0, 1, 2, 2, 1, 2), ["1.", "1.1", "a)", "b)", "1.2", "a)"]),
        ((1, 1, 0), ["1.1", "1.2", "1."]),  # nothing stands above the first
        ((0, (0, 2), 0), ["1.", "2.", "3."]),  # another instance of the same list counts on
        ((0, (5, 1)), ["1.", ""]),  # a level without a definition
        ((0, (99, 1)), ["1.", ""]),  # or that no list has
        ((0, (0, 9), 0), ["1.", "", "2."]),  # a list that does not exist
        ((0, (0, 0), 0), ["1.", "", "2."]),  # taken out of the list
    ],
)
def test_lists_count(steps: tuple[int | tuple[int, int], ...], expected: list[str]) -> None:
    assert numbers(at(*steps), numbering(*DECIMAL)) == expected


@pytest.mark.parametrize(
    ("levels", "steps", "expected"),
    [
        ((lvl(0, "decimal", "§ %1", start=129),), (0, 0), ["§ 129", "§ 130"]),
        ((lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2", "<w:isLgl/>")), (0, 0, 1), ["I.", "II.", "2.1"]),
        ((lvl(0, "upperLetter", "%1"), lvl(1, "decimal", "%1.%2")), (0, 1), ["A", "A.1"]),
        ((lvl(0, "lowerRoman", "(%1)"),), (0, 0, 0, 0), ["(i)", "(ii)", "(iii)", "(iv)"]),
        ((lvl(0, "decimalZero", "%1"),), (0,), ["01"]),
        ((lvl(0, "none", "Ärende"),), (0,), ["Ärende"]),
        ((lvl(0, "none", ""),), (0,), [""]),
        ((lvl(0, "chicago", "%1."),), (0,), ["1."]),  # a form that Swedish documents don't use
        ((lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')), (0, 1, 0, 1),
         ["1.", "1)", "2.", "2)"]),
        ((lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)"), lvl(2, "decimal", "%3:", '<w:lvlRestart w:val="1"/>')),
         (0, 1, 2, 1, 2, 0, 2), ["1.", "1)", "1:", "2)", "2:", "2.", "1:"]),
        ((lvl(0, "decimal", "%1." * 100),), (0,), ["1." * 13 + "%"]),
        ((lvl(0, "lowerRoman", "%1", start=99_999_999),), (0,), ["99999999"]),
    ],
)  # fmt: skip
def test_levels_are_written_in_their_form(levels: tuple[str, ...], steps: tuple[int, ...], expected: list[str]) -> None:
    assert numbers(at(*steps), numbering(*levels)) == expected


@pytest.mark.parametrize(
    ("count", "form", "written"),
    [
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (0, "lowerLetter", "0"),
        (1994, "lowerRoman", "mcmxciv"),
        (4000, "upperRoman", "4000"),
        (3, "bullet", ""),
    ],
)
def test_numbers_have_forms(count: int, form: str, written: str) -> None:
    assert in_form(count, form) == written


@settings(max_examples=30)
@given(st.integers(1, 3999), st.integers(1, 3999))
def test_roman_numbers_are_different(one: int, other: int) -> None:
    assert (in_form(one, "lowerRoman") == in_form(other, "lowerRoman")) == (one == other)


def test_an_instance_may_start_anew_once() -> None:
    overrides = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = at(0, 0, (0, 2), (0, 2), 0)
    assert numbers(body, numbering(*DECIMAL, overrides=overrides)) == ["1.", "2.", "5.", "6.", "7."]


def test_an_instance_may_write_a_level_otherwise() -> None:
    overrides = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1)")}</w:lvlOverride>'
    assert numbers(at(0, (0, 2)), numbering(*DECIMAL, overrides=overrides)) == ["1.", "B)"]


def test_headings_are_numbered_by_their_styles() -> None:
    levels = (lvl(0, "decimal", "%1.", '<w:pStyle w:val="Rubrik1"/>'), lvl(1, "decimal", "%1.%2"),
              lvl(2, "lowerLetter", "%3)", '<w:pStyle w:val="Länkad"/>'))  # fmt: skip
    body = p("x", style="Rubrik1") + p("x", style="Rubrik2") + p("x", style="Länkad") + p("x", style="Rubrik1")
    assert numbers(body, numbering(*levels), HEADINGS) == ["1.", "1.1", "a)", "2."]


def test_a_heading_can_be_left_out_of_its_list() -> None:
    body = p("x", style="Rubrik1") + p("x", style="Rubrik1", properties=listed(0, 0)) + p("x", style="Rubrik1")
    assert numbers(body, numbering(*DECIMAL), HEADINGS) == ["1.", "", "2."]


def test_a_list_style_stands_for_its_list() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Lista"><w:name w:val="Lista"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Lista"/></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    )
    assert numbers(at((0, 3), (0, 3)), numbering(*DECIMAL) + linked, styles) == ["1.", "2."]


@pytest.mark.parametrize(
    ("mark", "shown"),
    [("\uf0b7", "•"), ("\uf0a7", "•"), ("o", "o"), ("-", "-"), ("–", "–"), ("♥", "•"), ("", "")],
)
def test_bullets_lead_their_line(mark: str, shown: str) -> None:
    line = opened(p("Skola", properties=listed()), numbering=numbering(lvl(0, "bullet", mark))).lines[0]
    assert (line.bullet, line.text) == (shown, "Skola")


def test_deeper_bullets_are_further_in() -> None:
    levels = [lvl(i, "bullet", "•", f'<w:pPr><w:ind w:left="{720 * (i + 1)}"/></w:pPr>') for i in range(2)]
    source = opened(at(0, 1), numbering=numbering(*levels))
    assert [line.indent for line in source.lines] == [4, 8]
    assert source.text == "    • x\n        • x"


def test_a_number_may_stand_close_to_its_text() -> None:
    lists = numbering(lvl(0, "decimal", "%1-", '<w:suff w:val="nothing"/>'))
    assert opened(p("dagen", properties=listed()), numbering=lists).text == "1-dagen"


def test_lists_go_on_in_cells_and_begin_anew_in_headers() -> None:
    body = at(0) + tbl(tc(p("x", properties=listed())) + tc("a")) + at(0)
    source = opened(
        body + '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/></w:sectPr>',
        numbering=numbering(*DECIMAL),
        header=p("Dnr", properties=listed()),
    )
    assert (edges(source), texts(source)) == (["Dnr"], ["1. x", "2. x | a", "3. x"])
