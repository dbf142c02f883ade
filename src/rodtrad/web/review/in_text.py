"""Rows of one document found by their names and by where they stand, in as many steps as there are rows once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from rodtrad.web.documents.models import Finding


def _start(row: Any) -> int:
    return int(row.finding.first_char)


class Called:
    """Rows by what they are called. `rows`: each with its names, anything that can be compared."""

    def __init__(self, rows: Iterable[tuple[Any, tuple[Any, ...]]]) -> None:
        self._by_name: dict[Any, list[Any]] = defaultdict(list)
        for row, names in rows:
            for name in dict.fromkeys(filter(None, names)):
                self._by_name[name].append(row)
        for called in self._by_name.values():
            called.sort(key=_start)

    def nearest(self, finding: Finding, name: Any) -> Any | None:
        """The row of that name; numbering may restart in a document, so of several the last that stands before the
        fact, or else the first."""
        called = self._by_name.get(name, []) if name else []
        at = bisect_right(called, finding.first_char, key=_start)
        return called[max(at - 1, 0)] if called else None


class InText:
    """Rows by where they stand."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = sorted((row for row in rows if row.finding), key=_start)
        # How far the rows up to each reach.
        self._reach = list(accumulate((row.finding.end_char for row in self._rows), max))

    def across(self, finding: Finding) -> list[Any]:
        """The rows that share characters with a finding, in the order of the text."""
        at = bisect_left(self._rows, finding.end_char, key=_start)
        found: list[Any] = []
        while at > 0 and self._reach[at - 1] > finding.first_char:
            at -= 1
            if self._rows[at].finding.end_char > finding.first_char:
                found.append(self._rows[at])
        return found[::-1]
