"""How a body works: who may say it, what is told, and what follows from it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rodtrad.web.accounts.models import Change, Role, User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.holding.models import Phrase
from rodtrad.web.meetings.models import BodyRules, Item, Meeting, NumberSeries
from rodtrad.web.meetings.numbers import allot_numbers
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.preparing.models import StandingItem
from rodtrad.web.procedure.actions import set_rules
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
RULES = {
    "numbering": "year",
    "quorum": "half",
    "by_mail": "majority",
    "verifies": "on",
    "opening": "Gruppen bereder ärenden.",
}


@pytest.fixture
def body() -> Body:
    return make_body(kind=Body.Kind.OFFICIALS)


@pytest.fixture
def sara(body: Body, client_of: Browser) -> Client:
    return client_of(make_member("Sara", body, Membership.Role.SECRETARY))


def make_standing(body: Body, *titles: str, last: bool = False) -> list[StandingItem]:
    told = enumerate(titles, 1)
    return [StandingItem.objects.create(body=body, order=order, title=title, last=last) for order, title in told]


MAY_NOT = [403, 403, 403]
GRID = [  # rules, standing items, phrases
    (Membership.Role.SECRETARY, [200, 200, 200]),
    (Membership.Role.CHAIR, [200, 200, 200]),
    (Membership.Role.ADJUSTER, MAY_NOT),
    (Membership.Role.MEMBER, MAY_NOT),
    (Membership.Role.DEPUTY, MAY_NOT),
    (Membership.Role.READER, MAY_NOT),
    (Role.READER, MAY_NOT),
    (Role.EDITOR, [403, 200, 403]),
    (Role.ADMINISTRATOR, [200, 200, 403]),
]


@pytest.mark.parametrize(("role", "answers"), GRID)
def test_who_may_say_what(body: Body, client_of: Browser, role: str, answers: list[int]) -> None:
    in_body = isinstance(role, Membership.Role)
    client = client_of(make_member("Mona", body, role) if in_body else make_user("Mona", role))
    item = make_standing(body, "Mötets öppnande")[0]
    phrase = Phrase.objects.create(body=body, word="tack", text="Tack.")
    at = f"/organ/{body.pk}"
    pages = [f"{at}/regler/", f"{at}/staende-punkter/", f"{at}/fraser/"]
    assert [client.get(page).status_code for page in pages] == answers
    assert [client.get(f"/staende-punkter/{item.pk}/andra/").status_code] == answers[1:2]
    assert [client.get(f"/fraser/{phrase.pk}/andra/").status_code] == answers[2:]
    done = [answer.replace("200", "302") for answer in map(str, answers[1:])]
    drops = [f"/staende-punkter/{item.pk}/ta-bort/", f"/fraser/{phrase.pk}/ta-bort/"]
    assert [str(client.post(drop).status_code) for drop in drops] == done
    assert client.post(pages[0], RULES).status_code == (302 if answers[0] == 200 else 403)
    assert BodyRules.objects.exists() == (answers[0] == 200)


class TestRules:
    def test_saved_and_logged_with_what_was(self, sara: Client, body: Body) -> None:
        sara.post(f"/organ/{body.pk}/regler/", RULES)
        rules = BodyRules.objects.get(body=body)
        assert (rules.numbering, rules.quorum, rules.verifies, rules.signs) == ("year", "half", True, False)
        change = Change.objects.get(action="rules-set")
        assert change.details["changed"] == {
            "numbering": ["meeting", "year"],
            "quorum": ["none", "half"],
            "by_mail": ["all", "majority"],
            "demand_stops": [True, False],
            "opening": ["", "Gruppen bereder ärenden."],
        }

    def test_a_board_begins_with_what_the_law_asks(self, client_of: Browser) -> None:
        board = make_body("Nämnden", kind=Body.Kind.BOARD)
        page = client_of(make_member("Siv", board, Membership.Role.CHAIR)).get(f"/organ/{board.pk}/regler/")
        assert "Ingen har sagt hur organet vill ha det" in page.content.decode()
        assert page.context["form"].initial["quorum"] == "majority"

    def test_numbers_of_the_year_are_told(self, sara: Client, body: Body) -> None:
        numbered(body, BodyRules(body=body), items=3)
        at = f"/organ/{body.pk}/regler/"
        assert "nummer till och med 3 i år" in sara.get(at).content.decode()
        assert "redan nummer till och med 3 i år" in sara.post(at, RULES).content.decode()
        assert not BodyRules.objects.exists()
        sara.post(at, RULES | {"in_mid_year": "on"})
        assert BodyRules.objects.get().numbering == "year"

    def test_what_another_said_meanwhile_holds(self, body: Body) -> None:
        BodyRules.of(body)
        set_rules(body=Body.objects.get(pk=body.pk), fields={"quorum": "half"}, by=None)
        set_rules(body=body, fields={"opening": "Gruppen bereder ärenden."}, by=None)
        assert BodyRules.objects.get().quorum == "half"

    def test_no_number_comes_twice_when_numbering_changes_and_changes_back(self, sara: Client, body: Body) -> None:
        at, yes = f"/organ/{body.pk}/regler/", {"in_mid_year": "on"}
        sara.post(at, RULES)
        assert numbered(body, BodyRules.of(body), items=2) == ["1", "2"]
        sara.post(at, RULES | yes | {"numbering": "running"})
        assert numbered(body, BodyRules.of(body), items=2) == ["3", "4"]
        sara.post(at, RULES | yes)
        assert numbered(body, BodyRules.of(body), items=1) == ["5"]
        assert NumberSeries.objects.get(body=body, year=2026).last == 5

    def test_another_bodys_numbers_are_not_ours(self, body: Body) -> None:
        other = make_body("Nämnden")
        meeting = numbered_meeting(other, items=4)
        meeting.bodies.add(body)
        allot_numbers(meeting, BodyRules(body=other))
        assert numbered(body, BodyRules(body=body, numbering="year"), items=1) == ["1"]


def numbered_meeting(body: Body, *, items: int) -> Meeting:
    taken = Meeting.objects.count()
    meeting = make_meeting(body, day=date(2026, 12, 1 + taken))
    for number in range(items):
        add_item(meeting=meeting, fields={"title": f"Punkt {number}"}, clauses=[], by=None)
    return meeting


def numbered(body: Body, rules: BodyRules, *, items: int) -> list[str | None]:
    """The numbers that a meeting of some items is given."""
    meeting = numbered_meeting(body, items=items)
    allot_numbers(meeting, rules)
    return list(Item.written.filter(meeting=meeting).order_by("order").values_list("number", flat=True))


class TestStandingItems:
    def test_added_at_the_end_of_its_kind_and_on_the_next_agenda(self, sara: Client, body: Body) -> None:
        make_standing(body, "Mötets öppnande")
        at = f"/organ/{body.pk}/staende-punkter/"
        sara.post(at, {"title": "Val av justerare", "type": "decision", "minutes_needed": "2"})
        sara.post(at, {"title": "Mötets avslutande", "last": "on"})
        meeting = make_meeting(body)
        rows = Item.written.filter(meeting=meeting).order_by("order").values_list("title", "type", "minutes_needed")
        assert list(rows) == [
            ("Mötets öppnande", "", None),
            ("Val av justerare", "decision", 2),
            ("Mötets avslutande", "", None),
        ]

    def test_arranged_by_a_step(self, sara: Client, body: Body) -> None:
        first, second = make_standing(body, "Mötets öppnande", "Upprop")
        told = {"punkt": [str(first.pk), str(second.pk)], "ner": str(first.pk)}
        sara.post(f"/organ/{body.pk}/staende-punkter/ordna/", told)
        assert list(body.standing_items.values_list("title", flat=True)) == ["Upprop", "Mötets öppnande"]

    def test_not_in_an_order_that_lacks_one(self, sara: Client, body: Body) -> None:
        first, _ = make_standing(body, "Mötets öppnande", "Upprop")
        page = sara.post(f"/organ/{body.pk}/staende-punkter/ordna/", {"punkt": [str(first.pk)]}, follow=True)
        assert "ändrats av någon annan" in page.content.decode()

    def test_changed_and_moved_to_the_end(self, sara: Client, body: Body) -> None:
        first = make_standing(body, "Övriga frågor")[0]
        make_standing(body, "Nästa möte", "Mötets avslutande", last=True)
        sara.post(f"/staende-punkter/{first.pk}/andra/", {"title": "Övrigt", "last": "on"})
        assert list(body.standing_items.values_list("title", flat=True)) == [
            "Nästa möte",
            "Mötets avslutande",
            "Övrigt",
        ]


class TestPhrases:
    @pytest.mark.parametrize(
        ("word", "told"),
        [
            ("beslut", "/beslut betyder redan något i mötesrummet"),
            ("/Återremiss", "betyder redan något"),
            ("två ord", "utan mellanslag"),
            ("tack", "Organet har redan en fras med det ordet"),
        ],
    )
    def test_words_that_are_taken_or_none(self, sara: Client, body: Body, word: str, told: str) -> None:
        Phrase.objects.create(body=body, word="tack", text="Tack.")
        page = sara.post(f"/organ/{body.pk}/fraser/", {"word": word, "text": "Text."})
        assert told in page.content.decode()
        assert Phrase.objects.count() == 1

    def test_added_and_changed(self, sara: Client, body: Body) -> None:
        sara.post(f"/organ/{body.pk}/fraser/", {"word": "/Tack", "text": "Ordföranden tackar."})
        phrase = Phrase.objects.get()
        assert (phrase.word, phrase.text) == ("tack", "Ordföranden tackar.")
        sara.post(f"/fraser/{phrase.pk}/andra/", {"word": "tack", "text": "Ordföranden tackar alla."})
        phrase.refresh_from_db()
        assert phrase.text == "Ordföranden tackar alla."
