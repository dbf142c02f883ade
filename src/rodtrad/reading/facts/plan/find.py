"""Action plans: groups, their goals and indicators, target areas, activities with who, when and how far.

Groups are headed sections that hold a plan's labelled values or tables. A list of contents, or of the groups that
the plan says it has, is no section; the latter is checked against the sections found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rodtrad.reading import record
from rodtrad.reading.clauses import says_something
from rodtrad.reading.facts.plan import time as plan_time
from rodtrad.reading.facts.plan.draft import Activity, Area, Indicator, Section
from rodtrad.reading.facts.plan.flattened import with_rows
from rodtrad.reading.facts.plan.groups import grouped
from rodtrad.reading.facts.plan.head import find_head
from rodtrad.reading.facts.plan.lines import PlanReader
from rodtrad.reading.record import Evidence, Issue, Plan, PlanGroup, TargetArea, Unplaced
from rodtrad.reading.sources.source import Line, Source, Stretch


@dataclass(frozen=True)
class FoundPlan:
    """A plan with what does not add up; `head`: the evidence of its single values, by "plan.title" and so on."""

    plan: Plan
    head: dict[str, Evidence] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def find_plan(source: Source, lines: Sequence[Line], *, anchor: date | None = None) -> FoundPlan:
    """The action plan in `source`. `lines`: its lines without running headers and footers.

    `anchor`: the day of the meeting that decided the plan, where that is known. Times without a year are tied to the
    plan's year where it has only one, else to nothing: a day that could be in either year is an issue.
    """
    unread: list[Line] = []
    lines = tuple(with_rows(lines, source.line_starts, unread))
    head = find_head(source, lines, anchor)
    year = head.period[0] if head.period and head.period[0] == head.period[1] else None
    name = head.title_at or next((line.content for line in lines if not line.blank), None)
    reader = PlanReader(anchor=None if head.period else anchor, year=year, name=name)
    sections = reader.read(lines)
    for announced in reader.announced:
        for section in sections:
            section.announced = section.announced or section.is_called(announced.text)
    groups = grouped(sections, name.text if name else "")
    maker = _Maker(source, year, head.period)
    plan = Plan(
        title=head.title,
        period=head.period,
        decided_on=head.decided_on,
        decided_by=head.decided_by,
        groups=tuple(maker.group(section) for section in groups),
    )
    left = (*reader.unplaced, *(line.content for line in unread))
    unplaced = (Unplaced(kind="activity", text=row.text, lines=source.place(row).lines) for row in left)
    maker.check_announced(reader.announced, groups)
    return FoundPlan(plan, head.places, tuple(maker.issues), tuple(unplaced))


class _Maker:
    """Turns drafts into facts with evidence, and notes what does not add up."""

    def __init__(self, source: Source, year: int | None, period: tuple[int, int] | None) -> None:
        self.source, self.year, self.period = source, year, period
        self.issues: list[Issue] = []

    def group(self, section: Section) -> PlanGroup:
        stated = {name: values[0][0].text for name, values in section.values.items()}
        also = [value for values in section.values.values() for value, *_ in values]
        weakest = min((c for values in section.values.values() for *_, c in values[:1]), default=0.9)
        areas = [area for area in section.areas if area.activities or self._without_activities(area)]
        return PlanGroup(
            name=section.name.text,
            overall_goal=stated.get("overall_goal"),
            target_group=stated.get("target_group"),
            focus=stated.get("focus"),
            responsible=stated.get("responsible"),
            indicators=tuple(self.indicator(row) for row in section.indicators if says_something(row.name)),
            target_areas=tuple(map(self.area, areas)),
            evidence=self.source.evidence(section.name, "plan-section", weakest, also=[*section.other_names, *also]),
        )

    def _without_activities(self, area: Area) -> bool:
        lines = self.source.place(area.title).lines
        text = f"Målområdet ”{area.title.text}” saknar aktiviteter."
        self.issues.append(Issue(code="area-without-activities", text=text, lines=lines))
        return True

    def indicator(self, draft: Indicator) -> record.Indicator:
        return record.Indicator(
            name=draft.name.text,
            source=_text(draft.source),
            baseline=_text(draft.baseline),
            target=_text(draft.target),
            evidence=self.source.evidence(
                draft.name, "indicator-row", 0.95, also=(draft.source, draft.baseline, draft.target)
            ),
        )

    def area(self, draft: Area) -> TargetArea:
        return TargetArea(
            title=draft.title.text,
            activities=tuple(self.activity(row) for row in draft.activities if says_something(row.text)),
            evidence=self.source.evidence(
                Stretch.join(draft.rows or [draft.title]) if draft.inferred else draft.title,
                draft.rule,
                0.6 if draft.inferred else 0.95,
                also=(draft.title,) if draft.inferred else (),
                inferred=("title",) if draft.inferred else (),
            ),
        )

    def activity(self, draft: Activity) -> record.Activity:
        when = draft.when or plan_time.of_words(draft.text.text, anchor=None, year=self.year)
        when = when and plan_time.within(when, self.period)
        if when and when.ambiguous:
            self._doubt(draft, "date-ambiguous", f"Det framgår inte vilket år ”{when.text}” avser.")
        if when and when.start and when.end and when.start > when.end:
            self._doubt(draft, "date-out-of-order", f"”{when.text}” slutar innan den börjar.")
        inferred = [name for name in ("start", "end") if when and when.inferred and getattr(when, name)]
        return record.Activity(
            text=draft.text.text,
            responsible=_text(draft.responsible),
            start=when.start if when else None,
            end=when.end if when else None,
            time_text=when.text if when else None,
            state=_text(draft.state),
            evidence=self.source.evidence(
                draft.text, "activity", 0.95, also=(draft.responsible, draft.when_at, draft.state), inferred=inferred
            ),
        )

    def _doubt(self, draft: Activity, code: str, text: str) -> None:
        at = self.source.place(draft.when_at or draft.text)
        self.issues.append(Issue(code=code, text=text, lines=at.lines))

    def check_announced(self, announced: Iterable[Stretch], groups: Sequence[Section]) -> None:
        """Every group that the plan says it has must have a section."""
        for name in announced:
            if not any(group.is_called(name.text) for group in groups):
                text = f"Planen räknar upp ”{name.text}”, men något avsnitt för den hittades inte."
                self.issues.append(Issue(code="group-not-found", text=text, lines=self.source.place(name).lines))


def _text(stretch: Stretch | None) -> str | None:
    return stretch.text if stretch else None
