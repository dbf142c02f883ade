"""Who may see assignments: until something is published, everyone who logs in and may read.

The list holds what stands; the page of one is there for a retired one too, and says so.
"""

from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.followup.models import Assignment, AssignmentQuerySet
from rodtrad.web.meetings.access import check_draft


def assignments_for(user: Somebody) -> AssignmentQuerySet:
    """The assignments that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return AssignmentQuerySet(Assignment).filter(retired_at=None, is_draft=False)


def assignment_for_reading(user: Somebody, pk: int) -> Assignment:
    """An assignment with its source, where it was given and to whom.

    Raises Http404 where there is none, PermissionDenied for one who may not read.
    """
    require(user, Right.READ)
    assignments = AssignmentQuerySet(Assignment).with_source()
    related = ("meeting", "item", "section", "decision", "body", "person", "party")
    found = get_object_or_404(assignments.select_related(*related).prefetch_related("meeting__bodies"), pk=pk)
    check_draft(user, found)
    return found
