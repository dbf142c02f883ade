"""A decision that a correction words anew, and what follows of what it does now."""

import pytest
from django.core.exceptions import ValidationError

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.meetings.models import Decision, Meeting, Proposal
from rodtrad.web.verifying.changes import Changes
from tests.web.meetings.held import make_meeting
from tests.web.verifying.test_forgotten import NEXT, agenda, do, item_of

pytestmark = pytest.mark.django_db


def test_the_next_agenda_tells_what_waits_by_its_new_words(meeting: Meeting, body: Body, sara: User) -> None:
    coming, decision = make_meeting(body, day=NEXT), Decision.written.get(meeting=meeting)
    for words, comes in (("bordlägga ärendet", True), ("förlänga avtalet ett år", False), ("bordlägga frågan", True)):
        do(meeting, Changes(decisions={decision.pk: words}), sara)
        assert ("Avtal om hjälpmedel" in agenda(coming)) == comes, words


def test_what_was_proposed_is_carried_by_the_words_that_say_it(meeting: Meeting, sara: User) -> None:
    Decision.written.filter(meeting=meeting).update(adopts_proposal=False)
    decision, at = Decision.written.get(meeting=meeting), (item_of(meeting).pk, None)
    do(meeting, Changes(proposals={at: "säga upp avtalet"}), sara)
    for words, outcome in (("säga upp avtalet", "carried"), ("förlänga avtalet", "open")):
        do(meeting, Changes(decisions={decision.pk: words}), sara)
        assert Proposal.written.get(item=at[0]).outcome == outcome


@pytest.mark.parametrize("words", ["att säga upp avtalet.", "- säga upp avtalet", "1. säga upp avtalet"])
def test_it_is_kept_as_the_room_keeps_a_clause(meeting: Meeting, sara: User, words: str) -> None:
    decision = Decision.written.get(meeting=meeting)
    do(meeting, Changes(decisions={decision.pk: words}), sara)
    decision.refresh_from_db()
    assert decision.text == "säga upp avtalet"


def test_one_that_says_nothing_is_refused(meeting: Meeting, sara: User) -> None:
    decision = Decision.written.get(meeting=meeting)
    with pytest.raises(ValidationError, match="kan inte tömmas"):
        do(meeting, Changes(decisions={decision.pk: "att"}), sara)
