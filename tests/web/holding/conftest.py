"""A meeting to hold, and its secretary's browser."""

import pytest
from django.test import Client

from rodtrad.web.bodies.models import Membership
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.actions import add_item
from tests.web.meetings.held import make_body, make_meeting, make_member


@pytest.fixture
def meeting() -> Meeting:
    meeting = make_meeting(make_body())
    fields = {"title": "Avtal om hjälpmedel", "type": "decision"}
    add_item(meeting=meeting, fields=fields, clauses=["förlänga avtalet ett år"], by=None)
    return meeting


@pytest.fixture
def sara(meeting: Meeting) -> Client:
    """Sara's browser; she is the secretary."""
    client = Client()
    assert meeting.held_for
    client.force_login(make_member("Sara", meeting.held_for, Membership.Role.SECRETARY))
    return client
