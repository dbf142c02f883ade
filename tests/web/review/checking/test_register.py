"""What becomes of persons, bodies and parties when a finding is corrected."""

from rodtrad.web.agreements.models import AgreementParty
from rodtrad.web.bodies.models import Person, Seat
from rodtrad.web.meetings.models import Attendance, Meeting
from rodtrad.web.review.checking.actions import correct_finding, undo
from tests import factories as make


def test_a_name_of_somebody_known_leads_to_them(db: None) -> None:
    make.make_county()
    make.enter(make.minutes(date="2024-01-09"), name="tidigare.txt")
    known = Person.objects.get(name="Tove Alnfors")
    wrong = make.minutes()
    wrong["attendance"][0]["name"] = "Tore Allfors"
    version = make.enter(wrong)
    assert Person.objects.filter(name="Tore Allfors").exists()
    finding = version.findings.get(kind="attendance", value__name="Tore Allfors")
    change = correct_finding(finding=finding, value={**finding.value, "name": "Tove Alnfors"}, by=None)
    row = Attendance.objects.get(finding=finding)
    assert row.person == known and not Person.objects.filter(name="Tore Allfors").exists()
    assert not Seat.objects.current().exclude(person__in=Attendance.objects.values("person")).exists()
    undo(change=change, by=None)
    row.refresh_from_db()
    assert row.name == "Tore Allfors" and row.person and row.person.name == "Tore Allfors"


def test_another_body_is_the_meetings(db: None) -> None:
    make.make_county()
    version = make.enter(make.minutes())
    whole = version.findings.get(kind="meeting")
    correct_finding(finding=whole, value={**whole.value, "body": "Styrgruppen", "bodies": ["Styrgruppen"]}, by=None)
    assert [body.name for body in Meeting.objects.get().bodies.all()] == ["Styrgruppen"]
    assert not Seat.objects.current().exclude(body__name="Styrgruppen").exists()


def test_the_parties_of_an_agreement_follow(db: None) -> None:
    make.make_county()
    told = make.agreement("Avtal om hjälpmedel", 35, parties=["Norrviks kommun", "Region Ekeby län"])
    version = make.enter(make.minutes(agreements=[told]))
    finding = version.findings.get(kind="agreement")
    correct_finding(finding=finding, value={**finding.value, "parties": ["Sandhamra kommun"]}, by=None)
    assert [str(party.party) for party in AgreementParty.objects.all()] == ["Sandhamra kommun"]
