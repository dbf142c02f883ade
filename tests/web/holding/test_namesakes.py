"""Two of the same name in one roll: told apart wherever one of them is chosen, and in the minutes."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership, Person, Seat
from rodtrad.web.holding.actions import decide, open_meeting, recuse, say, take_roll, vote
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.namesakes import meant, named_in, names_of, unclear_in
from rodtrad.web.holding.roll import Called, Roll, called_over
from rodtrad.web.holding.standpoints import contradictions
from rodtrad.web.holding.voting import Counted
from rodtrad.web.meetings.models import Attendance, BodyRules, Item, Meeting, Standpoint
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.minutes.content import minutes_of
from rodtrad.web.preparing.actions import add_item, plan_meeting
from rodtrad.web.preparing.models import Reason
from rodtrad.web.verifying.changes import Changes
from rodtrad.web.verifying.correcting import correct
from rodtrad.web.verifying.pages import verification_page
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
EKEBY, NORRVIK = "Anna Svensson (Ekeby kommun)", "Anna Svensson (Norrviks kommun)"
ANNAS = [
    Called("Anna Svensson", "present", organisation="Ekeby kommun"),
    Called("Anna Svensson", "present", organisation="Norrviks kommun"),
]


def row(organisation: str = "", *, title: str = "", duty: str = "member") -> Called:
    return Called("Anna Svensson", "present", duty, organisation=organisation, title=title)


@pytest.mark.parametrize(
    ("rows", "signs"),
    [
        (ANNAS, ["Ekeby kommun", "Norrviks kommun"]),
        ([row("Ekeby kommun", title="rektor"), row("Ekeby kommun", title="chef")], ["rektor", "chef"]),
        ([row(duty="chair"), row()], ["ordförande", "ledamot"]),
        ([row("Ekeby kommun"), row(duty="chair")], ["ledamot", "ordförande"]),
        (
            [row("Ekeby", title="chef"), row("Ekeby", title="rektor"), row("Norrvik", title="chef")],
            ["chef, Ekeby", "rektor, Ekeby", "chef, Norrvik"],
        ),
        ([row("Ekeby kommun"), row("ekeby kommun")], ["", ""]),
    ],
)
def test_what_tells_them_apart(rows: list[Called], signs: list[str]) -> None:
    told = [f"Anna Svensson ({sign})" if sign else "Anna Svensson" for sign in signs]
    assert names_of([*rows, Called("Bo Al", "present")]) == [*told, "Bo Al"]


def test_whom_a_text_names() -> None:
    for text, who, unclear in (
        (f"{EKEBY} reserverar sig.", ANNAS[:1], 0),
        ("Anna Svensson, Norrviks kommun, och Anna Svensson i Ekeby.", ANNAS[1:], 1),
        ("Anna Svensson reserverar sig.", [], 1),
        ("Anna Svenssonsson reserverar sig.", [], 0),
    ):
        assert (named_in(text, ANNAS), len(list(unclear_in(text, ANNAS)))) == (who, unclear)
    assert meant("Anna Svensson (Sandhamra kommun)", ANNAS[:1]) == []  # somebody else
    assert meant(EKEBY, ANNAS[:1]) == ANNAS[:1]


@pytest.fixture
def body() -> Body:
    """A body that votes, where two Anna Svensson have a seat and verify."""
    body = make_body()
    BodyRules.objects.create(body=body, votes=True, verifies=True)
    for number, place in enumerate(("Ekeby kommun", "Norrviks kommun")):
        person = Person.objects.create(name="Anna Svensson")
        Seat.objects.create(person=person, body=body, duty="member", organisation=place)
        user = make_member(f"anna{number}", body, Membership.Role.ADJUSTER)
        User.objects.filter(pk=user.pk).update(name="Anna Svensson")
        Membership.objects.filter(user=user).update(person=person)
    Membership.objects.filter(user__email__startswith="anna0").update(role="chair")
    return body


@pytest.fixture
def sara(body: Body) -> User:
    return make_member("Sara", body, Membership.Role.SECRETARY)


@pytest.fixture
def item(body: Body, sara: User) -> Item:
    meeting = make_meeting(body)
    item = add_item(meeting=meeting, fields={"title": "Avtal", "type": "decision"}, clauses=[], by=sara)
    open_meeting(meeting=meeting, by=sara)
    return Item.written.select_related("meeting__held_for").get(pk=item.pk)


def called(meeting: Meeting, sara: User) -> list[Attendance]:
    """The roll as its form sends it: both Annas, a deputy for the one from Norrvik, who has left, and Bo."""
    client, rows = Client(), called_over(meeting)
    client.force_login(sara)
    assert [(one.name, one.duty) for one in rows] == [
        ("Anna Svensson", "chair"),
        ("Anna Svensson", "adjuster"),
        ("Sara", "secretary"),
    ]
    sent = {
        name: value
        for n, one in enumerate(rows, 1)
        for name, value in (
            (f"vem-{n}", one.key),
            (f"namn-{n}", one.name),
            (f"narvaro-{n}", "present"),
            (f"uppgift-{n}", one.duty),
            (f"organisation-{n}", one.organisation),
        )
    }
    sent |= {"narvaro-2": "absent", "namn-4": "Bo Al", "narvaro-4": "present", "uppgift-4": "deputy", "for-4": NORRVIK}
    told = client.post(f"/moten/{meeting.pk}/narvaro/", sent, follow=True).content.decode()
    assert f"{EKEBY} och {NORRVIK} räknas som 2 personer." in told
    return list(Attendance.written.filter(meeting=meeting))


def test_the_whole_way(item: Item, sara: User) -> None:
    meeting = item.meeting
    ekeby, norrvik, _, bo = people = called(meeting, sara)
    assert (ekeby.person_id, norrvik.person_id) == tuple(Person.objects.order_by("pk").values_list("pk", flat=True))
    assert {one.key for one in called_over(meeting)} == {f"n{one.pk}" for one in people}

    client = Client()
    client.force_login(sara)
    room = client.get(f"/moten/{meeting.pk}/rum/?punkt={item.pk}").content.decode()
    assert room.count(EKEBY) == 3 and f"Bo Al (för {NORRVIK})" in room  # dissent, recusal, vote

    vote(
        item=item,
        told=Counted("bifall", "avslag", named={ekeby.pk: "no", bo.pk: "yes"}, tie_break="lot", tie_for="yes"),
        by=sara,
    )
    decide(item=item, clauses=["förlänga avtalet"], by=sara)
    say(item=item, kind=Paragraph.Kind.DISSENT, people=[ekeby], text="", by=sara)
    with pytest.raises(ValidationError, match=r"\(Norrviks kommun\) är frånvarande"):
        say(item=item, kind=Paragraph.Kind.DISSENT, people=[norrvik], text="", by=sara)
    with pytest.raises(ValidationError, match=r"\(Ekeby kommun\) är jävig"):
        recuse(item=item, people=[ekeby], by=sara)

    close_and_make(meeting=meeting, by=sara)
    content = minutes_of(Meeting.objects.get(pk=meeting.pk))
    assert content.items[-1].votes[0][1:3] == (f"Ja: Bo Al (för {NORRVIK}).", f"Nej: {EKEBY}.")
    assert content.signers == (("Sekreterare", "Sara"), ("Ordförande", EKEBY))
    assert dict(content.groups)["Ersättare"] == (f"Bo Al, tjänstgörande ersättare för {NORRVIK}",)
    assert Standpoint.written.get(kind="reservation").who == [EKEBY]


def test_a_bare_name_of_two_names_nobody(item: Item, sara: User) -> None:
    take_roll(meeting=item.meeting, called=ANNAS, by=sara)
    decide(item=item, clauses=["förlänga avtalet"], by=sara)
    say(item=item, kind=Paragraph.Kind.DISSENT, people=list(Attendance.written.all()[:1]), text="", by=sara)
    Paragraph.objects.update(text="Anna Svensson reserverar sig.")
    [(_, why)] = contradictions(item.meeting, Roll.of(item.meeting))
    assert why == f"Reservation: 2 heter Anna Svensson. Skriv vem: {EKEBY} eller {NORRVIK}."
    with pytest.raises(ValidationError, match="Skriv vem"):
        deputy = Called("Bo Al", "present", duty="deputy", stands_in_for="Anna Svensson")
        take_roll(meeting=item.meeting, called=[*ANNAS, deputy], by=sara)


def test_an_assignment_to_one_of_two_says_to_whom(item: Item, sara: User) -> None:
    meeting = item.meeting
    take_roll(meeting=meeting, called=ANNAS, by=sara)
    client = Client()
    client.force_login(sara)
    sent = {"kind": "assignment", "assignee": "Anna Svensson", "task": "skriva brev", "due_text": "till nästa möte"}
    told = client.post(f"/punkter/{item.pk}/uppdrag/", sent, follow=True).content.decode()
    assert f"Skriv vem: {EKEBY} eller {NORRVIK}. Ångra uppdraget" in told
    again = client.post(f"/punkter/{item.pk}/uppdrag/", {**sent, "assignee": EKEBY}, follow=True)
    assert "Skriv vem" not in again.content.decode()
    decide(item=item, clauses=["förlänga avtalet"], by=sara)
    close_and_make(meeting=meeting, by=sara)

    later = plan_meeting(
        bodies=list(meeting.bodies.all()), day=date(2027, 1, 28), start=time(9), end=None, place="", by=sara
    )
    reason = Reason.objects.filter(meeting=later, kind="assignment").order_by("pk").first()
    assert reason and reason.assignment_id and reason.text == "Anna Svensson: skriva brev (klart till det här mötet)"
    tasks = {reason.assignment_id: ("Anna Svensson", "skriva ett brev", "till nästa möte")}
    correct(meeting=meeting, changes=Changes(tasks=tasks), on=1, why="Fel", by=sara)
    reason.refresh_from_db()
    assert reason.text == "Anna Svensson: skriva ett brev (klart till det här mötet)"
    tasks = {reason.assignment_id: (NORRVIK, "skriva ett brev", "senast den 1 mars 2027")}
    correct(meeting=meeting, changes=Changes(tasks=tasks), on=2, why="Fel", by=sara)
    reason.refresh_from_db()
    assert reason.text == f"{NORRVIK}: skriva ett brev (klart senast 1 mars 2027)"
    tasks = {reason.assignment_id: ("anna svensson", "skriva ett brev", "")}
    with pytest.raises(ValidationError, match="Skriv vem"):
        correct(meeting=meeting, changes=Changes(tasks=tasks), on=3, why="Fel", by=sara)


def test_corrected_and_sent_to_the_one_that_is_meant(item: Item, sara: User) -> None:
    rows = [
        Called(one.name, "present", one.duty, one.person, organisation=one.organisation)
        for one in called_over(item.meeting)
    ]
    take_roll(meeting=item.meeting, called=rows, by=sara)
    decide(item=item, clauses=["förlänga avtalet"], by=sara)
    close_and_make(meeting=item.meeting, by=sara)
    meeting = Meeting.objects.select_related("held_for").get(pk=item.meeting_id)
    with pytest.raises(ValidationError, match="Skriv vem"):
        correct(meeting=meeting, changes=Changes(recused={(item.pk, None): "Anna Svensson"}), on=1, why="Jäv", by=sara)
    correct(meeting=meeting, changes=Changes(recused={(item.pk, None): NORRVIK}), on=1, why="Jäv", by=sara)
    assert minutes_of(meeting).items[-1].recused == (NORRVIK,)
    last = Attendance.written.filter(meeting=meeting, organisation="Norrviks kommun").get()
    alike = Changes(people={last.pk: {"organisation": "Ekeby kommun", "duty": "chair", "presence": "absent"}})
    with pytest.raises(ValidationError, match="Två heter Anna Svensson"):
        correct(meeting=meeting, changes=alike, on=2, why="Fel", by=sara)

    page = verification_page(sara, meeting)
    form = page["send_form"]
    chosen = Membership.objects.filter(user__in=form.initial["asked"]).values_list("user__email", "role")
    labels = {str(label) for _, label in form.fields["asked"].choices}
    assert {role for _, role in chosen} == {"chair", "adjuster"} and not page["missing"]
    roles = {"chair": "ordförande", "adjuster": "justerare"}
    assert labels == {f"Anna Svensson ({mail}), {roles[role]}" for mail, role in chosen}


def test_a_roll_that_was_taken_before_they_were_told_apart_can_still_be_corrected(item: Item, sara: User) -> None:
    take_roll(meeting=item.meeting, called=ANNAS, by=sara)
    decide(item=item, clauses=["förlänga avtalet"], by=sara)
    close_and_make(meeting=item.meeting, by=sara)
    Attendance.written.filter(name="Anna Svensson").update(organisation="", title="", duty="member")
    meeting = Meeting.objects.select_related("held_for").get(pk=item.meeting_id)
    as_before = {row.pk: {"name": row.name} for row in Attendance.written.filter(meeting=meeting)}
    changes = Changes(people=as_before, titles={(item.pk, None): "Tolkar"})
    correct(meeting=meeting, changes=changes, on=1, why="Rubrik", by=sara)
    assert minutes_of(meeting).items[-1].title == "Tolkar"
