"""Rows found by name and by place answer as going through all of them does."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.web.review.in_text import Called, InText

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9))


def row(span: tuple[int, int]) -> Any:
    start, length = span
    return SimpleNamespace(finding=SimpleNamespace(first_char=start, end_char=start + length))


@settings(deadline=None)
@given(st.lists(SPANS, max_size=8), SPANS)
def test_across(spans: list[tuple[int, int]], wanted: tuple[int, int]) -> None:
    rows, fact = [row(span) for span in spans], row(wanted).finding
    shared = [r for r in rows if r.finding.first_char < fact.end_char and fact.first_char < r.finding.end_char]
    found = InText(rows).across(fact)
    assert sorted(map(id, found)) == sorted(map(id, shared))


@settings(deadline=None)
@given(st.lists(st.tuples(SPANS, st.sampled_from("ab")), max_size=8), SPANS, st.sampled_from(["a", "b", "c", "", None]))
def test_nearest(named: list[tuple[tuple[int, int], str]], wanted: tuple[int, int], name: str | None) -> None:
    rows = sorted(((row(span), called) for span, called in named), key=lambda one: one[0].finding.first_char)
    fact = row(wanted).finding
    called = [r for r, own in rows if own == name]
    before = [r for r in called if r.finding.first_char <= fact.first_char]
    expected = before[-1] if before else called[0] if called else None
    assert Called((r, (own, "")) for r, own in rows).nearest(fact, name) is expected
