"""Who may verify, correct and sign minutes: what their role in the body lets them. Anyone may have a file checked."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from rodtrad.web.accounts.access import Right, Somebody, require
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.rights import BodyRight, bodies_where, rights_in
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.access import planned_meeting_for
from rodtrad.web.verifying.models import Answer, Remark, Round, Seal


def meeting_to_see_verified(user: Somebody, pk: int) -> Meeting:
    """A meeting whose verification a user may follow: whoever has a role in its body, or was asked as its roll names
    them. Raises Http404 where there is no such meeting, PermissionDenied for others."""
    return _asked_at(user, pk) or planned_meeting_for(user, pk, BodyRight.SEE)


def meeting_to_correct(user: Somebody, pk: int) -> Meeting:
    """A meeting whose minutes a user may correct, send and have signed; raises as `meeting_to_see_verified`."""
    return planned_meeting_for(user, pk, BodyRight.HOLD)


def meeting_to_remark_on(user: Somebody, pk: int) -> Meeting:
    """A meeting on whose minutes a user may remark: who verifies them, and who writes them; raises as
    `meeting_to_see_verified`."""
    if asked := _asked_at(user, pk):
        return asked
    meeting = planned_meeting_for(user, pk, BodyRight.SEE)
    if not {BodyRight.VERIFY, BodyRight.HOLD} & rights_in(user, meeting.bodies.all()):
        raise PermissionDenied
    return meeting


def answer_to_give(user: Somebody, pk: int) -> Answer:
    """What a user has been asked to answer about one version, so that nobody approves another than they read.

    Raises Http404 where there is no such question, PermissionDenied for one who is not asked, or may not verify now.
    """
    by = require(user, Right.READ)
    answer = get_object_or_404(Answer.objects.select_related("round__version__meeting", "user"), pk=pk)
    if not answer.by_roll:
        planned_meeting_for(by, answer.round.version.meeting_id, BodyRight.VERIFY)
    if answer.user_id != by.pk:
        raise PermissionDenied
    return answer


def to_verify(user: User) -> QuerySet[Answer]:
    """What a user has been asked to answer and has not, as a meeting's roll names them or at meetings of bodies where
    they may."""
    waiting = Answer.objects.filter(user=user, at=None, round__outcome=Round.Outcome.WAITING)
    meetings = Meeting.objects.filter(bodies__in=bodies_where(user, BodyRight.VERIFY))
    asked = waiting.filter(Q(by_roll=True) | Q(round__version__meeting__in=meetings.order_by()))
    return asked.select_related("round__version__meeting")


def round_to_recall(user: Somebody, pk: int) -> Round:
    """What was sent to be approved, that a user may call back; raises as `meeting_to_see_verified`."""
    found = get_object_or_404(Round.objects.select_related("version__meeting"), pk=pk)
    meeting_to_correct(user, found.version.meeting_id)
    return found


def remark_to_settle(user: Somebody, pk: int) -> Remark:
    """A remark that a user may say is seen to; raises as `meeting_to_see_verified`."""
    remark = get_object_or_404(Remark.objects.select_related("version"), pk=pk)
    meeting_to_correct(user, remark.version.meeting_id)
    return remark


def seal_for_reading(user: Somebody, pk: int) -> Seal:
    """A signed file that a user may have: all of the minutes can be read there, also what is confidential to the body.

    Raises as `meeting_to_see_verified`.
    """
    seal = get_object_or_404(Seal.objects.select_related("version"), pk=pk)
    meeting_to_see_verified(user, seal.version.meeting_id)
    return seal


def _asked_at(user: Somebody, pk: int) -> Meeting | None:
    """The meeting where a user was asked about the minutes the last time that they were sent, unless that was called
    back, as its roll names them: the right to read these minutes, to remark on them and to answer, and to nothing
    else. None for others.

    Raises PermissionDenied for one who may not read.
    """
    last = Round.objects.filter(version__meeting=pk).order_by("-sent_at", "-pk").values("pk")[:1]
    asked = Answer.objects.filter(round__in=last, user=require(user, Right.READ), by_roll=True)
    if not asked.exclude(round__outcome=Round.Outcome.RECALLED).exists():
        return None
    return Meeting.objects.select_related("held_for").prefetch_related("bodies").get(pk=pk)
