"""Action plans: `find_plan` reads one, with what does not add up."""

from rodtrad.reading.facts.plan.find import FoundPlan, find_plan

__all__ = ["FoundPlan", "find_plan"]
