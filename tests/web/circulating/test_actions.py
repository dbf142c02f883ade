"""A question by mail from its letter to the meeting that confirms it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.actions import end_role
from rodtrad.web.bodies.models import Body
from rodtrad.web.circulating.actions import close_question, put_question, withdraw_question
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.circulating.tasks import remind_the_silent
from rodtrad.web.documents.paper_files import taken_in
from rodtrad.web.holding.actions import close_meeting, decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import Decision, Item, Meeting, Paper, Proposal
from rodtrad.web.minutes.actions import make_version
from rodtrad.web.preparing.actions import call_meeting, cancel_meeting, fill_agenda, withdraw_item
from rodtrad.web.preparing.models import Reason
from rodtrad.web.verifying.changes import Changes
from rodtrad.web.verifying.correcting import correct
from tests.factories import pdf_of
from tests.web.circulating.asking import CLAUSES, LAST_DAY, TODAY, Group, make_group, put, role_of, say
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
NEXT = date(2026, 12, 18)


def letters(key: str) -> list[str]:
    return sorted(Letter.objects.filter(key__contains=key).values_list("to", flat=True))


def decided(group: Group) -> Circulation:
    """A question that everyone said yes to and the secretary closed."""
    question = put(group)
    for user in (group.tove, group.mia, group.bo):
        say(question, user, "yes")
    close_question(circulation=question, outcome="decided", by=group.sara)
    return question


def taken_up(meeting: Meeting) -> Item:
    return Item.written.get(meeting=meeting, reasons__kind="by-mail")


def hold(meeting: Meeting, by: User, clauses: list[str], *, as_proposed: bool = False) -> Item:
    """Decide at the item that a question became, and close the meeting."""
    open_meeting(meeting=meeting, by=by)
    take_roll(meeting=meeting, called=[Called("Tove", "present", duty="chair")], by=by)
    item = taken_up(meeting)
    for other in Item.written.filter(meeting=meeting, type="decision").exclude(pk=item.pk):
        decide(item=other, clauses=["lägga protokollet till handlingarna"], by=by)
    decide(item=item, clauses=clauses, as_proposed=as_proposed, by=by)
    close_meeting(meeting=meeting, by=by)
    return item


def test_everyone_asked_gets_a_letter_without_what_is_confidential() -> None:
    question = put(make_group(), confidential=True)
    assert letters("-asked-") == ["bo@example.se", "mia@example.se", "tove@example.se"]
    letter = Letter.objects.get(to="mia@example.se")
    assert "tolkar" not in letter.text + letter.subject
    assert f"/beslut-via-epost/svar/{question.asked.get(user__name='Mia').pk}/" in letter.text


@pytest.mark.parametrize(
    "fields, wrong",
    [
        ({"clauses": [" att ", "."]}, "minst en att-sats"),
        ({"last_day": TODAY - timedelta(days=1)}, "har redan varit"),
        ({"title": ""}, "title"),
    ],
)
def test_a_question_that_cannot_be_put(fields: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValidationError, match=wrong):
        put(make_group(), **fields)  # type: ignore[arg-type]  # as a form could send it
    assert not Letter.objects.exists()


def test_who_cannot_be_asked() -> None:
    group, otto = make_group(), make_member("Otto", make_body("Andra gruppen"), "member")
    fields = {"title": "Tolkar", "last_day": LAST_DAY}
    for asked, wrong in (([role_of(group.sara)], "kan inte"), ([role_of(otto)], "kan inte"), ([], "minst en")):
        with pytest.raises(ValidationError, match=wrong):
            put_question(body=group.body, fields=fields, clauses=CLAUSES, asked=asked, by=group.sara)


def test_a_board_decides_at_its_meetings() -> None:
    group = make_group()
    group.body.kind = Body.Kind.BOARD
    with pytest.raises(ValidationError, match="beslutar inte via e-post"):
        put(group)


def test_a_changed_answer_keeps_the_earlier_one() -> None:
    group = make_group()
    question = put(group)
    say(question, group.mia, "no", "För dyrt.")
    say(question, group.mia, "yes")
    asked = question.asked.get(user=group.mia)
    assert [(answer.number, answer.kind, answer.comment) for answer in asked.answers.all()] == [
        (1, "no", "För dyrt."),
        (2, "yes", ""),
    ]
    assert asked.latest and asked.latest.kind == "yes"
    with pytest.raises(ValidationError, match="redan svarat så"):
        say(question, group.mia, "yes")


def test_the_last_day_ends_at_midnight(settings: Settings) -> None:
    group = make_group()
    question = put(group)
    settings.TODAY = LAST_DAY
    say(question, group.mia, "yes")
    settings.TODAY = LAST_DAY + timedelta(days=1)
    with pytest.raises(ValidationError, match="Sista dagen att svara var 2026-11-30"):
        say(question, group.bo, "yes")
    close_question(circulation=question, outcome="not-decided", by=group.sara)
    assert question.result == "En har svarat ja, två har inte svarat."


def test_nothing_is_closed_before_the_rule_allows_it() -> None:
    group = make_group()
    question = put(group)
    say(question, group.mia, "yes")
    for outcome in ("decided", "not-decided", "to-meeting", "withdrawn", "open", ""):
        with pytest.raises(ValidationError, match="kan inte avslutas så"):
            close_question(circulation=question, outcome=outcome, by=group.sara)
    assert letters("-ready") == []
    for user in (group.tove, group.bo):
        say(question, user, "yes")
    assert letters("-ready") == ["sara@example.se"]
    assert Circulation.objects.get().is_open, "the answers alone close nothing"
    close_question(circulation=question, outcome="decided", by=group.sara)
    assert (question.state, question.result) == ("decided", "Alla tre har svarat ja.")
    assert len(letters("-closed-")) == 3
    for late in (
        lambda: say(question, group.mia, "no"),
        lambda: withdraw_question(circulation=question, why="x", by=None),
    ):
        with pytest.raises(ValidationError, match="Frågan är avslutad"):
            late()


def test_only_the_chair_decides_where_the_chair_does() -> None:
    group = make_group(by_mail="chair")
    question = put(group)
    for user in (group.tove, group.mia, group.bo):
        say(question, user, "yes")
    with pytest.raises(ValidationError, match="bara ordföranden"):
        close_question(circulation=question, outcome="decided", by=group.sara)
    close_question(circulation=question, outcome="decided", by=group.tove)
    assert question.result.startswith("Ordföranden beslutade efter att ha hört organet. Alla tre")


def test_withdrawn_with_a_reason() -> None:
    group = make_group()
    question = put(group)
    with pytest.raises(ValidationError, match="Skriv varför"):
        withdraw_question(circulation=question, why=" ", by=group.sara)
    withdraw_question(circulation=question, why="Avtalet är redan förlängt.", by=group.sara)
    assert (question.state, question.result) == ("withdrawn", "Avtalet är redan förlängt.")


def test_who_has_not_answered_is_reminded_twice_and_no_more(settings: Settings) -> None:
    group = make_group()
    question = put(group)
    say(question, group.mia, "yes")
    group.bo.is_active = False
    group.bo.save()
    sent = {}
    for day in range(10):
        settings.TODAY = TODAY + timedelta(days=day)
        before = Letter.objects.count()
        for _ in range(2):
            remind_the_silent.call()
        sent[day] = Letter.objects.count() - before
    assert {day: number for day, number in sent.items() if number} == {4: 1, 7: 1}
    assert letters("-half-") == letters("-last-") == ["tove@example.se"]


def test_whose_role_has_ended_hears_no_more(settings: Settings) -> None:
    group = make_group()
    circulation = put(group)
    end_role(membership=group.mia.memberships.get(), ends=date(2026, 11, 24), by=None)
    before = set(Letter.objects.values_list("pk", flat=True))
    settings.TODAY = LAST_DAY
    remind_the_silent.call()
    withdraw_question(circulation=circulation, why="Frågan är löst.", by=group.sara)
    told = Letter.objects.exclude(pk__in=before).values_list("to", flat=True)
    assert set(told) == {"tove@example.se", "bo@example.se"}


def test_every_step_is_in_the_log() -> None:
    group = make_group()
    question = decided(group)
    hold(make_meeting(group.body), group.sara, CLAUSES, as_proposed=True)
    actions = list(Change.objects.about(question).order_by("pk").values_list("action", flat=True))
    assert actions == [
        "circulation-put",
        *["circulation-answered"] * 3,
        "circulation-closed",
        "circulation-confirmed",
    ]


def test_it_follows_when_the_minutes_are_corrected() -> None:
    group = make_group()
    question, meeting, sara = decided(group), make_meeting(group.body), group.sara
    item = hold(meeting, sara, ["bordlägga frågan"])
    make_version(meeting=meeting, why="Mötet avslutades", by=sara)
    coming = make_meeting(group.body, day=NEXT)
    waits = Reason.objects.filter(meeting=coming, circulation=question)
    assert waits.exists()
    changes = Changes(decided={(item.pk, None): CLAUSES[0]})
    correct(meeting=meeting, on=1, changes=changes, why="Glömt", by=sara)
    question.refresh_from_db()
    assert question.item == item and not waits.exists()
    confirmed = Decision.written.get(item=item, by_mail=True)
    assert confirmed.date == question.closed_on
    assert not Item.written.filter(meeting=coming, title=item.title).exists()
    correct(meeting=meeting, on=2, changes=Changes(struck=[confirmed.pk]), why="Fel", by=sara)
    question.refresh_from_db()
    assert question.item is None and waits.exists()
    assert Change.objects.about(question).latest("pk").action == "circulation-waits-again"


def test_a_corrected_meeting_takes_back_no_question_that_a_later_one_decided() -> None:
    group = make_group()
    question, first, sara = decided(group), make_meeting(group.body), group.sara
    tabled = Decision.written.get(item=hold(first, sara, ["bordlägga frågan"]))
    make_version(meeting=first, why="Mötet avslutades", by=sara)
    later = hold(make_meeting(group.body, day=NEXT), sara, CLAUSES, as_proposed=True)
    for on, words in enumerate(("avslå frågan", "bordlägga frågan"), 1):
        correct(meeting=first, on=on, changes=Changes(decisions={tabled.pk: words}), why="Fel", by=sara)
        question.refresh_from_db()
        assert question.item == later, words


def test_the_next_meeting_confirms_it() -> None:
    group = make_group()
    question = decided(group)
    meeting = make_meeting(group.body)
    item = taken_up(meeting)
    assert item.title == "Beslut via e-post att bekräfta: Avtalet om tolkar"
    assert item.introduction.startswith("Beslutades via e-post den 23 november 2026. Alla tre har svarat ja.")
    assert item.reasons.get().text == "Beslutades via e-post den 23 november 2026"
    assert [row.text for row in Proposal.written.filter(item=item)] == CLAUSES
    assert [row.text for row in item.papers(manager="written").all()] == ["Utkast till avtal"]
    # As it was, and with a change: that clause the meeting decides itself.
    hold(meeting, group.sara, [CLAUSES[0], "avsätta 60 000 kronor"])
    made = Decision.written.filter(item=item).order_by("order")
    assert [(row.by_mail, row.date) for row in made] == [(True, TODAY), (False, None)]
    question.refresh_from_db()
    assert question.item == item
    assert not Reason.objects.filter(meeting=make_meeting(group.body, day=NEXT), kind="by-mail").exists()


@pytest.mark.parametrize("secret", [False, True])
def test_its_papers_are_the_item_s(secret: bool) -> None:
    group = make_group()
    data = pdf_of(1)
    file = taken_in("Utkast_till avtal.pdf", data)
    question = put(group, files=[file], files_confidential=secret)
    letter = Letter.objects.get(to="mia@example.se").text
    assert ("Utkast till avtal" in letter) != secret and question.enclosures.get().get_absolute_url() in letter
    for user in (group.tove, group.mia, group.bo):
        say(question, user, "yes")
    close_question(circulation=question, outcome="decided", by=group.sara)
    papers = Paper.written.filter(item=taken_up(make_meeting(group.body))).select_related("file").order_by("order")
    assert [row.text for row in papers] == ["Utkast till avtal", "Utkast till avtal"]
    brought = papers[1].file
    assert (brought.sha256, brought.is_for_all, brought.added_by) == (file.sha256, not secret, group.sara)
    with brought.original.open("rb") as content:
        assert content.read() == data


def test_one_meeting_at_a_time_takes_it_up() -> None:
    group = make_group()
    decided(group)
    first, second = make_meeting(group.body), make_meeting(group.body, day=NEXT)
    assert taken_up(first)
    assert not Reason.objects.filter(meeting=second, kind="by-mail").exists()
    cancel_meeting(meeting=first, why="", by=group.sara)
    assert Reason.objects.filter(meeting=second, kind="by-mail", item__isnull=False).exists()


def test_what_was_taken_off_goes_to_another_meeting() -> None:
    group = make_group()
    decided(group)
    first, second = make_meeting(group.body), make_meeting(group.body, day=NEXT)
    withdraw_item(item=taken_up(first), by=group.sara)
    assert fill_agenda(meeting=first, by=group.sara) == 0, "who took it off has said so"
    assert fill_agenda(meeting=second, by=group.sara) == 1
    assert taken_up(second)


@pytest.mark.parametrize("how", ["tabled", "withdrawn"])
def test_what_the_meeting_did_not_decide_comes_back_once(how: str) -> None:
    group = make_group()
    question = decided(group)
    meeting = make_meeting(group.body)
    if how == "tabled":
        hold(meeting, group.sara, ["bordlägga ärendet"])
    else:
        call_meeting(meeting=meeting, by=group.sara)
        withdraw_item(item=taken_up(meeting), by=group.sara)
        open_meeting(meeting=meeting, by=group.sara)
        take_roll(meeting=meeting, called=[Called("Tove", "present", duty="chair")], by=group.sara)
        close_meeting(meeting=meeting, by=group.sara)
    question.refresh_from_db()
    assert question.item is None
    again = make_meeting(group.body, day=NEXT)
    assert list(Reason.objects.filter(meeting=again).exclude(kind="minutes").values_list("kind", flat=True)) == [
        "by-mail"
    ]


def test_what_somebody_wants_at_a_meeting_is_decided_there() -> None:
    group = make_group()
    question = put(group, confidential=True)
    say(question, group.mia, "meeting", "Det behöver talas om.")
    close_question(circulation=question, outcome="to-meeting", by=group.sara)
    meeting = make_meeting(group.body)
    item = hold(meeting, group.sara, CLAUSES, as_proposed=True)
    assert (item.title, item.confidential) == ("Avtalet om tolkar", True)
    assert not Decision.written.filter(item=item, by_mail=True).exists()
    question.refresh_from_db()
    assert question.item == item
