"""Clauses as people type and paste them."""

import pytest

from rodtrad.web.meetings.clauses import clause_of


@pytest.mark.parametrize(
    ("written", "clause"),
    [
        ("anta planen", "anta planen"),
        ("att anta planen.", "anta planen"),
        ("Att  anta planen", "anta planen"),
        ("att: anta planen", "anta planen"),
        ("- att anta planen", "anta planen"),
        ("•\tanta planen", "anta planen"),
        ("1. att anta planen", "anta planen"),
        ("2) anta planen", "anta planen"),
        ("a) att anta planen", "anta planen"),
        ("att att-satsen utgår", "att-satsen utgår"),
        ("attestera fakturan", "attestera fakturan"),
        ("2026 års plan antas", "2026 års plan antas"),
        ("10 miljoner avsätts", "10 miljoner avsätts"),
        ("att", ""),
        ("- ", ""),
    ],
)
def test_is_without_what_stands_before_it(written: str, clause: str) -> None:
    assert clause_of(written) == clause
