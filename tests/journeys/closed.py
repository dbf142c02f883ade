"""A closed meeting, with people who log in: Sara, its secretary, Tove in the chair, and Bo who verifies.

Run as `python -m tests.journeys.closed` in the installation's environment; prints as JSON the meeting's key and the
path of a login link for each.
"""

import json
import os
from datetime import date
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")

PEOPLE = {"Sara Lind": "secretary", "Tove Alnfors": "chair", "Bo Ekmark": "adjuster"}


def close() -> dict[str, Any]:
    from rodtrad.web.accounts.actions import create_login_link, create_user  # needs django.setup
    from rodtrad.web.bodies.actions import give_role
    from rodtrad.web.holding.actions import decide, open_meeting, take_roll
    from rodtrad.web.holding.roll import Called
    from rodtrad.web.holding.saving import Save, save_paragraph
    from rodtrad.web.minutes.actions import close_and_make
    from rodtrad.web.preparing.actions import add_item
    from tests.web.meetings.held import make_body, make_meeting

    body = make_body("Justeringsgruppen", kind="officials")
    people = {}
    for name, role in PEOPLE.items():
        user = create_user(email=f"{uuid4().hex}@example.se", name=name, role="reader", by=None)
        give_role(user=user, body=body, role=role, starts=date(2026, 1, 1), by=None)
        people[name.split()[0].lower()] = user
    meeting, sara = make_meeting(body), people["sara"]
    fields = {"title": "Avtal om hjälpmedel", "type": "decision"}
    item = add_item(meeting=meeting, fields=fields, clauses=["förlänga avtalet ett år"], by=sara)
    open_meeting(meeting=meeting, by=sara)
    take_roll(meeting=meeting, called=[Called(name, "present", duty=duty) for name, duty in PEOPLE.items()], by=sara)
    save_paragraph(item=item, save=Save(uuid4(), uuid4(), 0, "Tove Alnfors redogör för avtalet."), by=sara)
    decide(item=item, clauses=["förlänga avtalet ett år"], as_proposed=True, by=sara)
    close_and_make(meeting=meeting, by=sara)
    links = {name: create_login_link(user=user, by=None) for name, user in people.items()}
    return {"meeting": meeting.pk, "links": links}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(close()))
