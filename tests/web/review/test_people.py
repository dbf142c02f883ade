"""Names are linked where it can be proved and asked about where it cannot; nothing is merged."""

from typing import Any

import pytest

from rodtrad.web.bodies.models import Body, County, Person
from rodtrad.web.meetings.models import Attendance, Presenter, Signature
from rodtrad.web.review.models import Suggestion
from tests import factories as make

pytestmark = pytest.mark.django_db
Kind = Suggestion.Kind


def meeting_of(*attendance: Any, date: str = "2024-03-05", body: str = "Samverkansrådet", **changes: Any) -> None:
    record = make.minutes(attendance=list(attendance), date=date, body=body, assignments=[], **changes)
    make.enter(record, name=f"{body}-{date}.txt")


def asked() -> list[tuple[str, str, str]]:
    rows = Suggestion.objects.order_by("pk").select_related("person", "other_person")
    return [(s.kind, str(s.person or ""), str(s.other_person or "")) for s in rows]


def test_the_same_name_in_the_same_body_is_the_same_person(ekeby: County) -> None:
    for date in ("2024-03-05", "2024-05-07"):
        meeting_of(make.attendance("Tove Alnfors", "Norrviks kommun", 10), date=date, items=[], decisions=[])
    assert Person.objects.get().attendances.count() == 2
    assert asked() == []


def test_white_space_and_capitals_make_no_other_person(ekeby: County) -> None:
    meeting_of(make.attendance("TOVE  ALNFORS", "Norrvik", 10), items=[], decisions=[])
    meeting_of(make.attendance("Tove Alnfors", "Norrviks kommun", 10), date="2024-05-07", items=[], decisions=[])
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "organisation, body, why",
    [
        ("Sandhamra kommun", "Samverkansrådet", "another party"),
        ("Norrviks kommun", "Beredningsgruppen", "another body"),
    ],
)
def test_the_same_name_elsewhere_is_asked_about(ekeby: County, organisation: str, body: str, why: str) -> None:
    meeting_of(make.attendance("Tove Alnfors", "Norrviks kommun", 10))
    meeting_of(make.attendance("Tove Alnfors", organisation, 10), date="2024-05-07", body=body)
    assert Person.objects.filter(name="Tove Alnfors").count() == 2, why
    question = Suggestion.objects.get(person__name="Tove Alnfors")
    assert question.kind == Kind.SAME_PERSON
    assert question.other_person and question.person != question.other_person
    assert question.other and question.one and question.one.version_id != question.other.version_id


def test_another_party_in_another_body_is_another_person(ekeby: County) -> None:
    meeting_of(make.attendance("Tove Alnfors", "Norrviks kommun", 10))
    meeting_of(make.attendance("Tove Alnfors", "Sandhamra kommun", 10), body="Beredningsgruppen")
    assert Person.objects.filter(name="Tove Alnfors").count() == 2
    assert not Suggestion.objects.filter(person__name="Tove Alnfors").exists()


def test_the_same_name_twice_in_a_list_is_two(ekeby: County) -> None:
    meeting_of(
        make.attendance("Tove Alnfors", "Norrviks kommun", 10), make.attendance("Tove Alnfors", "Sandhamra kommun", 11)
    )
    assert Attendance.objects.filter(name="Tove Alnfors").values("person").distinct().count() == 2


def test_a_presenter_is_the_one_of_that_name_in_the_list(ekeby: County) -> None:
    make.enter(make.minutes())
    assert Presenter.objects.get().person == Attendance.objects.get(name="Signe Rönnbacke").person


@pytest.mark.parametrize("organisation, is_told", [("Sandhamra kommun", True), (None, False)])
def test_a_presenter_whose_name_two_bear_is_no_third(ekeby: County, organisation: str | None, is_told: bool) -> None:
    two = [make.attendance("Tove Alnfors", at, 10 + n) for n, at in enumerate(("Norrviks kommun", "Sandhamra kommun"))]
    items = [make.item("1", "Hörselvård", 20, presenters=[make.presenter("Tove Alnfors", 21, organisation)])]
    meeting_of(*two, items=items, decisions=[])
    sandhamra = Attendance.objects.get(organisation="Sandhamra kommun").person
    assert Presenter.objects.get().person == (sandhamra if is_told else None)
    assert Person.objects.count() == 2


