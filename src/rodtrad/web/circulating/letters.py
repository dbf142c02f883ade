"""Letters about questions by mail: to those who are asked, who have not answered, and back to who asked.

What is asked about stands in their text, but for what is confidential to the body, and never in their subjects, which
administrators see. What anyone answered stands nowhere in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from rodtrad.web.accounts.models import User
from rodtrad.web.circulating.models import Asked, Circulation
from rodtrad.web.mailing.actions import queue_letter

DAY = "j F Y"
State = Circulation.State
CAME_OF_IT = {
    State.DECIDED: "är avgjord: förslaget är beslutat",
    State.NOT_DECIDED: "är avslutad utan beslut",
    State.TO_MEETING: "tas upp på ett möte",
    State.WITHDRAWN: "är återkallad",
}


def ask(asked: Asked, *, by: User | None) -> None:
    """Ask somebody; in the transaction that puts the question."""
    told = asked.circulation
    text = f"{told.body} ska besluta via e-post om {_title(told)}. Läs förslaget och svara senast {_day(told)}."
    text += "".join(f"\n\n{title}:\n{settings.ADDRESS}{page}" for title, page in _papers(told))
    _send(asked, "asked", f"Fråga att svara på: {told.body}", text, by=by)


def remind(asked: Asked, when: str, *, by: User | None) -> None:
    """Remind somebody who has not answered. `when`: of which reminder, so that each goes once."""
    told = asked.circulation
    text = f"Du har inte svarat på frågan om {_title(told)} i {told.body}. Sista dag att svara är {_day(told)}."
    _send(asked, when, f"Påminnelse om en fråga: {told.body}", text, by=by)


def tell_result(told: Circulation, *, by: User | None) -> None:
    """Tell everyone asked who may still read it what came of it; in the transaction that closes the question."""
    text = f"Frågan om {_title(told)} i {told.body} {CAME_OF_IT[State(told.state)]}."
    for asked in told.reachable():
        key = f"circulation-{told.pk}-closed-{asked.user_id}"
        _queue(key, asked.user, f"Avslutad fråga: {told.body}", text, told.get_absolute_url(), by=by)


def tell_ready(told: Circulation, *, by: User | None) -> None:
    """Tell who put the question that it can be closed, once."""
    if told.put_by and told.put_by.is_active:
        text = f"Frågan om {_title(told)} i {told.body} kan avslutas. Det gör du på dess sida."
        subject = f"En fråga kan avslutas: {told.body}"
        _queue(f"circulation-{told.pk}-ready", told.put_by, subject, text, told.get_absolute_url(), by=by)


def _send(asked: Asked, what: str, subject: str, text: str, *, by: User | None) -> None:
    page = reverse("circulating:answer", args=[asked.pk])
    _queue(f"circulation-{asked.circulation_id}-{what}-{asked.user_id}", asked.user, subject, text, page, by=by)


def _queue(key: str, to: User, subject: str, text: str, page: str, *, by: User | None) -> None:
    queue_letter(key=key, to=to.email, subject=subject, text=f"{text}\n\n{settings.ADDRESS}{page}\n", by=by)


def _papers(told: Circulation) -> Iterator[tuple[str, str]]:
    """The papers, each with where it is read after log-in."""
    for number, one in enumerate(told.enclosures.all(), 1):
        secret = told.confidential or one.confidential
        yield f"Handling {number} (bara för organet)" if secret else f"Handling {number}, {one}", one.get_absolute_url()


def _title(told: Circulation) -> str:
    return "en fråga som bara är för organet" if told.confidential else f"”{told.title}”"


def _day(told: Circulation) -> str:
    return f"den {date_format(told.last_day, DAY)}"
