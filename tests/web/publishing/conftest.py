"""Minutes to publish, anew for each test of one meeting that is made once."""

from __future__ import annotations

from copy import deepcopy

import pytest

from rodtrad.web.accounts.models import User
from rodtrad.web.meetings.models import Meeting
from tests.web.once import made_once
from tests.web.publishing.closed import make_closed

closed = made_once(make_closed)


@pytest.fixture
def meeting(closed: Meeting, db: None) -> Meeting:
    return deepcopy(closed)


@pytest.fixture
def sara(meeting: Meeting) -> User:
    """Sara is the secretary."""
    return User.objects.get(name="Sara")
