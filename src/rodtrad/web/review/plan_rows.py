"""The findings of an action plan as rows: groups, indicators, target areas and activities."""

from __future__ import annotations

from rodtrad.web.documents.dates import first_day, last_day, precision
from rodtrad.web.documents.models import Finding
from rodtrad.web.plans.models import Activity, Indicator, Plan, PlanGroup, TargetArea
from rodtrad.web.review.entry import Entry


def add_plan(entry: Entry, finding: Finding) -> None:
    """The plan and all that was found of it. A plan without a title is called by its document's file name."""
    value = finding.value
    first_year, last_year = value.get("period") or (None, None)
    plan = Plan(
        title=value.get("title") or entry.document.name,
        body=entry.bodies[0] if entry.bodies else None,
        reference=value.get("reference") or "",
        first_year=first_year,
        last_year=last_year,
        decided_on=first_day(value.get("decided_on")),
        decided_on_precision=precision(value.get("decided_on")),
        decided_by=value.get("decided_by") or "",
    )
    entry.add(plan, finding)
    for order, part in entry.findings("plan_group"):
        entry.add(_group(entry, plan, order, part), part)
    for order, part in entry.findings("indicator"):
        group = entry.whole(part, PlanGroup)
        texts = {name: part.value.get(name) or "" for name in ("name", "source", "baseline", "target")}
        entry.add(Indicator(group=group, order=order, **texts), part)
    for order, part in entry.findings("target_area"):
        entry.add(TargetArea(group=entry.whole(part, PlanGroup), order=order, title=part.value["title"]), part)
    for order, part in entry.findings("activity"):
        entry.add(_activity(entry, order, part), part)


def _group(entry: Entry, plan: Plan, order: int, finding: Finding) -> PlanGroup:
    texts = {name: finding.value.get(name) or "" for name in ("overall_goal", "target_group", "focus", "responsible")}
    name = finding.value["name"]
    body = entry.body_called(name)
    return PlanGroup(plan=plan, order=order, name=name, body=body, **texts)


def _activity(entry: Entry, order: int, finding: Finding) -> Activity:
    value = finding.value
    responsible = value.get("responsible") or ""
    body = entry.body_called(responsible)
    return Activity(
        area=entry.whole(finding, TargetArea),
        order=order,
        text=value["text"],
        responsible=responsible,
        body=body,
        party=None if body else entry.finder.party(responsible),
        starts=first_day(value.get("start")),
        starts_precision=precision(value.get("start")),
        ends=last_day(value.get("end")),
        ends_precision=precision(value.get("end")),
        time_text=value.get("time_text") or "",
        state=value.get("state") or "",
    )
