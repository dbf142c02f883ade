"""What the pages of questions by mail show."""

from __future__ import annotations

from typing import Any

from rodtrad.web import clock
from rodtrad.web.accounts.models import User
from rodtrad.web.accounts.names import told_apart
from rodtrad.web.bodies.models import Body
from rodtrad.web.bodies.rights import BodyRight, rights_in
from rodtrad.web.circulating.actions import may_close_as, verdict_of
from rodtrad.web.circulating.counting import Count
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.meetings.models import BodyRules

Rule, State = BodyRules.ByMail, Circulation.State
# What the button says that closes a question so.
CLOSES_AS = {
    State.DECIDED: "Avsluta: beslutet är taget",
    State.NOT_DECIDED: "Avsluta: beslutet är inte taget",
    State.TO_MEETING: "Avsluta och ta frågan på nästa möte",
}


def circulations_page(user: User, body: Body) -> dict[str, Any]:
    """The open and the closed questions of a body, each with how its answers stand. Six queries, however many."""
    rows = Circulation.objects.filter(body=body).prefetch_related("asked__answers")
    told = [(one, Count.of(asked.says for asked in one.asked.all())) for one in rows]
    rules = BodyRules.of(body)
    decides = rules.by_mail != Rule.NONE
    return {
        "body": body,
        "open": [(one, count) for one, count in told if one.is_open],
        "closed": [(one, count) for one, count in told if not one.is_open],
        "rule": rules.get_by_mail_display(),
        "decides": decides,
        "may_ask": decides and BodyRight.PREPARE in rights_in(user, [body]),
        "today": clock.today(),
    }


def circulation_page(user: User, circulation: Circulation) -> dict[str, Any]:
    """A question, what everyone has answered, and as what it may be closed now."""
    asked = list(circulation.asked.select_related("user").prefetch_related("answers"))
    may_close = circulation.is_open and BodyRight.PREPARE in rights_in(user, [circulation.body])
    said = verdict_of(circulation) if circulation.is_open else None
    outcomes = [one for one in said.outcomes if may_close_as(one, circulation, user)] if said and may_close else []
    return {
        "circulation": circulation,
        "body": circulation.body,
        "asked": [(told_apart(one.user, [other.user for other in asked]), one) for one in asked],
        "count": Count.of(one.says for one in asked),
        "verdict": said,
        "closes": [(str(one), CLOSES_AS[State(one)]) for one in outcomes],
        "may_close": may_close,
        "own": next((one for one in asked if one.user_id == user.pk), None),
        "is_over": circulation.is_over(clock.today()),
    }
