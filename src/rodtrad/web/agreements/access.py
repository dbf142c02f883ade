"""Who may see agreements: until something is published, everyone who logs in and may read.

The list holds what stands; the page of one is there for a retired one too, and says so.
"""

from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.agreements.models import Agreement, AgreementQuerySet
from rodtrad.web.meetings.access import check_draft


def agreements_for(user: Somebody) -> AgreementQuerySet:
    """The agreements that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return AgreementQuerySet(Agreement).filter(retired_at=None, is_draft=False)


def agreement_for_reading(user: Somebody, pk: int) -> Agreement:
    """An agreement with its source and where it is told of.

    Raises Http404 where there is none, PermissionDenied for one who may not read.
    """
    require(user, Right.READ)
    agreements = AgreementQuerySet(Agreement).with_source().select_related("meeting", "item", "section")
    found = get_object_or_404(agreements.prefetch_related("meeting__bodies"), pk=pk)
    check_draft(user, found)
    return found
