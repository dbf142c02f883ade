"""Verification: who approves what, what a correction does to it, and what stays as it was."""

from datetime import datetime, timedelta, timezone

import pytest
from django.core.exceptions import ValidationError

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Body, Membership, Person
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph, ParagraphRevision
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.differing import differences
from rodtrad.web.publishing.actions import ask_to_publish
from rodtrad.web.verifying.actions import approve, remark, send_back, send_round, settle
from rodtrad.web.verifying.changes import Changes
from rodtrad.web.verifying.correcting import add, correct
from rodtrad.web.verifying.models import Answer, Round, Seal
from rodtrad.web.verifying.pages import verification_page
from rodtrad.web.verifying.standing import standing_of
from rodtrad.web.verifying.verifiers import verifiers_of
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_member
from tests.web.verifying.conftest import approve_all, send

pytestmark = pytest.mark.django_db
IDENTITY = "inloggad som bo@example.se med lösenfras"


def answer_of(user: User) -> Answer:
    return Answer.objects.select_related("round__version__meeting").get(user=user, round__outcome="waiting")


def state_of(meeting: Meeting) -> str:
    return Meeting.objects.get(pk=meeting.pk).state


class TestApproval:
    def test_verified_when_all_have_approved(self, meeting: Meeting, sent: Round, tove: User, bo: User) -> None:
        approve(answer=answer_of(bo), by=bo, identity=IDENTITY)
        assert (state_of(meeting), Round.objects.get().outcome) == ("closed", "waiting")
        approve(answer=answer_of(tove), by=tove, identity="tove@example.se")
        assert (state_of(meeting), Round.objects.get().outcome) == ("verified", "approved")
        row = Change.objects.filter(action="minutes-approved", by=bo).get()
        assert (row.details["number"], row.details["identity"]) == (1, IDENTITY)

    def test_by_oneself_and_once(self, sent: Round, tove: User, bo: User) -> None:
        with pytest.raises(ValidationError, match="Bara den som är tillfrågad"):
            approve(answer=answer_of(bo), by=tove, identity="")
        approve(answer=(own := answer_of(bo)), by=bo, identity=IDENTITY)
        with pytest.raises(ValidationError, match="redan svarat"):
            approve(answer=own, by=bo, identity=IDENTITY)

    def test_not_of_what_has_become_another_version(self, meeting: Meeting, sent: Round, sara: User, bo: User) -> None:
        own = answer_of(bo)
        rename(meeting, "Tove redogör.", sara)
        with pytest.raises(ValidationError, match="ny version"):
            approve(answer=own, by=bo, identity=IDENTITY)

    def test_moments_are_put_in_order_whatever_their_offsets(self, sent: Round, tove: User, bo: User) -> None:
        # 10.30 in winter time is before 10.00 in Greenwich.
        first = datetime(2026, 12, 5, 10, 30, tzinfo=timezone(timedelta(hours=1)))
        later = datetime(2026, 12, 5, 10, 0, tzinfo=timezone(timedelta(0)))
        sent.answers.filter(user=tove).update(kind="approved", at=later)
        sent.answers.filter(user=bo).update(kind="approved", at=first)
        assert [answer.user for answer in sent.answers.all()] == [bo, tove]


