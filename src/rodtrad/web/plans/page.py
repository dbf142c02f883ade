"""What the page of an action plan shows: its groups with goals, indicators, target areas and activities."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from rodtrad.web.documents.rows import reviewed
from rodtrad.web.plans.models import Activity, Indicator, Plan, PlanGroup, TargetArea


@dataclass(frozen=True, slots=True)
class Told:
    """Which facts the document tells of any of some activities: what it tells of none needs no column."""

    responsible: bool
    time: bool
    state: bool

    @classmethod
    def of(cls, activities: list[Activity]) -> "Told":
        return cls(
            responsible=any(a.responsible for a in activities),
            time=any(a.starts or a.ends or a.time_text for a in activities),
            state=any(a.state for a in activities),
        )

    @property
    def missing(self) -> str:
        """What is told of none: "ansvarig eller datum"."""
        return " eller ".join(word for word, told in (("ansvarig", self.responsible), ("datum", self.time)) if not told)


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group of the plan. `told` goes for all its activities, so that its tables have the same columns."""

    group: PlanGroup
    indicators: list[Indicator]
    areas: list[tuple[TargetArea, list[Activity]]]
    activities: list[Activity]
    told: Told

    @property
    def done_count(self) -> int:
        return sum(activity.is_done for activity in self.activities)

    @property
    def has_sources(self) -> bool:
        return any(indicator.source for indicator in self.indicators)

    @property
    def has_values(self) -> bool:
        return any(indicator.baseline or indicator.target for indicator in self.indicators)


def plan_page(plan: Plan) -> dict[str, Any]:
    """The context of the page. Four queries, however many groups and activities the plan has."""
    groups = list(plan.groups.with_source().select_related("body"))
    indicators = list(Indicator.objects.filter(group__in=groups).with_source())
    areas = list(TargetArea.objects.filter(group__in=groups).with_source())
    found = Activity.objects.filter(area__group__plan=plan, area__retired_at=None, area__group__retired_at=None)
    activities = list(found.with_source().select_related("body", "party"))
    shown = _shown(groups, indicators, areas, activities)
    return {
        "plan": plan,
        "groups": shown,
        "activity_count": len(activities),
        "told": Told.of(activities),
        "reviewed": reviewed([plan, *groups, *indicators, *areas, *activities]),
    }


def _shown(
    groups: list[PlanGroup], indicators: list[Indicator], areas: list[TargetArea], activities: list[Activity]
) -> list[ShownGroup]:
    indicators_of, areas_of, activities_of = defaultdict(list), defaultdict(list), defaultdict(list)
    for indicator in indicators:
        indicators_of[indicator.group_id].append(indicator)
    for activity in activities:
        activities_of[activity.area_id].append(activity)
    for area in areas:
        areas_of[area.group_id].append((area, activities_of[area.pk]))
    shown = []
    for group in groups:
        own = [activity for _, members in areas_of[group.pk] for activity in members]
        shown.append(ShownGroup(group, indicators_of[group.pk], areas_of[group.pk], own, Told.of(own)))
    return shown
