"""Who may hand in a Word file of minutes and answer what it proposes: whoever may correct them."""

from __future__ import annotations

from rodtrad.web.accounts.access import Somebody
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.verifying.access import meeting_to_correct


def meeting_to_take_in(user: Somebody, pk: int) -> Meeting:
    """A meeting whose minutes may come back from Word; raises as `meeting_to_correct`."""
    return meeting_to_correct(user, pk)
