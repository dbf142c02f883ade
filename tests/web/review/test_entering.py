"""Findings become rows, each with its source; a corrected document keeps what stands."""

from datetime import date

import pytest
from django.db.models import Model

from rodtrad.web.bodies.models import Body, County, Party, Person, Seat
from rodtrad.web.documents.models import Document, Finding, Version
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting, Presenter, Section
from rodtrad.web.plans.models import Activity, Plan
from rodtrad.web.review.actions import NotOpen, dismiss_suggestion, enter_version, hold_on_to, reopen_suggestion
from rodtrad.web.review.checking.actions import confirm_finding, refuse_finding
from rodtrad.web.review.entry import MODELS
from rodtrad.web.review.models import Suggestion
from tests import factories as make

pytestmark = pytest.mark.django_db


def keys(*models: type[Model]) -> list[list[int]]:
    """The rows of each model, the retired ones too."""
    return [sorted(model._base_manager.values_list("pk", flat=True)) for model in models]


def test_minutes_become_a_meeting(ekeby: County) -> None:
    version = make.enter(make.minutes())
    meeting = Meeting.objects.get()
    assert (meeting.date, str(meeting.start), meeting.place) == (date(2024, 3, 5), "09:00:00", "Rådhuset")
    assert str(meeting) == "Samverkansrådet 2024-03-05"
    assert meeting.state == Meeting.State.CLOSED
    assert meeting.finding and meeting.finding.version == version
    assert meeting.finding.first_line == 2  # the line of the date
    assert [item.number for item in meeting.items.all()] == ["1", "2", "3"]
    assert version.document.current == version
    assert (version.document.kind, version.document.county) == ("minutes", ekeby)


def test_every_row_has_its_finding(ekeby: County) -> None:
    make.enter(make.minutes())
    make.enter(make.plan(), name="plan.txt")
    rows = [row for model in MODELS for row in model.objects.all()]
    assert len(rows) == 17
    assert all(row.finding is not None for row in rows)


def test_an_assignment_knows_its_item_due_date_and_party(ekeby: County) -> None:
    make.enter(make.minutes())
    assignment = Assignment.objects.get()
    assert assignment.item and assignment.item.number == "2"
    assert assignment.party == Party.objects.get(name="Norrviks kommun")
    assert (assignment.due, assignment.due_precision, assignment.due_text) == (
        date(2024, 6, 30),
        "month",
        "före sommaren",
    )


def test_an_assignment_in_a_clause_belongs_to_that_decision(ekeby: County) -> None:
    given = make.assignment("2", "Samverkansrådet", "pröva en gemensam upphandling", 33)
    make.enter(make.minutes(assignments=[given]))
    assignment = Assignment.objects.get()
    assert assignment.decision == Decision.objects.get()
    assert assignment.body == Body.objects.get()


def test_numbers_that_restart_are_told_apart_by_place(ekeby: County) -> None:
    items = [make.item("1", "Gemensam del", 10), make.item("1", "Egen del", 30)]
    decisions = [make.decision("1", "anta budgeten", 31), make.decision("1", "utse en grupp", 12)]
    make.enter(make.minutes(items=items, decisions=decisions, assignments=[]))
    found = {d.text: d.item.title for d in Decision.objects.select_related("item") if d.item}
    assert found == {"anta budgeten": "Egen del", "utse en grupp": "Gemensam del"}


def test_sections_have_their_own_presenters(ekeby: County) -> None:
    section = {"label": "a", "title": "Hörselvård", "presenters": [make.presenter("Tove Alnfors", 32)]}
    item = make.item("2", "Information", 30, sections=[{**section, **make.evidence(31)}])
    make.enter(make.minutes(items=[item], decisions=[make.decision("2", "tacka", 33, section="Hörselvård")]))
    presenter = Presenter.objects.get()
    assert presenter.section == Section.objects.get() and presenter.item == Item.objects.get()
    assert Decision.objects.get().section == presenter.section
    assert presenter.person == Attendance.objects.get(name="Tove Alnfors").person


def test_a_plan_down_to_its_activities(ekeby: County) -> None:
    make.enter(make.plan(), name="plan.txt")
    plan = Plan.objects.get()
    assert (plan.first_year, plan.last_year, plan.decided_on, plan.decided_on_precision) == (
        2024,
        2025,
        date(2024, 1, 1),
        "month",
    )
    assert plan.finding and "decided_on" in plan.finding.inferred and "title" not in plan.finding.inferred
    assert plan.body == Body.objects.get(name="Samverkansrådet")
    activities = Activity.objects.select_related("area__group")
    assert [a.text for a in activities] == ["Hålla föreläsningar", "Pröva balansträning"]
    assert {a.area.group.name for a in activities} == {"Äldre"}
    assert {a.ends for a in activities} == {date(2024, 12, 31)}


def test_who_attended_as_member_has_a_seat_for_their_party(ekeby: County) -> None:
    make.enter(make.minutes())
    seats = {s.person.name: (s.duty, s.party and s.party.name) for s in Seat.objects.select_related("person", "party")}
    assert seats == {
        "Tove Alnfors": ("chair", "Region Ekeby län"),
        "Birger Storhed": ("member", "Norrviks kommun"),
    }


