"""Opens a meeting in an installation, with a secretary and a chair who log in.

Run as `python -m tests.journeys.hold` in the installation's environment; prints the path of the room and the two login
links as JSON.
"""

import json
import os
import sys
from datetime import date, time
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")


def hold(items: int = 2) -> dict[str, str]:
    from rodtrad.web.accounts.actions import create_login_link, create_user  # needs django.setup
    from rodtrad.web.bodies.actions import give_role
    from rodtrad.web.bodies.models import Body
    from rodtrad.web.holding.actions import open_meeting
    from rodtrad.web.preparing.actions import add_item, plan_meeting
    from rodtrad.web.preparing.sections import add_section

    body = Body.objects.create(name=f"Rumsgruppen {uuid4().hex[:6]}")
    told: dict[str, str] = {}
    for role, name in (("secretary", "Sara Ek"), ("chair", "Tove Alnfors")):
        user = create_user(email=f"{uuid4().hex}@example.se", name=name, role="reader", by=None)
        give_role(user=user, body=body, role=role, starts=date(2026, 1, 1), by=None)
        told |= {role: create_login_link(user=user, by=None), f"{role}_email": user.email}
    meeting = plan_meeting(bodies=[body], day=date(2026, 12, 4), start=time(9), end=time(12), place="Ekeby", by=None)
    for number in range(1, items + 1):
        fields = {"title": f"Avtal {number}", "type": "decision"}
        clauses = ["förlänga avtalet ett år", "avsätta medel"]
        item = add_item(meeting=meeting, fields=fields, clauses=clauses, by=None)
        for title in ("Tolkar", "Hjälpmedel") if number == 2 else ():
            add_section(item=item, fields={"title": title}, clauses=[], presenters=[], by=None)
    open_meeting(meeting=meeting, by=None)
    return {**told, "room": f"/moten/{meeting.pk}/rum/"}


if __name__ == "__main__":
    django.setup()
    json.dump(hold(*map(int, sys.argv[1:])), sys.stdout)
