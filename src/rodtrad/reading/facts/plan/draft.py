"""A plan while it is read: sections with their labelled values, areas and activities, each text with its place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rodtrad.reading.facts.plan.time import When
from rodtrad.reading.sources.source import Stretch

# Words that name no subject: "Länsgrupp", "Samordnande grupp", "Arbetsgruppen för"
_KIND_WORDS = re.compile(
    r"\w*(?:grupp|råd|nätverk|områdesgrupp)(?:en|et|erna)?|samordnande|samordnade|och|för|inom|samt|frågor", re.I
)
_STEM = 5  # letters that two forms of a word share


@dataclass
class Activity:
    text: Stretch
    responsible: Stretch | None = None
    when: When | None = None
    when_at: Stretch | None = None
    state: Stretch | None = None


@dataclass
class Area:
    """`inferred`: the title is the heading above, not a stated target area; `rows`: all that stands on its rows."""

    title: Stretch
    inferred: bool = False
    rule: str = "area-cell"
    rows: list[Stretch] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)


@dataclass
class Indicator:
    name: Stretch
    source: Stretch | None = None
    baseline: Stretch | None = None
    target: Stretch | None = None


@dataclass
class Section:
    """What stands under one heading. `other_names`: further headings of the same section ("Aktiviteter Äldre").

    `generic`: its heading is one of every report ("Bakgrund") and names no group.
    """

    name: Stretch
    level: int = 0
    other_names: list[Stretch] = field(default_factory=list)
    values: dict[str, list[tuple[Stretch, str, float]]] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    announced: bool = False
    generic: bool = False

    @property
    def has_facts(self) -> bool:
        return bool(self.values or self.indicators or self.areas)

    @property
    def states_areas(self) -> bool:
        return any(not area.inferred for area in self.areas)

    def add(self, field_name: str, value: Stretch, rule: str, confidence: float) -> None:
        if value:
            self.values.setdefault(field_name, []).append((value, rule, confidence))

    def is_called(self, name: str) -> bool:
        """Whether the section is about what `name` says, whichever of its headings says it."""
        return any(alike(name, other.text) for other in (self.name, *self.other_names))


def alike(a: str, b: str) -> bool:
    """Whether two names have the same subject: "Länsgrupp Habilitering" and "Habilitering och rehabilitering"."""
    first, second = _stems(a), _stems(b)
    if not first or not second:
        return False
    if len(first) > len(second):
        first, second = second, first
    shared = sum(any(s.startswith(f) or f.startswith(s) or s.endswith(f) for s in second) for f in first)
    return shared * 2 > len(first)


def _stems(name: str) -> list[str]:
    return [w.lower()[:_STEM] for w in re.findall(r"[^\W\d_]{3,}", name) if not _KIND_WORDS.fullmatch(w)]


def grouped(sections: Iterable[Section]) -> list[Section]:
    """The sections that are groups; one that only holds activities under a deeper heading is an area of the last."""
    groups: list[Section] = []
    for section in sections:
        if not section.has_facts:
            continue
        bare = not (section.values or section.indicators or section.states_areas or section.announced)
        deeper = bool(groups) and (section.level > groups[-1].level or (section.level == 0 and bool(groups[-1].values)))
        if bare and deeper:
            groups[-1].areas.extend(section.areas)
        else:
            groups.append(section)
    return groups
