"""Sections → groups: which headings name a group, and which only an area of one."""

from collections.abc import Sequence
from itertools import pairwise

from rodtrad.reading.facts.plan.draft import Section


def grouped(sections: Sequence[Section], plan_name: str) -> list[Section]:
    """The sections that are groups; one that only holds activities below another's heading is an area of that one.

    `plan_name`: what the plan calls itself; its title has every heading below it and makes none of them an area.
    """
    groups: list[Section] = []
    above = _headings_above(sections, plan_name)
    for i, section in enumerate(sections):
        if not section.has_facts:
            continue
        parent = (parent_of(sections[: i + 1], plan_name) or above.get(i)) if section.is_bare else None
        if parent is None:
            groups.append(section)
            continue
        parent.areas.extend(section.areas)
        if not any(parent is group for group in groups):
            groups.append(parent)
    return [group for group in groups if group.is_group]


def _headings_above(sections: Sequence[Section], plan_name: str) -> dict[int, Section]:
    """By its index, the heading over one that holds activities, where nothing but their order tells the levels.

    A heading of prose alone, with one of activities next below it, stands over all of them to the next such heading;
    where there is only one, it may as well be an introduction.
    """
    if any(s.level or s.values for s in sections):
        return {}
    at = [
        i
        for i, (section, below) in enumerate(pairwise(sections))
        if not (section.has_facts or section.generic or section.name.text == plan_name) and below.has_facts
    ]
    if len(at) < 2:
        return {}
    return {i: sections[first] for first, end in pairwise([*at, len(sections)]) for i in range(first + 1, end)}


def parent_of(sections: Sequence[Section], plan_name: str) -> Section | None:
    """The section whose heading stands over that of the last one; None where there is none or nothing tells it."""
    *before, last = sections
    for section in reversed(before):
        if section.generic:
            continue
        if last.level:
            if section.level < last.level and (section.level or section.values):
                return section if section.values or section.name.text != plan_name else None
        elif section.has_facts and not section.is_bare:
            return section if section.values else None
    return None
