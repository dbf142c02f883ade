"""The bodies of a county as a tree: which stands under which, as a list and as a chart on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

from rodtrad.web.bodies.models import County

# The chart in units of its own (an SVG's viewBox): the text is 14 high and about 7 wide a letter.
BOX_WIDTH, GAP, LINE_HEIGHT, PADDING, BETWEEN = 230, 50, 18, 10, 14
LETTERS = 28


@dataclass(slots=True)
class Node:
    """A body with those under it."""

    body: Any
    children: list[Node] = field(default_factory=list)

    def flat(self) -> Iterator[Node]:
        """This one and all under it, a body before those under it."""
        yield self
        for child in self.children:
            yield from child.flat()


@dataclass(frozen=True, slots=True)
class CountyTree:
    """`county`: None for bodies of which nobody knows the county."""

    county: County | None
    roots: list[Node]


def trees(bodies: Iterable[Any]) -> list[CountyTree]:
    """The bodies county by county, each under the one it stands under.

    A body whose parent is not among them, or stands under itself by way of others, is a root.
    """
    found = list(bodies)
    nodes = {body.pk: Node(body) for body in found}
    parents = {body.pk: body.parent_id for body in found}
    roots: dict[int | None, list[Node]] = defaultdict(list)
    counties = {body.county_id: body.county for body in found}
    for body in found:
        if body.parent_id in nodes and not _in_a_ring(body.pk, parents):
            nodes[body.parent_id].children.append(nodes[body.pk])
        else:
            roots[body.county_id].append(nodes[body.pk])
    return [CountyTree(counties[key], own) for key, own in roots.items()]


def _in_a_ring(pk: int, parents: dict[int, int | None]) -> bool:
    seen, above = {pk}, parents.get(pk)
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above == pk


@dataclass(frozen=True, slots=True)
class Box:
    """A body in the chart: its corner and size, and the lines of its name, each with the height it stands at."""

    body: Any
    x: int
    y: int
    height: int
    lines: list[tuple[int, str]]

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of a tree from left to right: boxes, and the paths between them as SVG writes them."""

    boxes: list[Box]
    paths: list[str]
    width: int
    height: int
    box_width: int = BOX_WIDTH


def chart_of(roots: Iterable[Node]) -> Chart:
    """Every body in a box, those under it to its right in the order of the list; a box stands amid its own."""
    boxes: list[Box] = []
    paths: list[str] = []
    bottom = 0
    for root in roots:
        bottom = _place(root, 0, bottom, boxes, paths)[1]
    width = max((box.x + BOX_WIDTH for box in boxes), default=0)
    return Chart(boxes, paths, width + 2, max(bottom - BETWEEN, 0) + 2)


def _place(node: Node, depth: int, top: int, boxes: list[Box], paths: list[str]) -> tuple[Box, int]:
    """Place a body and all under it from `top` down; returns its box and where the next may begin."""
    words = wrap(node.body.name[:1].upper() + node.body.name[1:], LETTERS)
    height = len(words) * LINE_HEIGHT + 2 * PADDING
    below, under = top, list[Box]()
    for child in node.children:
        box, below = _place(child, depth + 1, below, boxes, paths)
        under.append(box)
    middle = (under[0].middle + under[-1].middle) // 2 if under else top + height // 2
    x, y = depth * (BOX_WIDTH + GAP) + 1, max(top, middle - height // 2) + 1
    lines = [(y + PADDING + number * LINE_HEIGHT - 4, line) for number, line in enumerate(words, 1)]
    box = Box(node.body, x, y, height, lines)
    boxes.append(box)
    bend = x + BOX_WIDTH + GAP // 2
    paths += [f"M{x + BOX_WIDTH} {box.middle}H{bend}V{one.middle}H{one.x}" for one in under]
    return box, max(below, y + height + BETWEEN)
