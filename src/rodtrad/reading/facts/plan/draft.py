"""A plan while it is read: sections with their labelled values, areas and activities, each text with its place."""

import re
from dataclasses import dataclass, field

from rodtrad.reading.facts.plan.time import When
from rodtrad.reading.sources.source import Stretch

# Words that name no subject: "Länsgrupp", "Samordnande grupp", "Arbetsgruppen för"
_KIND_WORDS = re.compile(
    r"\w*(?:grupp|råd|nätverk|områdesgrupp)(?:en|et|erna)?|samordnande|samordnade|och|för|inom|samt|frågor", re.I
)
# "… (källa: kommunernas statistik)", "…, källa: kommunernas statistik"
_SOURCE = re.compile(
    r"\s*\((?:data)?källa:?\s+(?P<bracketed>[^()]+)\)\.?$|\s*[.,;–-]\s+(?:data)?källa:\s+(?P<bare>[^()]+?)\.?$", re.I
)
_STEM = 5  # letters that two forms of a word share


@dataclass
class Activity:
    """`apart`: a blank line stands between it and the activity before."""

    text: Stretch
    responsible: Stretch | None = None
    when: When | None = None
    when_at: Stretch | None = None
    state: Stretch | None = None
    apart: bool = False


@dataclass
class Detail:
    """ "Ansvarig: …" in a list of activities: the last of the `after` first ones has it, and maybe those before it.

    `label`: "ansvarig", "status", or the word for a time as it stands ("tid", "klart senast").
    `own`: it stands with that activity and is no other's; `tight`: no blank line stands between the two.
    """

    label: str
    value: Stretch
    after: int
    own: bool = False
    tight: bool = False


@dataclass
class Area:
    """`inferred`: the title is the heading above, not a stated target area; `rows`: all that stands on its rows.

    `word`: what a heading calls it ("insatsområde"), or ""; `level`: that heading's; `goal`: what is said below it.
    """

    title: Stretch
    inferred: bool = False
    rule: str = "area-cell"
    rows: list[Stretch] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    word: str = ""
    level: int = 0
    goal: Stretch | None = None

    def covered(self, detail: Detail) -> list[Activity]:
        """The activities that a detail is said of: those since the last of its kind, unless it is of one only."""
        if not detail.after:
            return self.activities
        last = self.activities[detail.after - 1]
        if detail.own or (detail.tight and last.apart):
            return [last]
        before = [other.after for other in self.details if other.label == detail.label and other.after < detail.after]
        return self.activities[max(before, default=0) : detail.after]


@dataclass
class Indicator:
    """An indicator as a list or a row tells it."""

    name: Stretch
    source: Stretch | None = None
    baseline: Stretch | None = None
    target: Stretch | None = None

    @staticmethod
    def told(text: Stretch) -> "Indicator":
        """One of a list, with where its figures come from: "Antal fall (källa: kommunernas statistik)"."""
        match = _SOURCE.search(text.text) if "älla" in text.text else None
        if not match:
            return Indicator(text)
        return Indicator(
            text[: match.start()].strip(), text.group(match, "bracketed" if match["bracketed"] else "bare")
        )

    def go_on(self, rest: Stretch) -> None:
        """Takes up what stands on the next line; a source already told is over."""
        if self.source is None:
            whole = Indicator.told(Stretch.join([self.name, rest]))
            self.name, self.source = whole.name, whole.source


@dataclass
class Section:
    """What stands under one heading. `other_names`: further headings of the same section ("Aktiviteter Äldre").

    `level`: 1 for the highest, 0 where nothing tells it; `generic`: its heading is one of every report ("Bakgrund")
    and names no group.
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
        """Whether anything was noted in it."""
        return bool(self.values or self.indicators or self.areas)

    @property
    def is_bare(self) -> bool:
        """Whether it holds activities and nothing that only a group has."""
        return not (self.values or self.indicators or self.announced or any(not area.inferred for area in self.areas))

    @property
    def is_group(self) -> bool:
        """Whether it says more than who answers for something, as every title page does."""
        return bool(self.areas or self.indicators or self.announced or self.values.keys() - {"responsible"})

    @property
    def states_aim(self) -> bool:
        """Whether it says what is to be reached, or for whom."""
        return bool(self.values.keys() & {"overall_goal", "target_group"})

    def add(self, field_name: str, value: Stretch, rule: str, confidence: float) -> None:
        """Notes a value of a field, unless it is empty; the first one counts."""
        if value:
            self.values.setdefault(field_name, []).append((value, rule, confidence))

    def is_called(self, name: str) -> bool:
        """Whether the section is about what `name` says, whichever of its headings says it."""
        return any(same_subject(name, other.text) for other in (self.name, *self.other_names))


def same_subject(a: str, b: str) -> bool:
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
