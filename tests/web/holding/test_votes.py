"""Votes: what adds up and what does not, how it stands in the minutes, and who may write one."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Membership
from rodtrad.web.holding.actions import decide, open_meeting, recuse, take_roll, take_vote_back, vote
from rodtrad.web.holding.models import Ballot
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.voting import Counted
from rodtrad.web.meetings.models import Attendance, BodyRules, Item, Vote
from rodtrad.web.minutes.content import MinutesContent, minutes_of
from rodtrad.web.preparing.actions import add_item
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
SIDES = {"yes_for": "bifall till förslaget", "no_for": "avslag på förslaget"}
SENT = {**SIDES, "yes": "3", "no": "1", "tie": ""}
NUMBERS = {"yes": 3, "no": 1, "abstained": 0}


@pytest.fixture
def sara() -> User:
    return make_member("Sara", make_body(), Membership.Role.SECRETARY)


@pytest.fixture
def item(sara: User) -> Item:
    """An item at which Tove in the chair, Ida, Ulf, and Eva for Bo decide; Mia is recused, Ola a deputy for nobody."""
    body = sara.memberships.get().body
    BodyRules.objects.create(body=body, votes=True)
    meeting = make_meeting(body)
    item = add_item(meeting=meeting, fields={"title": "Avtal"}, clauses=["förlänga avtalet"], by=sara)
    open_meeting(meeting=meeting, by=sara)
    roll = [Called("Tove Alnfors", "present", duty="chair"), Called("Ida Ek", "present"), Called("Ulf By", "remote")]
    roll += [Called("Bo Al", "absent"), Called("Eva Rask", "present", duty="deputy", stands_in_for="Bo Al")]
    roll += [Called("Mia Gran", "present"), Called("Ola Sten", "present", duty="deputy")]
    take_roll(meeting=meeting, called=roll, by=sara)
    recuse(item=item, people=[who("Mia Gran")], by=sara)
    return Item.written.select_related("meeting__held_for").get(pk=item.pk)


def who(name: str) -> Attendance:
    return Attendance.written.get(name=name)


def by_name(**choices: str) -> dict[int, str]:
    """Who voted how, by first names."""
    return {row.pk: choices[first] for row in Attendance.written.all() if (first := row.name.split()[0]) in choices}


def cast(item: Item, by: User, **told: Any) -> Vote:
    return vote(item=item, told=Counted(**{**SIDES, **told}), by=by)


ALL = {"Tove": "yes", "Ida": "no", "Ulf": "no", "Eva": "yes"}


class TestWhatAddsUp:
    def test_in_numbers(self, item: Item, sara: User) -> None:
        made = cast(item, sara, **NUMBERS)
        assert (made.counted, made.won) == ("3 ja-röster, 1 nej-röst och 0 som avstår", "yes")
        assert made.result == "Flest röster: ja, bifall till förslaget"

    def test_by_name_with_the_chairs_casting_vote(self, item: Item, sara: User) -> None:
        made = cast(item, sara, named=by_name(**ALL), tie_break="chair", tie_for="yes")
        assert (made.yes, made.no, made.abstained) == (2, 2, 0)
        assert minutes_of(item.meeting).items[-1].votes == (
            (
                "Ja-röst: bifall till förslaget. Nej-röst: avslag på förslaget.",
                "Ja: Tove Alnfors, Eva Rask (för Bo Al).",
                "Nej: Ida Ek, Ulf By.",
                "Omröstningen ger 2 ja-röster, 2 nej-röster och 0 som avstår.",
                "Lika röstetal. Ordförandens utslagsröst: ja, bifall till förslaget.",
            ),
        )

    def test_taken_back_and_kept_in_the_log(self, item: Item, sara: User) -> None:
        take_vote_back(vote=cast(item, sara, named=by_name(**(ALL | {"Ulf": "abstain"}))), by=sara)
        assert not Vote.written.exists() and not Ballot.objects.exists()
        told = Change.objects.get(action="vote-taken-back").details["counted"]
        assert told == "2 ja-röster, 1 nej-röst och 1 som avstår"

    def test_minutes_made_before_there_were_votes_are_read(self, item: Item) -> None:
        told = minutes_of(item.meeting).to_json()
        for one in told["items"]:
            del one["votes"]
        assert MinutesContent.from_json(told) == minutes_of(item.meeting)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"yes": 4, "no": 1}, "5 röster är fler än de 4 som beslutar"),
        ({"abstained": 4}, "hur många som röstade ja och nej"),
        ({"yes": 2, "no": 2}, "Rösterna är lika många"),
        ({"yes": 2, "no": 2, "tie_break": "chair"}, "Rösterna är lika många"),
        ({"yes": 3, "no": 1, "tie_break": "lot", "tie_for": "no"}, "inte lika många .3 mot 1."),
        ({"yes": 3, "no": 1, "no_for": "Bifall till förslaget"}, "inte stå för samma sak"),
        ({"yes": 3, "no": 1, "no_for": " "}, "Skriv vad ja och nej står för"),
        ({"named": ALL | {"Bo": "yes"}}, "Bo Al är frånvarande och kan inte rösta"),
        ({"named": ALL | {"Mia": "yes"}}, "Mia Gran är jävig vid ”Avtal” och kan inte rösta"),
        ({"named": ALL | {"Ola": "yes"}}, "Ola Sten är varken ledamot eller tjänstgörande ersättare"),
        ({"named": {"Tove": "yes", "Ida": "no"}}, "Ange hur Ulf By, Eva Rask röstade"),
        ({"named": ALL | {"Ida": "yes"}, "yes": 1, "no": 3}, "ett annat än de som röstade med namn"),
        ({"named": ALL, "tie_break": "chair", "tie_for": "no"}, "Tove Alnfors röstade ja; utslagsrösten är densamma"),
    ],
)
def test_what_contradicts_itself(item: Item, sara: User, told: dict[str, Any], wrong: str) -> None:
    if "named" in told:
        told = {**told, "named": by_name(**told["named"])}
    with pytest.raises(ValidationError, match=wrong):
        cast(item, sara, **told)
    assert not Vote.written.exists()


def test_whoever_is_no_longer_in_the_roll_has_not_voted(item: Item, sara: User) -> None:
    with pytest.raises(ValidationError, match="Närvaron har ändrats av någon annan"):
        cast(item, sara, named=by_name(**ALL) | {who("Ola Sten").pk + 1_000: "yes"})


class TestTheRollAfterwards:
    def test_who_has_voted_is_not_taken_off_it(self, item: Item, sara: User) -> None:
        cast(item, sara, named=by_name(**ALL), tie_break="lot", tie_for="no")
        with pytest.raises(ValidationError, match="har röstat och kan inte tas bort"):
            take_roll(meeting=item.meeting, called=[Called("Tove Alnfors", "present", duty="chair")], by=sara)

    def test_nor_recused(self, item: Item, sara: User) -> None:
        cast(item, sara, named=by_name(**ALL), tie_break="lot", tie_for="no")
        with pytest.raises(ValidationError, match="Omröstningen vid ”Avtal”: Ida Ek är jävig"):
            recuse(item=item, people=[who("Mia Gran"), who("Ida Ek")], by=sara)
        assert [row.attendance.name for row in item.recusals.all()] == ["Mia Gran"]

    def test_and_there_are_as_many_as_voted(self, item: Item, sara: User) -> None:
        cast(item, sara, **NUMBERS)
        with pytest.raises(ValidationError, match="4 röster är fler än de 3"):
            recuse(item=item, people=[who("Mia Gran"), who("Ida Ek")], by=sara)


def test_not_in_a_body_that_does_not_vote(item: Item, sara: User) -> None:
    BodyRules.objects.update(votes=False)
    with pytest.raises(ValidationError, match="Organet röstar inte"):
        cast(item, sara, **NUMBERS)


class TestPages:
    def test_what_was_filled_in_stands_beside_what_is_wrong(self, item: Item, sara: User) -> None:
        client = Client()
        client.force_login(sara)
        sent = SENT | {"yes": "", "no": "", f"rost-{who('Tove Alnfors').pk}": "yes"}
        told = client.post(f"/punkter/{item.pk}/rostning/", sent).content.decode()
        assert "Ange hur Ida Ek, Ulf By, Eva Rask röstade" in told.partition('role="alert" tabindex="-1" autofocus')[2]
        assert f'name="rost-{who("Tove Alnfors").pk}" value="yes" checked' in told
        assert "Eva Rask (för Bo Al)" in told
        assert f'name="rost-{who("Mia Gran").pk}"' not in told
        answer = client.post(f"/punkter/{item.pk}/rostning/", SENT, follow=True)
        assert "Flest röster: ja, bifall till förslaget" in answer.content.decode()
        assert "3 ja-röster" in client.get(f"/moten/{item.meeting_id}/avsluta/").content.decode()
        client.post(f"/rostningar/{Vote.written.get().pk}/angra/")
        assert not Vote.written.exists()

    @pytest.mark.parametrize(
        ("role", "status"), [("chair", 302), ("adjuster", 403), ("member", 403), ("reader", 403), ("", 403)]
    )
    def test_who_may(self, item: Item, sara: User, role: str, status: int) -> None:
        client, body = Client(), item.meeting.held_for
        assert body
        client.force_login(make_member("Siv", body, role) if role else make_user("Siv", "administrator"))
        assert client.post(f"/punkter/{item.pk}/rostning/", SENT).status_code == status
        known = Vote.written.first() or cast(item, sara, **NUMBERS)
        for path in (f"/rostningar/{known.pk}/angra/", f"/punkter/{item.pk}/jav/", f"/punkter/{item.pk}/angra/"):
            assert client.post(path).status_code == status
        assert client.post(f"/punkter/{item.pk}/sagt/").status_code == (200 if status == 302 else status)


@pytest.mark.parametrize(
    ("yes", "no", "no_for", "may"),
    [
        (3, 1, "avslag på förslaget", True),
        (1, 3, "avslag på förslaget", False),
        (1, 3, "att avslå förslaget", False),
        (1, 3, "avslag på ändringsyrkandet", True),
        (1, 3, "återremiss", True),
    ],
)
def test_nothing_is_decided_as_proposed_after_it_was_rejected(
    item: Item, sara: User, yes: int, no: int, no_for: str, may: bool
) -> None:
    cast(item, sara, yes=yes, no=no, no_for=no_for)
    decide(item=item, clauses=["avslå förslaget"], by=sara)
    if may:
        assert decide(item=item, clauses=["förlänga avtalet"], as_proposed=True, by=sara)
    else:
        with pytest.raises(ValidationError, match=r"Omröstningen gav .*avsl"):
            decide(item=item, clauses=["förlänga avtalet"], as_proposed=True, by=sara)
