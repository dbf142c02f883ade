"""What tests of plans read with and look into; the county and all in it are invented."""

from datetime import date

from rodtrad.reading.facts.plan import FoundPlan, find_plan
from rodtrad.reading.record import Activity, PlanGroup
from rodtrad.reading.sources import open_source


def read(text: str, name: str = "plan.txt", anchor: date | None = None) -> FoundPlan:
    source = open_source(name, text.encode())
    return find_plan(source, source.lines, anchor=anchor)


def group(found: FoundPlan, name: str) -> PlanGroup:
    (here,) = [g for g in found.plan.groups if g.name == name]
    return here


def areas(here: PlanGroup) -> dict[str, list[str]]:
    return {area.title: [activity.text for activity in area.activities] for area in here.target_areas}


def activity(found: FoundPlan, start: str) -> Activity:
    (here,) = [
        a for g in found.plan.groups for area in g.target_areas for a in area.activities if a.text.startswith(start)
    ]
    return here
