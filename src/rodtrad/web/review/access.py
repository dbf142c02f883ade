"""Who may see the register's questions: all who may read; who may answer, also for findings: those who may review."""

from django.db.models import F
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.accounts.models import Change
from rodtrad.web.bodies.models import Body, Membership, Person
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.documents.access import version_for_reading
from rodtrad.web.documents.models import Finding, Issue, Unplaced, Version
from rodtrad.web.review.models import HouseStyle, Suggestion, SuggestionQuerySet


def suggestions_for(user: Somebody) -> SuggestionQuerySet:
    """The questions that a user may see. Raises PermissionDenied for one who may see none."""
    require(user, Right.READ)
    return SuggestionQuerySet(Suggestion)


def suggestion_for_answering(user: Somebody, pk: int) -> Suggestion:
    """A question that a user may answer. Raises Http404 where there is none, PermissionDenied for one who may not."""
    require(user, Right.REVIEW)
    return get_object_or_404(Suggestion, pk=pk)


def may_make_one(user: Somebody, one: Person | Body, other: Person | Body) -> bool:
    """Whether a user who may answer may make two one, or two of one. Where people have roles in a body they get them in
    the other with it, and see what is confidential there: that is for who gives the roles in both."""
    both = [body for body in (one, other) if isinstance(body, Body)]
    if not Membership.objects.filter(body__in=both).exists():
        return True
    return all(BodyRight.GIVE_ROLES in rights_in(user, [body]) for body in both)


def version_for_review(user: Somebody, pk: int) -> Version:
    """The current version of a document, to be reviewed by a user. Raises Http404 where there is none, PermissionDenied
    for one who may not review."""
    require(user, Right.REVIEW)
    return version_for_reading(user, pk)


def finding_for_review(user: Somebody, pk: int) -> Finding:
    """A finding of a current version that a user may answer for. Raises as above."""
    require(user, Right.REVIEW)
    current = Finding.objects.filter(version__document__current=F("version")).select_related("version__document")
    return get_object_or_404(current.defer("version__record"), pk=pk)


def issue_for_review(user: Somebody, pk: int) -> Issue:
    """What does not add up in a current version, for a user who may say that it was seen. Raises as above."""
    require(user, Right.REVIEW)
    current = Issue.objects.filter(version__document__current=F("version")).select_related("version__document")
    return get_object_or_404(current.defer("version__text", "version__record"), pk=pk)


def unplaced_for_review(user: Somebody, pk: int) -> Unplaced:
    """What the reader could not place in a current version, for a user who may place or drop it. Raises as above."""
    require(user, Right.REVIEW)
    current = Unplaced.objects.filter(version__document__current=F("version")).select_related("version__document")
    return get_object_or_404(current.defer("version__text", "version__record"), pk=pk)


def house_style_for_review(user: Somebody, pk: int) -> HouseStyle:
    """What was learnt of a body, for a user who may say whether it is used. Raises as above."""
    require(user, Right.REVIEW)
    return get_object_or_404(HouseStyle.objects.select_related("body"), body=pk)


def change_for_undoing(user: Somebody, version: Version, pk: int) -> Change:
    """An act of answers in a version that a user may take back. Raises as above."""
    require(user, Right.REVIEW)
    return get_object_or_404(Change.objects.filter(answers__version=version).distinct(), pk=pk)