class TestSending:
    def test_only_to_those_who_may_verify(self, meeting: Meeting, sara: User) -> None:
        version = meeting.minutes_versions.get()
        with pytest.raises(ValidationError, match="Sara är varken ordförande eller justerare"):
            send_round(version=version, asked=[sara], by=sara)
        with pytest.raises(ValidationError, match="minst en"):
            send_round(version=version, asked=[], by=sara)

    @pytest.mark.parametrize(
        ("roll", "asked", "missing"),
        [
            # A role in the body, a person of the register, or a name that one alone has: each has the duty of the roll.
            (("chair Tove Alnfors", "adjuster Mona"), ("Tove Alnfors, ordförande", "Mona, justerare"), ()),
            (
                ("chair Tove Alnfors", "adjuster Nils Ek"),
                (
                    "Tove Alnfors, ordförande",
                    "Nils, i närvaron Nils Ek, justerare (nils@example.se, utan roll i organet)",
                ),
                (),
            ),
            (
                ("chair Tove Alnfors", "adjuster Ola"),
                ("Tove Alnfors, ordförande", "Ola, justerare (ola@example.se, utan roll i organet) [?]"),
                (),
            ),
            # Where the roll names none, who has the role; where nobody knows the account, they may be chosen.
            (("chair Mona",), ("Mona, ordförande", "Bo Ekmark, justerare"), ()),
            (("adjuster Okänd Ek",), ("Tove Alnfors, ordförande", "Bo Ekmark, justerare [?]"), ("Okänd Ek",)),
            (("adjuster Lisa",), ("Tove Alnfors, ordförande", "Bo Ekmark, justerare [?]"), ("Lisa",)),
        ],
    )
    def test_to_whom_the_roll_names(
        self,
        meeting: Meeting,
        body: Body,
        roll: tuple[str, ...],
        asked: tuple[str, ...],
        missing: tuple[str, ...],
    ) -> None:
        make_member("Mona", body, Membership.Role.MEMBER)
        nils = make_member("Nils", make_body("Andra gruppen"), Membership.Role.MEMBER)
        Membership.objects.filter(user=nils).update(person=(ek := Person.objects.create(name="Nils Ek")))
        make_user("Ola", "reader")
        for number in range(2):
            User.objects.create(email=f"lisa{number}@example.se", name="Lisa")
        Attendance.written.all().delete()
        for order, (duty, _, name) in enumerate(line.partition(" ") for line in roll):
            person = ek if name == ek.name else None
            Attendance.objects.create(meeting=meeting, order=order, name=name, duty=duty, person=person, is_draft=True)
        found, unknown = verifiers_of(meeting)
        assert [f"{one}{'' if one.is_likely else ' [?]'}" for one in found] == list(asked)
        assert unknown == list(missing)

    @pytest.mark.parametrize("called", ["Andra gruppen", "Övriga gruppen"])
    def test_to_the_account_that_the_body_itself_knows(self, meeting: Meeting, body: Body, called: str) -> None:
        ek = Person.objects.create(name="Nils Ek")
        for name, at in {"Nils": body, "Nisse": make_body(called)}.items():
            make_member(name, at, Membership.Role.MEMBER)
        Membership.objects.filter(user__name__in=("Nils", "Nisse")).update(person=ek)
        Attendance.written.filter(meeting=meeting, duty="adjuster").update(name=ek.name, person=ek)
        assert [str(one) for one in verifiers_of(meeting)[0]] == [
            "Tove Alnfors, ordförande",
            "Nils, i närvaron Nils Ek, justerare",
        ]

    def test_not_to_who_is_somebody_else_of_the_name(self, meeting: Meeting, body: Body) -> None:
        make_member("Nils Ek", body, Membership.Role.MEMBER)
        Membership.objects.filter(user__name="Nils Ek").update(person=Person.objects.create(name="Nils Ek"))
        guest = Person.objects.create(name="Nils Ek")
        Attendance.written.filter(meeting=meeting, duty="adjuster").update(name=guest.name, person=guest)
        assert verifiers_of(meeting)[1] == ["Nils Ek"]

    def test_not_to_oneself_as_the_roll_alone_names_one(self, meeting: Meeting, sara: User, tove: User) -> None:
        version = meeting.minutes_versions.get()
        Attendance.written.filter(meeting=meeting, name="Sara").update(duty="adjuster")
        with pytest.raises(ValidationError, match="som du själv skickar"):
            send_round(version=version, asked=[sara], by=sara)
        made = send_round(version=version, asked=[sara, tove], by=tove)
        assert {answer.user for answer in made.answers.all()} == {sara, tove}

    def test_oneself_is_not_chosen_beforehand(self, meeting: Meeting, sara: User, tove: User, bo: User) -> None:
        Attendance.written.filter(meeting=meeting, name="Sara").update(duty="adjuster")
        form = verification_page(sara, meeting)["send_form"]
        assert {pk for pk, _ in form.fields["asked"].choices} == {sara.pk, tove.pk, bo.pk}
        assert set(form.initial["asked"]) == {tove.pk, bo.pk}

    def test_once(self, meeting: Meeting, sent: Round, sara: User) -> None:
        with pytest.raises(ValidationError, match="redan skickad"):
            send(meeting, sara)

    def test_not_where_the_body_does_not_verify(self, meeting: Meeting, sara: User) -> None:
        BodyRules.objects.update(verifies=False)
        with pytest.raises(ValidationError, match="justerar inte"):
            send(meeting, sara)
        standing = standing_of(Meeting.objects.get(pk=meeting.pk))
        assert standing and standing.is_approved


