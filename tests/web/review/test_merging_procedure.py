"""Two bodies that meet here are one: roles, rules, standing items, phrases and numbers, and who may say so."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rodtrad.web.accounts.models import Change, Role, User
from rodtrad.web.bodies.actions import give_role
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.documents.models import Document, Finding
from rodtrad.web.holding.models import Phrase
from rodtrad.web.meetings.models import BodyRules, Item, Meeting, NumberSeries
from rodtrad.web.meetings.numbers import allot_numbers
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.preparing.models import StandingItem
from rodtrad.web.review.merging import merge, split
from rodtrad.web.review.models import HouseStyle, Suggestion
from tests import factories as make
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
OURS = (Membership, BodyRules, StandingItem, Phrase, NumberSeries, HouseStyle)


def numbered(body: Body, day: date, *, items: int) -> Meeting:
    meeting = make_meeting(body, day=day)
    for number in range(items):
        add_item(meeting=meeting, fields={"title": f"Punkt {number}"}, clauses=[], by=None)
    allot_numbers(meeting, BodyRules(body=body, numbering="year"))
    return meeting


@pytest.fixture
def kept() -> Body:
    body = make_body()
    make_member("Sara", body, Membership.Role.SECRETARY)
    BodyRules.objects.create(body=body, numbering="year", two_publish=True)
    Phrase.objects.create(body=body, word="tack", text="Ordföranden tackar.")
    numbered(body, date(2026, 12, 1), items=2)
    StandingItem.objects.create(body=body, order=1, title="Mötets öppnande")
    HouseStyle.objects.create(body=body)
    return body


@pytest.fixture
def gone(kept: Body) -> Body:
    """One that has all of it too, some the same."""
    body = make_body("Beredningsgrupp")
    make_member("Siv", body, Membership.Role.CHAIR)
    give_role(user=User.objects.get(name="Sara"), body=body, role="secretary", starts=date(2026, 1, 1), by=None)
    BodyRules.objects.create(body=body, numbering="year")
    for word in ("tack", "paus"):
        Phrase.objects.create(body=body, word=word, text="En annan text.")
    numbered(body, date(2026, 12, 2), items=5)
    for order, title in enumerate(("Mötets öppnande", "Upprop"), 1):
        StandingItem.objects.create(body=body, order=order, title=title)
    HouseStyle.objects.create(body=body)
    return body


def state() -> dict[str, object]:
    rows = {model.__name__: sorted(model._base_manager.values_list("pk", "body")) for model in OURS}
    return rows | {"last": sorted(NumberSeries.objects.values_list("body", "year", "last"))}


def test_what_one_has_is_the_others_and_what_both_have_is_told(kept: Body, gone: Body) -> None:
    merge(kept=kept, gone=gone, by=None)
    roles = kept.memberships.order_by("user__name").values_list("user__name", "role")
    assert list(roles) == [("Sara", "secretary"), ("Siv", "chair")]
    assert BodyRules.of(kept).two_publish
    assert list(kept.phrases.values_list("word", "text")) == [
        ("paus", "En annan text."),
        ("tack", "Ordföranden tackar."),
    ]
    assert list(kept.standing_items.values_list("title", flat=True)) == ["Mötets öppnande", "Upprop"]
    left = " ".join(Change.objects.get(action="body-merged").details["left"])
    for told in ("roll i organ (Sara", "organets regler", "fras (/tack)", "stående punkt (Mötets öppnande)", "husstil"):
        assert told in left
    assert "paus" not in left and "Upprop" not in left and "Siv" not in left


def test_numbers_go_on_after_the_highest_of_both(kept: Body, gone: Body) -> None:
    merge(kept=kept, gone=gone, by=None)
    meeting = numbered(kept, date(2026, 12, 3), items=0)
    numbers = Item.written.filter(meeting=meeting).order_by("order").values_list("number", flat=True)
    assert list(numbers) == ["6", "7"]  # the standing items of both


def test_taking_it_back_leaves_what_was_before(kept: Body, gone: Body) -> None:
    before = state()
    done = merge(kept=kept, gone=gone, by=None)
    assert state() != before
    split(done=done, by=None)
    assert state() == before


@pytest.mark.parametrize(
    ("who", "may"),
    [("editor", False), ("secretary of one", False), ("secretary of both", True), ("administrator", True)],
)
def test_who_may_say_so(client_of: Callable[[User], Client], kept: Body, gone: Body, who: str, may: bool) -> None:
    """Whoever has a role in one gets it in the other: no editor gives it to themselves by an answer."""
    user = make_user("Eva", Role.ADMINISTRATOR if who == "administrator" else Role.EDITOR)
    for body in {"secretary of one": [kept], "secretary of both": [kept, gone]}.get(who, []):
        give_role(user=user, body=body, role="secretary", starts=date(2026, 1, 1), by=None)
    make.enter(make.minutes())
    asked = {"kind": Suggestion.Kind.SAME_BODY, "body": kept, "other_body": gone}
    finding = Finding.objects.all()[0]
    question = Suggestion.objects.create(document=Document.objects.get(), one=finding, **asked)
    page = client_of(user).post(f"/att-se-over/{question.pk}/samma/", follow=True).content.decode()
    assert ("finns som" in page) == ("Båda hade det här" in page) == may
    assert ("Be en administratör" in page) != may
    assert Body.objects.filter(pk=gone.pk).exists() != may
