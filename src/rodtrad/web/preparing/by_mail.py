"""Questions by mail at the meeting that confirms or decides them."""

from __future__ import annotations

from datetime import date

from rodtrad.web.accounts.models import User
from rodtrad.web.circulating.actions import confirm_question, wait_for_meeting
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.meetings.models import Decision, Item, Meeting
from rodtrad.web.preparing.models import Reason


def decided_by_mail(item: Item) -> dict[str, date]:
    """The clauses that were decided by mail and that an item is to confirm, each with the day it was decided."""
    told = Reason.objects.filter(item=item, circulation__state=Circulation.State.DECIDED).select_related("circulation")
    questions = [reason.circulation for reason in told if reason.circulation]
    return {clause: one.closed_on for one in questions if one.closed_on for clause in one.clauses}


def confirm_decided_by_mail(meeting: Meeting, *, by: User | None) -> None:
    """Say of each question that a meeting took up whether it decided it, and where; in the transaction that closes the
    meeting or corrects its minutes. What was tabled comes back at the next."""
    taken_up = Reason.objects.filter(meeting=meeting, circulation__isnull=False, refused_at=None)
    for reason in taken_up.select_related("circulation__body", "item"):
        if not (reason.circulation and reason.item):
            continue
        effects = set(Decision.written.filter(item=reason.item, section=None).values_list("effect", flat=True))
        is_decided, was = bool(effects - {Decision.Effect.TABLE}), reason.circulation.item_id == reason.item_id
        if is_decided and not reason.circulation.item_id:  # another meeting may have decided it since
            confirm_question(circulation=reason.circulation, item=reason.item, by=by)
        elif was and not is_decided:
            wait_for_meeting(circulation=reason.circulation, by=by)
