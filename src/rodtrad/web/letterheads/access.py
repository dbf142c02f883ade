"""Who may give a county its logotype: whoever edits what is said of its bodies. Everyone may see it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.bodies.models import County


def county_to_dress(user: Somebody, pk: int) -> County:
    """A county whose logotype a user may change. Raises PermissionDenied for others, Http404 where there is none."""
    require(user, Right.REVIEW)
    return get_object_or_404(County, pk=pk)
