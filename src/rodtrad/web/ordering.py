"""An order that somebody gave a list: dragged together, or one row a step up or down by a button."""

from __future__ import annotations

from django.http import QueryDict

from rodtrad.web.keys import key_in, keys_in


def told_order(told: QueryDict) -> tuple[list[int], int | None]:
    """The keys in the order of `punkt`, and which of them was moved: by a step, where `upp` or `ner` names it, or
    (`flyttad`) dragged."""
    order = keys_in(told.getlist("punkt"))
    for step, name in ((-1, "upp"), (1, "ner"), (0, "flyttad")):
        moved = key_in(told.get(name, ""))
        if moved is not None and moved in order:
            at = order.index(moved)
            order.insert(min(max(at + step, 0), len(order) - 1), order.pop(at))
            return order, moved
    return order, None
