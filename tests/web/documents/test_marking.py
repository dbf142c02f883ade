"""Findings are marked by their character ranges: nested, overlapping, over several lines, never as invalid HTML."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.web.documents.marking import Span, marked_lines


def span(start: int, end: int, name: str = "a") -> Span:
    return Span(start, end, name, "decision", "Beslut")


def simple(text: str, *spans: Span) -> list[str]:
    """The lines with their marks as `<a …>` for the first of a finding, `<>` for the further ones and `</>`."""
    lines = [str(line.html) for line in marked_lines(text, spans)]
    lines = [re.sub(r'<mark id="(\w+)"[^>]*>', r"<\1>", line) for line in lines]
    return [re.sub(r"<mark [^>]*>", "<>", line).replace("</mark>", "</>") for line in lines]


@pytest.mark.parametrize(
    "text, spans, lines",
    [
        ("att bifalla", [], ["att bifalla"]),
        ("att bifalla", [span(4, 11)], ["att <a>bifalla</>"]),
        # a part within its whole
        ("att bifalla nu", [span(4, 14), span(12, 14, "b")], ["att <a>bifalla <b>nu</></>"]),
        # two that cross: the second is closed and opened again
        ("att bifalla nu", [span(0, 11), span(4, 14, "b")], ["<a>att <b>bifalla</></><> nu</>"]),
        # the same place twice
        ("att bifalla", [span(4, 11), span(4, 11, "b")], ["att <a><b>bifalla</></>"]),
        # side by side
        ("abcd", [span(0, 2), span(2, 4, "b")], ["<a>ab</><b>cd</>"]),
        # over a line's end, and over an empty line
        ("att bi-\n\nfalla\n", [span(4, 14)], ["att <a>bi-</>", "<></>", "<>falla</>"]),
        # an empty place keeps its anchor
        ("att", [span(1, 1)], ["a<a></>tt"]),
        ("<b>&", [span(0, 3)], ["<a>&lt;b&gt;</>&amp;"]),
    ],
)
def test_marks(text: str, spans: list[Span], lines: list[str]) -> None:
    assert simple(text, *spans) == lines


def test_pages_begin_where_they_begin() -> None:
    lines = marked_lines("ett\ntvå\ftre\nfyra\n", [], page_starts=(0, 8, 12))
    assert [(line.number, line.page) for line in lines] == [(1, 1), (2, 2), (3, 3)]


def test_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        marked_lines("att", [span(2, 9)])


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(alphabet="ab<&\"'\n", min_size=1, max_size=40))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    return text, [span(min(pair), max(pair), f"f{number}") for number, pair in enumerate(pairs)]


@given(marked_texts())
def test_any_ranges_give_nested_html_and_the_same_text(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    lines = [str(line.html) for line in marked_lines(text, spans)]
    for line in lines:
        depth = 0
        for tag in re.findall(r"</?mark", line):
            depth += 1 if tag == "<mark" else -1
            assert depth >= 0
        assert depth == 0
    words = [unescape(re.sub(r"</?mark[^>]*>", "", line)) for line in lines]
    assert words == text.removesuffix("\n").split("\n")
    anchors = re.findall(r'id="(\w+)"', "\n".join(lines))
    assert sorted(anchors) == sorted(one.anchor or "" for one in spans)