def test_a_presenter_by_first_name_alone_is_nobody(ekeby: County) -> None:
    items = [make.item("1", "Hörselvård", 20, presenters=[make.presenter("Signe", 21)])]
    make.enter(make.minutes(items=items, decisions=[], assignments=[]))
    assert Presenter.objects.get().person is None


def test_two_spellings_are_asked_about_and_stay_two(ekeby: County) -> None:
    items = [make.item("1", "Hörselvård", 20, presenters=[make.presenter("Signe Rönnbäcke", 21)])]
    make.enter(make.minutes(items=items, decisions=[], assignments=[]))
    assert asked() == [(Kind.SPELLINGS, "Signe Rönnbacke", "Signe Rönnbäcke")]


def test_a_spelling_of_an_earlier_member_is_asked_about(ekeby: County) -> None:
    meeting_of(make.attendance("Hilding Kvarnlycke", None, 10), items=[], decisions=[])
    meeting_of(make.attendance("Hilding Kvarnlyke", None, 10), date="2024-05-07", items=[], decisions=[])
    assert asked() == [(Kind.SPELLINGS, "Hilding Kvarnlyke", "Hilding Kvarnlycke")]


def test_a_signer_who_was_not_there_is_shown_beside_the_adjuster(ekeby: County) -> None:
    make.enter(make.minutes(signatures=[make.signature("Signe Torphag", "adjuster", 50)]))
    question = Suggestion.objects.get()
    assert question.kind == Kind.SIGNER
    assert "Är det Signe Rönnbacke, som står där som justerare?" in question.text
    assert question.one == Signature.objects.get().finding
    assert question.other == Attendance.objects.get(name="Signe Rönnbacke").finding


def test_without_a_list_no_signer_is_asked_about(ekeby: County) -> None:
    make.enter(make.minutes(attendance=[], signatures=[make.signature("Signe Torphag", "adjuster", 50)]))
    assert asked() == []


def test_an_appointed_person_and_whom_they_replace(ekeby: County) -> None:
    value = {"item": "3", "section": None, "person": "Alvar Månhög", "replaces": "Birger Storhed", "from": "2024-04"}
    make.enter(make.minutes(appointments=[{**value, "body": "Samverkansrådet", **make.evidence(41)}]))
    appointment = Person.objects.get(name="Alvar Månhög").appointments.get()
    assert appointment.replaces == Attendance.objects.get(name="Birger Storhed").person
    assert appointment.body == Body.objects.get()


def test_bodies_of_one_name_in_two_counties_are_two(ekeby: County) -> None:
    make.enter(make.minutes())
    attendance = [make.attendance("Alvar Månhög", "Region Blekinge", 10)]
    make.enter(make.minutes(attendance=attendance, assignments=[]), name="annat.txt")
    assert {body.county and body.county.name for body in Body.objects.all()} == {"Ekeby län", "Blekinge län"}


def test_a_body_whose_county_is_unknown_is_asked_about(ekeby: County) -> None:
    nobody = [make.attendance("Alvar Månhög", None, 10)]
    make.enter(make.minutes(attendance=nobody, assignments=[]))
    make.enter(make.minutes(date="2024-05-07"))
    body, other = Body.objects.order_by("pk")
    assert body.county is None and not body.county_inferred
    assert other.county == ekeby and other.county_inferred
    question = Suggestion.objects.get(kind=Kind.SAME_BODY)
    assert (question.body, question.other_body) == (other, body)


def test_two_documents_of_one_meeting_are_asked_about(ekeby: County) -> None:
    make.enter(make.minutes(), name="utkast.txt")
    make.enter(make.minutes(reference="RÅD 2024/7"), name="slutligt.txt")
    question = Suggestion.objects.get(kind=Kind.SAME_MEETING)
    assert question.text == "Två dokument gäller Samverkansrådet 2024-03-05. Är det samma möte?"
