"""An order that somebody gave a list: dragged together, or one row a step up or down by a button."""

from __future__ import annotations

from django.http import QueryDict


def told_order(told: QueryDict) -> list[int]:
    """The keys in the order of `punkt`, where `upp` or `ner` names the one that takes a step."""
    order = [int(key) for key in told.getlist("punkt") if key.isdecimal()]
    for step, name in ((-1, "upp"), (1, "ner")):
        moved = told.get(name, "")
        if moved.isdecimal() and int(moved) in order:
            at = order.index(int(moved))
            to = min(max(at + step, 0), len(order) - 1)
            order.insert(to, order.pop(at))
    return order
