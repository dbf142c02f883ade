"""The page from which minutes are sent, and which tells who got what."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rodtrad.web.accounts.access import Right, require
from rodtrad.web.distributing.actions import Sending, distribute
from rodtrad.web.distributing.copies import called
from rodtrad.web.distributing.models import Dispatch
from rodtrad.web.distributing.proposing import Proposed, proposals
from rodtrad.web.keys import key_in
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.publishing.access import meeting_to_publish
from rodtrad.web.telling import try_and_tell
from rodtrad.web.verifying.standing import standing_of

EMPTY_ROWS = 3
TYPED = "Egen adress"


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who may be sent something. `sent`: the latest time that they were sent it."""

    one: Proposed
    sent: Dispatch | None


@require_http_methods(("GET", "HEAD", "POST"))
def distribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the minutes concern, and who got them; POST sends them to those who are chosen."""
    by = require(request.user, Right.READ)
    meeting = meeting_to_publish(by, pk)
    standing = standing_of(meeting)
    version = standing.approved if standing else None
    if version is None:
        return render(request, "distributing/distribution.html", {"meeting": meeting, "version": None})
    version.meeting = meeting
    content = MinutesContent.from_json(version.content)
    rows = proposals(meeting, content)
    if request.method == "POST":
        sendings = _told(request.POST, rows)
        try_and_tell(request, lambda: distribute(version=version, sendings=sendings, by=by), _done)
        return redirect("distributing:distribution", pk)
    sent = list(Dispatch.objects.filter(version__meeting=meeting).select_related("version", "item", "letter", "by"))
    of_version = {(one.to, one.item_id): one for one in sent if one.version_id == version.pk}
    context = {
        "meeting": meeting,
        "version": version,
        "rows": [Row(one, of_version.get((one.address.lower(), one.item))) for one in rows],
        "empty": range(1, EMPTY_ROWS + 1),
        "items": [(item.key, called(item)) for item in content.items if not (item.confidential or item.withdrawn)],
        "confidential": [called(item) for item in content.items if item.confidential],
        "sent": sent,
    }
    return render(request, "distributing/distribution.html", context)


def _told(told: QueryDict, rows: list[Proposed]) -> list[Sending]:
    """What a form asks to be sent: to proposed recipients who are chosen, and to addresses that are typed. Fields of
    the proposed are called by their keys: others may be proposed now than when the page was made."""
    chosen = set(told.getlist("valda"))
    sendings = [
        Sending(told.get(f"adress-{one.key}", ""), _item(told, one.key), one.name, one.why, one.body, one.party)
        for one in rows
        if one.key in chosen
    ]
    for number in range(1, EMPTY_ROWS + 1):
        if address := told.get(f"adress-ny{number}", "").strip():
            sendings.append(
                Sending(address, _item(told, f"ny{number}"), told.get(f"namn-ny{number}", "").strip(), TYPED)
            )
    return sendings


def _item(told: QueryDict, at: str) -> int | None:
    return key_in(told.get(f"del-{at}", ""))


def _done(made: list[Dispatch]) -> str:
    return f"Protokollet skickas till {len(made)} mottagare."
