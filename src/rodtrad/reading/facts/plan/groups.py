"""Sections → groups: which headings name a group, and which only an area of one."""

from collections.abc import Sequence

from rodtrad.reading.facts.plan.draft import Section


def grouped(sections: Sequence[Section], plan_name: str) -> list[Section]:
    """The sections that are groups; one that only holds activities below another's heading is an area of that one.

    `plan_name`: what the plan calls itself; its title has every heading below it and makes none of them an area.
    """
    groups: list[Section] = []
    for i, section in enumerate(sections):
        if not section.has_facts:
            continue
        parent = parent_of(sections[: i + 1], plan_name) if section.is_bare else None
        if parent is None:
            groups.append(section)
            continue
        parent.areas.extend(section.areas)
        if not any(parent is group for group in groups):
            groups.append(parent)
    return [group for group in groups if group.is_group]


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