class TestSendingBack:
    def test_the_version_is_kept_and_of_corrections_one_letter_asks(
        self, meeting: Meeting, sent: Round, sara: User, tove: User, bo: User
    ) -> None:
        approve(answer=answer_of(tove), by=tove, identity="tove@example.se")
        send_back(answer=answer_of(bo), why="Bo föreslog två år.", by=bo, identity=IDENTITY)
        assert (state_of(meeting), Round.objects.get().outcome) == ("closed", "sent-back")
        first = meeting.minutes_versions.get()
        rename(meeting, "Tove redogör. Bo föreslår två år.", sara)
        second = meeting.minutes_versions.last()
        assert second and (second.number, second.why) == (2, "Bo hade rätt")
        assert not Round.objects.filter(version=second).exists()  # there may be more to correct
        rename(meeting, "Tove redogör. Bo föreslår två och ett halvt år.", sara)
        asked = send(meeting, sara)
        assert {answer.user for answer in asked.answers.all()} == {tove, bo}
        assert not asked.answers.exclude(kind="").exists()  # Tove approved another text
        first.refresh_from_db()
        assert "två år" not in str(first.content)
        letters = Letter.objects.filter(key__startswith="verify-", to=bo.email).order_by("pk")
        assert ["ändrat sedan version 1." in letter.text for letter in letters] == [False, True]  # of three versions
        approve_all(asked)
        assert state_of(meeting) == "verified"

    def test_says_why(self, sent: Round, bo: User) -> None:
        with pytest.raises(ValidationError, match="vad som behöver rättas"):
            send_back(answer=answer_of(bo), why=" ", by=bo, identity=IDENTITY)
        assert answer_of(bo).kind == ""


def rename(meeting: Meeting, text: str, by: User) -> None:
    """Correct the one paragraph."""
    paragraph = Paragraph.objects.get()
    number = meeting.minutes_versions.latest("number").number
    correct(meeting=meeting, on=number, changes=Changes(paragraphs={paragraph.pk: text}), why="Bo hade rätt", by=by)


