"""The installation of `bench_saves` and `bench_live`: `prepare N` makes it with N writers, `check` asks it what it has,
`expire` ends the sessions it is told of, `texts` gives the paragraphs of an item.

Run in the installation's environment; reads and prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")
ITEMS = 5


def prepare(writers: int) -> dict[str, Any]:
    """A meeting to write in, and meetings of two bodies to close; sessions of secretaries of all three bodies."""
    from django.core.management import call_command  # these need django.setup
    from django.test import Client

    from rodtrad.web.accounts.actions import create_user
    from rodtrad.web.bodies.actions import give_role
    from rodtrad.web.bodies.models import Body
    from rodtrad.web.meetings.models import BodyRules, Item

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    bodies = [Body.objects.create(name=name) for name in ("Skrivgruppen", "Styrgruppen", "Beredningsgruppen")]
    for body in bodies:
        BodyRules.objects.create(body=body, numbering=BodyRules.Numbering.YEAR)
    sessions = []
    for number in range(writers):
        user = create_user(email=f"skriver{number}@example.se", name=f"Skrivare {number}", role="reader", by=None)
        for body in bodies:
            give_role(user=user, body=body, role="secretary", starts=date(2026, 1, 1), by=None)
        client = Client()
        client.force_login(user)
        sessions.append(client.cookies["sessionid"].value)
    item = Item.written.get(meeting=_meeting(bodies[0], 1), order=1)
    closing = [_meeting(bodies[place], day) for place, day in ((1, 1), (1, 2), (2, 1))]
    return {"sessions": sessions, "item": item.pk, "meeting": item.meeting_id, "meetings": closing}


def _meeting(body: Any, day: int) -> int:
    from rodtrad.web.holding.actions import open_meeting, take_roll
    from rodtrad.web.holding.roll import Called
    from rodtrad.web.meetings.models import Item
    from rodtrad.web.preparing.actions import add_item, plan_meeting

    when, start, end = date(2026, 12, day), time(9), time(12)
    meeting = plan_meeting(bodies=[body], day=when, start=start, end=end, place="Ekeby", by=None)
    for number in range(1, ITEMS + 1):
        add_item(meeting=meeting, fields={"title": f"Rapport {number}", "type": "information"}, clauses=[], by=None)
    Item.written.filter(meeting=meeting).update(type=Item.Type.INFORMATION)  # also what the agenda was filled with
    open_meeting(meeting=meeting, by=None)
    take_roll(meeting=meeting, called=[Called("Tove Alnfors", "present", duty="chair")], by=None)
    return meeting.pk


def check(told: Mapping[str, Any]) -> dict[str, int]:
    """How many acknowledged saves are lost, texts written over unseen, and numbers given twice or left out."""
    from rodtrad.web.holding.models import Paragraph, ParagraphRevision

    rows = {str(row.save_key): row for row in ParagraphRevision.objects.select_related("paragraph")}
    lost = overwritten = 0
    for save in told["acknowledged"]:
        row = rows.get(save["save_key"])
        lost += row is None or row.text != save["text"] or row.lost != save["lost"]
        # What came to stand was written on what stood before it, and its writer had seen that.
        overwritten += row is not None and row.revision is not None and row.revision != save["base"] + 1
    revisions: dict[int, dict[int, str]] = defaultdict(dict)
    for row in rows.values():
        if row.revision:
            revisions[row.paragraph_id][row.revision] = row.text
    for paragraph in Paragraph.objects.all():
        known = revisions[paragraph.pk]
        lost += sorted(known) != list(range(1, paragraph.revision + 1)) or known[paragraph.revision] != paragraph.text
    return {"lost": lost, "overwritten": overwritten, "double_numbers": _doubles(told["meetings"])}


def _doubles(meetings: list[int]) -> int:
    from rodtrad.web.meetings.models import Item, Meeting

    numbers: dict[int, list[int]] = defaultdict(list)
    for pk in meetings:
        meeting = Meeting.written.get(pk=pk)
        if meeting.held_for_id is None or meeting.state != Meeting.State.CLOSED:
            raise RuntimeError(f"the meeting {pk} did not close: it is {meeting.state}")
        items = Item.written.filter(meeting=meeting)
        numbers[meeting.held_for_id].extend(int(item.number) for item in items)
    return sum(len(found) - len(set(found) & set(range(1, len(found) + 1))) for found in numbers.values())


def expire(sessions: list[str]) -> int:
    """How many sessions were ended."""
    from django.contrib.sessions.models import Session

    return Session.objects.filter(session_key__in=sessions).delete()[0]


def texts(item: int) -> list[str]:
    from rodtrad.web.holding.models import Paragraph

    standing = Paragraph.objects.filter(item=item, removed_at=None).exclude(text="")
    return list(standing.values_list("text", flat=True))


COMMANDS: dict[str, Callable[[Any], Any]] = {"prepare": prepare, "check": check, "expire": expire, "texts": texts}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(COMMANDS[sys.argv[1]](json.load(sys.stdin))))
