"""Meetings as they are held: what is written, decided and given, and when a meeting may close."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import BodyName, Membership, Party, Person, Seat, key_of
from rodtrad.web.holding.actions import (
    assign,
    close_meeting,
    decide,
    open_meeting,
    recuse,
    take_back,
    take_roll,
    undecided,
)
from rodtrad.web.holding.models import Paragraph, ParagraphRevision
from rodtrad.web.holding.roll import Called, Roll, called_over, stays_of
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting, Proposal
from rodtrad.web.minutes.content import minutes_of
from rodtrad.web.preparing.actions import add_item
from tests.factories import make_county
from tests.web.meetings.held import DAY, make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
FIRST = Called("Tove Alnfors", "present", duty="chair")


@pytest.fixture
def sara() -> User:
    """Sara is the secretary."""
    return make_member("Sara", make_body(), Membership.Role.SECRETARY)


@pytest.fixture
def meeting(sara: User) -> Meeting:
    """An open meeting with an item to decide."""
    meeting = make_meeting(sara.memberships.get().body)
    fields = {"title": "Avtal om hjälpmedel", "type": "decision"}
    add_item(meeting=meeting, fields=fields, clauses=["förlänga avtalet ett år"], by=sara)
    open_meeting(meeting=meeting, by=sara)
    take_roll(meeting=meeting, called=[FIRST], by=sara)
    return meeting


def save(item: Item, text: str, by: User, *, base: int = 0, key: UUID | None = None) -> tuple[Paragraph, str | None]:
    known = key or uuid4()
    saved = save_paragraph(item=item, by=by, save=Save(key=known, save_key=uuid4(), base=base, text=text))
    return saved.paragraph, saved.theirs


class TestParagraphs:
    def test_each_revision_is_kept(self, meeting: Meeting, sara: User) -> None:
        item = Item.written.get(meeting=meeting)
        paragraph, _ = save(item, "Tove redogör.", sara)
        save(item, "Tove redogör för avtalet.", sara, base=1, key=paragraph.key)
        assert Paragraph.objects.get().text == "Tove redogör för avtalet."
        kept = list(ParagraphRevision.objects.values_list("revision", "text", "lost"))
        assert kept == [(1, "Tove redogör.", False), (2, "Tove redogör för avtalet.", False)]

    def test_the_same_save_twice_is_one(self, meeting: Meeting, sara: User) -> None:
        once = Save(key=uuid4(), save_key=uuid4(), base=0, text="Tove redogör.")
        for _ in range(2):
            saved = save_paragraph(item=Item.written.get(meeting=meeting), save=once, by=sara)
        assert (saved.revision, saved.theirs, ParagraphRevision.objects.count()) == (1, None, 1)

    def test_what_was_written_meanwhile_stands_and_the_other_is_kept(self, meeting: Meeting, sara: User) -> None:
        item = Item.written.get(meeting=meeting)
        paragraph, _ = save(item, "Först.", sara)
        save(item, "Först, av Sara.", sara, base=1, key=paragraph.key)
        _, theirs = save(item, "Först, av Tove.", sara, base=1, key=paragraph.key)
        assert theirs == "Först, av Sara."
        assert Paragraph.objects.get().text == "Först, av Sara."
        assert ParagraphRevision.objects.get(lost=True).text == "Först, av Tove."

    def test_nothing_is_written_in_a_meeting_that_is_not_open(self, sara: User) -> None:
        item = Item.objects.create(meeting=make_meeting(make_body("Styrgruppen")), order=1, title="Budget")
        with pytest.raises(ValidationError, match="inte sparat"):
            save(item, "Tidigt.", sara)

    def test_nothing_is_acknowledged_after_the_minutes_are_made(self, meeting: Meeting, sara: User) -> None:
        item = Item.written.select_related("meeting").get(meeting=meeting)  # as a request has it that came before
        decide(item=Item.written.get(meeting=meeting), clauses=["förlänga avtalet"], by=sara)
        close_meeting(meeting=meeting, by=sara)
        with pytest.raises(ValidationError, match="inte sparat"):
            save(item, "För sent.", sara)
        with pytest.raises(ValidationError, match="inte öppet"):
            decide(item=item, clauses=["bordlägga ärendet"], by=sara)


def test_whoever_has_a_seat_that_day_is_called(sara: User) -> None:
    meeting, day = make_meeting(body := sara.memberships.get().body), timedelta(days=1)
    seats: dict[str, dict[str, date]] = {"Nu": {"starts": DAY, "ends": DAY}, "Jämt": {}}
    seats |= {"Förr": {"ends": DAY - day}, "Sedan": {"starts": DAY + day}}
    for name, days in seats.items():
        Seat.objects.create(person=Person.objects.create(name=name), body=body, **days)
    assert {row.name for row in called_over(meeting)} == {"Nu", "Jämt", "Sara"}


class TestDecisions:
    def test_as_proposed_with_a_condition(self, meeting: Meeting, sara: User) -> None:
        item = Item.written.get(meeting=meeting)
        clauses = [proposal.text for proposal in Proposal.written.filter(item=item)]
        decide(item=item, clauses=clauses, as_proposed=True, condition="under förutsättning att medel finns", by=sara)
        decision = Decision.written.get(meeting=meeting)
        assert decision.text == "förlänga avtalet ett år, under förutsättning att medel finns"
        assert (decision.condition, decision.adopts_proposal) == ("under förutsättning att medel finns", True)
        assert Proposal.written.get(item=item).outcome == "carried"

    def test_what_is_proposed_is_carried_as_long_as_a_decision_says_so(self, meeting: Meeting, sara: User) -> None:
        item = Item.written.get(meeting=meeting)
        adopted = decide(item=item, clauses=["förlänga avtalet ett år"], as_proposed=True, by=sara)
        own = decide(item=item, clauses=["återkomma i frågan"], by=sara)
        take_back(item=item, decisions=own, by=sara)
        assert Proposal.written.get(item=item).outcome == "carried"
        take_back(item=item, decisions=adopted, by=sara)
        assert Proposal.written.get(item=item).outcome == "open"

    def test_what_it_does_is_told_by_its_words(self, meeting: Meeting, sara: User) -> None:
        clauses = ["att uppdra till beredningen att se över avtalet.", "", "lägga informationen till handlingarna"]
        decide(item=Item.written.get(meeting=meeting), clauses=clauses, by=sara)
        told = list(Decision.written.filter(meeting=meeting).values_list("text", "effect", "formal"))
        assert told[0] == ("uppdra till beredningen att se över avtalet", "assign", False)
        assert told[1][2] is True

    def test_taken_back_and_kept_in_the_log(self, meeting: Meeting, sara: User) -> None:
        [decision] = decide(item=Item.written.get(meeting=meeting), clauses=["bordlägga ärendet"], by=sara)
        take_back(item=Item.written.get(meeting=meeting), decisions=[decision], by=sara)
        assert not Decision.written.filter(meeting=meeting).exists()
        assert Change.objects.filter(action="decision-taken-back").get().details == {"clauses": ["bordlägga ärendet"]}


class TestAssignments:
    @pytest.mark.parametrize(
        ("words", "day", "precision"),
        [
            ("senast den 15 mars", date(2027, 3, 15), "day"),
            ("i juni 2027", date(2027, 6, 30), "month"),
            ("löpande", None, ""),
        ],
    )
    def test_the_day_that_words_come_to(
        self, meeting: Meeting, sara: User, words: str, day: date | None, precision: str
    ) -> None:
        item = Item.written.get(meeting=meeting)
        made = assign(item=item, assignee="Norrviks kommun", task="redovisa kostnaderna", due_text=words, by=sara)
        assert (made.due, made.due_precision, made.due_text) == (day, precision, words)

    def test_whom_the_register_knows_is_linked(self, meeting: Meeting, sara: User) -> None:
        make_county()
        body = make_body("Arbetsgruppen")
        BodyName.objects.create(body=body, name=body.name, key=key_of(body.name))
        tove = Person.objects.create(name="Tove Alnfors")
        Attendance.written.filter(meeting=meeting).update(person=tove)
        item, party = Item.written.get(meeting=meeting), Party.objects.get(name="Norrviks kommun")
        for name, known in (("arbetsgruppen", body), ("Norrviks kommun", party), ("Tove Alnfors", tove), ("Vem", None)):
            assert assign(item=item, assignee=name, task="redovisa", by=sara).proved_assignee == known


class TestClosing:
    def test_not_with_an_undecided_item(self, meeting: Meeting, sara: User) -> None:
        with pytest.raises(ValidationError, match="”Avtal om hjälpmedel” har inget beslut"):
            close_meeting(meeting=meeting, by=sara)
        assert Meeting.objects.get().state == "open"

    def test_not_without_a_roll(self, meeting: Meeting, sara: User) -> None:
        take_roll(meeting=meeting, called=[], by=sara)
        with pytest.raises(ValidationError, match="Närvaron är inte upptagen"):
            close_meeting(meeting=meeting, by=sara)

    def test_on_its_last_day_it_ends_now(self, meeting: Meeting, sara: User, settings: Settings) -> None:
        planned = (timezone.localtime() + timedelta(hours=6)).time()
        settings.TODAY = DAY + timedelta(days=1)
        Meeting.written.update(end_date=settings.TODAY, end=planned)
        decide(item=Item.written.get(meeting=meeting), clauses=["förlänga avtalet"], by=sara)
        close_meeting(meeting=(closed := Meeting.written.get()), by=sara)
        assert closed.end not in (None, planned)

    def test_numbers_go_on_from_the_year_and_withdrawn_items_keep_theirs(self, meeting: Meeting, sara: User) -> None:
        body = sara.memberships.get().body
        BodyRules.objects.create(body=body, numbering=BodyRules.Numbering.YEAR, is_paragraph=True)
        earlier = Meeting.objects.create(date=date(2026, 3, 1), start=time(9), state=Meeting.State.PUBLISHED)
        earlier.bodies.add(body)
        Item.objects.create(meeting=earlier, order=1, number="41", title="Budget")
        add_item(meeting=meeting, fields={"title": "Utgår", "cancelled": True}, clauses=[], by=sara)
        add_item(meeting=meeting, fields={"title": "Rapport"}, clauses=[], by=sara)
        decide(
            item=Item.written.get(meeting=meeting, title="Avtal om hjälpmedel"), clauses=["förlänga avtalet"], by=sara
        )
        close_meeting(meeting=meeting, by=sara)
        assert [item.called for item in Item.written.filter(meeting=meeting).order_by("order")] == [
            "§ 42",
            "§ 43",
            "§ 44",
        ]
        assert meeting.state == "closed"

    def test_an_information_item_needs_no_decision(self, meeting: Meeting, sara: User) -> None:
        add_item(meeting=meeting, fields={"title": "Rapport", "type": "information"}, clauses=[], by=sara)
        assert [called for _, called in undecided(meeting)] == ["Avtal om hjälpmedel"]


class TestRoll:
    def test_nobody_twice(self, meeting: Meeting, sara: User) -> None:
        twice = [FIRST, Called("tove alnfors", "remote", duty="chair")]
        with pytest.raises(ValidationError, match="två gånger"):
            take_roll(meeting=meeting, called=twice, by=sara)

    def test_taken_again(self, meeting: Meeting, sara: User) -> None:
        take_roll(meeting=meeting, called=[Called("Tove Alnfors", "remote"), Called("Bo Al", "absent")], by=sara)
        assert list(Attendance.written.filter(meeting=meeting).values_list("name", "presence")) == [
            ("Tove Alnfors", "remote"),
            ("Bo Al", "absent"),
        ]

    def test_a_part_and_for_whom(self, meeting: Meeting, sara: User) -> None:
        add_item(meeting=meeting, fields={"title": "Rapport"}, clauses=[], by=sara)
        first, second = Item.written.filter(meeting=meeting).order_by("order")
        bo = Called("Bo Al", "partial", last=first)
        eva = Called("Eva Rask", "present", duty="deputy", stands_in_for="Bo Al", first=second)
        take_roll(meeting=meeting, called=[FIRST, bo, eva], by=sara)
        stays = list(stays_of(meeting))
        assert [(row.attendance.name, row.first, row.last) for row in stays] == [
            ("Bo Al", None, first),
            ("Eva Rask", second, None),
        ]
        decide(item=first, clauses=["förlänga avtalet"], by=sara)
        [(_, members), (_, deputies)] = minutes_of(meeting).groups
        assert members[1] == "Bo Al, del av mötet, till och med ”Avtal om hjälpmedel”"
        assert deputies == ("Eva Rask, tjänstgörande ersättare för Bo Al, från och med ”Rapport”",)

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            (Called("Bo Al", "partial"), "från eller till vilken punkt Bo Al"),
            (Called("Bo Al", "partial", first=Item(order=5, title="B"), last=Item(order=2, title="A")), "gick vid ”A”"),
            (Called("Bo Al", "absent", first=Item(order=1, title="A")), "frånvarande och kan inte vara med"),
            (Called("Bo Al", "absent", stands_in_for="Tove Alnfors"), "frånvarande och kan inte ersätta"),
            (Called("Bo Al", "present", stands_in_for="Tove Alnfors"), "som är med hela mötet"),
            (Called("Bo Al", "present", stands_in_for="Ulf"), "som inte står i närvaron"),
            (Called("Bo Al", "present", duty="chair"), "Bara en kan vara ordförande"),
        ],
    )
    def test_what_contradicts_itself(self, meeting: Meeting, sara: User, row: Called, told: str) -> None:
        with pytest.raises(ValidationError, match=told):
            take_roll(meeting=meeting, called=[FIRST, row], by=sara)

    def test_a_deputy_and_the_member_are_not_there_at_the_same_item(self, meeting: Meeting, sara: User) -> None:
        add_item(meeting=meeting, fields={"title": "Rapport"}, clauses=[], by=sara)
        first, second = Item.written.filter(meeting=meeting).order_by("order")
        bo = Called("Bo Al", "partial", last=first)
        rows = [FIRST, bo, Called("Eva Rask", "present", duty="deputy", stands_in_for="Bo Al", first=first)]
        with pytest.raises(ValidationError, match="Eva Rask ersätter Bo Al vid en punkt där båda är med"):
            take_roll(meeting=meeting, called=rows, by=sara)
        take_roll(meeting=meeting, called=[*rows[:2], replace(rows[2], first=second)], by=sara)

    def test_one_member_has_one_deputy(self, meeting: Meeting, sara: User) -> None:
        two = [Called(name, "present", duty="deputy", stands_in_for="Bo Al") for name in ("Eva Rask", "Ulf By")]
        with pytest.raises(ValidationError, match="Eva Rask och Ulf By kan inte båda ersätta Bo Al"):
            take_roll(meeting=meeting, called=[FIRST, Called("Bo Al", "absent"), *two], by=sara)


class TestQuorum:
    @pytest.mark.parametrize(
        ("rule", "there", "reached"),
        [("half", 2, True), ("half", 1, False), ("majority", 2, False), ("majority", 3, True)],
    )
    def test_by_the_rules_of_the_body(self, meeting: Meeting, sara: User, rule: str, there: int, reached: bool) -> None:
        called = [Called(f"Ledamot {n}", "present" if n < there else "absent") for n in range(4)]
        take_roll(meeting=meeting, called=called, by=sara)
        quorum = Roll.of(meeting).quorum_at(Item.written.get(meeting=meeting), BodyRules(quorum=rule))
        assert quorum
        assert (quorum.serving, quorum.members, quorum.is_reached) == (there, 4, reached)

    def test_who_has_left_or_is_recused_does_not_count_and_a_deputy_does(self, meeting: Meeting, sara: User) -> None:
        add_item(meeting=meeting, fields={"title": "Rapport"}, clauses=[], by=sara)
        first, second = Item.written.filter(meeting=meeting).order_by("order")
        rows = [
            FIRST,
            Called("Bo Al", "partial", last=first),
            Called("Ida Ek", "present"),
            Called("Eva Rask", "present", duty="deputy", stands_in_for="Bo Al", first=second),
            Called("Ulf By", "present", duty="deputy"),
        ]
        take_roll(meeting=meeting, called=rows, by=sara)
        recuse(item=second, people=[Attendance.written.get(name="Ida Ek")], by=sara)
        roll, rules = Roll.of(meeting), BodyRules(quorum=BodyRules.Quorum.MAJORITY)
        told = [roll.quorum_at(item, rules) for item in (first, second)]
        assert [(one.serving, one.members) for one in told if one] == [(3, 3), (2, 3)]
        assert minutes_of(meeting).items[1].recused == ("Ida Ek",)

    def test_nobody_absent_is_recused(self, meeting: Meeting, sara: User) -> None:
        take_roll(meeting=meeting, called=[FIRST, Called("Bo Al", "absent")], by=sara)
        with pytest.raises(ValidationError, match="Bo Al är inte närvarande"):
            recuse(item=Item.written.get(), people=[Attendance.written.get(name="Bo Al")], by=sara)
