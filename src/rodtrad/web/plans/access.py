"""Who may see action plans and their activities: until something is published, everyone who logs in and may read.

The list holds what stands; the page of one is there for a retired one too, and says so.
"""

from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.documents.models import EnteredQuerySet
from rodtrad.web.plans.models import Activity, ActivityQuerySet, Plan


def plans_for(user: Somebody) -> EnteredQuerySet[Plan]:
    """The plans that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return EnteredQuerySet(Plan).filter(retired_at=None)


def plan_for_reading(user: Somebody, pk: int) -> Plan:
    """A plan with its source and body.

    Raises Http404 where there is none, PermissionDenied for one who may not read.
    """
    require(user, Right.READ)
    return get_object_or_404(EnteredQuerySet(Plan).with_source().select_related("body"), pk=pk)


def activities_for(user: Somebody) -> ActivityQuerySet:
    """The activities that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return ActivityQuerySet(Activity).standing()


def activity_for_reading(user: Somebody, pk: int) -> Activity:
    """An activity with its source, who answers for it and where in its plan it stands; raises as `plan_for_reading`."""
    require(user, Right.READ)
    activities = ActivityQuerySet(Activity).with_source().select_related("area__group__plan", "body", "party")
    return get_object_or_404(activities, pk=pk)