class TestCorrections:
    def test_each_text_is_kept_and_numbers_stay(self, meeting: Meeting, sara: User) -> None:
        item = Item.written.get(meeting=meeting)
        decision, number = Decision.written.get(meeting=meeting), item.number
        changes = Changes(
            paragraphs={Paragraph.objects.get().pk: "Tove redogör."},
            decisions={decision.pk: "förlänga avtalet två år, under förutsättning att medel finns"},
            added={(item.pk, None): "Bo frågar om kostnaden."},
        )
        version = correct(meeting=meeting, on=1, changes=changes, why="Fel år", by=sara)
        version.refresh_from_db()
        told = version.content["items"][0]
        assert [block["lines"] for block in told["blocks"]] == [["Tove redogör."], ["Bo frågar om kostnaden."]]
        assert told["decisions"] == ["förlänga avtalet två år, under förutsättning att medel finns"]
        decision.refresh_from_db()
        assert decision.condition == "under förutsättning att medel finns"
        assert Item.written.get(meeting=meeting).number == number
        revisions = ParagraphRevision.objects.filter(text__startswith="Tove").values_list("text", flat=True)
        assert list(revisions) == ["Tove redogör för avtalet.", "Tove redogör."]
        log = Change.objects.filter(action="minutes-corrected").get().details["changes"]
        assert {"decision": decision.pk, "before": "förlänga avtalet ett år", "after": decision.text} in log

    def test_what_else_stands_in_the_minutes(self, meeting: Meeting, sara: User) -> None:
        item, bo = Item.written.get(meeting=meeting), Attendance.written.get(name="Bo Ekmark")
        Assignment.objects.create(meeting=meeting, item=item, order=1, assignee="Bo", task="skriva brev", is_draft=True)
        task = Assignment.written.get()
        changes = Changes(
            titles={(item.pk, None): "Avtal om tolkar"},
            tasks={task.pk: ("Bo Ekmark", "skriva avtal", "senast den 1 mars 2027")},
            presenters={(item.pk, None): "Tove Alnfors, chef, Ekeby kommun\nBo Ekmark"},
            people={bo.pk: {"presence": "absent", "organisation": "Norrviks kommun"}},
        )
        version = correct(meeting=meeting, on=1, changes=changes, why="Fel", by=sara)
        version.refresh_from_db()
        told = version.content["items"][0]
        assert (told["title"], told["presenters"]) == (
            "Avtal om tolkar",
            ["Tove Alnfors, chef, Ekeby kommun", "Bo Ekmark"],
        )
        assert told["tasks"][0]["what"] == "skriva avtal"
        task.refresh_from_db()
        assert str(task.due) == "2027-03-01"
        assert ["Frånvarande", ["Bo Ekmark, Norrviks kommun, justerare"]] in version.content["groups"]
        assert len(Change.objects.get(action="minutes-corrected").details["changes"]) == 4
        # The same form sent again changes nothing.
        with pytest.raises(ValidationError, match="inte ändrat något"):
            correct(meeting=meeting, on=2, changes=changes, why="Fel", by=sara)

    def test_hours_and_place(self, meeting: Meeting, sara: User) -> None:
        changes = Changes(meeting={"start": "09.05", "end": "11:30", "place": " Norrvik "})
        version = correct(meeting=meeting, on=1, changes=changes, why="Fel", by=sara)
        version.refresh_from_db()
        assert (version.content["time"], version.content["place"]) == ("kl. 09.05–11.30", "Norrvik")
        [told] = Change.objects.get(action="minutes-corrected").details["changes"]
        assert told["before"]["place"] == "Rådhuset, Ekeby" and told["after"]["start"] == "09:05:00"
        for hours, why in (({"start": "12.00"}, "kan inte sluta 11.30"), ({"end": "halv tolv"}, "som 11.45")):
            with pytest.raises(ValidationError, match=why):
                correct(meeting=meeting, on=2, changes=Changes(meeting=hours), why="Fel", by=sara)
        with pytest.raises(ValidationError, match="inte ändrat något"):
            correct(meeting=meeting, on=2, changes=changes, why="Fel", by=sara)

    def test_two_in_the_chair_there_can_not_be(self, meeting: Meeting, sara: User) -> None:
        bo = Attendance.written.get(name="Bo Ekmark")
        with pytest.raises(ValidationError, match="Bara en kan vara ordförande"):
            correct(meeting=meeting, on=1, changes=Changes(people={bo.pk: {"duty": "chair"}}), why="Fel", by=sara)

    def test_of_two_at_once_the_second_is_told(self, meeting: Meeting, sara: User) -> None:
        rename(meeting, "Tove redogör.", sara)
        with pytest.raises(ValidationError, match="medan du skrev"):
            correct(meeting=meeting, on=1, changes=Changes(), why="Fel", by=sara)
        assert Paragraph.objects.get().text == "Tove redogör."

    def test_says_why_and_changes_something(self, meeting: Meeting, sara: User) -> None:
        changes = Changes(paragraphs={Paragraph.objects.get().pk: "Tove redogör."})
        with pytest.raises(ValidationError, match="varför"):
            correct(meeting=meeting, on=1, changes=changes, why="", by=sara)
        with pytest.raises(ValidationError, match="inte ändrat något"):
            correct(meeting=meeting, on=1, changes=Changes(), why="Fel", by=sara)
        decision = Decision.written.get(meeting=meeting)
        with pytest.raises(ValidationError, match="kan inte tömmas"):
            correct(meeting=meeting, on=1, changes=Changes(decisions={decision.pk: " "}), why="Fel", by=sara)
        assert meeting.minutes_versions.count() == 1

    def test_not_of_another_meetings_rows(self, meeting: Meeting, sara: User) -> None:
        other = Decision.objects.create(meeting=Meeting.objects.create(), order=1, text="anta budgeten")
        with pytest.raises(ValidationError, match="inte ändrat något"):
            correct(meeting=meeting, on=1, changes=Changes(decisions={other.pk: "avslå"}), why="Fel", by=sara)

    def test_approved_text_is_not_changed(self, approved: Meeting, sara: User) -> None:
        with pytest.raises(ValidationError, match="justerat"):
            rename(approved, "Tove redogör.", sara)


