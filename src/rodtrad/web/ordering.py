"""An order that somebody gave a list: dragged together, or one row a step up or down by a button."""

from __future__ import annotations

from django.http import QueryDict


def told_order(told: QueryDict) -> tuple[list[int], int | None]:
    """The keys in the order of `punkt`, and which of them was moved: by a step, where `upp` or `ner` names it, or
    (`flyttad`) dragged."""
    order = [int(key) for key in told.getlist("punkt") if key.isdecimal()]
    for step, name in ((-1, "upp"), (1, "ner"), (0, "flyttad")):
        key = told.get(name, "")
        if key.isdecimal() and int(key) in order:
            moved = int(key)
            at = order.index(moved)
            order.insert(min(max(at + step, 0), len(order) - 1), order.pop(at))
            return order, moved
    return order, None
