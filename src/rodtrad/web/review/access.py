"""Who may see the register's questions: all who may read; who may answer them: those who may review."""

from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.review.models import Suggestion, SuggestionQuerySet


def suggestions_for(user: Somebody) -> SuggestionQuerySet:
    """The questions that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return SuggestionQuerySet(Suggestion)


def suggestion_for_answering(user: Somebody, pk: int) -> Suggestion:
    """A question that a user may answer. Raises Http404 where there is none, PermissionDenied for one who may not."""
    require(user, Right.REVIEW)
    return get_object_or_404(Suggestion, pk=pk)