class TestAdditions:
    def test_shown_as_such_and_asked_about(self, approved: Meeting, sara: User) -> None:
        item, before = Item.written.get(meeting=approved), approved.minutes_versions.get().content["items"]
        version = add(meeting=approved, on=1, item=item, text="Avtalet gäller två år.", why="Fel år", by=sara)
        version.refresh_from_db()
        assert version.content["items"] == before
        [added] = version.content["additions"]
        assert (added["heading"], added["text"], added["why"]) == (
            f"{item.called}, Avtal om hjälpmedel",
            "Avtalet gäller två år.",
            "Fel år",
        )
        standing = standing_of(approved)
        assert standing and standing.approved and (standing.approved.number, standing.is_approved) == (1, False)
        approve_all(send(approved, sara))
        standing = standing_of(approved)
        assert standing and standing.approved and (standing.approved.number, standing.is_approved) == (2, True)
        assert state_of(approved) == "verified"

    def test_not_public_before_it_is_approved_too(self, approved: Meeting, sara: User) -> None:
        BodyRules.objects.update(signs=False)
        add(meeting=approved, on=1, item=None, text="Avtalet gäller två år.", why="Fel år", by=sara)
        with pytest.raises(ValidationError, match="rättelse som inte är godkänd"):
            ask_to_publish(meeting=approved, by=sara)
        approve_all(send(approved, sara))
        assert ask_to_publish(meeting=approved, by=sara).version.number == 2

    def test_not_public_before_it_is_signed_too(self, approved: Meeting, sara: User) -> None:
        seal_it(approved, number=1)
        add(meeting=approved, on=1, item=None, text="Avtalet gäller två år.", why="Fel år", by=sara)
        approve_all(send(approved, sara))
        with pytest.raises(ValidationError, match="Version 2 är inte undertecknad"):
            ask_to_publish(meeting=approved, by=sara)
        seal_it(approved, number=2)
        assert ask_to_publish(meeting=approved, by=sara).version.number == 2

    def test_not_before_approval(self, meeting: Meeting, sara: User) -> None:
        with pytest.raises(ValidationError, match="inte justerat än"):
            add(meeting=meeting, on=1, item=None, text="Avtalet gäller två år.", why="Fel år", by=sara)


def seal_it(meeting: Meeting, *, number: int) -> None:
    """As if a version had been signed."""
    version = meeting.minutes_versions.get(number=number)
    Seal.objects.create(version=version, file=f"se/al{number}", how=Seal.How.HERE)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SIGNED)


def test_letters_ask_and_tell_how_it_ended(meeting: Meeting, sent: Round, sara: User, tove: User, bo: User) -> None:
    asked = Letter.objects.filter(key__startswith="verify-")
    assert {letter.to for letter in asked} == {tove.email, bo.email}
    assert all(f"/moten/{meeting.pk}/justering/" in letter.text for letter in asked)
    assert not any("avtalet" in letter.text for letter in asked)
    approve_all(sent)
    told = Letter.objects.get(key=f"verified-{sent.pk}")
    assert (told.to, "är justerat" in told.subject) == (sara.email, True)


def test_the_letter_says_who_sent_them_back_and_why(sent: Round, bo: User) -> None:
    send_back(answer=answer_of(bo), why="Bo föreslog två år.", by=bo, identity=IDENTITY)
    told = Letter.objects.get(key=f"verified-{sent.pk}")
    assert "är återsänt" in told.subject
    assert "Bo Ekmark återsände det: Bo föreslog två år." in told.text


def test_what_a_version_changes_is_told_item_by_item_and_word_by_word(meeting: Meeting, sara: User) -> None:
    rename(meeting, "Tove redogör för avtalet och priset.", sara)
    item = Item.written.get(meeting=meeting)
    correct(meeting=meeting, on=2, changes=Changes(added={(item.pk, None): "Bo frågar."}), why="Fel", by=sara)
    before, _, after = (MinutesContent.from_json(one.content) for one in meeting.minutes_versions.all())
    assert differences(before, before) == []
    [one] = differences(before, after)
    assert one.where == f"§ {item.number} Avtal om hjälpmedel"
    assert one.lines == [
        [("same", "Tove redogör för "), ("new", "avtalet och "), ("gone", "avtalet."), ("new", "priset.")],
        [("new", "Bo frågar.")],
    ]


class TestRemarks:
    def test_beside_a_paragraph_until_seen_to(self, meeting: Meeting, sent: Round, sara: User, bo: User) -> None:
        version, item = sent.version, Item.written.get(meeting=meeting)
        row = remark(version=version, item=item, quote="Tove redogör för avtalet.", text="Även Bo redogjorde.", by=bo)
        settle(remark=row, by=sara)
        row.refresh_from_db()
        assert row.settled_by == sara

    def test_on_an_item_of_the_meeting(self, sent: Round, bo: User) -> None:
        other = Item.objects.create(meeting=Meeting.objects.create(), order=1, title="Budget")
        with pytest.raises(ValidationError, match="annat möte"):
            remark(version=sent.version, item=other, quote="", text="Fel.", by=bo)


def test_whoever_may_not_log_in_is_not_asked(meeting: Meeting, sara: User, bo: User) -> None:
    User.objects.filter(pk=bo.pk).update(is_active=False)
    assert [one.user.name for one in verifiers_of(meeting)[0]] == ["Tove Alnfors"]
    with pytest.raises(ValidationError, match="Bo Ekmark är varken"):
        send_round(version=meeting.minutes_versions.get(), asked=[bo], by=sara)
