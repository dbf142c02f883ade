"""What corrected minutes do to the agendas to come: what no longer waits leaves them, and what waits now comes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q

from rodtrad.web.accounts.models import User
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.actions import fill_next_agenda, withdraw_item
from rodtrad.web.preparing.by_mail import confirm_decided_by_mail
from rodtrad.web.preparing.left_open import left_open
from rodtrad.web.preparing.models import Reason

Kind, State = Reason.Kind, Meeting.State


def settle_agendas(*, after: Meeting, struck: Collection[Assignment], by: User | None) -> None:
    """Have the agendas to come tell what a closed meeting left open and gave to do, in the transaction that changes
    what it decided. `struck`: the assignments that are none any more. An item that stands there for nothing else is
    withdrawn, but from a meeting that goes on; one of which other sections are left than it tells comes anew."""
    confirm_decided_by_mail(after, by=by)
    still = {one.item.pk: one.why for one in left_open(after, whole=True)}
    left = Q(kind=Kind.LEFT_OPEN, earlier_item__meeting=after) | Q(kind=Kind.BY_MAIL, circulation__item__meeting=after)
    _take_off(left, still, by=by)
    # What is followed up now joins the item of what no longer is, before that one would go.
    fill_next_agenda(after=after, by=by)
    _take_off(Q(assignment__in=struck), {}, by=by)


def _take_off(told: Q, still: Mapping[int, str], *, by: User | None) -> None:
    """Have the agendas to come tell no longer what does not wait. `still`: why items do that were left open."""
    reasons = Reason.objects.filter(told, meeting__state__in=Meeting.NOT_OVER)
    for reason in reasons.select_related("item__meeting").order_by("pk"):
        why = still.get(reason.earlier_item_id or 0)
        if why and (reason.refused_at or reason.text.startswith(why)):
            continue
        reason.delete()
        item = reason.item
        is_alone = item and not item.cancelled and item.retired_at is None and not item.reasons.exists()
        if item and is_alone and item.meeting.state != State.OPEN:
            withdraw_item(item=item, by=by)
