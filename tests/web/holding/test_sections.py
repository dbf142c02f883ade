"""Sections in the room: each is written and decided by itself, and what lacks a decision hinders the meeting."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import decide, open_meeting, recuse, say, take_roll, undecided, vote
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.roll import Called, Roll
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.holding.voting import Counted
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting, Proposal, Section, Vote
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.minutes.content import MinutesContent, minutes_of
from rodtrad.web.minutes.differing import differences
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.preparing.sections import add_section, withdraw_section
from rodtrad.web.verifying.changes import Changes
from rodtrad.web.verifying.correcting import correct
from tests.web.meetings.held import DAY, make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
TITLES = ("Tolkar", "Hjälpmedel")


@pytest.fixture
def body() -> Body:
    body = make_body("Hjälpmedelsnämnden", kind="board")
    BodyRules.objects.create(body=body, votes=True)
    return body


@pytest.fixture
def meeting(body: Body) -> Meeting:
    """An open meeting with an item for decision, each of whose two sections proposes something, and two who decide."""
    meeting = make_meeting(body)
    item = add_item(meeting=meeting, fields={"title": "Avtal", "type": "decision"}, clauses=[], by=None)
    for title in TITLES:
        clauses = [f"förlänga avtalet om {title.lower()}"]
        add_section(item=item, fields={"title": title}, clauses=clauses, presenters=["Tove Alnfors"], by=None)
    open_meeting(meeting=meeting, by=None)
    take_roll(meeting=meeting, called=[Called("Ida Ek", "present"), Called("Bo Al", "present")], by=None)
    return meeting


@pytest.fixture
def parts(meeting: Meeting) -> tuple[Item, Section, Section]:
    """The item, and its sections."""
    item = Item.written.select_related("meeting__held_for").get(meeting=meeting, title="Avtal")
    first, second = Section.written.filter(item=item).order_by("order")
    return item, first, second


Parts = tuple[Item, Section, Section]


def test_a_section_without_its_decision_hinders_the_meeting(meeting: Meeting, parts: Parts) -> None:
    item, first, second = parts
    assert [called for _, called in undecided(meeting)] == ["Avtal", "Avtal, a) Tolkar", "Avtal, b) Hjälpmedel"]
    decide(item=item, section=first, clauses=["förlänga avtalet om tolkar"], as_proposed=True, by=None)
    assert [called for _, called in undecided(meeting)] == ["Avtal, b) Hjälpmedel"]
    with pytest.raises(ValidationError, match=r"”Avtal, b\) Hjälpmedel” har inget beslut"):
        close_and_make(meeting=meeting, by=None)
    withdraw_section(section=second, by=None)
    assert undecided(meeting) == []
    assert set(Proposal.written.filter(section=first).values_list("outcome", flat=True)) == {"carried"}


def test_an_item_that_proposes_something_itself_is_not_decided_by_its_sections(meeting: Meeting, parts: Parts) -> None:
    item, first, _ = parts
    Proposal.objects.create(meeting=meeting, item=item, order=1, text="godkänna listan", is_draft=True)
    decide(item=item, section=first, clauses=["förlänga avtalet om tolkar"], by=None)
    assert "Avtal" in [called for _, called in undecided(meeting)]
    assert Proposal.written.get(section=None, item=item).outcome == "open"


def test_who_is_recused_in_a_section_takes_part_in_the_rest(meeting: Meeting, parts: Parts) -> None:
    item, first, second = parts
    ida, bo = Attendance.written.filter(meeting=meeting).order_by("order")
    recuse(item=item, section=first, people=[ida], by=None)
    roll = Roll.of(meeting)
    assert roll.deciding_at(item, first) == [bo]
    assert roll.deciding_at(item, second) == roll.deciding_at(item) == [ida, bo]
    with pytest.raises(ValidationError, match="fler än de 1 som beslutar"):
        vote(item=item, section=first, told=Counted("bifall", "avslag", yes=2), by=None)
    vote(item=item, section=second, told=Counted("bifall", "avslag", yes=2), by=None)
    with pytest.raises(ValidationError, match="är jävig vid ”Tolkar”"):
        say(item=item, section=first, kind="abstention", people=[ida], text="", by=None)


def test_dissent_is_from_the_decision_of_its_section(parts: Parts, meeting: Meeting) -> None:
    item, first, second = parts
    bo = Attendance.written.get(name="Bo Al")
    decide(item=item, section=first, clauses=["förlänga avtalet om tolkar"], by=None)
    with pytest.raises(ValidationError, match="inget beslut att reservera sig mot"):
        say(item=item, section=second, kind="dissent", people=[bo], text="", by=None)
    say(item=item, section=first, kind="dissent", people=[bo], text="", by=None)
    decide(item=item, section=second, clauses=["säga upp avtalet om hjälpmedel"], by=None)
    close_and_make(meeting=meeting, by=None)
    content = MinutesContent.from_json(meeting.minutes_versions.get().content)
    assert content == minutes_of(Meeting.objects.prefetch_related("bodies").get(pk=meeting.pk))
    (told,) = content.items
    assert [(part.number, part.decisions, len(part.afterwards)) for part in told.sections] == [
        ("a)", ("förlänga avtalet om tolkar",), 1),
        ("b)", ("säga upp avtalet om hjälpmedel",), 0),
    ]


def test_a_paragraph_stays_in_its_section(parts: Parts) -> None:
    item, first, second = parts
    told = Save(uuid4(), uuid4(), 0, "Tove redogör.")
    save_paragraph(item=item, section=first, save=told, by=None)
    with pytest.raises(ValidationError, match="ett annat avsnitt"):
        save_paragraph(item=item, section=second, save=Save(told.key, uuid4(), 1, "Annat."), by=None)


def test_a_correction_is_told_at_its_section(meeting: Meeting, parts: Parts) -> None:
    item, first, second = parts
    for section in (first, second):
        decide(item=item, section=section, clauses=[f"förlänga {section.title}"], by=None)
    before = close_and_make(meeting=meeting, by=None)
    changes = Changes(added={(item.pk, second.pk): "Ida frågar.", (item.pk, None): "Bo hälsar alla välkomna."})
    after = correct(meeting=meeting, on=1, changes=changes, why="Fel", by=None)
    told = differences(*(MinutesContent.from_json(one.content) for one in (before, after)))
    assert [one.where for one in told] == ["1. Avtal", "1. Avtal, b) Hjälpmedel"]


def test_what_was_tabled_in_a_section_comes_back(body: Body, meeting: Meeting, parts: Parts) -> None:
    item, first, second = parts
    decide(item=item, section=first, clauses=["bordlägga ärendet till nästa möte"], by=None)
    decide(item=item, section=second, clauses=["förlänga avtalet om hjälpmedel"], as_proposed=True, by=None)
    close_and_make(meeting=meeting, by=None)
    again = Item.written.get(meeting=make_meeting(body, day=DAY.replace(day=18)), title="Avtal")
    assert again.reasons.get().text == "Avsnitt a) Tolkar bordlades på mötet den 4 december 2026"
    section = Section.written.get(item=again)
    assert str(section) == "a) Tolkar"
    assert Proposal.written.get(item=again).section == section


class TestPages:
    @pytest.fixture
    def sara(self, body: Body, client_of: Callable[[User], Client]) -> Client:
        return client_of(make_member("Sara", body, "secretary"))

    def test_all_of_a_section(self, sara: Client, meeting: Meeting, parts: Parts) -> None:
        item, first, _ = parts
        at = f"?avsnitt={first.pk}"
        said = {"key": uuid4(), "save_key": uuid4(), "base": 0, "text": "Tove redogör.", "kind": "text"}
        sara.post(f"/punkter/{item.pk}/stycke/{at}", said)
        sara.post(f"/punkter/{item.pk}/rostning/{at}", {"yes_for": "bifall", "no_for": "avslag", "yes": 2, "no": 0})
        sara.post(f"/punkter/{item.pk}/beslut/{at}", {"as_proposed": "1"})
        sara.post(f"/punkter/{item.pk}/uppdrag/{at}", {"kind": "assignment", "task": "redovisa kostnaden"})
        for model in (Vote, Decision, Assignment):
            assert model.written.get().section == first
        assert Paragraph.objects.get().section == first
        room = sara.get(f"/moten/{meeting.pk}/rum/?punkt={item.pk}").content.decode()
        assert room.index("a) Tolkar") < room.index("Tove redogör.") < room.index("b) Hjälpmedel")
        assert f'id="beslut-clauses-{first.pk}"' in room
        assert room.count("Obeslutat") == 1
        sara.post(f"/punkter/{item.pk}/ordet/")
        screen = sara.get(f"/moten/{meeting.pk}/skarm/").content.decode()
        assert screen.index("a) Tolkar") < screen.index("att förlänga avtalet om t") < screen.index("b) Hjälpmedel")
        read_back = sara.get(f"/moten/{meeting.pk}/avsluta/").content.decode()
        assert "Avtal, b) Hjälpmedel" in read_back
        assert read_back.index("<h3>a) Tolkar</h3>") < read_back.index("<li>att förlänga avtalet om tolkar</li>")
        sara.post(f"/moten/{meeting.pk}/besluten-pa-skarmen/")
        assert "Avtal, a) Tolkar" in sara.get(f"/moten/{meeting.pk}/skarm/").content.decode()
        taken_back = sara.post(f"/punkter/{item.pk}/angra/{at}", {"beslut": Decision.written.get().pk})
        assert taken_back.headers["Location"].endswith(f"#avsnitt-{first.pk}")
        assert not Decision.written.exists()

    def test_a_vote_that_is_wrong_is_told_where_it_was_filled_in(self, sara: Client, parts: Parts) -> None:
        item, _, second = parts
        wrong = {"yes_for": "bifall", "no_for": "avslag", "yes": 7, "no": 0}
        page = sara.post(f"/punkter/{item.pk}/rostning/?avsnitt={second.pk}", wrong).content.decode()
        assert page.index("b) Hjälpmedel") < page.index("Omröstningen är inte skriven")

    @pytest.mark.parametrize("told", ["0", "x", "99999999"])
    def test_no_such_section(self, sara: Client, parts: Parts, told: str) -> None:
        answer = sara.post(f"/punkter/{parts[0].pk}/beslut/?avsnitt={told}", {"clauses": "anta"})
        assert answer.status_code == 404
        assert not Decision.written.exists()
