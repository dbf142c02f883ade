"""What came of proposals, by what was decided and voted at their item."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.bodies.models import Membership
from rodtrad.web.holding.actions import close_meeting, decide, open_meeting, take_roll, vote
from rodtrad.web.holding.outcomes import outcome_of
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.voting import Counted
from rodtrad.web.meetings.models import Decision, Item, Proposal, Vote
from rodtrad.web.preparing.actions import add_item, change_item
from tests.web.meetings.held import make_body, make_meeting, make_member

PROPOSED = "inrätta en tolkservice"
LOST = Vote(yes=1, no=2, yes_for="bifall till förslaget", no_for="avslag på förslaget")


@pytest.mark.parametrize(
    ("decisions", "votes", "outcome"),
    [
        ([], [], "open"),
        ([Decision(text="Inrätta en  tolkservice.")], [], "carried"),
        ([Decision(text="inrätta en tolkservice, under ett år", adopts_proposal=True)], [], "carried"),
        ([Decision(text="inrätta en tolkservice under ett år")], [], "open"),
        ([Decision(text="utreda frågan vidare")], [LOST], "rejected"),
        ([Decision(text="utreda frågan vidare")], [Vote(yes=2, no=1, yes_for="Annas", no_for="Ulfs")], "open"),
        ([], [Vote(yes=2, no=1, yes_for="utreda frågan", no_for=f"att {PROPOSED}")], "rejected"),
        ([], [Vote(yes=2, no=1, yes_for=f"att {PROPOSED}", no_for="utreda frågan")], "open"),
        ([], [Vote(yes=1, no=1, yes_for="bifall", no_for="avslag")], "open"),
        ([], [Vote(yes=1, no=1, yes_for="bifall", no_for="avslag", tie_break="chair", tie_for="no")], "rejected"),
    ],
)
def test_outcome(decisions: list[Decision], votes: list[Vote], outcome: str) -> None:
    assert outcome_of(PROPOSED, decisions, votes) == outcome


@pytest.mark.django_db
def test_a_meeting_that_closes_settles_its_proposals() -> None:
    meeting = make_meeting(make_body(kind="board"))
    for title, clauses in (("Tolkar", ["anlita tolkar", "utreda kostnaden"]), ("Taxa", ["höja taxan"])):
        add_item(meeting=meeting, fields={"title": title, "type": "decision"}, clauses=clauses, by=None)
    open_meeting(meeting=meeting, by=None)
    names = ("Tove Alnfors", "Ida Ekmark", "Ulf Bygren")
    take_roll(meeting=meeting, called=[Called(name, "present") for name in names], by=None)
    first, second = Item.written.filter(meeting=meeting).order_by("order")
    decide(item=first, clauses=["anlita tolkar"], by=None)
    vote(item=second, told=Counted("bifall till förslaget", "avslag på förslaget", yes=1, no=2), by=None)
    decide(item=second, clauses=["avslå förslaget"], by=None)
    close_meeting(meeting=meeting, by=None)
    found = dict(Proposal.written.values_list("text", "outcome"))
    assert found == {"anlita tolkar": "carried", "utreda kostnaden": "open", "höja taxan": "rejected"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("put", "outcomes"),
    [
        (["anlita tolkar", "utreda kostnaden"], ["rejected", "rejected", "open"]),
        (["anlita tolkar"], ["rejected", "open", "open"]),
        ([], ["open", "open", "open"]),
    ],
)
def test_only_what_the_vote_was_on_is_rejected(put: list[str], outcomes: list[str]) -> None:
    """Sara chooses in the room which of three proposals a vote is on; all are chosen until she does."""
    body = make_body(kind="board")
    meeting, client = make_meeting(body), Client()
    client.force_login(make_member("Sara", body, Membership.Role.SECRETARY))
    clauses = ["anlita tolkar", "utreda kostnaden", "återkomma i maj"]
    item = add_item(meeting=meeting, fields={"title": "Tolkar", "type": "decision"}, clauses=clauses, by=None)
    open_meeting(meeting=meeting, by=None)
    take_roll(meeting=meeting, called=[Called(name, "present") for name in ("Tove", "Ida", "Ulf")], by=None)
    page = client.get(f"/moten/{meeting.pk}/rum/?punkt={item.pk}").content.decode()
    assert len(re.findall(r'name="forslag" value="\d+" checked', page)) == 3
    chosen = list(Proposal.written.filter(text__in=put).values_list("pk", flat=True))
    sent = {"yes_for": "bifall till förslaget", "no_for": "avslag på förslaget", "yes": 2, "no": 2, "forslag": chosen}
    page = client.post(f"/punkter/{item.pk}/rostning/", sent).content.decode()  # more votes than there are people
    assert len(re.findall(r'name="forslag" value="\d+" checked', page)) == len(put)
    client.post(f"/punkter/{item.pk}/rostning/", sent | {"yes": 1})
    assert Vote.written.get().won == "no"
    change_item(item=item, fields={"introduction": "Bakgrund."}, clauses=clauses, by=None)
    decide(item=item, clauses=["bordlägga frågan"], by=None)
    assert list(Proposal.written.order_by("order").values_list("outcome", flat=True)) == outcomes
    if put:
        with pytest.raises(ValidationError, match="kan inte bli enligt förslag"):
            decide(item=item, clauses=clauses, as_proposed=True, by=None)
    else:
        decide(item=item, clauses=clauses, as_proposed=True, by=None)