@pytest.fixture
def twice(ekeby: County) -> tuple[Version, Version]:
    """Minutes, and the same corrected: a decision reworded, an assignment gone, a decision added."""
    first = make.enter(make.minutes())
    decisions = [
        make.decision("2", "förlänga avtalet om hjälpmedel två år", 33),
        make.decision("3", "lägga rapporten till handlingarna", 41),
    ]
    return first, make.enter(make.minutes(decisions=decisions, assignments=[]))


def test_a_corrected_file_is_a_new_version(twice: tuple[Version, Version]) -> None:
    first, second = twice
    assert Document.objects.get().current == second
    assert (first.number, second.number, second.document_id) == (1, 2, first.document_id)


def test_what_stands_unchanged_keeps_its_identity(ekeby: County) -> None:
    make.enter(make.minutes())
    before = keys(Meeting, Attendance, Item, Person, Presenter)
    Assignment.objects.update(state=Assignment.State.DONE)
    second = make.enter(make.minutes(reference="RÅD 2024/7"))
    assert keys(Meeting, Attendance, Item, Person, Presenter) == before
    meeting = Meeting.objects.get()
    assert meeting.reference == "RÅD 2024/7" and meeting.bodies.count() == 1
    rows = [row for model in MODELS for row in model.objects.select_related("finding")]
    assert {row.finding.version_id for row in rows if row.finding} == {second.pk}
    assert Assignment.objects.get().state == Assignment.State.DONE
    assert {seat.finding.version_id for seat in Seat.objects.select_related("finding") if seat.finding} == {second.pk}


def test_what_is_gone_is_retired_and_not_shown(twice: tuple[Version, Version]) -> None:
    first, _ = twice
    assert not Assignment.objects.exists()
    retired = Assignment._base_manager.get()
    assert retired.retired_at and retired.finding and retired.finding.version == first
    assert {d.text for d in Decision.objects.all()} == {
        "förlänga avtalet om hjälpmedel två år",
        "lägga rapporten till handlingarna",
    }
    assert Decision._base_manager.count() == 3


def test_what_was_confirmed_stays_though_it_is_gone(ekeby: County) -> None:
    """Its words are gone from the text, so it has no place there."""
    make.enter(make.minutes())
    finding = Finding.objects.get(kind="assignment")
    confirm_finding(finding=finding, by=None)
    make.enter(make.minutes(assignments=[]), text=make.text_of().replace("rad 34", "RAD 34"))
    assert Assignment.objects.get().finding == finding
    assert Suggestion.objects.get().kind == Suggestion.Kind.GONE


def test_whether_it_still_holds_is_answered_and_taken_back(ekeby: County) -> None:
    make.enter(make.minutes())
    confirm_finding(finding=Finding.objects.get(kind="assignment"), by=None)
    make.enter(make.minutes(assignments=[]), text=make.text_of().replace("rad 34", "RAD 34"))
    question = Suggestion.objects.get()
    dismiss_suggestion(suggestion=question, by=None)
    assert not Assignment.objects.exists()
    reopen_suggestion(suggestion=question, by=None)
    assert Assignment.objects.get().task == "redovisa kostnaderna"
    hold_on_to(suggestion=question, by=None)
    assert Suggestion.objects.get().state == Suggestion.State.ACCEPTED
    with pytest.raises(NotOpen):
        dismiss_suggestion(suggestion=question, by=None)
    assert Assignment.objects.exists()


def test_a_review_holds_in_the_next_version(ekeby: County) -> None:
    first = make.enter(make.minutes())
    confirm_finding(finding=first.findings.get(kind="decision"), by=None)
    refuse_finding(finding=first.findings.get(kind="assignment"), by=None)
    second = make.enter(make.minutes(reference="RÅD 2024/7"))
    assert second.findings.get(kind="decision").review == Finding.Review.CONFIRMED
    assert second.findings.get(kind="assignment").review == Finding.Review.REFUSED
    assert not Assignment.objects.exists()


def test_refusing_a_whole_retires_its_parts(ekeby: County) -> None:
    version = make.enter(make.plan(), name="plan.txt")
    refuse_finding(finding=version.findings.get(kind="target_area"), by=None)
    assert not Activity.objects.exists()
    assert Plan.objects.exists()


def test_entering_a_saved_version_again_changes_nothing(ekeby: County) -> None:
    make.enter(make.minutes())
    version = make.enter(make.minutes(reference="RÅD 2024/7"))
    before = keys(*MODELS, Person, Seat)
    enter_version(version=version, by=None)
    assert keys(*MODELS, Person, Seat) == before


def test_another_date_is_another_document(ekeby: County) -> None:
    make.enter(make.minutes())
    make.enter(make.minutes(date="2024-05-07"))
    assert Document.objects.count() == Meeting.objects.count() == 2
    assert Body.objects.count() == 1


def test_without_body_or_date_no_file_is_taken_for_a_version(ekeby: County) -> None:
    for place in ("Rådhuset", "Biblioteket"):
        meeting = {"date": None, "end_date": None, "start": None, "end": None, "place": place}
        make.enter(make.minutes(body="", meeting=meeting))
    assert Document.objects.count() == 2
    assert {m.place for m in Meeting.objects.all()} == {"Rådhuset", "Biblioteket"}
